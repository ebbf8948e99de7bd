"""The merchant's secrets, in the operating system's keyring and nowhere else (rule M11).

* KeystoreError
  - NoKeyringError       this machine has no keyring that can be trusted: set one up
  - KeyringLockedError   it is there, but closed: unlock it
  - SecretMissingError   it holds nothing for this profile: import the keys
  - SecretDamagedError   what it holds for this profile is no key: import the keys again

The keyring is named outright for each system and never looked for: looking takes longer, and with `keyrings.alt`
installed it finds files of plain base64 (measures.md, findings 11 and 12). The private key is kept as its two primes,
because Windows holds no more than 2,560 bytes of UTF-16 in an item, and everything in one item, so that an
import replaces all of it or nothing.
"""

from __future__ import annotations

import base64
import json
import logging
import pkgutil
import re
import secrets
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import rsa
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, KeyringLocked

from pos_app import key_item
from pos_app.config import Profile
from pos_app.core.errors import InvalidInputError, PosError
from pos_app.core.pins import PEPPER_LENGTH

log = logging.getLogger(__name__)

LARGEST_ITEM = 2560  # bytes as UTF-16; source: measures.md, finding 11
_ITEM = "merchant"
_NEXT = "merchant next"
_PEPPER = "pepper"
_BACKUP = "backup"
_RECOVER = "pos-app staff recover"


class KeystoreError(PosError):
    """The secrets could not be reached; nothing was changed."""


