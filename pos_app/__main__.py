"""The arguments of `pos-app`, which is `python -m pos_app` too."""

from __future__ import annotations

import argparse
import dataclasses
import io
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from pos_app import __version__, logs, settings_file
from pos_app.config import DEFAULT, LANGUAGES, TRAINING, Profile, Settings
from pos_app.core.errors import InvalidInputError, LedgerReadOnlyError, PosError

log = logging.getLogger(__name__)

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no other name

DONE, REFUSED = 0, 1
"""Exit codes. ``argparse`` itself ends the program with 2 where the words are not understood."""


def main(words: Sequence[str] | None = None) -> int:
    """Do what the words say; give the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # GBK, in which a Chinese Windows writes to files, has no ¥
    if isinstance(sys.stdin, io.TextIOWrapper) and not sys.stdin.isatty():
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")  # Windows' editor puts a mark at a file's head
    parser = _arguments()
    given = parser.parse_args(words)
    if (alone := _without_profile(given)) is not None:
        return alone(given)
    try:
        profile = _profile(given)
    except InvalidInputError as error:
        parser.error(error.reason)
    try:
        profile.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        with logs.recording(profile, verbose=given.verbose), logs.last_resort():
            return _in_profile(given, profile)
    except OSError as error:  # of the folder: anything later is caught by the last resort
        if given.command is None:
            return _show(given, profile, LedgerReadOnlyError(f"the folder of the till cannot be used: {error}"))
        return _refuse(error)


def _show(given: argparse.Namespace, profile: Profile, error: PosError) -> int:
    """Say on the glass what keeps the till from opening: whoever starts it from an icon sees no console."""
    from pos_app import app  # noqa: PLC0415

    _refuse(error)
    app.run(profile, _speaking(Settings(), given.language), trouble=error)
    return REFUSED


def _profile(given: argparse.Namespace) -> Profile:
    if given.command == "demo":
        return Profile.locate(TRAINING, given.output / "profile")
    if given.training and given.profile not in {None, TRAINING}:
        raise InvalidInputError("profile", "training is a profile of its own: give --training or --profile, not both")
    name = DEFAULT if given.profile is None else given.profile
    return Profile.locate(TRAINING if given.training else name, given.data_dir)


def _in_profile(given: argparse.Namespace, profile: Profile) -> int:
    try:
        return _do(given, profile)
    except PosError as error:
        log.warning("refused: %s", error)
        return _refuse(error)


def _refuse(error: Exception) -> int:
    sys.stderr.write(f"pos-app: {error}\n")
    return REFUSED


def _do(given: argparse.Namespace, profile: Profile) -> int:
    """Run one command. Each imports what it needs, so that the till itself is there at once."""
    command = _without_window(given)
    if command is not None:
        return command(given, profile)
    try:
        settings = _settings(given, profile)
    except settings_file.SettingsError as error:
        if given.command is not None:
            raise
        log.warning("refused: %s", error)
        return _show(given, profile, error)
    if not given.verbose:
        logs.set_level(settings.log.level)
    if given.command == "demo":
        from pos_app import demo  # noqa: PLC0415

        return demo.play(profile, settings, given.output)
    from pos_app import app  # noqa: PLC0415

    return app.run(profile, settings)


def _without_window(given: argparse.Namespace) -> Callable[[argparse.Namespace, Profile], int] | None:
    match given.command:
        case "keys" | "ledger" | "unresolved":
            from pos_app import commands  # noqa: PLC0415

            return {
                "keys": commands.keys, "ledger": commands.verify_ledger, "unresolved": commands.list_unresolved
            }[given.command]  # fmt: skip
        case "backup":
            from pos_app import backup_commands  # noqa: PLC0415

            return backup_commands.back_up
        case "staff":
            from pos_app import backup_commands, staff_commands  # noqa: PLC0415

            return backup_commands.staff_secret if given.deed == "secret" else staff_commands.staff
        case "update":
            from pos_app import update_commands  # noqa: PLC0415

            return update_commands.update
        case "metrics" | "doctor" | "support":
            from pos_app import doctor_commands, metrics_commands  # noqa: PLC0415

            return {
                "metrics": metrics_commands.tell, "doctor": doctor_commands.doctor, "support": doctor_commands.support
            }[given.command]  # fmt: skip
    return None


def _without_profile(given: argparse.Namespace) -> Callable[[argparse.Namespace], int] | None:
    match given.command:
        case "simulator":
            return _simulator
        case "restore":
            return _restore
        case "self-test":
            from pos_app import self_test  # noqa: PLC0415

            return self_test.run
    return None


def _restore(given: argparse.Namespace) -> int:
    """Restore without a log: the profile that would hold it is not there yet."""
    from pos_app import backup_commands  # noqa: PLC0415

    try:
        return backup_commands.restore(given)
    except PosError as error:
        return _refuse(error)


def _settings(given: argparse.Namespace, profile: Profile) -> Settings:
    return _speaking(settings_file.load(profile), given.language)


def _speaking(settings: Settings, language: str | None) -> Settings:
    if language is None:
        return settings
    return dataclasses.replace(settings, ui=dataclasses.replace(settings.ui, language=language))


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
    _general_arguments(whole)
    # The same may stand behind a command, where defaults must not undo what stood before it.
    behind = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    _general_arguments(behind)
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    _key_arguments(commands.add_parser("keys", help="the merchant's keys in the keyring"), behind)
    ledger = commands.add_parser("ledger", help="look after the ledger").add_subparsers(dest="deed", required=True)
    verify = ledger.add_parser(
        "verify", help="look for edits, holes and wrong sums; works while the till is open", parents=[behind]
    )
    verify.add_argument(
        "--known", action="append", default=[], metavar="HEAD",
        help="a head that verify printed earlier, or a file of them: shows that an end was cut off",
    )  # fmt: skip
    commands.add_parser(
        "metrics", help="tell the till's figures in Prometheus' form; works while it is open", parents=[behind]
    )
    commands.add_parser("unresolved", help="list payments and refunds that wait for a manager", parents=[behind])
    _backup_arguments(commands, behind)
    _update_arguments(commands, behind)
    people = commands.add_parser("staff", help="who works here").add_subparsers(dest="deed", required=True)
    people.add_parser("list", help="list everybody and their role", parents=[behind])
    _secret_arguments(people.add_parser("secret", help="what PINs are checked with, for another till"), behind)
    recover = people.add_parser(
        "recover", help="set a manager's PIN when the last one is lost; leaves a trace", parents=[behind]
    )
    recover.add_argument("--name", required=True, help="a manager's name, known or new; the PIN is asked for")
    _doctor_arguments(commands, behind)
    simulator = commands.add_parser(
        "simulator", help="serve a pretend WeChat Pay to any client on this machine", parents=[behind]
    )
    simulator.add_argument("--port", type=int, default=0, help="where to listen; 0 takes a free one")
    simulator.add_argument("--dir", type=Path, required=True, help="gets the merchant's credentials and the books")
    simulator.add_argument("--tls", action="store_true", help="serve https; ca.pem in the folder vouches for it")
    own = commands.add_parser("self-test", help="prove that all of the program works on this machine", parents=[behind])
    own.add_argument("--json", action="store_true", help="print it for machines: docs/packages.md")
    demo = commands.add_parser("demo", help="play a sale and a refund in training, and save pictures", parents=[behind])
    demo.add_argument("--output", type=Path, required=True, metavar="DIR", help="gets pictures and receipts")
    return whole


def _general_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", metavar="NAME", help=f"whose data, settings and keys; {DEFAULT} if not said")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="where profiles lie, if not in the usual place")
    parser.add_argument("--training", action="store_true", help="use the training profile: no real money moves")
    parser.add_argument("--language", choices=LANGUAGES, help="speak this, whatever the settings say")
    parser.add_argument("--verbose", action="store_true", help="log more")


def _backup_arguments(commands: _Commands, behind: argparse.ArgumentParser) -> None:
    backup = commands.add_parser(
        "backup", help="save ledger, settings and PINs under a passphrase; works while the till is open",
        parents=[behind],
    )  # fmt: skip
    backup.add_argument(
        "file", nargs="?", metavar="FILE",
        help="where to; `passphrase` alone sets the one for the till's own daily backups",
    )  # fmt: skip
    backup.add_argument("--dir", type=Path, help="a folder in place of a file; the name is made from the time")
    restore = commands.add_parser("restore", help="make a new profile of a backup", parents=[behind])
    restore.add_argument("file", type=Path, metavar="FILE", help="the backup; its passphrase is asked for")
    restore.add_argument("--into", required=True, metavar="PROFILE", help="a profile that is not there yet")
    restore.add_argument("--flawed", action="store_true", help="take a book with flaws as it is")


def _update_arguments(commands: _Commands, behind: argparse.ArgumentParser) -> None:
    update = commands.add_parser("update", help="newer versions of this program, signed by its makers")
    deeds = update.add_subparsers(dest="deed", required=True)
    for deed, meaning in (("check", "say which version there is"), ("fetch", "bring it, beside the one that runs")):
        asking = deeds.add_parser(deed, help=meaning, parents=[behind])
        asking.add_argument(
            "--from", dest="source", metavar="PLACE", help="an https address or a folder, in place of update.url"
        )
    deeds.add_parser("apply", help="let the fetched version start next; the till must be closed", parents=[behind])
    deeds.add_parser("back", help="let the version before start next; the till must be closed", parents=[behind])


def _doctor_arguments(commands: _Commands, behind: argparse.ArgumentParser) -> None:
    doctor = commands.add_parser(
        "doctor", help="look at everything that the till needs; works while the till is open", parents=[behind]
    )
    doctor.add_argument("--json", action="store_true", help="write it for a program to read")
    support = commands.add_parser(
        "support", help="save logs, settings and what the doctor finds, without secrets, for who helps",
        parents=[behind],
    )  # fmt: skip
    support.add_argument("file", type=Path, metavar="FILE", help="a zip, or a folder to put it in")


def _secret_arguments(secret: argparse.ArgumentParser, behind: argparse.ArgumentParser) -> None:
    ways = secret.add_subparsers(dest="way", required=True)
    ways.add_parser("export", help="seal it into a file", parents=[behind]).add_argument("file", type=Path)
    take = ways.add_parser("import", help="take it over from a file", parents=[behind])
    take.add_argument("file", type=Path)
    take.add_argument("--replace", action="store_true", help="even if PINs were set with another one here")


def _key_arguments(keys: argparse.ArgumentParser, behind: argparse.ArgumentParser) -> None:
    deeds = keys.add_subparsers(dest="deed", required=True)
    take = deeds.add_parser(
        "import",
        help="take over the merchant's files; the APIv3 key is asked for, or read from standard input",
        parents=[behind],
    )
    take.add_argument("--private-key", type=Path, required=True, metavar="FILE", help="apiclient_key.pem")
    take.add_argument("--certificate", type=Path, required=True, metavar="FILE", help="apiclient_cert.pem")
    take.add_argument("--public-key", type=Path, metavar="FILE", help="WeChat Pay's pub_key.pem")
    take.add_argument("--public-key-id", metavar="ID", help="its number, PUB_KEY_ID_…")
    renew = deeds.add_parser(
        "renew", help="prove new keys at WeChat Pay, then use them; the old ones stay until then", parents=[behind]
    )
    renew.add_argument("files", type=Path, nargs="*", metavar="FILE", help="new files, a folder or a zip")
    renew.add_argument("--api-v3-key", action="store_true", help="the APIv3 key is new too, and is asked for")
    renew.add_argument("--public-key-id", metavar="ID", help="number of WeChat Pay's public key, PUB_KEY_ID_…")
    deeds.add_parser("check", help="prove that key, certificate and APIv3 key belong together", parents=[behind])
    deeds.add_parser("forget", help="delete the profile's keys from the keyring", parents=[behind])


if __name__ == "__main__":
    sys.exit(main())
