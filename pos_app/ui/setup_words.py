"""Words for what keeps a till from opening: keys, key files and settings."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pos_app.core.errors import PosError
from pos_app.ui.refusal_words import call_installer


def setup_words(error: PosError) -> tuple[str, str, str] | None:
    """Give what happened, what to do, and the code; None for an error of another kind."""
    # Heavy, and needed only once one of them has been raised: by then they are there.
    from pos_app import keystore, merchant_files, settings_file  # noqa: PLC0415
    from pos_app.ui.update_words import update_words  # noqa: PLC0415

    if (words := update_words(error)) is not None:
        return words
    translate = QCoreApplication.translate
    no_keyring = translate("Sentence", "This computer has no keyring that can be trusted with the merchant's keys.")
    log_in = translate("Sentence", "Log in to a desktop session with a keyring, then open the till again.")
    locked = translate("Sentence", "The keyring is locked.")
    unlock = translate("Sentence", "Unlock it with this account's password, then open the till again.")
    missing = translate("Sentence", "The merchant's keys are not on this till.")
    damaged = translate("Sentence", "The merchant's keys in the keyring are damaged.")
    refused = translate("Sentence", "The keyring refused to give the merchant's keys.")
    bad_file = translate("Sentence", "A key file of this till cannot be used.")
    known: tuple[tuple[type[PosError], str, str, str], ...] = (  # the first that fits: children before parents
        (keystore.NoKeyringError, no_keyring, log_in, "KEY-01"),
        (keystore.KeyringLockedError, locked, unlock, "KEY-02"),
        (keystore.SecretMissingError, missing, call_installer(), "KEY-03"),
        (keystore.SecretDamagedError, damaged, call_installer(), "KEY-04"),
        (keystore.KeystoreError, refused, call_installer(), "KEY-05"),
        (merchant_files.KeyFileError, bad_file, call_installer(), "KEY-06"),
    )
    if isinstance(error, settings_file.SettingsError):
        what = translate("Sentence", "A setting is missing or wrong: {place}.")
        return what.format(place=error.place or error.file.name), call_installer(), "SET-01"
    return next(((what, todo, code) for kind, what, todo, code in known if isinstance(error, kind)), None)
