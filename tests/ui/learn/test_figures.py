"""Figures of lessons: moved by the mouse, on one's own pictures, ended and told of errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from tests.ui.fakes import make_dataset
from tlgui.engine.data.index import scan
from tlgui.engine.data.split import make_split
from tlgui.engine.errors import DatasetError, Message
from tlgui.engine.lessons.overfitting import Overfitted
from tlgui.engine.lessons.three_ways import Outcome, ThreeWays, Way
from tlgui.engine.progress import BatchDone, Control, EpochDone
from tlgui.ui.learn.lesson import Bench
from tlgui.ui.learn.lessons.bottleneck import BottleneckFigure
from tlgui.ui.learn.lessons.convolution import make_figure
from tlgui.ui.learn.lessons.cross_validation import FoldsFigure
from tlgui.ui.learn.lessons.grad_cam import GradCamFigure
from tlgui.ui.learn.lessons.output_size import OutputSizeFigure
from tlgui.ui.learn.lessons.overfitting import OverfittingFigure
from tlgui.ui.learn.lessons.pooling import PoolingFigure
from tlgui.ui.learn.lessons.skip_connections import GradientFigure
from tlgui.ui.learn.lessons.three_ways import ThreeWaysFigure
from tlgui.ui.learn.measured import MeasuredFigure
from tlgui.ui.pictures.inside.sliding_panel import OWN, SlidingPanel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture
def bench(themed: QApplication, session: Session, runner: JobRunner) -> Bench:
    return Bench(session, runner)


Shown = TypeVar("Shown", bound=QWidget)


def put_up(qtbot: QtBot, widget: Shown) -> Shown:
    qtbot.addWidget(widget)
    widget.resize(900, 700)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def open_pictures(session: Session, place: Path, each: int = 12) -> None:
    make_dataset(place, ("dress", "hat"), each)
    index = scan(place, Control())
    session.set_index(index)
    session.set_split(make_split(index))


def click(widget: QWidget, place: Any) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place.toPoint())


def test_places_of_a_kernel_are_counted_and_clicked(qtbot: QtBot, bench: Bench) -> None:
    figure = put_up(qtbot, OutputSizeFigure(bench))
    assert "(10 \u2212 3 + 2·0) / 2 + 1, rounded down: 4." in figure.told
    assert "(3·3·3 + 1)·8 = 224" in figure.told
    assert "that the kernel never reaches: 1." in figure.told

    click(figure.strip, figure.strip.row_rect(2).center())
    assert "Place 3 of 4: cells 5 to 7." in figure.told
    QTest.keyClick(figure.strip, Qt.Key.Key_End)
    assert "Place 4 of 4" in figure.told
    figure._fields["side"].setValue(11)
    assert "never reaches" not in figure.told
    assert figure.accessibleDescription() == figure.told


def test_a_kernel_that_does_not_fit_is_told(qtbot: QtBot, bench: Bench) -> None:
    figure = put_up(qtbot, OutputSizeFigure(bench))
    figure._fields["kernel"].setValue(11)

    assert "larger than what it slides over" in figure.told
    QTest.keyClick(figure.strip, Qt.Key.Key_Right)
    figure.grab()
    figure._fields["padding"].setValue(1)
    assert "rounded down: 1." in figure.told
    assert "the padding counted too" in figure.told


def test_pooling_forgets_a_shift_within_the_window(qtbot: QtBot, bench: Bench) -> None:
    figure = put_up(qtbot, PoolingFigure(bench))
    figure.shift.setValue(1)
    assert "12% of the picture's numbers, and 0% of those after pooling" in figure.told

    figure.shift.setValue(2)
    assert "and 25% of those" in figure.told
    click(figure.target, figure.target.cell_rect(1, 3).center())
    assert "The largest of 9, 9, 9, 9 is 9." in figure.told
    QTest.keyClick(figure.source, Qt.Key.Key_Home)
    assert figure.step == 0
    figure.pool.setCurrentIndex(1)
    assert "The mean of 0, 0, 0, 0 is 0." in figure.told
    assert "no window reaches" not in figure.told
    figure.window_side.setValue(3)
    assert "no window reaches: 1." in figure.told


def test_bottleneck_is_moved_in_the_chart(qtbot: QtBot, bench: Bench) -> None:
    figure = put_up(qtbot, BottleneckFigure(bench))
    assert "3·3·32·64 = 18,432" in figure.told
    assert "1·1·32·16 + 3·3·16·64 = 9,728" in figure.told

    QTest.keyClick(figure.chart, Qt.Key.Key_Left)
    assert figure.between.value() == 15
    click(figure.chart, figure.chart.place_of(8, 5000))
    assert figure.bottleneck.between == 8
    figure.maps_in.setValue(4)
    assert figure.bottleneck.between == 4


@pytest.mark.parametrize("make", [make_figure, PoolingFigure])
def test_own_picture_is_offered(
    qtbot: QtBot, bench: Bench, tmp_path: Path, make: Callable[[Bench], Any]
) -> None:
    open_pictures(bench.session, tmp_path / "pictures")
    figure = put_up(qtbot, make(bench))
    qtbot.waitUntil(lambda: figure.picture.findData(OWN) >= 0)

    figure.picture.setCurrentIndex(figure.picture.findData(OWN))
    figure.picture.activated.emit(0)

    values = figure.source.values
    assert values.shape == (8, 8)
    assert set(values.ravel().tolist()) <= set(range(10))
    assert isinstance(figure, SlidingPanel) or "64 numbers" in figure.told


def measured(qtbot: QtBot, figure: MeasuredFigure) -> None:
    qtbot.waitUntil(lambda: figure.result is not None)


def test_gradients_are_read_layer_by_layer(qtbot: QtBot, bench: Bench) -> None:
    figure = put_up(qtbot, GradientFigure(bench))
    measured(qtbot, figure)
    assert figure.told.startswith("Layer 1 of 20: ")
    assert "64 digits of the sample" in figure.told

    QTest.keyClick(figure.chart, Qt.Key.Key_End)
    assert figure.told.startswith("Layer 20 of 20: ")
    figure.layers.setValue(5)
    qtbot.waitUntil(lambda: len(figure.result.plain) == 5)
    assert "of 5: " in figure.told


def test_patience_moves_the_end_without_measuring_again(qtbot: QtBot, bench: Bench) -> None:
    figure = put_up(qtbot, OverfittingFigure(bench))
    measured(qtbot, figure)
    history = figure.result.history

    figure.patience.setValue(1)
    early = figure.told
    figure.patience.setValue(60)

    assert figure.told != early
    assert figure.result.history is history
    assert not bench.runner.jobs


def test_a_best_epoch_before_the_first_is_explained(qtbot: QtBot, bench: Bench) -> None:
    figure = OverfittingFigure(bench)
    qtbot.addWidget(figure)
    rows = [EpochDone(epoch, 30, 1.0, 0.5, 2.0 + epoch, 0.1) for epoch in range(31)]
    found = Overfitted(tuple(rows), 40, 40, 1000, is_sample=False)
    figure.show_result(found)

    told = figure.tell_result(found)

    assert "keeps epoch 0, the random weights" in told
    assert "made small: at 16 \u00d7 16 pixels" in told


def test_folds_are_those_of_one_s_own_pictures(qtbot: QtBot, bench: Bench, tmp_path: Path) -> None:
    figure = put_up(qtbot, FoldsFigure(bench))
    measured(qtbot, figure)
    assert "digits of the sample" in figure.told

    open_pictures(bench.session, tmp_path / "pictures")
    assert figure.result is None, "what was measured on other pictures is not told of these"
    measured(qtbot, figure)

    assert "of your pictures" in figure.told
    click(figure.rows, figure.rows.row_rect(3).center())
    assert figure.told.startswith("Fold 4: ")
    figure.folds.setValue(10)
    qtbot.waitUntil(lambda: "too few for 10 folds" in figure.told)


def test_grad_cam_is_summed_map_by_map(qtbot: QtBot, bench: Bench) -> None:
    figure = put_up(qtbot, GradCamFigure(bench))
    measured(qtbot, figure)
    every = len(figure.result.maps)
    assert f"{every:,} of them are summed for daisy" in figure.told
    assert "Photo by vultilion" in figure.told

    QTest.keyClick(figure.maps, Qt.Key.Key_Home)
    assert "; 1 of them" in figure.told
    QTest.keyClick(figure.maps, Qt.Key.Key_Right)
    assert "; 2 of them" in figure.told
    click(figure.sum, figure.sum.cell_rect(3, 2).center())
    assert "Row 4, column 3: " in figure.told
    for key, told in (
        (Qt.Key.Key_Right, "Row 4, column 4: "),
        (Qt.Key.Key_End, "Row 7, column 7: "),
        (Qt.Key.Key_Down, "Row 7, column 7: "),
        (Qt.Key.Key_Home, "Row 1, column 1: "),
    ):
        QTest.keyClick(figure.sum, key)
        assert told in figure.told
    figure.target.setCurrentIndex(1)
    figure.target.activated.emit(1)
    assert f"summed for {figure.result.classes[1]}" in figure.told

    first = figure.result
    figure.number.setValue(2)
    qtbot.waitUntil(lambda: figure.result is not first)
    assert "Photo by danielbuechele" in figure.told


class _Slow(MeasuredFigure):
    """Measures until it is ended."""

    fails = False

    def asked(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return (_fail if self.fails else _wait), ()

    def show_result(self, result: object) -> None: ...

    def tell_result(self, result: object) -> str:
        return str(result)


def _wait(*, control: Control) -> None:
    control.report(BatchDone(1, 2))
    while True:
        control.check()


def _fail(*, control: Control) -> None:
    raise DatasetError(Message("Fewer than two classes have pictures that can be read."))


def test_where_random_weights_do_better_it_is_said_why(bench: Bench, qtbot: QtBot) -> None:
    figure = ThreeWaysFigure(bench)
    qtbot.addWidget(figure)

    def told(from_scratch: int) -> str:
        right = {Way.FEATURES: 50, Way.FINE_TUNING: 60, Way.SCRATCH: from_scratch}
        outcomes = {way: Outcome(10, 20, (True,), count, 100) for way, count in right.items()}
        return figure.tell_result(ThreeWays(outcomes, 60, is_sample=True))

    assert "little like the photos" in told(80)
    # Within its interval: nothing to explain.
    assert "little like the photos" not in told(52)


def test_measuring_is_ended_and_begun_again(qtbot: QtBot, bench: Bench) -> None:
    figure = _Slow(bench, "slow_figure")
    figure.start_telling()
    put_up(qtbot, figure)
    button = figure.findChild(QPushButton, "figure_measure_button")
    assert button is not None
    assert (figure.told, button.text()) == ("Measuring", "Cancel")

    button.click()
    assert (figure.told, button.text()) == ("Nothing is measured yet.", "Measure again")
    qtbot.waitUntil(lambda: not bench.runner.jobs)

    figure.fails = True
    button.click()
    qtbot.waitUntil(lambda: figure.told.startswith("Fewer than two"))
    assert button.text() == "Measure again"


def test_another_job_goes_before_a_measurement(qtbot: QtBot, bench: Bench) -> None:
    figure = _Slow(bench, "slow_figure")
    figure.start_telling()
    put_up(qtbot, figure)

    bench.runner.start(lambda *, control: None)

    qtbot.waitUntil(lambda: figure.told == "Nothing is measured yet.")
    assert not [job for job in bench.runner.jobs if job.is_worth_asking]