class NoKeyringError(KeystoreError):
    """This machine has no keyring that can be trusted."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"no usable keyring ({reason}); secrets are kept nowhere else. Log in to a desktop session, or on Linux"
            " install gnome-keyring or KWallet and start it in the session that the till runs in, then try again"
        )
        self.reason = reason


class KeyringLockedError(KeystoreError):
    """The keyring is closed."""

    def __init__(self) -> None:
        super().__init__("the keyring is locked; unlock it with the password of this account, then try again")


class SecretMissingError(KeystoreError):
    """The keyring holds nothing for the profile."""

    def __init__(self, service: str, *, run: str = "pos-app keys import") -> None:
        super().__init__(f"the keyring holds no keys under {service}; run: {run}")
        self.service = service


class SecretDamagedError(KeystoreError):
    """What the keyring holds for the profile is no key."""

    def __init__(self, service: str, *, run: str = "pos-app keys import") -> None:
        super().__init__(f"what the keyring holds under {service} is damaged; run: {run}")
        self.service = service


@dataclass(frozen=True, slots=True, kw_only=True)
class _System:
    """Where a system keeps secrets, and the errors of its own that come through."""

    backend: str
    errors: tuple[str, ...] = ()


_SYSTEMS = {
    "darwin": _System(backend="keyring.backends.macOS:Keyring"),
    "win32": _System(
        backend="keyring.backends.Windows:WinVaultKeyring", errors=("win32ctypes.pywin32.pywintypes:error",)
    ),
}
_SECRET_SERVICE = _System(
    backend="keyring.backends.SecretService:Keyring",
    errors=("secretstorage.exceptions:SecretStorageException", "jeepney.wrappers:DBusErrorResponse"),
)


class Keystore:
    """One profile's secrets. Each call asks the keyring anew, for about 20 ms: never on the GUI thread."""

    def __init__(self, profile: Profile, *, platform: str = sys.platform) -> None:
        self._service = profile.keyring_service
        self._system = _SYSTEMS.get(platform, _SECRET_SERVICE)

    def __repr__(self) -> str:
        return f"Keystore({self._service!r})"

    def merchant_key(self, serial: str = "") -> rsa.RSAPrivateKey:
        """Give the merchant's private key.

        Args:
            serial: of the certificate that the settings name: of two sets, that one's is given.

        Raises:
            KeystoreError: there is none, or the keyring cannot be reached.
        """
        held = self._held(serial)
        try:
            key = key_item.rebuild(held)
        except (KeyError, TypeError, ValueError, InvalidSignature):
            # The cause could quote a prime, so it is not passed on.
            raise SecretDamagedError(self._service) from None
        return key

    def api_v3_key(self, serial: str = "") -> bytes:
        """Give the APIv3 key.

        Args:
            serial: as `merchant_key`.

        Raises:
            KeystoreError: there is none, or the keyring cannot be reached.
        """
        held = self._held(serial)
        try:
            return check_api_v3_key(held["api_v3_key"]).encode()
        except (KeyError, TypeError, InvalidInputError):
            raise SecretDamagedError(self._service) from None

    def store(self, *, merchant_key: rsa.RSAPrivateKey, api_v3_key: str, serial: str = "") -> None:
        """Keep both secrets in place of those kept before, and prove that the keyring gives them back.

        Args:
            merchant_key: the merchant's.
            api_v3_key: 32 characters.
            serial: of the certificate that belongs to the key.

        Raises:
            InvalidInputError: the APIv3 key has not the form of one.
            KeystoreError: the keyring cannot be reached, or cannot hold them.
        """
        self._put(_ITEM, key_item.write(merchant_key, check_api_v3_key(api_v3_key), serial))
        log.info("stored the merchant's keys under %s", self._service)

    def stage(self, *, merchant_key: rsa.RSAPrivateKey, api_v3_key: str, serial: str) -> None:
        """Keep both secrets beside those in use; they count as soon as the settings name this serial.

        Raises:
            InvalidInputError: the APIv3 key has not the form of one.
            KeystoreError: the keyring cannot be reached, or cannot hold them.
        """
        self._put(_NEXT, key_item.write(merchant_key, check_api_v3_key(api_v3_key), serial))

    def promote(self) -> None:
        """Let what was staged take the place of what was in use before: one write, whole or not at all.

        Raises:
            KeystoreError: the keyring cannot be reached.
        """
        if (staged := self._item(_NEXT)) is not None:
            self._put(_ITEM, staged)
            self.unstage()
            log.info("stored the merchant's keys under %s", self._service)

    def unstage(self) -> None:
        """Remove what was staged, if there is anything.

        Raises:
            KeystoreError: the keyring cannot be reached.
        """
        with self._keyring() as keyring:
            if keyring.get_password(self._service, _NEXT) is not None:
                keyring.delete_password(self._service, _NEXT)

    def settle(self, serial: str) -> None:
        """End what a crash left half done: what was staged takes its place if the settings name it, or goes.

        Raises:
            KeystoreError: the keyring cannot be reached.
        """
        if serial and key_item.serial_of(self._item(_NEXT)) == serial != key_item.serial_of(self._item(_ITEM)):
            self.promote()
        else:
            self.unstage()

    def pepper(self, *, make: bool) -> bytes:
        """Give the secret that goes into the hashes of PINs, made once for a profile.

        ``make`` says that there may be none yet. Where there are hashes already, a new one would make every PIN wrong.

        Raises:
            KeystoreError: there is none, or the keyring cannot be reached.
        """
        if make and self._item(_PEPPER) is None:
            self._keep(_PEPPER, secrets.token_bytes(PEPPER_LENGTH))
        return self._secret(_PEPPER)

    def second_factor(self, number: str) -> bytes:
        """Give the secret of somebody's authenticator.

        Raises:
            KeystoreError: there is none, or the keyring cannot be reached.
        """
        return self._secret(f"second factor {number}")

    def keep_second_factor(self, number: str, secret: bytes) -> None:
        """Keep the secret of somebody's authenticator, in place of the one before.

        Raises:
            KeystoreError: the keyring cannot be reached, or does not keep it.
        """
        self._keep(f"second factor {number}", secret)

    def people_secrets(self, numbers: Iterable[str]) -> dict[str, str]:
        """Give what PINs and authenticators are checked with, in base64, by the names of the items.

        Args:
            numbers: of the people who have an authenticator: a keyring cannot say what it holds.

        Raises:
            KeystoreError: the keyring cannot be reached. What it does not hold is left out.
        """
        names = [_PEPPER, *(f"second factor {number}" for number in numbers)]
        return {name: held for name in names if (held := self._item(name)) is not None}

    def keep_people_secrets(self, held: Mapping[str, str], *, replace: bool = False) -> None:
        """Keep what ``people_secrets`` gave, of another profile or another till.

        Raises:
            InvalidInputError: it is not of that kind, or another secret is there and ``replace`` was not said.
            KeystoreError: the keyring cannot be reached, or does not keep it.
        """
        for name, secret in held.items():
            if not re.fullmatch(r"pepper|second factor [0-9A-Za-z_-]{1,64}", name) or not _is_base64(secret):
                raise InvalidInputError("secrets", "are not those of PINs and authenticators")
        if not replace and any(self._item(name) not in {None, secret} for name, secret in held.items()):
            raise InvalidInputError(
                "secrets", f"the keyring holds others under {self._service}: every PIN set with those would be wrong"
            )
        for name, secret in held.items():
            self._keep(name, base64.b64decode(secret))

    def backup_passphrase(self) -> str | None:
        """Give the passphrase that backups are sealed with; None if none was set.

        Raises:
            KeystoreError: the keyring cannot be reached.
        """
        return self._item(_BACKUP)

    def keep_backup_passphrase(self, passphrase: str) -> None:
        """Keep the passphrase that backups are sealed with from now on.

        Raises:
            KeystoreError: the keyring cannot be reached, or does not keep it.
        """
        with self._keyring() as keyring:
            keyring.set_password(self._service, _BACKUP, passphrase)
        if self._item(_BACKUP) != passphrase:
            raise KeystoreError("the keyring did not give back what it was given; nothing can be kept in it")

    def forget(self) -> bool:
        """Remove the merchant's secrets; say whether there were any. Those about people stay, for PINs depend on them.

        Raises:
            KeystoreError: the keyring cannot be reached.
        """
        self.unstage()
        with self._keyring() as keyring:
            if keyring.get_password(self._service, _ITEM) is None:
                return False
            keyring.delete_password(self._service, _ITEM)
        log.info("removed the merchant's keys under %s", self._service)
        return True

    def _item(self, name: str) -> str | None:
        with self._keyring() as keyring:
            return keyring.get_password(self._service, name)

    def _secret(self, name: str) -> bytes:
        item = self._item(name)
        if item is None:
            raise SecretMissingError(self._service, run=_RECOVER)
        try:
            return base64.b64decode(item, validate=True)
        except ValueError:
            raise SecretDamagedError(self._service, run=_RECOVER) from None

    def _keep(self, name: str, secret: bytes) -> None:
        with self._keyring() as keyring:
            keyring.set_password(self._service, name, base64.b64encode(secret).decode())
        if self._item(name) != base64.b64encode(secret).decode():
            raise KeystoreError("the keyring did not give back what it was given; nothing can be kept in it")

    def _put(self, name: str, item: str) -> None:
        if len(item.encode("utf-16-le")) > LARGEST_ITEM:
            raise KeystoreError("the private key is too long for the keyring of some systems")
        with self._keyring() as keyring:
            keyring.set_password(self._service, name, item)
        if self._item(name) != item:
            raise KeystoreError("the keyring did not give back what it was given; nothing can be kept in it")

    def _held(self, serial: str) -> dict[str, Any]:
        item = self._item(_ITEM)
        if serial and key_item.serial_of(item) != serial:
            staged = self._item(_NEXT)
            item = staged if key_item.serial_of(staged) == serial else item
        if item is None:
            raise SecretMissingError(self._service)
        try:
            held = json.loads(item)
        except ValueError:
            raise SecretDamagedError(self._service) from None
        if not isinstance(held, dict):
            raise SecretDamagedError(self._service)
        return held

    @contextmanager
    def _keyring(self) -> Iterator[KeyringBackend]:
        backend = pkgutil.resolve_name(self._system.backend)
        try:
            backend.priority  # noqa: B018 - a property that raises where the system has no such keyring
        except (RuntimeError, OSError) as error:
            raise NoKeyringError(str(error)) from error
        own_errors = tuple(pkgutil.resolve_name(name) for name in self._system.errors)
        try:
            yield backend()
        except KeyringLocked as error:
            raise KeyringLockedError from error
        except (KeyringError, OSError, *own_errors) as error:
            raise KeystoreError(f"the keyring refused: {error}") from error


def check_api_v3_key(text: str) -> str:
    """Return an APIv3 key unchanged if it has the form of one: 32 characters that a keyboard has.

    Raises:
        InvalidInputError: it has not. The message never quotes it.
    """
    if not re.fullmatch(r"[!-~]{32}", text):
        raise InvalidInputError(
            "APIv3 key",
            f"must have exactly 32 characters, letters and digits as set on the merchant platform; this has {len(text)}"
            " (no quotes, no spaces; the APIv2 key is another one)",
        )
    return text


def _is_base64(text: object) -> bool:
    try:
        return isinstance(text, str) and bool(base64.b64decode(text, validate=True))
    except ValueError:
        return False
