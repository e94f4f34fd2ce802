from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton

from tlgui.engine.places import asset_folder
from tlgui.ui.look import theme
from tlgui.ui.look.colors import DARK, LIGHT, Palette, contrast, mix
from tlgui.ui.look.stylesheet import field_edge, stylesheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

GROUNDS = {
    "text": ("background surface sunken accent_soft good_soft warning_soft bad_soft"),
    "muted": ("background surface sunken accent_soft good_soft warning_soft bad_soft"),
    "accent": "background surface sunken accent_soft",
    "good": "background surface sunken good_soft",
    "warning": "background surface warning_soft",
    "bad": "background surface sunken bad_soft",
    "on_accent": "accent accent_hover",
}
PAIRS = [
    (palette, ink, ground)
    for palette in (LIGHT, DARK)
    for ink, grounds in GROUNDS.items()
    for ground in grounds.split()
]


@pytest.mark.parametrize(("palette", "ink", "ground"), PAIRS)
def test_text_is_readable_on_its_ground(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


MARKS = {
    # The ring of focus, on whatever a control stands on; boxes to tick; the curves of charts.
    "accent": ("background surface sunken accent_soft good_soft warning_soft bad_soft"),
    "muted": "background surface sunken",
    "training": "surface",
    "validation": "surface",
    "test": "surface",
}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_that_carry_meaning_stand_out_from_their_ground(palette: Palette) -> None:
    for mark, grounds in MARKS.items():
        for ground in grounds.split():
            seen = contrast(getattr(palette, mark), getattr(palette, ground))
            assert seen >= 3.0, f"{mark} on {ground}"
    for ground in (palette.background, palette.surface):
        assert contrast(palette.text, ground) >= 3.0, "the ring of the primary button"
    assert contrast(field_edge(palette), palette.surface) >= 3.0


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


def test_mix_goes_from_one_colour_to_the_other() -> None:
    assert mix("#000000", "#FFFFFF", 0) == "#000000"
    assert mix("#000000", "#FFFFFF", 1) == "#FFFFFF"
    assert mix("#000000", "#FF8000", 0.5) == "#804000"


def test_scheme_can_be_changed_while_running(qtbot: QtBot, themed: QApplication) -> None:
    button = QPushButton("x")
    button.setProperty("kind", "primary")
    qtbot.addWidget(button)
    button.show()
    assert theme.palette() is LIGHT
    theme.apply_theme(themed, "dark")
    assert theme.palette() is DARK
    image = button.grab().toImage()
    assert image.pixelColor(8, image.height() // 2) == QColor(DARK.accent)


def test_focus_is_visible_on_every_kind_of_button(qtbot: QtBot, themed: QApplication) -> None:
    for kind in ("primary", "secondary", "quiet", "chip", "link", "small", "icon"):
        button = QPushButton("Press")
        button.setProperty("kind", kind)
        qtbot.addWidget(button)
        button.show()
        qtbot.waitExposed(button)
        button.clearFocus()
        without = button.grab().toImage()
        button.setFocus()
        qtbot.waitUntil(button.hasFocus)
        assert button.grab().toImage() != without, kind


def test_stylesheet_uses_no_colour_outside_the_palette() -> None:
    for palette in (LIGHT, DARK):
        known = set(vars(palette).values())
        known.add(mix(palette.line, palette.muted, 0.35))
        known.add(field_edge(palette))
        sheet = stylesheet(palette, round)
        assert set(re.findall(r"#[0-9A-F]{6}\b", sheet)) <= known


def test_larger_system_text_scales_the_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme._applied, "scale", 1.5)
    assert theme.px(12) == 18
    assert theme.font(22).pixelSize() == 33


@pytest.mark.parametrize("name", [path.stem for path in asset_folder("icons").glob("*.svg")])
def test_icon_renders_something(qtbot: QtBot, name: str) -> None:
    image = theme.icon_pixmap(name, "#112233", 24).toImage()
    assert any(
        image.pixelColor(x, y).alpha() > 0
        for x in range(image.width())
        for y in range(image.height())
    )


def test_an_icon_is_rendered_once_for_each_look(qtbot: QtBot) -> None:
    first = theme.icon_pixmap("check", "#112233", 24)
    assert theme.icon_pixmap("check", "#112233", 24).cacheKey() == first.cacheKey()
    others = [
        theme.icon_pixmap("check", "#112234", 24),
        theme.icon_pixmap("check", "#112233", 25),
        theme.icon_pixmap("check", "#112233", 24, 2.0),
        theme.icon_pixmap("bad", "#112233", 24),
    ]
    assert len({pixmap.cacheKey() for pixmap in [first, *others]}) == 5
    assert others[2].devicePixelRatio() == 2
