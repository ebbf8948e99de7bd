"""The support file holds what helps, and nothing secret: canaries are planted wherever a secret could lie."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app import __main__ as program
from pos_app import account
from pos_app.config import Profile
from pos_app.doctor.support import LOGS_SIZE, SupportError, gather, save
from pos_app.keystore import Keystore
from pos_app.simulator.server import Simulator
from tests.papers import Papers, forms_of, numbers_of, write_settings

OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"
AUTH_CODE = "134567890123456789"
CODE_URL = "weixin://wxpay/bizpayurl?pr=kanarienvogel"
PASSPHRASE = "singt im kaefig und schweigt"
SPOKEN = (OPENID, AUTH_CODE, CODE_URL, PASSPHRASE)


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with Simulator(tmp_path_factory.mktemp("provider"), tls=True) as running:
        yield running


@pytest.fixture
def papers(keyring: str, profile: Profile, provider: Simulator) -> Papers:
    """A till with keys, a log that an older and careless program wrote, and settings with a careless comment."""
    papers = Papers(folder=provider.identity.directory)
    ledger = '[ledger]\nurl = "postgresql://127.0.0.1:1/till"\n'
    write_settings(profile, f"# {PASSPHRASE}, {papers.api_v3_key}\n{papers.settings()}{ledger}")
    files = account.MerchantFiles(
        private_key=papers.folder / "apiclient_key.pem", certificate=papers.folder / "apiclient_cert.pem"
    )
    account.import_merchant(profile, files, papers.api_v3_key)
    Keystore(profile).keep_backup_passphrase(PASSPHRASE)
    profile.logs_dir.mkdir(parents=True)
    careless = [
        f"GET by {OPENID} with auth_code={AUTH_CODE}",
        f'{{"code_url": "{CODE_URL}"}}',
        f"api_v3_key={papers.api_v3_key}",
        f"spoke for {papers.facts['mchid']}",
        papers.pem.replace("\n", "\\n"),
    ]
    (profile.logs_dir / "pos_app.log.1").write_text("\n".join(careless) + "\n", "utf-8")
    return papers


def test_no_secret_is_in_the_support_file_and_what_helps_is(
    papers: Papers, profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = program.main(["--data-dir", str(profile.directory.parent), "support", str(tmp_path)])

    assert code == 0
    (file,) = tmp_path.glob("pos-app-support-default-*.zip")
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert set(parts) >= {"doctor.json", "versions.json", "settings.txt", "logs/pos_app.log.1"}
    whole = b"\n".join(parts.values())
    for secret in (*(word.encode() for word in SPOKEN), papers.api_v3_key.encode(), *numbers_of(papers)):
        assert [form for form in forms_of(secret) if form in whole] == []
    mchid = papers.facts["mchid"].encode()
    assert mchid not in whole
    assert mchid[:4] + b"****" + mchid[-2:] in whole
    assert b"merchant.certificate_serial = '" in parts["settings.txt"]
    assert b'"code": "D67"' in parts["doctor.json"]
    assert b'"sqlite": "3.' in parts["versions.json"]
    assert "nothing in it is secret" in capsys.readouterr().out


def test_settings_that_cannot_be_used_are_no_hindrance(profile: Profile, tmp_path: Path) -> None:
    write_settings(profile, "[shop\n")
    file = tmp_path / "help.zip"

    assert program.main(["--data-dir", str(profile.directory.parent), "support", str(file)]) == 0

    with zipfile.ZipFile(file) as archive:
        assert b'"D01"' in archive.read("doctor.json")
        assert b"cannot be used" in archive.read("settings.txt")


def test_no_more_than_the_newest_of_long_logs_is_taken(profile: Profile) -> None:
    profile.logs_dir.mkdir(parents=True)
    line = "a quiet hour in the shop\n"
    for name in ("pos_app.log", "pos_app.log.1"):
        (profile.logs_dir / name).write_text(line * (LOGS_SIZE // len(line) * 3 // 4), "utf-8")

    logs = [part.text for part in gather(profile, None, "{}") if part.name.startswith("logs/")]

    assert len(logs[0]) > len(logs[1]) > 0
    assert sum(map(len, logs)) <= LOGS_SIZE
    assert logs[1].startswith(line)


def test_a_place_that_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(SupportError, match="cannot be written"):
        save((), tmp_path / "file" / "help.zip")
