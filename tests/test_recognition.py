"""A heap of the merchant's files: each named for what it is, the set that counts chosen, what is wrong with it said."""

from __future__ import annotations

import os
import stat
import zipfile
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

from pos_app.merchant.gathering import LARGEST_ZIP, MOST_FILES
from pos_app.merchant.recognition import Recognised, recognise
from pos_app.merchant.words import Kind, Problem
from pos_app.merchant_files import LARGEST_FILE, PLATFORM_NAME
from pos_app.simulator.certificates import Authority, key_pem, new_authority, new_rsa_key, pem_of

MCHID, OTHER_MCHID = "1900009191", "1900000001"
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return new_authority()


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return new_rsa_key()


@pytest.fixture(scope="module")
def other_key() -> rsa.RSAPrivateKey:
    return new_rsa_key()


@pytest.fixture(scope="module")
def certificate(authority: Authority, key: rsa.RSAPrivateKey) -> x509.Certificate:
    return authority.issue(key.public_key(), MCHID)


@pytest.fixture(scope="module")
def pub_key(other_key: rsa.RSAPrivateKey) -> bytes:
    return other_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


@pytest.fixture(scope="module")
def bundle(key: rsa.RSAPrivateKey, certificate: x509.Certificate) -> bytes:
    secret = BestAvailableEncryption(MCHID.encode())
    return pkcs12.serialize_key_and_certificates(b"Tenpay Certificate", key, certificate, None, secret)


@pytest.fixture(scope="module")
def good(key: rsa.RSAPrivateKey, certificate: x509.Certificate, pub_key: bytes) -> dict[str, bytes]:
    """What a merchant downloads, by names."""
    return {
        "apiclient_key.pem": key_pem(key),
        "apiclient_cert.pem": pem_of(certificate),
        "pub_key.pem": pub_key,
        "证书使用说明.txt": "欢迎使用微信支付！\n商户证书:apiclient_cert.pem".encode("gb18030"),
    }


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def kinds(found: Recognised) -> list[Kind]:
    return [find.kind for find in found.finds]


def problems(found: Recognised) -> list[Problem]:
    return [one.say for one in (*found.missing, *found.conflicts)]


# ---------------------------------------------------------------- the right heap


def test_a_folder_a_zip_and_single_files_come_to_the_same_set(tmp_path: Path, good: dict[str, bytes]) -> None:
    folder = lay(tmp_path / "1900009191_证书", {**good, ".DS_Store": b"x"})
    packed = tmp_path / "给收银台.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in good.items():
            archive.writestr(f"cert/{name}", content)

    for given in ([folder], [packed], sorted(folder.iterdir()), [folder, packed, folder]):
        found = recognise(given, mchid=MCHID)

        assert found.ready
        assert found.mchid == MCHID
        assert found.certificate is not None
        assert found.private_key is not None
        assert found.private_key.public_key() == found.certificate.public_key
        assert found.public_key is not None
        assert {find.kind for find in found.finds if find.taken} == {
            Kind.PRIVATE_KEY,
            Kind.CERTIFICATE,
            Kind.PUBLIC_KEY,
        }
        assert Kind.INSTRUCTIONS in kinds(found)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content.decode().encode("utf-16"),
        lambda content: b"Bag Attributes\n" + content + b"\nthe end",
    ],
    ids=["mark", "CRLF", "UTF-16", "words around"],
)
def test_what_editors_do_to_files_does_not_matter(
    tmp_path: Path, good: dict[str, bytes], spoil: Callable[[bytes], bytes]
) -> None:
    pem = {name: spoil(content) for name, content in good.items() if name.endswith("pem")}

    assert recognise([lay(tmp_path / "files", pem)]).ready


def test_names_in_gbk_on_the_disk_and_in_a_zip_are_read_and_shown(tmp_path: Path, good: dict[str, bytes]) -> None:
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/" + "证书".encode("gbk"))
    lay(Path(folder), good)
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("cert/key.pem", good["apiclient_key.pem"])
    raw = packed.read_bytes().replace(b"cert/key", "证书/key".encode("gbk")[:8].ljust(8, b"x"))
    packed.write_bytes(raw)

    on_disk, in_zip = recognise([Path(folder)]), recognise([packed])

    assert on_disk.ready
    assert on_disk.finds[0].file == "证书/apiclient_cert.pem"
    assert in_zip.finds[0].file == "a.zip/证书/key.pem"


