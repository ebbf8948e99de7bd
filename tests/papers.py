"""The merchant's papers, as they lie on his desk before an import, and every form in which their secrets could leak."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from pos_app.config import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What the merchant has on his desk before the import."""

    folder: Path

    @property
    def facts(self) -> dict[str, str]:
        facts: dict[str, str] = json.loads((self.folder / "merchant.json").read_text("utf-8"))
        return facts

    @property
    def api_v3_key(self) -> str:
        return (self.folder / "api_v3_key.txt").read_text().strip()

    @property
    def pem(self) -> str:
        return (self.folder / "apiclient_key.pem").read_text()

    def settings(self, **merchant: str) -> str:
        """What the shop has filled in by hand."""
        named = {"appid": self.facts["appid"], "notify_url": "https://shop.example/notify", **merchant}
        lines = "\n".join(f'{name} = "{value}"' for name, value in named.items())
        return f'[merchant]\n{lines}\n[gateway]\nurl = "{self.facts["url"]}"\nca_file = "{self.folder / "ca.pem"}"\n'

    def words(self, *, public_key: bool = True) -> list[str]:
        """How the import is called."""
        words = ["keys", "import", "--private-key", str(self.folder / "apiclient_key.pem")]
        words += ["--certificate", str(self.folder / "apiclient_cert.pem")]
        if public_key:
            words += ["--public-key", str(self.folder / "pub_key.pem"), "--public-key-id", self.facts["public_key_id"]]
        return words


def write_settings(profile: Profile, text: str) -> None:
    profile.directory.mkdir(parents=True, exist_ok=True)
    profile.settings_file.write_text(text, "utf-8")


def forms_of(secret: bytes) -> list[bytes]:
    """Every form in which a secret could lie about."""
    return [
        secret,
        secret.hex().encode(),
        secret.hex().upper().encode(),
        base64.b64encode(secret),
        base64.urlsafe_b64encode(secret),
        secret.decode("latin-1").encode("utf-16-le"),
        repr(secret).encode(),
    ]


def numbers_of(papers: Papers) -> list[bytes]:
    """The private key: each line of its file, and each of its secret numbers."""
    key = load_pem_private_key(papers.pem.encode(), None)
    assert isinstance(key, RSAPrivateKey)
    numbers = key.private_numbers()
    secret = (numbers.p, numbers.q, numbers.d, numbers.dmp1, numbers.dmq1, numbers.iqmp)
    lines = [line.encode() for line in papers.pem.splitlines()[2:-2]]  # the first also begins every other key
    raw = [number.to_bytes((number.bit_length() + 7) // 8) for number in secret]
    return [*lines, *raw, *(str(number).encode() for number in secret)]
