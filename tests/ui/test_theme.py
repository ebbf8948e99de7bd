"""Colours, sizes and the style sheet keep the promises of the design."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

import pos_app.ui
from pos_app.ui.fonts import Role
from pos_app.ui.theme import (
    CODE_DARK,
    CODE_LIGHT,
    DARK,
    LIGHT,
    Theme,
    Tokens,
    palette,
    scale_for,
    style_sheet,
    wants_dark,
)

TEXT, PART = 4.5, 3.0  # WCAG 2.x
PAIRS = [
    *((words, ground, TEXT) for ground in ("ground", "raised", "sunken") for words in ("text", "muted")),
    *(("edge", ground, PART) for ground in ("ground", "raised", "sunken")),
    *(("accent", ground, TEXT) for ground in ("raised", "ground", "accent_soft")),
    *((words, "accent_soft", TEXT) for words in ("text", "muted")),
    *(("on_accent", fill, TEXT) for fill in ("accent", "accent_down")),
    *((verdict, ground, TEXT) for verdict in ("ok", "warn", "bad") for ground in ("raised", "ground")),
    *((verdict, f"{verdict}_soft", TEXT) for verdict in ("ok", "warn", "bad")),
    *(("text", f"{verdict}_soft", TEXT) for verdict in ("ok", "warn", "bad")),
    *((f"on_{verdict}", f"{verdict}_fill", TEXT) for verdict in ("ok", "warn", "bad")),
    ("ok_fill", "ground", PART),
    *((line, ground, PART) for line in ("training", "focus") for ground in ("ground", "raised")),
    *((words, "slab", TEXT) for words in ("slab_text", "slab_muted")),
    ("on_accent", "training", TEXT),
]


def luminance(name: str) -> float:
    color = QColor(name)
    parts = (color.redF(), color.greenF(), color.blueF())
    r, g, b = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground", "least"), PAIRS)
def test_every_pair_of_colours_can_be_read(tokens: Tokens, words: str, ground: str, least: float) -> None:
    assert contrast(getattr(tokens, words), getattr(tokens, ground)) >= least


def test_a_code_is_black_on_white_whatever_the_theme() -> None:
    assert (CODE_DARK, CODE_LIGHT) == ("#000000", "#FFFFFF")


def test_no_colour_is_written_anywhere_but_in_the_theme() -> None:
    folder = Path(pos_app.ui.__file__).parent
    found = [
        f"{path.name}: {match}"
        for path in [*folder.rglob("*.py"), *(folder.parent.parent / "resources").rglob("*.in")]
        if path.name != "theme.py"
        for match in re.findall(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b", path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize(("height", "scale"), [(1080, 1.0), (1000, 1.0), (999, 0.86), (768, 0.86)])
def test_a_short_screen_gets_the_smaller_sizes(height: int, scale: float) -> None:
    assert scale_for(height) == scale


@pytest.mark.parametrize("role", Role)
def test_words_never_fall_below_the_floor(role: Role, qapp: QApplication) -> None:
    floor = 13 if role is Role.HINT else 15

    assert Theme(height=768).font_px(role) >= floor


def test_the_style_sheet_leaves_nothing_unfilled(qapp: QApplication) -> None:
    sheet = style_sheet(Theme())

    assert "$" not in sheet
    assert LIGHT.accent in sheet


def test_the_palette_gives_every_colour_its_duty() -> None:
    made = palette(DARK)

    assert made.color(QPalette.ColorRole.Window) == QColor(DARK.ground)
    assert made.color(QPalette.ColorRole.Accent) == QColor(DARK.accent)
    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == QColor(DARK.muted)


def test_a_change_of_theme_dresses_the_living_application(theme: Theme, qapp: QApplication) -> None:
    theme.set_dark(True)

    assert DARK.ground in qapp.styleSheet()
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.ground)


def test_a_taller_screen_changes_the_sizes(theme: Theme, qapp: QApplication) -> None:
    theme.set_height(1080)

    assert qapp.font().pixelSize() == Role.CELL.full


def test_a_wish_for_larger_type_is_kept_on_every_screen() -> None:
    assert Theme(user_scale=1.3).px(20) == 26


def test_nothing_is_dressed_twice_for_the_same_wish(theme: Theme) -> None:
    changes: list[bool] = []
    theme.changed.connect(lambda: changes.append(True))
    theme.set_dark(False)
    theme.set_height(768)

    assert changes == []


def test_the_choice_of_a_theme_is_taken_at_its_word(qapp: QApplication) -> None:
    assert wants_dark("dark")
    assert not wants_dark("light")
    assert wants_dark("system") in {True, False}


def test_stillness_takes_the_length_out_of_every_movement() -> None:
    assert Theme(reduce_motion=True).motion(80) == 0
    assert Theme().motion(80) == 80


def test_every_token_is_a_colour() -> None:
    for tokens in (LIGHT, DARK):
        assert all(QColor(value).isValid() for value in dataclasses.asdict(tokens).values())


def test_pictograms_are_tinted_apart(qapp: QApplication) -> None:
    theme = Theme()

    assert len({theme.category_tint(number).name() for number in range(4)}) == 4
