"""One file's content, told for what it is: by what stands in it, never by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    load_der_private_key,
    load_der_public_key,
    load_pem_private_key,
    load_pem_public_key,
    pkcs12,
)

from pos_app import merchant_files
from pos_app.merchant.gathering import Source
from pos_app.merchant.words import Kind, Note, note
from pos_app.merchant_files import PLATFORM_NAME, MerchantCertificate
from pos_app.wechatpay.credentials import SMALLEST_KEY

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")
_ARCHIVES = (b"PK", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_PUBLIC_KEY_ID = re.compile(r"PUB_KEY_ID_[0-9A-Za-z]{1,64}")
_DAY = "%Y-%m-%d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that was found in a file.

    Attributes:
        name: of the file.
        note: what it is.
        key: the private key, if it is one, or holds one.
        certificate: the merchant's certificate, likewise.
        public_key: likewise.
        public_key_id: likewise.
        bundle: a .p12 that no password has opened yet.
    """

    name: str
    note: Note[Kind]
    key: RSAPrivateKey | None = field(default=None, repr=False)
    certificate: MerchantCertificate | None = None
    public_key: RSAPublicKey | None = field(default=None, repr=False)
    public_key_id: str | None = None
    bundle: bytes = field(default=b"", repr=False)

    @property
    def kind(self) -> Kind:
        """What it is."""
        return self.note.say


def read(source: Source) -> Iterator[Part]:
    """Say what a file is: one part for each thing in it, and at least one."""
    if source.trouble is not None:
        yield Part(name=source.name, note=source.trouble)
        return
    kind, blocks = merchant_files.recognise(source.content)
    if blocks:
        for label, block in blocks.items():
            yield _block(source.name, label, block)
    elif kind is merchant_files.Kind.BUNDLE:
        yield Part(name=source.name, note=note(Kind.BUNDLE), bundle=source.content)
    else:
        yield _unarmoured(source.name, source.content, kind)


def open_bundle(part: Part, password: str) -> Part | None:
    """Open a .p12; None if that is not its password, or nobody can read it."""
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(part.bundle, password.encode())
    except (ValueError, UnsupportedAlgorithm):
        return None
    if not isinstance(key, RSAPrivateKey) or certificate is None:
        return None
    told = _certificate(part.name, certificate)
    if told.certificate is None or key.key_size < SMALLEST_KEY:
        return told
    return Part(name=part.name, note=note(Kind.OPEN_BUNDLE), key=key, certificate=told.certificate)


# ---------------------------------------------------------------- blocks between BEGIN and END


def _block(name: str, label: merchant_files.Kind, block: bytes) -> Part:
    match label:
        case merchant_files.Kind.PRIVATE_KEY:
            return _private_key(name, block)
        case merchant_files.Kind.CERTIFICATE:
            return _pem_certificate(name, block)
        case merchant_files.Kind.PUBLIC_KEY:
            return _public_key(name, block)
    plain = {merchant_files.Kind.ENCRYPTED_KEY: Kind.ENCRYPTED_KEY, merchant_files.Kind.REQUEST: Kind.REQUEST}
    return Part(name=name, note=note(plain.get(label, Kind.OTHER)))


