"""How the window looks: measures, fonts, icons, and the colours and stylesheet in use.

Widgets ask for a look with dynamic properties: ``kind`` on buttons (``primary``, ``secondary``,
``quiet``, ``chip``, ``link``), ``role`` on labels (``title``, ``muted``, ``small``, ``strong``,
``figure``, ``headline``, ``card-title``), ``card`` on frames. Painters ask ``palette()``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)

from tlgui.engine.places import asset_folder
from tlgui.ui.look import fonts
from tlgui.ui.look.colors import DARK, LIGHT, Palette, mix
from tlgui.ui.look.stylesheet import stylesheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

from tlgui.ui.look.colors import Scheme

SPACE_XS, SPACE_S, SPACE_M, SPACE_L = 4, 8, 16, 24
NO_LIMIT = (1 << 24) - 1
"""Of a widget's size; Qt's own number, which PySide does not name."""
RAIL_WIDTH = 208
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
    own_font: bool = True
    system_family: str = ""


_applied = _Applied()


def palette() -> Palette:
    """The colours in use now. Ask at paint time: they change with the system's scheme."""
    return _applied.palette


def px(size: float) -> int:
    """``size`` pixels of the drawings, scaled by the user's text size."""
    return round(size * _applied.scale)


def font(size: float = TEXT_BODY, *, strong: bool = False) -> QFont:
    """A font of the theme for painters: ``size`` in pixels of the drawings, figures tabular."""
    # A copy, which whoever asks may change; it shares what Qt found out about the first one.
    return QFont(_made_font(_family(), px(size), strong))


@lru_cache(maxsize=64)
def _made_font(family: str, pixels: int, strong: bool) -> QFont:
    made = QFont(family)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    # Tabular figures: numbers below each other line up.
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def _family() -> str:
    own = fonts.own_family() if _applied.own_font else ""
    return own or _applied.system_family


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
        _applied.system_family = app.font().family()
        low, high = _USUAL_FONT_PX
        size = info.pixelSize()
        _applied.scale = 1.0 if low <= size <= high else size / (high if size > high else low)
        hints.colorSchemeChanged.connect(lambda _scheme: _restyle(app))
    app.setProperty("tlgui_scheme", scheme)
    _restyle(app)


def use_font(app: QApplication, *, own: bool) -> None:
    """Write in the window's own font, or in the system's."""
    _applied.own_font = own
    if app.property("tlgui_themed"):
        _restyle(app)


def _restyle(app: QApplication) -> None:
    wanted = app.property("tlgui_scheme")
    if wanted is None:
        dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        wanted = "dark" if dark else "light"
    _applied.palette = DARK if wanted == "dark" else LIGHT
    app.setFont(font())
    app.setPalette(_qt_palette(_applied.palette))
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


@lru_cache(maxsize=64)
def _icon_source(name: str) -> str:
    return (asset_folder("icons") / f"{name}.svg").read_text(encoding="utf-8")


def icon_pixmap(name: str, color: str, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The line icon ``assets/icons/<name>.svg`` in ``color``, ``size`` logical pixels square.

    Rendered once: lists ask at every paint, pages for each of their buttons.
    """
    from PySide6.QtSvg import QSvgRenderer

    key = f"tlgui {name} {color} {size} {ratio}"
    known = QPixmap()
    if QPixmapCache.find(key, known):
        return known
    renderer = QSvgRenderer(
        QByteArray(_icon_source(name).replace("currentColor", color).encode("utf-8"))
    )
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
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
