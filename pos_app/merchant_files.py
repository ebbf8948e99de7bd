"""The files that WeChat Pay gives a merchant, known by their content and not by their names.

The wrong file in the right place is the commonest mistake of all (wechatpay-api.md, section 10, numbers 1 and 9),
so each is refused by a sentence that says what it is.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from pos_app.core.errors import PosError
from pos_app.wechatpay.credentials import load_certificate, load_private_key
from pos_app.wechatpay.errors import ConfigurationError

LARGEST_FILE = 64 * 1024  # bytes; real ones have 2 to 4 thousand
PLATFORM_NAME = "Tenpay.com sign"  # common name of WeChat Pay's platform certificates
_PKCS7_DATA = bytes.fromhex("06092a864886f70d010701")  # an object identifier near the head of every .p12 file
_BLOCK = re.compile(
    r"-----BEGIN (?P<label>[A-Z0-9 ]+)-----(?P<body>(?:(?!-----).)*)-----END (?P=label)-----", re.DOTALL
)


class KeyFileError(PosError):
    """A file is not what its place asks for: give the right one.

    Attributes:
        file: the file.
        reason: what it is instead, and what to do.
    """

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class Kind(enum.Enum):
    """What a file can turn out to be, in words that fit behind "is"."""

    PRIVATE_KEY = "a private key"
    ENCRYPTED_KEY = "a private key under a password"
    CERTIFICATE = "a certificate"
    PUBLIC_KEY = "a public key"
    REQUEST = "a request for a certificate"
    BUNDLE = "a .p12 bundle"
    BINARY = "a binary file"
    CUT_OFF = "cut off"
    BARE = "without its -----BEGIN and -----END lines"
    EMPTY = "empty"
    OTHER = "neither a key nor a certificate"


_KINDS = {
    "PRIVATE KEY": Kind.PRIVATE_KEY,
    "RSA PRIVATE KEY": Kind.PRIVATE_KEY,
    "ENCRYPTED PRIVATE KEY": Kind.ENCRYPTED_KEY,
    "CERTIFICATE": Kind.CERTIFICATE,
    "PUBLIC KEY": Kind.PUBLIC_KEY,
    "CERTIFICATE REQUEST": Kind.REQUEST,
    "NEW CERTIFICATE REQUEST": Kind.REQUEST,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MerchantCertificate:
    """What the merchant's API certificate says.

    Attributes:
        serial: 40 upper-case hex digits.
        mchid: the merchant number, where the certificate names one.
        public_key: belongs to the merchant's private key.
        pem: the certificate itself; it is no secret.
    """

    serial: str
    mchid: str | None
    begins: datetime
    expires: datetime
    public_key: RSAPublicKey
    pem: bytes


def read_private_key(file: Path) -> RSAPrivateKey:
    """Read ``apiclient_key.pem``, and prove that its numbers form a key.

    Raises:
        KeyFileError: it is something else.
    """
    block = _block(file, Kind.PRIVATE_KEY, "the merchant's private key, apiclient_key.pem")
    try:
        return load_private_key(block)
    except ConfigurationError as error:
        raise KeyFileError(file, f"cannot be used as the merchant's private key: {error}") from error


def read_certificate(file: Path) -> MerchantCertificate:
    """Read ``apiclient_cert.pem``.

    Raises:
        KeyFileError: it is something else, or WeChat Pay's certificate in place of the merchant's.
    """
    block = _block(file, Kind.CERTIFICATE, "the merchant's certificate, apiclient_cert.pem")
    try:
        certificate = load_certificate(block)
    except ConfigurationError as error:
        raise KeyFileError(file, "is a damaged certificate; download it again") from error
    names = [str(name.value) for name in certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)]
    if PLATFORM_NAME in names:
        raise KeyFileError(file, "is WeChat Pay's own platform certificate; give the merchant's, apiclient_cert.pem")
    public_key = certificate.public_key()
    if not isinstance(public_key, RSAPublicKey):
        raise KeyFileError(file, "is a certificate for something else than an RSA key")
    return MerchantCertificate(
        serial=f"{certificate.serial_number:040X}",
        mchid=next((name for name in names if re.fullmatch("[0-9]{8,32}", name)), None),
        begins=certificate.not_valid_before_utc,
        expires=certificate.not_valid_after_utc,
        public_key=public_key,
        pem=block,
    )


def read_public_key(file: Path) -> RSAPublicKey:
    """Read ``pub_key.pem``, WeChat Pay's public key.

    Raises:
        KeyFileError: it is something else.
    """
    block = _block(file, Kind.PUBLIC_KEY, "WeChat Pay's public key, pub_key.pem")
    try:
        key = load_pem_public_key(block)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyFileError(file, "is a damaged public key; download it again") from error
    if not isinstance(key, RSAPublicKey):
        raise KeyFileError(file, "is not an RSA public key")
    return key


def public_key_pem(key: RSAPublicKey) -> bytes:
    """Write a public key as WeChat Pay does."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def recognise(content: bytes) -> tuple[Kind, dict[Kind, bytes]]:
    """Say what a file is, and give the first block of each kind that it holds.

    Editors' marks, Windows' line ends and what stands around the blocks do not matter.
    """
    if content.startswith(b"\x30") and _PKCS7_DATA in content[:64]:
        return Kind.BUNDLE, {}
    text = text_of(content)
    if text is None:
        return Kind.BINARY, {}
    blocks: dict[Kind, bytes] = {}
    for found in _BLOCK.finditer(text):
        encrypted = "ENCRYPTED" in found["body"]
        kind = Kind.ENCRYPTED_KEY if encrypted else _KINDS.get(found["label"], Kind.OTHER)
        lines = [line.strip() for line in found[0].splitlines()]
        blocks.setdefault(kind, "\n".join([*lines, ""]).encode())
    if blocks:
        return next(iter(blocks)), blocks
    return _without_blocks(text), {}


def _without_blocks(text: str) -> Kind:
    if not text.strip():
        return Kind.EMPTY
    if "-----BEGIN " in text or "-----END " in text:
        return Kind.CUT_OFF
    if re.fullmatch(r"[A-Za-z0-9+/=\s]{200,}", text):
        return Kind.BARE
    return Kind.OTHER


def text_of(content: bytes) -> str | None:
    """Read a text in UTF-8 or UTF-16; None if it is neither."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _block(file: Path, wanted: Kind, name: str) -> bytes:
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise KeyFileError(file, f"cannot be read ({error.strerror})") from error
    if len(content) > LARGEST_FILE:
        raise KeyFileError(file, f"is too large to be {name}")
    kind, blocks = recognise(content)
    if wanted in blocks:
        return blocks[wanted]
    raise KeyFileError(file, f"is {kind.value}; give {name}")