def _private_key(name: str, block: bytes, *, der: bool = False) -> Part:
    load = load_der_private_key if der else load_pem_private_key
    try:
        key = load(block, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return Part(name=name, note=note(Kind.BAD_KEY))
    if not isinstance(key, RSAPrivateKey):
        return Part(name=name, note=note(Kind.OTHER_KEY))
    if key.key_size < SMALLEST_KEY:
        return Part(name=name, note=note(Kind.SHORT_KEY, bits=str(key.key_size)))
    return Part(name=name, note=note(Kind.PRIVATE_KEY), key=key)


def _public_key(name: str, block: bytes) -> Part:
    try:
        key = load_pem_public_key(block)
    except (ValueError, UnsupportedAlgorithm):
        return Part(name=name, note=note(Kind.BAD_PUBLIC_KEY))
    if not isinstance(key, RSAPublicKey):
        return Part(name=name, note=note(Kind.OTHER_KEY))
    return Part(name=name, note=note(Kind.PUBLIC_KEY), public_key=key)


def _pem_certificate(name: str, block: bytes) -> Part:
    try:
        return _certificate(name, x509.load_pem_x509_certificate(block))
    except (ValueError, UnsupportedAlgorithm):
        return Part(name=name, note=note(Kind.BAD_CERTIFICATE))


def _certificate(name: str, certificate: x509.Certificate) -> Part:
    """Tell the merchant's certificate from WeChat Pay's, an authority's and a web server's."""
    try:
        names, key = _common_names(certificate), certificate.public_key()
        begins, expires = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        extensions = certificate.extensions
    except (ValueError, UnsupportedAlgorithm):
        return Part(name=name, note=note(Kind.BAD_CERTIFICATE))
    called = next(iter(names), "?")
    if PLATFORM_NAME in names:
        return Part(name=name, note=note(Kind.PLATFORM_CERTIFICATE))
    if any(isinstance(one.value, x509.BasicConstraints) and one.value.ca for one in extensions):
        return Part(name=name, note=note(Kind.AUTHORITY, name=called))
    if any(isinstance(one.value, x509.SubjectAlternativeName) for one in extensions):
        return Part(name=name, note=note(Kind.WEB_CERTIFICATE, name=called))
    if not isinstance(key, RSAPublicKey):
        return Part(name=name, note=note(Kind.OTHER_CERTIFICATE))
    mchid = next((one for one in names if re.fullmatch("[0-9]{8,32}", one)), None)
    found = MerchantCertificate(
        serial=f"{certificate.serial_number:040X}",
        mchid=mchid,
        begins=begins,
        expires=expires,
        public_key=key,
        pem=certificate.public_bytes(Encoding.PEM),
    )
    return Part(name=name, note=_named(found), certificate=found)


def _named(found: MerchantCertificate) -> Note[Kind]:
    facts = {"serial": found.serial, "expires": f"{found.expires:{_DAY}}"}
    if found.mchid is None:
        return note(Kind.NAMELESS_CERTIFICATE, **facts)
    return note(Kind.CERTIFICATE, mchid=found.mchid, **facts)


def _common_names(certificate: x509.Certificate) -> list[str]:
    return [str(name.value) for name in certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)]


# ---------------------------------------------------------------- everything else


def _unarmoured(name: str, content: bytes, kind: merchant_files.Kind) -> Part:
    if kind is merchant_files.Kind.BINARY:
        return _der(name, content) or _foreign(name, content)
    plain: Mapping[merchant_files.Kind, Kind] = {
        merchant_files.Kind.EMPTY: Kind.EMPTY,
        merchant_files.Kind.CUT_OFF: Kind.CUT_OFF,
        merchant_files.Kind.BARE: Kind.BARE,
    }
    if kind in plain:
        return Part(name=name, note=note(plain[kind]))
    return _text(name, merchant_files.text_of(content) or "")


def _der(name: str, content: bytes) -> Part | None:
    """Read what lies without armour: the content of a PEM file in its bare bytes."""
    if not content.startswith(b"\x30"):
        return None
    try:
        return _certificate(name, x509.load_der_x509_certificate(content))
    except ValueError:
        pass
    private = _private_key(name, content, der=True)
    if private.kind is not Kind.BAD_KEY:
        return private
    try:
        key = load_der_public_key(content)
    except (ValueError, UnsupportedAlgorithm):
        return None
    return Part(name=name, note=note(Kind.PUBLIC_KEY), public_key=key) if isinstance(key, RSAPublicKey) else None


def _foreign(name: str, content: bytes) -> Part:
    if content.startswith(_PICTURES):
        return Part(name=name, note=note(Kind.PICTURE))
    if content.startswith(_ARCHIVES):
        return Part(name=name, note=note(Kind.ARCHIVE))
    try:
        return _text(name, content.decode("gb18030")) if b"\0" not in content else _unknown(name)
    except UnicodeDecodeError:
        return _unknown(name)


def _unknown(name: str) -> Part:
    return Part(name=name, note=note(Kind.BINARY))


def _text(name: str, text: str) -> Part:
    """Tell texts apart. What could be a secret is looked at and let go."""
    word = text.strip()
    if re.search(r"<html|<!doctype", text[:2000], re.IGNORECASE):
        return Part(name=name, note=note(Kind.PAGE))
    if "apiclient_" in text:
        return Part(name=name, note=note(Kind.INSTRUCTIONS))
    if found := _PUBLIC_KEY_ID.search(text):
        return Part(name=name, note=note(Kind.PUBLIC_KEY_ID, id=found[0]), public_key_id=found[0])
    if re.fullmatch(r"[0-9A-Za-z]{32}", word):
        return Part(name=name, note=note(Kind.API_KEY))
    if re.fullmatch(r"[0-9A-Za-z]{16,40}", word):
        return Part(name=name, note=note(Kind.SHORT_API_KEY, length=str(len(word))))
    return Part(name=name, note=note(Kind.OTHER))
