"""What offers itself as an update: a manifest with and without a true signature, and an archive."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from pos_app.updates.contents import tell
from pos_app.updates.manifest import canonical, key_id, read_manifest, sign
from pos_app.updates.refusals import UpdateError
from pos_app.updates.unpacking import extract
from tests.hostile.target import Target
from tests.updates.makers import KEY, NEW, RELEASE, portable, resigned, tar

_KEYS = {key_id(KEY.public_key()): KEY.public_key()}
_SIGNED = sign(RELEASE, [KEY])
_SAID = _SIGNED.split(b"\n")[0]


def _manifest(data: bytes) -> None:
    """Bytes with no true signature are refused; with one they are a release in its one form, or refused."""
    if not data.startswith(_SAID + b"\n"):  # whatever follows it, it is what was signed
        with suppress(UpdateError):
            raise AssertionError(read_manifest(data, _KEYS))
    with suppress(UpdateError):
        release = read_manifest(resigned(data), _KEYS).release
        assert canonical(tell(release)) == data


def _archive(data: bytes) -> None:
    """An archive lands in its folder, or is refused; beside the folder is nothing afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        archive, part = Path(folder, "pos-app.tar.gz"), Path(folder, "versions", "part")
        archive.write_bytes(data)
        part.mkdir(parents=True)
        with suppress(UpdateError, OSError):
            extract(archive, NEW, part)
        assert {one.name for one in Path(folder).iterdir()} == {"pos-app.tar.gz", "versions"}
        assert [one.name for one in part.parent.iterdir()] == ["part"]


def targets() -> tuple[Target, ...]:
    """Give them all."""
    tricks = tar([("../x", b"x"), (f"pos-app/versions/{NEW}/pos-app", b"x")], packed="")
    whole = portable(NEW, {"pos-app": b"x"})
    return (
        Target(
            name="update", run=_manifest, seeds=(_SIGNED, _SAID, _SAID.replace(b":5,", b":5.0,"), b"{}\n", b"[" * 3000)
        ),
        Target(name="update_archive", run=_archive, seeds=(whole, whole[:-40], tricks, tricks[:700]), longest=12_288),
    )
