"""How the window looks: colours, measures, fonts, icons and the one stylesheet, in one place.

Widgets ask for a look with dynamic properties: ``kind`` on buttons (``primary``, ``secondary``,
``quiet``, ``chip``, ``link``), ``role`` on labels (``title``, ``muted``, ``small``, ``strong``,
``figure``, ``headline``, ``card-title``), ``card`` on frames. Painters ask ``palette()``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """The colours of one scheme, as ``#RRGGBB``, named by what they are for.

    A ``*_soft`` colour is the ground on which its namesake is written; ``on_accent`` is written
    on ``accent``. ``training`` and ``validation`` are the chart colours (Okabe-Ito).
    """

    scheme: Scheme
    background: str
    surface: str
    sunken: str
    line: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    accent_hover: str
    on_accent: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str
    training: str
    validation: str
    test: str

    def color(self, role: str) -> QColor:
        """The colour of ``role`` (a field's name) for painters."""
        return QColor(getattr(self, role))


LIGHT = Palette(
    scheme="light",
    background="#F5F6F8",
    surface="#FFFFFF",
    sunken="#EEF0F3",
    line="#E0E4E9",
    text="#1A222C",
    muted="#5C6876",
    accent="#2A66D9",
    # A touch lighter than the accent's usual soft ground, so that accent on it passes 4.5.
    accent_soft="#E8F0FD",
    accent_hover="#2159C4",
    on_accent="#FFFFFF",
    good="#177A4C",
    good_soft="#E3F3EA",
    warning="#9A6200",
    warning_soft="#FBF0DA",
    bad="#B93329",
    bad_soft="#FBE7E5",
    training="#0072B2",
    validation="#D55E00",
    test="#009E73",
)
DARK = Palette(
    scheme="dark",
    background="#14181D",
    surface="#1B2127",
    sunken="#12161A",
    line="#2C353F",
    text="#E8EDF2",
    muted="#98A5B3",
    accent="#6FA0FF",
    accent_soft="#20304C",
    accent_hover="#8AB2FF",
    on_accent="#14181D",
    good="#5CC893",
    good_soft="#17322A",
    warning="#E6B655",
    warning_soft="#392E17",
    bad="#FF8A80",
    bad_soft="#3D2321",
    training="#56B4E9",
    validation="#E69F00",
    test="#009E73",
)

SPACE_XS, SPACE_S, SPACE_M, SPACE_L = 4, 8, 16, 24
RADIUS_CARD, RADIUS_CONTROL = 8, 6
TEXT_SMALL, TEXT_BODY, TEXT_LARGE, TEXT_TITLE, TEXT_HEADLINE = 12, 13, 16, 22, 32

# The default text size of the desktops (9 pt at 96 dpi is 12 px, macOS has 13); a larger font
# set in the system scales all of the theme's text by the same ratio.
_USUAL_FONT_PX = (11, 13)


@dataclass
class _Applied:
    """What ``apply_theme`` last did. One application has one look."""

    palette: Palette = LIGHT
    scale: float = 1.0
    family: str = ""


_applied = _Applied()


def palette() -> Palette:
    """The colours in use now. Ask at paint time: they change with the system's scheme."""
    return _applied.palette


def px(size: float) -> int:
    """``size`` pixels of the drawings, scaled by the user's text size."""
    return round(size * _applied.scale)


def font(size: float = TEXT_BODY, *, strong: bool = False) -> QFont:
    """A font of the theme for painters: ``size`` in pixels of the drawings, figures tabular."""
    chosen = QFont(_applied.family) if _applied.family else QFont()
    chosen.setPixelSize(px(size))
    chosen.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    # Tabular figures: numbers below each other line up.
    chosen.setFeature(QFont.Tag("tnum"), 1)
    return chosen


def apply_theme(app: QApplication, scheme: Scheme | None = None) -> None:
    """Give ``app`` the look of the theme, and follow the system from now on.

    Args:
        app: the application.
        scheme: ``light`` or ``dark`` whatever the system says; None follows the system, live.
    """
    hints = app.styleHints()
    if not app.property("tlgui_themed"):
        app.setProperty("tlgui_themed", True)
        app.setStyle("Fusion")
        info = QFontInfo(app.font())
        low, high = _USUAL_FONT_PX
        size = info.pixelSize()
        _applied.scale = 1.0 if low <= size <= high else size / (high if size > high else low)
        _applied.family = "Inter" if "Inter" in QFontDatabase.families() else ""
        hints.colorSchemeChanged.connect(lambda _scheme: _restyle(app))
    app.setProperty("tlgui_scheme", scheme)
    _restyle(app)


def _restyle(app: QApplication) -> None:
    wanted = app.property("tlgui_scheme")
    if wanted is None:
        dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        wanted = "dark" if dark else "light"
    _applied.palette = DARK if wanted == "dark" else LIGHT
    app.setFont(font())
    app.setPalette(_qt_palette(_applied.palette))
    # Imported late: the stylesheet asks this module for its tokens.
    from tlgui.ui.stylesheet import stylesheet

    app.setStyleSheet(stylesheet(_applied.palette, px))


def _qt_palette(colors: Palette) -> QPalette:
    qt = QPalette()
    role = QPalette.ColorRole
    for target, name in (
        (role.Window, "background"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "sunken"),
        (role.Text, "text"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.PlaceholderText, "muted"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.ToolTipBase, "surface"),
        (role.ToolTipText, "text"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.BrightText, "bad"),
        (role.Light, "surface"),
        (role.Midlight, "line"),
        (role.Mid, "line"),
        (role.Dark, "muted"),
        (role.Shadow, "line"),
    ):
        qt.setColor(target, colors.color(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        qt.setColor(QPalette.ColorGroup.Disabled, target, colors.color("muted"))
    return qt


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix(first: str, second: str, share: float) -> str:
    """``first`` with ``share`` (0 to 1) of ``second`` in it, as ``#RRGGBB``."""
    parts = (
        round(int(first[i : i + 2], 16) * (1 - share) + int(second[i : i + 2], 16) * share)
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in parts)


def icon_folder() -> Path:
    """Where the icons lie."""
    here = Path(__file__).resolve()
    # In an installed copy the icons lie in the package, in the source tree beside it.
    packaged = here.parents[1] / "assets" / "icons"
    return packaged if packaged.is_dir() else here.parents[2] / "assets" / "icons"


@lru_cache(maxsize=64)
def _icon_source(name: str) -> str:
    return (icon_folder() / f"{name}.svg").read_text(encoding="utf-8")


def icon_pixmap(name: str, color: str, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The line icon ``assets/icons/<name>.svg`` in ``color``, ``size`` logical pixels square."""
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(
        QByteArray(_icon_source(name).replace("currentColor", color).encode("utf-8"))
    )
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, role: str = "text", size: int = 16) -> QIcon:
    """The line icon ``name`` in the colour of ``role``; ask again when the scheme changes."""
    made = QIcon()
    colors = palette()
    for ratio in (1.0, 2.0):
        made.addPixmap(icon_pixmap(name, getattr(colors, role), size, ratio))
        made.addPixmap(
            icon_pixmap(name, mix(colors.muted, colors.surface, 0.4), size, ratio),
            QIcon.Mode.Disabled,
        )
    return made


def set_look(widget: QWidget, **properties: object) -> None:
    """Set properties that the stylesheet reads (``kind``, ``role`` ...) and restyle ``widget``."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