def test_a_p12_opens_with_the_merchant_number_wherever_that_stands(
    tmp_path: Path, bundle: bytes, certificate: x509.Certificate
) -> None:
    plain = lay(tmp_path / "plain", {"apiclient_cert.p12": bundle})
    named = lay(tmp_path / f"{MCHID}_20261124", {"apiclient_cert.p12": bundle})
    beside = lay(tmp_path / "beside", {"apiclient_cert.p12": bundle, "apiclient_cert.pem": pem_of(certificate)})

    for found in (recognise([plain], mchid=MCHID), recognise([named]), recognise([beside])):
        assert found.ready
        assert Kind.OPEN_BUNDLE in kinds(found)
        assert found.private_key is not None


def test_bare_bytes_of_key_and_certificate_are_read_too(
    tmp_path: Path, key: rsa.RSAPrivateKey, certificate: x509.Certificate, other_key: rsa.RSAPrivateKey
) -> None:
    files = {
        "key.der": key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        "cert.cer": certificate.public_bytes(Encoding.DER),
        "public.der": other_key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
    }

    found = recognise([lay(tmp_path / "files", files)])

    assert found.ready
    assert found.public_key == other_key.public_key()


def test_a_note_with_the_public_keys_number_is_read(tmp_path: Path, good: dict[str, bytes]) -> None:
    number = "PUB_KEY_ID_0114232134912410000000000000"

    found = recognise([lay(tmp_path / "files", {**good, "id.txt": f"公钥ID: {number}\r\n".encode()})])

    assert found.public_key_id == number


# ---------------------------------------------------------------- the wrong file


@pytest.fixture(scope="module")
def bad(
    key: rsa.RSAPrivateKey, authority: Authority, certificate: x509.Certificate, bundle: bytes, pub_key: bytes
) -> dict[Kind, bytes]:
    """A file of each kind that is of no use."""
    plain, secret = key_pem(key), BestAvailableEncryption(b"1")
    curve = ec.generate_private_key(ec.SECP256R1())
    request = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([])).sign(key, hashes.SHA256())
    lines = plain.splitlines(keepends=True)
    return {
        Kind.BUNDLE: bundle,
        Kind.API_KEY: b"0123456789abcdef0123456789ABCDEF\r\n",
        Kind.SHORT_API_KEY: b"0123456789abcdef",
        Kind.INSTRUCTIONS: "apiclient_key.pem 是商户私钥".encode(),
        Kind.PLATFORM_CERTIFICATE: pem_of(authority.issue(key.public_key(), PLATFORM_NAME)),
        Kind.AUTHORITY: pem_of(authority.certificate),
        Kind.WEB_CERTIFICATE: pem_of(authority.issue_for_server(key.public_key())),
        Kind.OTHER_CERTIFICATE: pem_of(authority.issue(curve.public_key(), MCHID)),
        Kind.ENCRYPTED_KEY: key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret),
        Kind.SHORT_KEY: key_pem(rsa.generate_private_key(public_exponent=65537, key_size=1024)),
        Kind.OTHER_KEY: key_pem(curve),
        Kind.REQUEST: request.public_bytes(Encoding.PEM),
        Kind.BAD_KEY: b"".join([*lines[:3], *lines[4:]]),
        Kind.BAD_CERTIFICATE: pem_of(certificate).replace(b"\nMII", b"\nMIX"),
        Kind.BAD_PUBLIC_KEY: pub_key.replace(b"MIIB", b"XIIB"),
        Kind.CUT_OFF: plain[:700],
        Kind.BARE: b"".join(lines[1:-1]),
        Kind.EMPTY: b"\r\n",
        Kind.PAGE: b"<!DOCTYPE html><html><body>sign in</body></html>",
        Kind.PICTURE: b"\x89PNG\r\n\x1a\n\x00\x00",
        Kind.ARCHIVE: b"Rar!\x1a\x07\x00\x01\x02\xff",
        Kind.BAD_ARCHIVE: b"PK\x03\x04 and then nothing more",
        Kind.TOO_LARGE: b"x" * (LARGEST_FILE + 1),
        Kind.BINARY: b"\x00\x01\xff" * 9,
        Kind.OTHER: b"[merchant]\nmchid = '1900009191'\n",
    }


