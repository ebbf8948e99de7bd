"""The provider to measure against: the simulator over TLS, in a process of its own.

Run as ``python -m tests.bench.provider FOLDER [--plain]`` it is that process.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from requests.utils import DEFAULT_CA_BUNDLE_PATH

from pos_app.simulator.server import serve
from pos_app.wechatpay.client import WeChatPay, connect
from pos_app.wechatpay.credentials import Merchant, load_private_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A running simulator, and what its merchant knows."""

    url: str
    folder: Path
    pid: int
    merchant: Merchant
    public_key_id: str
    ca_bundle: Path  # the usual authorities and the simulator's: as much to read as in production

    @property
    def public_key_pem(self) -> bytes:
        """The key that verifies what the provider says."""
        return (self.folder / "pub_key.pem").read_bytes()

    def client(self, url: str | None = None) -> WeChatPay:
        """Make our client, as the till makes it."""
        return connect(
            merchant=self.merchant,
            public_key_pem=self.public_key_pem,
            public_key_id=self.public_key_id,
            url=url or self.url,
            ca_file=self.ca_bundle,
        )


@contextmanager
def provider(folder: Path, *, tls: bool = True) -> Iterator[Provider]:
    """Run the simulator until the block ends."""
    command = [sys.executable, "-m", __spec__.name, str(folder), *(() if tls else ("--plain",))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().split()[-1]
            yield _read(folder, url, process.pid)
        finally:
            process.terminate()


def _read(folder: Path, url: str, pid: int) -> Provider:
    facts = json.loads((folder / "merchant.json").read_text("utf-8"))
    bundle = folder / "bundle.pem"
    bundle.write_bytes(Path(DEFAULT_CA_BUNDLE_PATH).read_bytes() + b"\n" + (folder / "ca.pem").read_bytes())
    return Provider(
        url=url,
        folder=folder,
        pid=pid,
        merchant=Merchant(
            mchid=facts["mchid"],
            appid=facts["appid"],
            certificate_serial=facts["certificate_serial"],
            private_key=load_private_key((folder / "apiclient_key.pem").read_bytes()),
        ),
        public_key_id=facts["public_key_id"],
        ca_bundle=bundle,
    )


def main() -> None:
    """Serve until told to end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plain", action="store_true", help="http instead of https")
    arguments = parser.parse_args()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    serve(arguments.folder, 0, not arguments.plain)


def _end_with_parent() -> None:
    sys.stdin.read()  # until the parent closes it, or dies
    os._exit(0)


if __name__ == "__main__":
    main()
