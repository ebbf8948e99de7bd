"""Where updates come from: an https address, or a folder such as a USB stick. Neither is trusted, whatever it brings.

What is fetched grows in a file of its own and is picked up where it stopped: a shop's line breaks often. Its size and
hash come from the signed manifest, and a byte too many ends it.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import urljoin, urlsplit

import requests

from pos_app.config_rules import is_loopback
from pos_app.updates.contents import Package
from pos_app.updates.durable import move_durably
from pos_app.updates.manifest import LARGEST
from pos_app.updates.refusals import Refusal, UpdateError

Watch = Callable[[int, int], None]
"""Told how many bytes of how many are there. Whoever wants it to stop raises from it."""

_CHUNK = 32 * 1024  # as much is lost where a line breaks
_TIMEOUTS = (5.0, 20.0)  # seconds to connect, and of silence
_MOST_REDIRECTS = 4
_ROOM = 32 * 1024**2  # bytes that a fetch leaves free: the ledger needs them more


def manifest_name(channel: str) -> str:
    """Name the manifest of a channel; packages lie beside it."""
    return f"pos-app-{channel}.update"


class Source(Protocol):
    """Reads files by their names."""

    def opened(self, name: str, start: int) -> Iterator[bytes]:
        """Give a file in pieces, from a byte on.

        Raises:
            UpdateError: it cannot be had.
        """
        ...  # pragma: no cover - a form


class Folder:
    """A folder, or a USB stick."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def opened(self, name: str, start: int) -> Iterator[bytes]:
        """Give a file in pieces; see `Source`."""
        file = self._path / name
        try:
            with file.open("rb") as found:
                found.seek(start)
                while piece := found.read(_CHUNK):
                    yield piece
        except OSError as error:
            raise UpdateError(Refusal.UNREACHABLE, f"{file}: {error.strerror}") from error


class Web:
    """An https address under which the files lie.

    Args:
        url: https, or http to this machine.
        ca_file: authorities to trust in place of the usual ones.
        proxies: by scheme, as ``requests`` takes them; the system's own if None.
    """

    def __init__(self, url: str, *, ca_file: Path | None = None, proxies: dict[str, str] | None = None) -> None:
        self._url = f"{url.rstrip('/')}/"
        self._verify = str(ca_file) if ca_file is not None else True
        self._proxies = proxies

    def opened(self, name: str, start: int) -> Iterator[bytes]:
        """Give a file in pieces; see `Source`."""
        with requests.Session() as session, _named(self._url):
            session.trust_env = False  # or a password that lies in .netrc would be sent along
            with self._answer(session, urljoin(self._url, name), start) as answer:
                if answer.status_code != (206 if start else 200):
                    raise UpdateError(Refusal.UNREACHABLE, f"{name}: HTTP {answer.status_code}")
                yield from answer.iter_content(_CHUNK)

    def _answer(self, session: requests.Session, url: str, start: int) -> requests.Response:
        """Ask, and follow to where the file lies, over https alone."""
        headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={start}-"} if start else {})}
        for _ in range(_MOST_REDIRECTS):
            if not _safe(url):
                raise UpdateError(Refusal.UNREACHABLE, f"{urlsplit(url).hostname}: not https")
            answer = session.get(
                url, headers=headers, stream=True, timeout=_TIMEOUTS, allow_redirects=False, verify=self._verify,
                proxies=self._proxies_for(url),
            )  # fmt: skip
            if not answer.is_redirect:
                return answer
            url = urljoin(url, answer.headers["Location"])
            answer.close()
        raise UpdateError(Refusal.UNREACHABLE, "sent on too often")

    def _proxies_for(self, url: str) -> dict[str, str]:
        """Give the proxies, of which none may see what is meant for this machine."""
        if is_loopback(urlsplit(url).hostname or ""):
            return {}
        return self._proxies if self._proxies is not None else requests.utils.get_environ_proxies(url)


def source_of(place: str, *, ca_file: Path | None = None, proxies: dict[str, str] | None = None) -> Source:
    """Reach for a place: an https address, or a folder's path.

    Raises:
        UpdateError: none is set.
    """
    if not place:
        raise UpdateError(Refusal.NOT_SET)
    if place.lower().startswith(("https://", "http://")):
        return Web(place, ca_file=ca_file, proxies=proxies)
    return Folder(Path(place).expanduser())


def fetch_manifest(source: Source, channel: str) -> bytes:
    """Bring the manifest of a channel, and no more bytes than one may have.

    Raises:
        UpdateError: it cannot be had, or is too long for one.
    """
    content = b""
    for piece in source.opened(manifest_name(channel), 0):
        content += piece
        if len(content) > LARGEST:
            raise UpdateError(Refusal.MALFORMED)
    return content


def fetch_package(source: Source, package: Package, into: Path, watch: Watch) -> Path:
    """Bring a package into a folder, whole and proven; give its path.

    What is there already is not brought again, and what was brought in part is gone on with.

    Raises:
        UpdateError: it cannot be had, there is no room, or it is not what the manifest speaks of.
    """
    whole = into / package.name
    part = into / f".{package.sha256}.part"
    with _named(str(into)):
        into.mkdir(parents=True, exist_ok=True)
        if whole.is_file() and sound(whole, package):
            return whole
        start = _kept(part, package)
        if shutil.disk_usage(into).free < package.size - start + _ROOM:
            raise UpdateError(Refusal.NO_ROOM, f"{(package.size - start + _ROOM) // 1024**2} MB")
        with part.open("ab") as target:
            _pour(source.opened(package.name, start), target, package, watch, start)
        if not sound(part, package):
            part.unlink()  # or each later try would end like this one
            raise UpdateError(Refusal.DAMAGED, package.name)
        move_durably(part, whole)
    return whole


def sound(file: Path, package: Package) -> bool:
    """Say whether a file is the one that the manifest speaks of.

    Raises:
        OSError: it cannot be read.
    """
    if file.stat().st_size != package.size:
        return False
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == package.sha256


def _kept(part: Path, package: Package) -> int:
    """Say how much is there of an earlier try; what is too long or whole is begun anew."""
    size = part.stat().st_size if part.is_file() else 0
    if size < package.size:
        return size
    part.unlink()
    return 0


def _pour(pieces: Iterator[bytes], target: BinaryIO, package: Package, watch: Watch, done: int) -> None:
    watch(done, package.size)
    for piece in pieces:
        done += len(piece)
        if done > package.size:
            target.truncate(0)
            raise UpdateError(Refusal.DAMAGED, package.name)
        target.write(piece)
        watch(done, package.size)


def _safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))


@contextmanager
def _named(where: str) -> Iterator[None]:
    """Name what a network or a disk raises."""
    try:
        yield
    except requests.RequestException as error:
        raise UpdateError(Refusal.UNREACHABLE, f"{where}: {type(error).__name__}") from error
    except OSError as error:
        raise UpdateError(Refusal.NOT_WRITABLE, f"{where}: {error.strerror}") from error