EXPECTED = {
    Kind.BUNDLE: "password is the merchant number",
    Kind.SHORT_API_KEY: "has exactly 32",
    Kind.PLATFORM_CERTIFICATE: "Wanted is the merchant's certificate, apiclient_cert.pem",
    Kind.AUTHORITY: "Pretend Tenpay.com Root CA. Wanted is",
    Kind.WEB_CERTIFICATE: "web address, localhost. Wanted is",
    Kind.ENCRYPTED_KEY: "Wanted is apiclient_key.pem as it came",
    Kind.SHORT_KEY: "of 1024 bits",
    Kind.REQUEST: "Wanted is what the merchant platform made of it",
    Kind.CUT_OFF: "from -----BEGIN to -----END",
    Kind.PAGE: "Sign in to the merchant platform",
}


ELSEWHERE = {Kind.LOCKED, Kind.UNREADABLE, Kind.TOO_MANY}  # these have tests of their own


@pytest.mark.parametrize(
    "kind", [kind for kind in Kind if not kind.useful and kind not in ELSEWHERE], ids=lambda kind: kind.name
)
def test_a_file_of_no_use_is_named_for_what_it_is_and_told_what_was_expected(
    tmp_path: Path, bad: dict[Kind, bytes], kind: Kind
) -> None:
    file = tmp_path / "given"
    file.write_bytes(bad[kind])

    found = recognise([file])

    assert kinds(found) == [kind]
    assert EXPECTED.get(kind, "") in str(found.finds[0].note)
    assert "{" not in str(found.finds[0].note)
    assert not found.ready


def test_the_useless_beside_a_whole_set_is_named_and_does_no_harm(
    tmp_path: Path, good: dict[str, bytes], bad: dict[Kind, bytes]
) -> None:
    heap = lay(tmp_path / "heap", {**good, **{f"z{number}": one for number, one in enumerate(bad.values())}})

    found = recognise([heap], mchid=MCHID)

    assert found.ready
    assert len(found.finds) == len(good) + len(bad)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    pipe, loop = tmp_path / "pipe", tmp_path / "loop"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    assert stat.S_ISFIFO(pipe.stat().st_mode)

    found = recognise([tmp_path / "nothing", pipe, loop])

    assert kinds(found) == [Kind.UNREADABLE] * 3
    assert "No such file" in str(found.finds[0].note)


def test_no_heap_is_too_large(tmp_path: Path) -> None:
    heap = lay(tmp_path / "heap", {f"{number:03}": b"x" for number in range(MOST_FILES + 50)})

    found = recognise([heap])

    assert len(found.finds) == MOST_FILES + 1
    assert found.finds[-1].kind is Kind.TOO_MANY


def test_a_hostile_zip_neither_leaves_its_place_nor_fills_the_memory(tmp_path: Path, good: dict[str, bytes]) -> None:
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../key.pem", good["apiclient_key.pem"])
        archive.writestr("/etc/cert.pem", good["apiclient_cert.pem"])
        archive.writestr("bomb", b"\0" * 50_000_000)
    swollen = tmp_path / "swollen.zip"
    with swollen.open("wb") as file:
        file.write(packed.read_bytes())
        file.truncate(LARGEST_ZIP + 1)
    before = sorted(tmp_path.rglob("*"))

    found = recognise([packed, swollen])

    assert [find.file for find in found.finds] == ["a.zip/key.pem", "a.zip/etc/cert.pem", "a.zip/bomb", "swollen.zip"]
    assert kinds(found)[2:] == [Kind.TOO_LARGE, Kind.TOO_LARGE]
    assert found.ready
    assert sorted(tmp_path.rglob("*")) == before


