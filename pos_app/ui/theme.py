"""Colours, sizes and the one style sheet. A colour written anywhere else is a defect."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import partial
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from pos_app.ui import fonts
from pos_app.ui.fonts import Role
from pos_app.ui.keys import KeyMap
from pos_app.ui.resources import RESOURCES

TALL = 1000  # work height in pixels from which the full sizes are used
COMPACT_SCALE = 0.86
CODE_DARK, CODE_LIGHT = "#000000", "#FFFFFF"  # a QR code is black on white in every theme
SCRIM_ALPHA = 153  # 60 per cent


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Every colour by its duty. Contrast of each pair is proven by a test."""

    ground: str  # window
    raised: str  # cards, keys, rows
    sunken: str  # input wells, function keys
    slab: str  # title bar, total, selected chip
    slab_text: str  # on slab
    slab_muted: str  # on slab, secondary
    line: str  # hairline, decoration only
    edge: str  # control outline
    text: str
    muted: str  # secondary and disabled text
    accent: str  # cobalt: act, select, live
    accent_down: str  # pressed
    accent_soft: str  # selected row, armed hint
    on_accent: str
    ok: str  # money proven: text, edge
    ok_fill: str
    ok_soft: str
    on_ok: str
    warn: str  # unknown: text, edge
    warn_fill: str
    warn_soft: str
    on_warn: str
    bad: str  # not paid, danger: text, edge
    bad_fill: str
    bad_soft: str
    on_bad: str
    training: str  # frame
    focus: str  # ring
    scrim: str = "#0B111B"  # behind an overlay, at 60 per cent


LIGHT = Tokens(
    ground="#E8ECF2",
    raised="#FFFFFF",
    sunken="#F3F5F9",
    slab="#111C33",
    slab_text="#F4F7FC",
    slab_muted="#AAB8D0",
    line="#CDD5E0",
    edge="#76849A",
    text="#101A2E",
    muted="#4B5A72",
    accent="#1C3F96",
    accent_down="#142E70",
    accent_soft="#E2E9F8",
    on_accent="#FFFFFF",
    ok="#0A6B4A",
    ok_fill="#0A6B4A",
    ok_soft="#DDF0E7",
    on_ok="#FFFFFF",
    warn="#855000",
    warn_fill="#F3B437",
    warn_soft="#FDF0D0",
    on_warn="#261900",
    bad="#AE2A1E",
    bad_fill="#AE2A1E",
    bad_soft="#FAE5E1",
    on_bad="#FFFFFF",
    training="#6D2EA8",
    focus="#2463EB",
)

DARK = Tokens(
    ground="#0B111B",
    raised="#151E2C",
    sunken="#101824",
    slab="#1E2A3F",
    slab_text="#F4F7FC",
    slab_muted="#AAB8D0",
    line="#2B384C",
    edge="#6F7F98",
    text="#E9EFF8",
    muted="#A5B3C8",
    accent="#A9C2FF",
    accent_down="#86A7F5",
    accent_soft="#1F2F52",
    on_accent="#0A1633",
    ok="#5AD6A3",
    ok_fill="#0E7450",
    ok_soft="#12352B",
    on_ok="#FFFFFF",
    warn="#F6C255",
    warn_fill="#F3B437",
    warn_soft="#3A2C10",
    on_warn="#261900",
    bad="#FF988A",
    bad_fill="#B83A2D",
    bad_soft="#40201E",
    on_bad="#FFFFFF",
    training="#C7A0FF",
    focus="#79A8FF",
)

_CATEGORY_TINTS = ("#B07A2A", "#3B7FD0", "#8B62C8", "#3F9AA8")  # half of it, half of `muted`: pictograms only


def scale_for(height: int) -> float:
    """Give the scale for a screen whose work area is ``height`` pixels high."""
    return 1.0 if height >= TALL else COMPACT_SCALE


