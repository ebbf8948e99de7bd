"""The merchant's files: the right one read, the wrong one named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    pkcs12,
)
from hypothesis import given
from hypothesis import strategies as st

from pos_app import merchant_files
from pos_app.merchant_files import (
    KeyFileError,
    Kind,
    public_key_pem,
    read_certificate,
    read_private_key,
    read_public_key,
    recognise,
)

MCHID = "1900000001"
SERIAL = 0x0157F09EFDC096DE15EBE81A47057A7232F1B8E1


def certificate_for(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, name: str | None) -> x509.Certificate:
    names = [] if name is None else [x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]
    now = datetime(2026, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(
        subject_name=x509.Name(names),
        issuer_name=x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Tenpay.com Root CA")]),
        public_key=key.public_key(),
        serial_number=SERIAL,
        not_valid_before=now,
        not_valid_after=now + timedelta(days=1826),
    )
    return builder.sign(key, hashes.SHA256())


def pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module")
def key_pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture(scope="module")
def certificate_pem(key: rsa.RSAPrivateKey) -> bytes:
    return pem(certificate_for(key, MCHID))


@pytest.fixture(scope="module")
def curve() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        path = tmp_path / "given.pem"
        path.write_bytes(content)
        return path

    return write


Writer = Callable[[bytes], Path]


# ---------------------------------------------------------------- the right file


def test_a_private_key_is_read(key: rsa.RSAPrivateKey, key_pem: bytes, file: Writer) -> None:
    assert read_private_key(file(key_pem)).private_numbers() == key.private_numbers()


def test_a_private_key_of_the_older_form_is_read(key: rsa.RSAPrivateKey, file: Writer) -> None:
    older = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())

    assert read_private_key(file(older)).private_numbers() == key.private_numbers()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content.decode().encode("utf-16"),
        lambda content: b"Bag Attributes\n  friendlyName: x\n" + content + b"\nthe end",
        lambda content: b"\n".join(b"  " + line + b" " for line in content.splitlines()),
        lambda content: content.rstrip(),
    ],
)
def test_what_editors_do_to_a_file_does_not_matter(
    key: rsa.RSAPrivateKey, key_pem: bytes, file: Writer, spoil: Callable[[bytes], bytes]
) -> None:
    assert read_private_key(file(spoil(key_pem))).private_numbers() == key.private_numbers()


def test_a_file_with_both_gives_each_its_own(
    key: rsa.RSAPrivateKey, key_pem: bytes, certificate_pem: bytes, file: Writer
) -> None:
    both = file(certificate_pem + key_pem)

    assert read_private_key(both).private_numbers() == key.private_numbers()
    assert read_certificate(both).public_key == key.public_key()


def test_a_certificate_is_read(key: rsa.RSAPrivateKey, certificate_pem: bytes, file: Writer) -> None:
    certificate = read_certificate(file(certificate_pem.replace(b"\n", b"\r\n")))

    assert certificate.serial == "0157F09EFDC096DE15EBE81A47057A7232F1B8E1"
    assert certificate.mchid == MCHID
    assert certificate.expires == datetime(2031, 1, 1, tzinfo=UTC)
    assert certificate.public_key == key.public_key()
    assert certificate.pem == certificate_pem


@pytest.mark.parametrize("name", [None, "A Tea Shop Ltd"])
def test_a_certificate_need_not_name_a_merchant(key: rsa.RSAPrivateKey, file: Writer, name: str | None) -> None:
    assert read_certificate(file(pem(certificate_for(key, name)))).mchid is None


def test_a_public_key_is_read_and_written_alike(key: rsa.RSAPrivateKey, file: Writer) -> None:
    content = public_key_pem(key.public_key())

    assert read_public_key(file(content)) == key.public_key()
    assert content.startswith(b"-----BEGIN PUBLIC KEY-----\n")


# ---------------------------------------------------------------- the wrong file


def wrong_files(key: rsa.RSAPrivateKey, curve: ec.EllipticCurvePrivateKey) -> dict[str, bytes]:
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    secret = BestAvailableEncryption(b"1900000001")
    request = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([])).sign(key, hashes.SHA256())
    bundle = pkcs12.serialize_key_and_certificates(b"x", key, certificate_for(key, MCHID), None, secret)
    return {
        "a private key": plain,
        "a private key under a password": key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret),
        "a certificate": pem(certificate_for(key, MCHID)),
        "a public key": public_key_pem(key.public_key()),
        "a request for a certificate": request.public_bytes(Encoding.PEM),
        "a .p12 bundle": bundle,
        "a binary file": key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        "cut off": plain[:800],
        "without its -----BEGIN and -----END lines": b"\n".join(plain.splitlines()[1:-1]),
        "empty": b" \r\n",
        "neither a key nor a certificate": b"[merchant]\nmchid = '1900000001'\n",
    }


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
def test_the_wrong_file_is_named_for_what_it_is(
    kind: str, key: rsa.RSAPrivateKey, curve: ec.EllipticCurvePrivateKey, file: Writer
) -> None:
    given_file = file(wrong_files(key, curve)[kind])
    readers: dict[str, Callable[[Path], object]] = {
        "apiclient_key.pem": read_private_key,
        "apiclient_cert.pem": read_certificate,
        "pub_key.pem": read_public_key,
    }
    right = {"a private key": read_private_key, "a certificate": read_certificate, "a public key": read_public_key}

    for name, read in readers.items():
        if right.get(kind) is read:
            continue
        with pytest.raises(KeyFileError) as caught:
            read(given_file)
        assert caught.value.reason.startswith(f"is {kind}; give ")
        assert name in caught.value.reason
        assert str(given_file) in str(caught.value)


def test_an_older_key_under_a_password_is_named(key: rsa.RSAPrivateKey, file: Writer) -> None:
    older = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, BestAvailableEncryption(b"x"))

    with pytest.raises(KeyFileError, match="under a password"):
        read_private_key(file(older))


def test_the_platform_certificate_is_named(key: rsa.RSAPrivateKey, file: Writer) -> None:
    with pytest.raises(KeyFileError, match="WeChat Pay's own platform certificate"):
        read_certificate(file(pem(certificate_for(key, "Tenpay.com sign"))))


def test_a_short_key_is_refused(file: Writer) -> None:
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)

    with pytest.raises(KeyFileError, match="2048 bits"):
        read_private_key(file(short.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())))


def test_keys_of_another_kind_are_refused(curve: ec.EllipticCurvePrivateKey, file: Writer) -> None:
    with pytest.raises(KeyFileError, match="RSA"):
        read_private_key(file(curve.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())))
    with pytest.raises(KeyFileError, match="RSA"):
        read_certificate(file(pem(certificate_for(curve, MCHID))))
    with pytest.raises(KeyFileError, match="RSA"):
        read_public_key(file(curve.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)))


def damaged(content: bytes) -> bytes:
    """Put another letter into the middle of the body."""
    lines = content.splitlines()
    lines[1] = lines[1][::-1]
    return b"\n".join(lines)


def test_damaged_files_are_refused(
    key_pem: bytes, certificate_pem: bytes, key: rsa.RSAPrivateKey, file: Writer
) -> None:
    with pytest.raises(KeyFileError, match="cannot be used"):
        read_private_key(file(damaged(key_pem)))
    with pytest.raises(KeyFileError, match="damaged certificate"):
        read_certificate(file(damaged(certificate_pem)))
    with pytest.raises(KeyFileError, match="damaged public key"):
        read_public_key(file(damaged(public_key_pem(key.public_key()))))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="No such file"):
        read_private_key(tmp_path / "none.pem")
    with pytest.raises(KeyFileError, match="Is a directory"):
        read_private_key(tmp_path)


def test_a_large_file_is_not_read(file: Writer) -> None:
    with pytest.raises(KeyFileError, match="too large"):
        read_private_key(file(b"x" * (merchant_files.LARGEST_FILE + 1)))


@given(
    st.binary(max_size=300)
    | st.lists(
        st.sampled_from(
            ["-----BEGIN ", "-----END ", "PRIVATE KEY", "CERTIFICATE", "-----", "\n", "MIIE", "ENCRYPTED", "-"]
        )
    ).map(lambda parts: "".join(parts).encode())
)
def test_any_file_is_recognised_as_something(content: bytes) -> None:
    kind, blocks = recognise(content)

    assert kind in Kind
    assert not blocks or kind in blocks


def test_no_message_quotes_a_key(key_pem: bytes, file: Writer) -> None:
    broken = damaged(key_pem)

    with pytest.raises(KeyFileError) as caught:
        read_private_key(file(broken))

    assert broken.splitlines()[3].decode() not in str(caught.value)
    assert broken.splitlines()[3].decode() not in repr(caught.value.__cause__)