def test_a_zip_under_a_password_is_told(tmp_path: Path, good: dict[str, bytes]) -> None:
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("key.pem", good["apiclient_key.pem"])
    raw = bytearray(packed.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    packed.write_bytes(raw)

    assert kinds(recognise([packed])) == [Kind.LOCKED]


# ---------------------------------------------------------------- a set that does not fit


def test_what_is_missing_is_named(tmp_path: Path, good: dict[str, bytes], bundle: bytes) -> None:
    key = lay(tmp_path / "key", {"a": good["apiclient_key.pem"]})
    certificate = lay(tmp_path / "certificate", {"a": good["apiclient_cert.pem"]})
    p12 = lay(tmp_path / "p12", {"a.p12": bundle})

    assert problems(recognise([])) == [Problem.NO_KEY, Problem.NO_CERTIFICATE]
    assert problems(recognise([key])) == [Problem.NO_CERTIFICATE]
    assert problems(recognise([certificate])) == [Problem.NO_KEY]
    assert problems(recognise([p12])) == [Problem.BUNDLE_UNTRIED]
    assert problems(recognise([p12], mchid=OTHER_MCHID)) == [Problem.BUNDLE_CLOSED]


def test_a_key_of_another_request_is_told(tmp_path: Path, good: dict[str, bytes], other_key: rsa.RSAPrivateKey) -> None:
    files = {"apiclient_key.pem": key_pem(other_key), "apiclient_cert.pem": good["apiclient_cert.pem"]}

    found = recognise([lay(tmp_path / "files", files)])

    assert problems(found) == [Problem.MISMATCH]
    assert "files/apiclient_key.pem and files/apiclient_cert.pem do not belong together" in str(found.conflicts[0])


def test_of_two_keys_and_certificates_the_pair_that_fits_is_taken(
    tmp_path: Path, good: dict[str, bytes], authority: Authority
) -> None:
    old = pem_of(authority.issue(new_rsa_key().public_key(), OTHER_MCHID))
    stray = {"old.pem": old, "x.pem": key_pem(new_rsa_key())}

    assert recognise([lay(tmp_path / "files", {**good, **stray})], mchid=MCHID).ready


def test_two_that_could_be_meant_are_told(
    tmp_path: Path, good: dict[str, bytes], authority: Authority, key: rsa.RSAPrivateKey, other_key: rsa.RSAPrivateKey
) -> None:
    again = pem_of(authority.issue(key.public_key(), MCHID))
    of_other = pem_of(authority.issue(other_key.public_key(), MCHID))
    certificates = lay(tmp_path / "certificates", {**good, "renewed.pem": again})
    pairs = lay(tmp_path / "pairs", {**good, "key2.pem": key_pem(other_key), "cert2.pem": of_other})
    third = new_rsa_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    public = lay(tmp_path / "public", {**good, "third.pem": third})

    assert problems(recognise([certificates])) == [Problem.TWO_CERTIFICATES]
    assert Problem.TWO_KEYS in problems(recognise([pairs]))
    assert problems(recognise([public])) == [Problem.TWO_PUBLIC_KEYS]


def test_a_certificate_of_another_merchant_of_yesterday_and_of_tomorrow_is_told(
    tmp_path: Path, good: dict[str, bytes]
) -> None:
    folder = lay(tmp_path / "files", good)

    assert problems(recognise([folder], mchid=OTHER_MCHID)) == [Problem.OTHER_MERCHANT]
    assert problems(recognise([folder], now=NOW + timedelta(days=3650))) == [Problem.EXPIRED]
    assert problems(recognise([folder], now=NOW - timedelta(days=30))) == [Problem.NOT_YET]
    assert f"belongs to merchant {MCHID}, but this till is for merchant {OTHER_MCHID}" in str(
        recognise([folder], mchid=OTHER_MCHID).conflicts[0]
    )


def test_the_merchants_own_public_key_is_not_taken_for_wechat_pays(
    tmp_path: Path, good: dict[str, bytes], key: rsa.RSAPrivateKey
) -> None:
    own = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    found = recognise([lay(tmp_path / "files", {**good, "pub_key.pem": own})])

    assert problems(found) == [Problem.OWN_PUBLIC_KEY]
    assert found.public_key is None


def test_no_secret_stands_in_what_is_shown_or_logged(
    tmp_path: Path, good: dict[str, bytes], bad: dict[Kind, bytes], bundle: bytes
) -> None:
    folder = lay(tmp_path / "files", {**good, "api.txt": bad[Kind.API_KEY], "a.p12": bundle})

    found = recognise([folder], mchid=MCHID)

    told = repr(found) + "".join(str(find.note) for find in found.finds)
    assert good["apiclient_key.pem"].splitlines()[3].decode() not in told
    assert "0123456789abcdef0123456789ABCDEF" not in told
    assert repr(bundle)[10:40] not in told
