"""Write resources/catalogue/initials.txt: the first letter of the commonest reading of every Chinese character.

Run by hand when the characters of Unicode's main block change, which they do not: ``pip install pypinyin`` first
(MIT licence; its readings come from Unicode's Unihan and the Dictionary of Chinese Words).
"""

from __future__ import annotations

from pathlib import Path

from pypinyin import Style, lazy_pinyin

FIRST, LAST = 0x4E00, 0x9FFF  # CJK Unified Ideographs
TARGET = Path(__file__).parent.parent / "resources" / "catalogue" / "initials.txt"
# Where the first reading of a dictionary is not the one on a price label: 长粒香米, 海参.
ON_LABELS = {"长": "c", "参": "s"}


def initial(character: str) -> str:
    """Give the letter, or a hyphen where no reading is known."""
    if character in ON_LABELS:
        return ON_LABELS[character]
    letter = lazy_pinyin(character, style=Style.FIRST_LETTER)[0]
    return letter if letter.isascii() and letter.isalpha() else "-"


if __name__ == "__main__":
    letters = "".join(initial(chr(code)) for code in range(FIRST, LAST + 1))
    rows = (letters[at : at + 64] for at in range(0, len(letters), 64))
    TARGET.write_text("\n".join(rows) + "\n", encoding="ascii")
