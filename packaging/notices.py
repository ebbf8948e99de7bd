"""The licences of everything that a bundle ships, and its bill of materials in CycloneDX's form.

What is shipped is known file by file from PyInstaller; each file is traced to the Python distribution, to Debian's
package, or to Python itself. A file that belongs to nobody stops the build.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import sysconfig
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
COMMON_LICENSES = Path("/usr/share/common-licenses")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Somebody else's work in the bundle."""

    name: str
    version: str
    purl: str  # where it comes from, as CycloneDX names it
    licence: str  # an SPDX expression or the author's own words
    texts: tuple[str, ...]


def write(into: Path, *, shipped: Path, version: str, epoch: int) -> None:
    """Write ``NOTICES.txt`` and ``sbom.cdx.json``.

    Args:
        into: a folder, made if need be.
        shipped: a file that names each source of the bundle on a line.
        version: of the program.
        epoch: the time that the bill carries, in seconds.
    """
    sources = {Path(line).resolve() for line in shipped.read_text("utf-8").splitlines()}
    parts = sorted(_parts(sources), key=lambda part: part.name.lower())
    into.mkdir(exist_ok=True)
    (into / "NOTICES.txt").write_text(_notices(parts), "utf-8")
    bill = json.dumps(_bill(parts, version, epoch), ensure_ascii=False, indent=1)
    (into / "sbom.cdx.json").write_text(bill + "\n", "utf-8")


def _parts(sources: set[Path]) -> Iterator[Part]:
    left = {path for path in sources if not path.is_relative_to(ROOT) or ".venv" in path.parts}  # the rest is our own
    for distribution in distributions():
        own = {Path(str(distribution.locate_file(file))).resolve() for file in distribution.files or ()}
        if left & own:
            left -= own
            yield _of_distribution(distribution)
    python = {Path(sys.base_prefix).resolve()} if sys.base_prefix != "/usr" else {Path(sysconfig.get_path("stdlib"))}
    of_python = {path for path in left if any(path.is_relative_to(folder) for folder in python)}
    yield _python()
    yield Part(name="Inter", version="4", purl="pkg:github/rsms/inter", licence="OFL-1.1",
               texts=((ROOT / "resources/fonts/OFL.txt").read_text("utf-8"),))  # fmt: skip
    yield from _of_debian(left - of_python)


def _of_distribution(distribution: Distribution) -> Part:
    facts = distribution.metadata
    name = facts["Name"]
    told = facts.get_all("Classifier", ())
    classifiers = [words.split(" :: ")[-1] for words in told if words.startswith("License ::")]
    spoken = [facts[field].partition("\n")[0] for field in ("License-Expression", "License") if field in facts]
    licence = "; ".join(classifiers) if classifiers and "License-Expression" not in facts else "".join(spoken[:1])
    texts = [
        Path(str(distribution.locate_file(file))).read_text("utf-8", errors="replace")
        for file in distribution.files or ()
        if ".dist-info" in str(file) and re.search("LICEN|COPYING|NOTICE|AUTHORS", file.name.upper())
    ]
    return Part(name=name, version=distribution.version, purl=f"pkg:pypi/{name.lower()}@{distribution.version}",
                licence=licence or "see its text", texts=tuple(texts or _common(licence)))  # fmt: skip


def _common(licence: str) -> Iterator[str]:
    """Find the text of a licence that a package names, but does not bring."""
    known = {"LGPL": "LGPL-3", "Apache": "Apache-2.0"}
    for word, file in known.items():
        if word in licence and (COMMON_LICENSES / file).exists():
            yield (COMMON_LICENSES / file).read_text("utf-8")


def _python() -> Part:
    candidates = (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt",
                  Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright"))  # fmt: skip
    texts = tuple(path.read_text("utf-8") for path in candidates if path.exists())[:1]
    return Part(name="Python", version=PYTHON, purl=f"pkg:generic/python@{PYTHON}", licence="PSF-2.0", texts=texts)


def _of_debian(files: Iterable[Path]) -> Iterator[Part]:
    owners = {name for path in files for name in _owner(path)}
    for name in sorted(owners):
        said = subprocess.run(
            ["dpkg-query", "--show", "--showformat=${Version}", name], check=True, stdout=subprocess.PIPE, text=True
        ).stdout
        short = name.partition(":")[0]
        text = Path(f"/usr/share/doc/{short}/copyright").read_text("utf-8", errors="replace")
        purl = f"pkg:deb/debian/{short}@{said}"
        yield Part(name=short, version=said, purl=purl, licence="see its text", texts=(text,))


def _owner(path: Path) -> Iterator[str]:
    """Ask Debian whose a file is; it may be filed under the place before /lib became a link."""
    real = path.resolve()
    for candidate in (path, real, Path(str(path).removeprefix("/usr")), Path(str(real).removeprefix("/usr"))):
        found = subprocess.run(["dpkg-query", "--search", str(candidate)], check=False, capture_output=True, text=True)
        if found.returncode == 0:
            yield found.stdout.partition(": ")[0].split(",")[0]
            return
    sys.exit(f"{path} is shipped, and nobody's: its licence is not known")


def _notices(parts: Iterable[Part]) -> str:
    own = (ROOT / "LICENSE").read_text("utf-8")
    sections = [f"pos_app\n\n{own}"]
    for part in parts:
        texts = "\n\n".join(part.texts) or "Its package brings no text of its own."
        sections.append(f"{part.name} {part.version}\n{part.licence}\n{part.purl}\n\n{texts}")
    return f"\n\n{'=' * 80}\n\n".join(section.rstrip() for section in sections) + "\n"


def _bill(parts: Iterable[Part], version: str, epoch: int) -> dict[str, object]:
    own = {"type": "application", "bom-ref": "pos-app", "name": "pos-app", "version": version,
           "licenses": [{"license": {"id": "Apache-2.0"}}]}  # fmt: skip
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'pos-app/{version}/{epoch}')}",
        "version": 1,
        "metadata": {"timestamp": f"{datetime.fromtimestamp(epoch, UTC):%Y-%m-%dT%H:%M:%SZ}", "component": own},
        "components": [
            {"type": "library", "bom-ref": part.purl, "name": part.name, "version": part.version, "purl": part.purl,
             "licenses": [{"license": {"name": part.licence}}]}
            for part in parts
        ],
        "dependencies": [{"ref": "pos-app", "dependsOn": [part.purl for part in parts]}],
    }  # fmt: skip