class Theme(QObject):
    """What a widget needs to draw itself: colours, sizes, fonts and the key map.

    Handed to every painting widget. They read it while they paint, so a change needs only a repaint, which
    Qt brings about by itself when the application is dressed anew. Connect to ``changed`` only to drop a cache.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        dark: bool = False,
        height: int = 768,
        user_scale: float = 1.0,
        reduce_motion: bool = False,
        keys: KeyMap | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.dark = dark
        self.scale = scale_for(height)
        self.user_scale = user_scale
        self.reduce_motion = reduce_motion
        self.keys = keys or KeyMap()

    @property
    def tokens(self) -> Tokens:
        """The colours now in force."""
        return DARK if self.dark else LIGHT

    @property
    def compact(self) -> bool:
        """Whether the sizes for a short screen are in force."""
        return self.scale < 1.0

    def px(self, full: float, compact: float | None = None) -> int:
        """Give a length in pixels: ``full`` on a tall screen, ``compact`` (or the same) on a short one."""
        chosen = full if compact is None or not self.compact else compact
        return round(chosen * self.user_scale)

    def font_px(self, role: Role) -> int:
        """Give the pixel size of a role."""
        return self.px(role.full, role.compact)

    def font(self, role: Role) -> QFont:
        """Make the font of a role."""
        return fonts.sized(self.font_px(role), role.weight)

    def category_tint(self, number: int) -> QColor:
        """Give the colour of a product pictogram: decoration only, the name says it all."""
        muted, tint = QColor(self.tokens.muted), QColor(_CATEGORY_TINTS[number % len(_CATEGORY_TINTS)])
        return QColor(
            (muted.red() + tint.red()) // 2, (muted.green() + tint.green()) // 2, (muted.blue() + tint.blue()) // 2
        )

    def motion(self, milliseconds: int) -> int:
        """Give the length of a movement: nothing where the person asked for stillness."""
        return 0 if self.reduce_motion else milliseconds

    def set_dark(self, dark: bool) -> None:
        """Change between the two themes, on the living glass."""
        if dark != self.dark:
            self.dark = dark
            self.changed.emit()

    def set_height(self, height: int) -> None:
        """Fit the sizes to the work height of the screen."""
        scale = scale_for(height)
        if scale != self.scale:
            self.scale = scale
            self.changed.emit()


def wants_dark(choice: str) -> bool:
    """Say whether ``light``, ``dark`` or ``system`` means dark now."""
    if choice == "system":
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return choice == "dark"


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the application: fonts, one palette, one style sheet; and again whenever the theme changes."""
    fonts.load()
    app.setStyle("Fusion")
    _dress(app, theme)
    theme.changed.connect(partial(_dress, app, theme))


def _dress(app: QApplication, theme: Theme) -> None:
    app.setFont(theme.font(Role.CELL))
    app.setPalette(palette(theme.tokens))
    app.setStyleSheet(style_sheet(theme))


def palette(tokens: Tokens) -> QPalette:
    """Give every colour role of Qt its token."""
    role = QPalette.ColorRole
    made = QPalette()
    for name, token in {
        role.Window: tokens.ground,
        role.WindowText: tokens.text,
        role.Base: tokens.raised,
        role.AlternateBase: tokens.raised,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_bad,
        role.Light: tokens.raised,
        role.Midlight: tokens.sunken,
        role.Mid: tokens.line,
        role.Dark: tokens.edge,
        role.Shadow: tokens.scrim,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.slab,
        role.ToolTipText: tokens.slab_text,
    }.items():
        made.setColor(name, QColor(token))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.muted))
    return made


def style_sheet(theme: Theme) -> str:
    """Fill the style sheet's template with the theme's colours and sizes."""
    values: dict[str, str] = dict(dataclasses.asdict(theme.tokens))
    for role in Role:
        pixels = theme.font_px(role)
        values[f"font_{role.name.lower()}"] = (
            f"font-size: {pixels}px; font-weight: {role.weight}; letter-spacing: {fonts.tracking(pixels)}px"
        )
    values |= {f"px{size}": f"{theme.px(size)}px" for size in (1, 2, 4, 8, 10, 12, 14, 16, 24, 40, 48, 56, 64)}
    template = Template((RESOURCES / "theme" / "pos_app.qss.in").read_text(encoding="utf-8"))
    return template.substitute(values)
