"""The arguments of `pos-app`, which is `python -m pos_app` too."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from pos_app import __version__, logs, settings_file
from pos_app.config import DEFAULT, TRAINING, Profile
from pos_app.core.errors import PosError

DONE, REFUSED, MISUSED = 0, 1, 2
"""Exit codes. ``argparse`` ends with MISUSED by itself."""


def main(words: Sequence[str] | None = None) -> int:
    """Do what the words say; give the exit code."""
    given = _arguments().parse_args(words)
    try:
        if given.command == "simulator":
            return _simulator(given)
        profile = Profile.locate(TRAINING if given.training else given.profile, given.data_dir)
        with logs.recording(profile, verbose=given.verbose), logs.last_resort():
            return _in_profile(given, profile)
    except PosError as error:
        sys.stderr.write(f"pos-app: {error}\n")
        return REFUSED
    except OSError as error:
        sys.stderr.write(f"pos-app: {error.filename or 'a file'}: {error.strerror}\n")
        return REFUSED


def _in_profile(given: argparse.Namespace, profile: Profile) -> int:
    """Run one command. Each imports what it needs, so that the till itself is there at once."""
    settings = settings_file.load(profile)
    match given.command:
        case "keys":
            from pos_app import commands  # noqa: PLC0415

            return commands.keys(given, profile)
        case "ledger":
            from pos_app import commands  # noqa: PLC0415

            return commands.verify_ledger(profile, settings)
        case "unresolved":
            from pos_app import commands  # noqa: PLC0415

            return commands.list_unresolved(profile, settings)
        case "demo":
            from pos_app import demo  # noqa: PLC0415

            return demo.play(Profile.locate(TRAINING, given.output / "profile"), settings, given.output)
        case _:
            from pos_app import app  # noqa: PLC0415

            return app.run(profile, settings)


def _simulator(given: argparse.Namespace) -> int:
    from pos_app.simulator.server import serve  # noqa: PLC0415 - only this command needs it

    logging.basicConfig(level=logging.INFO if given.verbose else logging.WARNING, format="%(message)s")
    serve(given.dir, given.port, given.tls)
    return DONE


def _arguments() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(
        prog="pos-app", description="A till for shops that take WeChat Pay. Alone: opens it."
    )
    whole.add_argument("--version", action="version", version=f"pos-app {__version__}")
    whole.add_argument("--profile", default=DEFAULT, metavar="NAME", help="whose data, settings and keys")
    whole.add_argument("--data-dir", type=Path, metavar="DIR", help="where profiles lie, if not in the usual place")
    whole.add_argument("--training", action="store_true", help="open the training profile: no real money moves")
    whole.add_argument("--verbose", action="store_true", help="log more")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    _key_arguments(commands.add_parser("keys", help="the merchant's keys in the keyring"))
    ledger = commands.add_parser("ledger", help="look after the ledger")
    ledger.add_subparsers(dest="deed", required=True).add_parser("verify", help="look for edits, holes and wrong sums")
    commands.add_parser("unresolved", help="list payments and refunds that wait for a manager")
    simulator = commands.add_parser("simulator", help="serve a pretend WeChat Pay to any client on this machine")
    simulator.add_argument("--port", type=int, default=0, help="where to listen; 0 takes a free one")
    simulator.add_argument("--dir", type=Path, required=True, help="gets the merchant's credentials and the books")
    simulator.add_argument("--tls", action="store_true", help="serve https; ca.pem in the folder vouches for it")
    demo = commands.add_parser("demo", help="play a sale and a refund in training, and save pictures")
    demo.add_argument("--output", type=Path, required=True, metavar="DIR", help="gets pictures and receipts")
    return whole


def _key_arguments(keys: argparse.ArgumentParser) -> None:
    deeds = keys.add_subparsers(dest="deed", required=True)
    take = deeds.add_parser(
        "import", help="take over the merchant's files; the APIv3 key is asked for, or read from standard input"
    )
    take.add_argument("--private-key", type=Path, required=True, metavar="FILE", help="apiclient_key.pem")
    take.add_argument("--certificate", type=Path, required=True, metavar="FILE", help="apiclient_cert.pem")
    take.add_argument("--public-key", type=Path, metavar="FILE", help="WeChat Pay's pub_key.pem")
    take.add_argument("--public-key-id", metavar="ID", help="its number, PUB_KEY_ID_…")
    deeds.add_parser("check", help="prove that key, certificate and APIv3 key belong together")
    deeds.add_parser("forget", help="delete the profile's keys from the keyring")


if __name__ == "__main__":
    sys.exit(main())
