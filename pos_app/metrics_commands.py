"""`pos-app metrics`: the till's figures, from the till itself where it is open, else from its book."""

from __future__ import annotations

import argparse
import sys

from pos_app import settings_file
from pos_app.commands import now, read_book
from pos_app.config import Profile
from pos_app.metrics import LOOPBACK, Figures

_PATIENCE = 5.0  # seconds


def tell(_given: argparse.Namespace, profile: Profile) -> int:
    """Print the figures; those of the calls are known by a running till that serves them (`metrics.port`)."""
    settings = settings_file.load(profile)
    text = _of_the_till(settings.metrics.port) if settings.metrics.port else ""
    if not text:
        with read_book(profile) as ledger:
            text = Figures(ledger, clock=now, day_starts=settings.shop.begins).text()
    sys.stdout.write(text)
    return 0


def _of_the_till(port: int) -> str:
    """Ask the running till; empty if it is not running, or something else listens there."""
    import requests  # noqa: PLC0415 - heavy, and only needed where a port is set

    try:
        with requests.Session() as session:
            session.trust_env = False  # no proxy stands between a machine and itself
            reply = session.get(f"http://{LOOPBACK}:{port}/metrics", timeout=_PATIENCE)
    except requests.RequestException as error:
        sys.stderr.write(f"pos-app: no till answers on port {port} ({type(error).__name__}); its book does\n")
        return ""
    return reply.text if reply.ok and "pos_app_build_info" in reply.text else ""
