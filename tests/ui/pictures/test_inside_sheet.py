"""Inside the network: layers, their maps, first filters; followed by the picture on show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.engine import runs
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.insight.activations import MapLayer
from tlgui.engine.insight.target_layer import Layout, TargetLayer
from tlgui.ui.pictures.explain_panel import ExplainPanel
from tlgui.ui.pictures.inside.inside_sheet import InsideSheet
from tlgui.ui.pictures.inside.inside_shelf import Filters, InsideShelf, LayerMaps, Layers
from tlgui.ui.words.language import switch_language
from tlgui.ui.work.images import image_from_pixels

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.progress import Control
    from tlgui.ui.work.jobs import JobRunner

RUN = Path("run")


def layer(name: str, count: int, side: int) -> MapLayer:
    target = TargetLayer(name, Layout.MAPS)
    kind = Message("Convolution {kernel}", kernel="3 × 3")  # noqa: RUF001 - as it is written
    return MapLayer(name, kind, count, side, side, "." not in name, target)


LAYERS = (layer("first", 5, 8), layer("first.act", 5, 8), layer("second", 300, 4))


def grey(value: int) -> QImage:
    return image_from_pixels(np.full((8, 8, 3), value, np.uint8))


class Network:
    """Answers as a network would, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.error: Exception | None = None
        self.equal = True

    def layers(self, folder: Path, image: Path, *, control: Control) -> Layers:
        self.asked.append(("layers", image.name))
        if self.error is not None:
            raise self.error
        return Layers(LAYERS, grey(0))

    def maps(self, folder: Path, image: Path, name: str, *, control: Control) -> LayerMaps:
        self.asked.append((name, image.name))
        found = next(each for each in LAYERS if each.name == name)
        count = found.channels
        return LayerMaps(
            found,
            tuple(grey(number % 256) for number in range(count)),
            tuple(reversed(range(count))),
            (0.0,) * count,
            tuple(float(number) for number in range(count)),
            (500.0,) * count,
        )

    def filters(self, folder: Path, *, control: Control) -> Filters:
        images = (grey(10), grey(20))
        if self.equal:
            return Filters("first", 3, 8, images, images, are_equal=True)
        return Filters("first", 3, 8, images, reason=Message("The weights are gone."))


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    made = Network()
    for name in ("layers", "maps", "filters"):
        answer = getattr(made, name)
        monkeypatch.setattr(
            InsideShelf,
            name,
            lambda _shelf, *given, answer=answer, **kept: answer(*given, **kept),
        )
    return made


@pytest.fixture
def sheet(qtbot: QtBot, themed: QApplication, runner: JobRunner, network: Network) -> InsideSheet:
    made = InsideSheet(runner)
    qtbot.addWidget(made)
    made.show()
    return made


def wait_for(qtbot: QtBot, sheet: InsideSheet, name: str) -> None:
    qtbot.waitUntil(lambda: words(sheet, "activation_maps_layer").startswith(f"{name} "))


def words(sheet: InsideSheet, name: str) -> str:
    label = sheet.findChild(QLabel, name)
    assert isinstance(label, QLabel)
    return label.text()


def test_first_layer_is_shown_and_its_strongest_map_in_large(
    qtbot: QtBot, sheet: InsideSheet
) -> None:
    sheet.show_picture(RUN, Path("a.png"))
    wait_for(qtbot, sheet, "first")

    assert sheet.maps.grid.model().rowCount() == 5
    assert sheet.maps.grid.current == 4
    assert words(sheet, "large_map_number") == "Map 4"
    assert words(sheet, "large_map_values") == "From 0 (black) to 500 (white), mean 4."
    assert sheet.maps.large.has_picture
    assert sheet.maps.large._over is not None
    assert sheet.maps.large._over.pixelColor(3, 3) == QColor(4, 4, 4)


def test_layers_tell_what_they_do_in_the_language_of_now(
    qtbot: QtBot, english_again: QApplication, sheet: InsideSheet
) -> None:
    sheet.show_picture(RUN, Path("a.png"))
    wait_for(qtbot, sheet, "first")
    item = sheet.maps.layers.list.item(0)
    assert "Convolution" in item.toolTip()

    switch_language(english_again, "ko")

    told = (item.toolTip(), str(item.data(Qt.ItemDataRole.AccessibleTextRole)))
    assert all("합성곱" in text and "Convolution" not in text for text in told)


