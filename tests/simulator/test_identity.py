"""The folder holds all that a merchant's software needs, and the same merchant each time."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from pos_app.simulator.identity import open_identity
from pos_app.simulator.server import Simulator


def test_the_first_start_makes_the_keys_and_the_next_one_reuses_them(tmp_path: Path) -> None:
    first = open_identity(tmp_path / "deep" / "folder")
    second = open_identity(tmp_path / "deep" / "folder")

    assert (first.merchant_serial, first.public_key_id) == (second.merchant_serial, second.public_key_id)
    assert first.api_v3_key == second.api_v3_key
    assert len(first.api_v3_key) == 32


def test_the_folder_tells_a_client_everything(simulator: Simulator, home: Path) -> None:
    facts = json.loads((home / "merchant.json").read_text("utf-8"))
    certificate = x509.load_pem_x509_certificate((home / "apiclient_cert.pem").read_bytes())
    key = load_pem_private_key((home / "apiclient_key.pem").read_bytes(), None)

    assert facts.keys() == {"mchid", "appid", "certificate_serial", "public_key_id", "url"}
    assert facts["url"] == simulator.url
    assert facts["certificate_serial"] == f"{certificate.serial_number:X}"
    assert len(facts["certificate_serial"]) == 40
    assert facts["public_key_id"].startswith("PUB_KEY_ID_")
    assert certificate.public_key() == key.public_key()
    certificate.verify_directly_issued_by(x509.load_pem_x509_certificate((home / "ca.pem").read_bytes()))


def test_keys_are_readable_by_their_owner_alone(home: Path) -> None:
    for path in [*home.glob("*key*"), *(home / "provider").rglob("*.pem")]:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_first_start_that_was_cut_short_is_made_good(home: Path) -> None:
    (home / "provider" / "identity.json").unlink()
    (home / "provider" / "identity.json.new").write_bytes(b"{")

    assert open_identity(home).mchid == "1900009191"


def test_nothing_secret_is_shown(home: Path) -> None:
    identity = open_identity(home)

    assert repr(identity) == "Identity(mchid='1900009191')"
