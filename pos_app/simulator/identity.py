"""Who the pretend provider and its one merchant are: numbers, keys, certificates, kept in a folder.

What a merchant's software needs lies in the folder itself; what only the provider knows, in ``provider/``.
"""

from __future__ import annotations

import json
import secrets
import string
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from pos_app.simulator.certificates import Authority, key_pem, new_authority, new_rsa_key, pem_of, serial_of
from pos_app.simulator.keyfiles import load_rsa_key, write_whole
from pos_app.simulator.platform_certificates import PlatformCertificates

MCHID = "1900009191"
APPID = "wx5da8fe1c9a3b7e42"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Identity:
    """Everything that the provider knows of itself and of its merchant.

    Attributes:
        public_key_id: names the WeChat Pay public key, whose private half is `wechatpay_key`.
        merchant_key: the public half of the merchant's key; the private one is in a file only.
    """

    directory: Path
    mchid: str
    appid: str
    api_v3_key: bytes
    api_v2_key: bytes
    merchant_serial: str
    merchant_key: rsa.RSAPublicKey
    public_key_id: str
    wechatpay_key: rsa.RSAPrivateKey
    platform: PlatformCertificates
    ca_file: Path
    tls_certificate: Path
    tls_key: Path

    def __repr__(self) -> str:
        return f"Identity(mchid={self.mchid!r})"

    def publish(self, url: str) -> None:
        """Write ``merchant.json``: what a client must be told, besides the key files beside it."""
        facts = {
            "mchid": self.mchid,
            "appid": self.appid,
            "certificate_serial": self.merchant_serial,
            "public_key_id": self.public_key_id,
            "url": url,
        }
        write_whole(self.directory / "merchant.json", json.dumps(facts, indent=2).encode() + b"\n")


def open_identity(directory: Path) -> Identity:
    """Return the identity kept in a folder; make one on the first start."""
    directory.mkdir(parents=True, exist_ok=True)
    provider = directory / "provider"
    if not (provider / "identity.json").exists():
        _create(directory, provider)
    facts = json.loads((provider / "identity.json").read_text("utf-8"))
    merchant = x509.load_pem_x509_certificate((directory / "apiclient_cert.pem").read_bytes())
    return Identity(
        directory=directory,
        mchid=facts["mchid"],
        appid=facts["appid"],
        api_v3_key=(directory / "api_v3_key.txt").read_bytes().strip(),
        api_v2_key=(directory / "api_v2_key.txt").read_bytes().strip(),
        merchant_serial=serial_of(merchant),
        merchant_key=cast("rsa.RSAPublicKey", merchant.public_key()),
        public_key_id=facts["public_key_id"],
        wechatpay_key=load_rsa_key(provider / "wechatpay_key.pem"),
        platform=PlatformCertificates(provider / "platform", _authority(directory, provider)),
        ca_file=directory / "ca.pem",
        tls_certificate=provider / "tls_cert.pem",
        tls_key=provider / "tls_key.pem",
    )


def _create(directory: Path, provider: Path) -> None:
    """Make every key and certificate; ``identity.json`` comes last and says that all is there."""
    provider.mkdir(parents=True, exist_ok=True)
    authority = new_authority()
    write_whole(directory / "ca.pem", pem_of(authority.certificate))
    write_whole(provider / "ca_key.pem", key_pem(authority.key))
    tls_key = ec.generate_private_key(ec.SECP256R1())
    write_whole(provider / "tls_key.pem", key_pem(tls_key))
    write_whole(provider / "tls_cert.pem", pem_of(authority.issue_for_server(tls_key.public_key())))
    merchant_key = new_rsa_key()
    write_whole(directory / "apiclient_key.pem", key_pem(merchant_key))
    write_whole(directory / "apiclient_cert.pem", pem_of(authority.issue(merchant_key.public_key(), MCHID)))
    wechatpay_key = new_rsa_key()
    write_whole(provider / "wechatpay_key.pem", key_pem(wechatpay_key))
    write_whole(directory / "pub_key.pem", _public_pem(wechatpay_key))
    for name in ("api_v3_key.txt", "api_v2_key.txt"):
        write_whole(directory / name, _new_symmetric_key().encode() + b"\n")
    PlatformCertificates(provider / "platform", authority).rotate()
    facts = {"mchid": MCHID, "appid": APPID, "public_key_id": f"PUB_KEY_ID_01{MCHID}{secrets.randbelow(10**20):020d}"}
    write_whole(provider / "identity.json", json.dumps(facts, indent=2).encode() + b"\n")


def _authority(directory: Path, provider: Path) -> Authority:
    key = serialization.load_pem_private_key((provider / "ca_key.pem").read_bytes(), None)
    certificate = x509.load_pem_x509_certificate((directory / "ca.pem").read_bytes())
    return Authority(certificate=certificate, key=cast("ec.EllipticCurvePrivateKey", key))


def _public_pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def _new_symmetric_key() -> str:
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(32))
