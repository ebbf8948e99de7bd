"""The merchant's files in whatever heap they were given: what each is, which of them count, what is missing or wrong.

The wrong file in the right place is the commonest mistake of all (wechatpay-api.md, section 10, numbers 1, 2, 9,
24), so nothing is taken by its name, and nothing is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from pos_app.merchant.gathering import gather
from pos_app.merchant.reading import Part, open_bundle, read
from pos_app.merchant.words import Kind, Note, Problem, note
from pos_app.merchant_files import MerchantCertificate

_MERCHANT_NUMBER = re.compile(r"(?<![0-9])[0-9]{8,10}(?![0-9])")
_DAY = "%Y-%m-%d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """One line of the list that a person is shown.

    Attributes:
        file: its name, with the folder or zip that holds it.
        kind: what it is.
        note: the same as a sentence, with what to do if it is of no use.
        taken: whether it is part of the set that would be imported.
    """

    file: str
    kind: Kind
    note: Note[Kind]
    taken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What a heap of files came to.

    Attributes:
        finds: what each file is; a file with several things in it is told once for each.
        private_key: the merchant's, if there is one.
        certificate: the merchant's, likewise.
        public_key: WeChat Pay's, likewise; merchants of long standing have none.
        public_key_id: where a file held it.
        missing: what is still to be added.
        conflicts: what does not belong together, is expired, or is of somebody else.
    """

    finds: tuple[Find, ...] = ()
    private_key: RSAPrivateKey | None = field(default=None, repr=False)
    certificate: MerchantCertificate | None = None
    public_key: RSAPublicKey | None = field(default=None, repr=False)
    public_key_id: str | None = None
    missing: tuple[Note[Problem], ...] = ()
    conflicts: tuple[Note[Problem], ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it can be imported."""
        return not self.missing and not self.conflicts

    @property
    def mchid(self) -> str | None:
        """The merchant number that the certificate names."""
        return None if self.certificate is None else self.certificate.mchid


def recognise(paths: Iterable[Path], *, mchid: str = "", now: datetime | None = None) -> Recognised:
    """Read files, folders and zip files, and say what they are. It changes nothing, and takes well under a second.

    Args:
        paths: as they were dropped or chosen.
        mchid: the merchant number, if it is known: a .p12 opens with it, and a certificate of another is told.
        now: against which certificates are held; the present if not given.
    """
    parts = [part for source in gather(paths) for part in read(source)]
    parts = list(_opened(parts, mchid))
    return _Heap(parts, mchid, now or datetime.now(UTC)).chosen()


def _opened(parts: Sequence[Part], mchid: str) -> Iterator[Part]:
    """Open each .p12 with the merchant number: the one given, or one that stands in a certificate or a file's name."""
    known = [part.certificate.mchid for part in parts if part.certificate is not None and part.certificate.mchid]
    named = [number for part in parts for number in _MERCHANT_NUMBER.findall(part.name)]
    passwords = dict.fromkeys([*([mchid] if mchid else []), *known, *named])
    for part in parts:
        opened = (open_bundle(part, password) for password in passwords) if part.bundle else ()
        yield next(filter(None, opened), part)


class _Heap:
    """Parts of which a set is chosen, with all that speaks against it."""

    def __init__(self, parts: Sequence[Part], mchid: str, now: datetime) -> None:
        self._parts = parts
        self._mchid = mchid
        self._now = now
        self._conflicts: list[Note[Problem]] = []

    def chosen(self) -> Recognised:
        key = self._key()
        certificate = self._certificate(key)
        public = self._public_key(certificate)
        key_id = next((part for part in self._parts if part.public_key_id), None)
        taken = [part for part in (key, certificate, public, key_id) if part is not None]
        self._judge(key, certificate)
        return Recognised(
            finds=tuple(
                Find(file=part.name, kind=part.kind, note=part.note, taken=any(part is one for one in taken))
                for part in self._parts
            ),
            private_key=key.key if key else None,
            certificate=certificate.certificate if certificate else None,
            public_key=public.public_key if public else None,
            public_key_id=key_id.public_key_id if key_id else None,
            missing=tuple(self._missing(key, certificate)),
            conflicts=tuple(self._conflicts),
        )

    def _key(self) -> Part | None:
        """Take the one key; of several the one that has its certificate beside it."""
        different = _different((part for part in self._parts if part.key), lambda part: _public(part.key))
        fitting = [part for part in different if any(_fit(part, other) for other in self._parts)]
        if len(different) > 1 and len(fitting) != 1:
            self._conflicts.append(note(Problem.TWO_KEYS, files=_names(different)))
        return next(iter(fitting or different), None)

    def _certificate(self, key: Part | None) -> Part | None:
        """Take the one certificate; of several the one that belongs to the key."""
        different = _different(
            (part for part in self._parts if part.certificate),
            lambda part: part.certificate and part.certificate.serial,
        )
        fitting = [part for part in different if key is not None and _fit(key, part)]
        if len(different) > 1 and len(fitting) != 1:
            self._conflicts.append(note(Problem.TWO_CERTIFICATES, files=_names(fitting or different)))
        return next(iter(fitting or different), None)

    def _public_key(self, certificate: Part | None) -> Part | None:
        own = [_public(part.key) for part in self._parts if part.key]
        own += [certificate.certificate.public_key] if certificate and certificate.certificate else []
        given = [part for part in self._parts if part.public_key]
        foreign = _different((part for part in given if part.public_key not in own), lambda part: part.public_key)
        if given and not foreign:
            self._conflicts.append(note(Problem.OWN_PUBLIC_KEY, file=given[0].name))
        if len(foreign) > 1:
            self._conflicts.append(note(Problem.TWO_PUBLIC_KEYS, files=_names(foreign)))
        return next(iter(foreign), None)

    def _judge(self, key: Part | None, certificate: Part | None) -> None:
        if certificate is None or (found := certificate.certificate) is None:
            return
        if key is not None and not _fit(key, certificate):
            self._conflicts.append(note(Problem.MISMATCH, key=key.name, certificate=certificate.name))
        if self._mchid and found.mchid not in {None, self._mchid}:
            self._conflicts.append(
                note(Problem.OTHER_MERCHANT, file=certificate.name, found=found.mchid or "", wanted=self._mchid)
            )
        if found.expires <= self._now:
            self._conflicts.append(note(Problem.EXPIRED, file=certificate.name, date=f"{found.expires:{_DAY}}"))
        if found.begins > self._now:
            self._conflicts.append(note(Problem.NOT_YET, file=certificate.name, date=f"{found.begins:{_DAY}}"))

    def _missing(self, key: Part | None, certificate: Part | None) -> Iterator[Note[Problem]]:
        closed = next((part for part in self._parts if part.kind is Kind.BUNDLE), None)
        if closed is not None and (key is None or certificate is None):
            yield (
                note(Problem.BUNDLE_CLOSED, file=closed.name, mchid=self._mchid)
                if self._mchid
                else note(Problem.BUNDLE_UNTRIED, file=closed.name)
            )
            return
        if key is None:
            yield note(Problem.NO_KEY)
        if certificate is None:
            yield note(Problem.NO_CERTIFICATE)


def _fit(key: Part, certificate: Part) -> bool:
    return (
        key.key is not None
        and certificate.certificate is not None
        and key.key.public_key() == certificate.certificate.public_key
    )


def _public(key: RSAPrivateKey | None) -> RSAPublicKey | None:
    return None if key is None else key.public_key()


def _different(parts: Iterable[Part], mark: Callable[[Part], object]) -> list[Part]:
    """Leave out copies: the same thing may lie in a folder, in its zip and in a .p12."""
    found: list[Part] = []
    for part in parts:
        if all(mark(part) != mark(other) for other in found):
            found.append(part)
    return found


def _names(parts: Iterable[Part]) -> str:
    return ", ".join(part.name for part in parts)
