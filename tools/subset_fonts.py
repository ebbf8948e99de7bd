"""Cut the bundled Inter faces down to Latin, figures and the few signs the till shows.

Reads the OpenType files of Debian's ``fonts-inter`` and writes ``resources/fonts``. Run it again only when a
sign is missing from the glass; the results are committed.

Usage: python tools/subset_fonts.py [DIRECTORY_OF_INTER]
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font  # type: ignore[import-untyped]  # it has no stubs

SOURCE = Path("/usr/share/fonts/opentype/inter")
TARGET = Path(__file__).parent.parent / "resources" / "fonts"
FACES = ("Regular", "Medium", "SemiBold")
SIGNS = "¥−×·↑↓←→⇧–—‘’“”…•✓≥≤"
FEATURES = ["kern", "mark", "calt", "tnum", "lnum", "case"]


def cut(source: Path, target: Path) -> int:
    """Write the subset of one face; give its size in bytes."""
    options = Options()
    options.layout_features = FEATURES
    options.desubroutinize = True
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    font = load_font(str(source), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[*range(0x20, 0x7F), *range(0xA0, 0x180)], text=SIGNS)
    subsetter.subset(font)
    save_font(font, str(target), options)
    return target.stat().st_size


def main() -> None:
    """Cut every face that the theme uses."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    TARGET.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        size = cut(source / f"Inter-{face}.otf", TARGET / f"Inter-{face}.otf")
        print(f"Inter-{face}.otf: {size:,} bytes")


if __name__ == "__main__":
    main()