def test_layers_and_maps_are_walked_through_by_keys(
    qtbot: QtBot, sheet: InsideSheet, network: Network
) -> None:
    sheet.show_picture(RUN, Path("a.png"))
    wait_for(qtbot, sheet, "first")
    layers, grid = sheet.maps.layers, sheet.maps.grid
    assert layers.list.count() == 2, "what lies within blocks is not told at first"

    QTest.keyClick(layers.list, Qt.Key.Key_Down)
    wait_for(qtbot, sheet, "second")
    assert grid.current == 299
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert grid.current == 298
    assert words(sheet, "large_map_number") == "Map 298"
    QTest.keyClick(grid, Qt.Key.Key_End)
    assert grid.current == 0

    layers.every.click()
    assert layers.list.count() == 3
    assert layers.current == "second"


def test_maps_by_number(qtbot: QtBot, sheet: InsideSheet) -> None:
    sheet.show_picture(RUN, Path("a.png"))
    wait_for(qtbot, sheet, "first")

    sheet.maps.order.setCurrentIndex(1)
    sheet.maps.order.activated.emit(1)

    rows = [sheet.maps.grid.model().index(row, 0).data() for row in range(5)]
    assert rows == ["0", "1", "2", "3", "4"]


def test_another_picture_keeps_the_layer(
    qtbot: QtBot, sheet: InsideSheet, network: Network
) -> None:
    sheet.show_picture(RUN, Path("a.png"))
    wait_for(qtbot, sheet, "first")
    sheet.maps.layers.list.setCurrentRow(1)
    wait_for(qtbot, sheet, "second")

    sheet.show_picture(RUN, Path("b.png"))
    qtbot.waitUntil(lambda: ("second", "b.png") in network.asked)
    wait_for(qtbot, sheet, "second")

    assert ("first", "b.png") not in network.asked


def test_refusal_stands_in_the_place_of_the_maps(
    qtbot: QtBot, sheet: InsideSheet, network: Network
) -> None:
    network.error = BundleError(Message("The weights are gone."), Message("Train again."))

    sheet.show_picture(RUN, Path("a.png"))

    qtbot.waitUntil(
        lambda: words(sheet, "activation_maps_text") == "The weights are gone. Train again.",
    )
    assert not sheet.maps.large.has_picture


@pytest.mark.parametrize("equal", [True, False])
def test_filters_before_and_after(
    qtbot: QtBot, sheet: InsideSheet, network: Network, equal: bool
) -> None:
    network.equal = equal
    sheet.show_picture(RUN, Path("a.png"))
    chip = sheet.findChild(QPushButton, "first_filters_chip")
    assert isinstance(chip, QPushButton)
    chip.click()
    qtbot.waitUntil(lambda: "first convolution" in words(sheet, "filters_text"))

    assert sheet.filters.after.isVisible()
    assert sheet.filters.before.isVisible() is equal
    told = words(sheet, "filters_text")
    assert ("frozen" in told) is equal
    assert ("The weights are gone." in told) is not equal
    if equal:
        sheet.filters.after.choose(1)
        assert sheet.filters.before.current == 1


def test_panel_opens_it_and_takes_it_along(
    qtbot: QtBot, themed: QApplication, runner: JobRunner, network: Network
) -> None:
    run = runs.trained_run()
    first, second = sorted((runs.digits() / "0").iterdir())[:2]
    panel = ExplainPanel(runner)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_picture(run.folder, first)
    qtbot.waitUntil(lambda: panel.view.has_picture)

    panel.inside_button.click()
    sheet = panel._inside
    assert sheet is not None
    wait_for(qtbot, sheet, "first")
    assert sheet.isVisible()
    panel.show_picture(run.folder, second)
    qtbot.waitUntil(lambda: ("first", second.name) in network.asked)

    sheet.close()
    panel.show_picture(run.folder, first)
    qtbot.waitUntil(lambda: panel.view.has_picture)
    assert ("first", first.name) == network.asked[1]
    assert [name for _what, name in network.asked].count(first.name) == 2


def test_real_network(qtbot: QtBot, themed: QApplication, runner: JobRunner) -> None:
    run = runs.trained_run()
    picture = next((runs.digits() / "4").iterdir())
    sheet = InsideSheet(runner)
    qtbot.addWidget(sheet)
    sheet.show()

    sheet.show_picture(run.folder, picture)
    qtbot.waitUntil(lambda: words(sheet, "activation_maps_layer").startswith("conv_stem "))

    assert sheet.maps.grid.model().rowCount() == 32
    assert sheet.maps.layers.list.count() == 11
