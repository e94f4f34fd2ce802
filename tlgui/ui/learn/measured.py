"""The ground of a figure whose numbers are measured: a job, how far it is, and a way to end it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from tlgui.engine.errors import TlguiError
from tlgui.engine.progress import BatchDone, EpochDone
from tlgui.ui.kit.charts.line_chart import LineChart
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.widgets import make_button
from tlgui.ui.learn.figure import Figure
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import Text, live, live_text
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from tlgui.ui.learn.lesson import Bench


class MeasuredFigure(Figure):
    """A figure that measures when it is first shown, and anew when the pictures are others.

    Who derives from it says what to measure in ``asked``, shows it in ``show_result``, and says it
    in ``tell_result``.
    """

    def __init__(self, bench: Bench, name: str, *, grows: bool = True) -> None:
        super().__init__(bench, name, grows=grows)
        self.result: Any = None
        self._job = LatestJob(bench.runner, self)
        self._error: TlguiError | None = None
        self._outdated = True
        self._bar = QProgressBar()
        self._bar.setObjectName("figure_progress")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(160))
        self._button = make_button("", "figure_measure_button", "small")
        self._button.clicked.connect(self._on_pressed)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        row.addWidget(self._button)
        row.addWidget(self._bar)
        row.addStretch()
        self.body.addLayout(row)
        bench.session.split_changed.connect(self._on_pictures_changed)

    def asked(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        """What the job runs: a function that takes ``control`` too, and its arguments."""
        raise NotImplementedError

    def show_result(self, result: Any) -> None:
        """Draw what was measured."""
        raise NotImplementedError

    def tell_result(self, result: Any) -> str:
        """Say what was measured."""
        raise NotImplementedError

    def on_progress(self, event: object) -> None:
        """Hear of an event of the engine."""

    def start_telling(self) -> None:
        """Say things now and at each change of language; called once all is made."""
        live(self, self.refresh)

    @property
    def pictures(self) -> tuple[Any, Any]:
        """The open pictures and their split; None and None for the sample."""
        session = self.bench.session
        return (session.index, session.split) if session.split is not None else (None, None)

    def pictures_text(
        self, count: int, *, is_sample: bool, wanted: int = 0, side: int | None = None
    ) -> str:
        """On what it was measured.

        Args:
            count: pictures, to learn from and held out.
            is_sample: whether they are the sample's.
            wanted: pictures to learn from that were asked for: where there are fewer, that is told.
            side: to which they were made small, in pixels; None where a whole network sees them.
        """
        if is_sample:
            told = self.tr("Measured on {n} digits of the sample.")
        elif side is None:
            told = self.tr("Measured on {n} of your pictures.")
        else:
            told = self.tr(
                "Measured on {n} of your pictures, made small: at {side} \u00d7 {side} pixels a"
                " small model is wrong more often than your runs are."
            )
        told = told.format(n=f"{count:,}", side=side)
        split = self.bench.session.split
        if not is_sample and split is not None and wanted > len(split.train):
            few = self.tr("The training split has only {n}.").format(n=f"{len(split.train):,}")
            told = f"{told} {few}"
        return told

    def add_chart(self, name: str, accessible: Text) -> LineChart:
        """Put a chart above all else; as its cursor moves, what is told is told anew."""
        chart = LineChart(name)
        chart.moved.connect(self.refresh)
        live_text(chart, chart.setAccessibleName, accessible)
        self.body.insertWidget(0, chart, 1)
        return chart

    def again(self) -> None:
        """Measure anew; a measurement that is under way ends."""
        function, arguments = self.asked()
        self._outdated, self._error = False, None
        self._bar.setRange(0, 0)
        self._job.start(
            function,
            *arguments,
            succeeded=self._on_measured,
            failed=self._on_failed,
            progressed=self._on_progressed,
            ended=self.refresh,
            background=True,
        )
        self.refresh()

    def refresh(self) -> None:
        """Say and draw what is known now."""
        busy = self._job.job is not None
        self._bar.setVisible(busy)
        self._button.setText(self.tr("Cancel") if busy else self.tr("Measure again"))
        self._button.setAccessibleName(self._button.text())
        self._bar.setAccessibleName(self.tr("Measuring"))
        if self.result is not None:
            self.show_result(self.result)
        if self._error is not None:
            hint = self._error.hint
            told = text_of(self._error.message)
            self.tell(f"{told} {text_of(hint)}" if hint is not None else told)
        elif self.result is not None:
            self.tell(self.tell_result(self.result))
        else:
            self.tell(self.tr("Measuring") if busy else self.tr("Nothing is measured yet."))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated:
            self.again()

    def _on_pictures_changed(self) -> None:
        self._outdated, self.result = True, None
        if self.isVisible():
            self.again()

    def _on_pressed(self) -> None:
        if self._job.job is not None:
            self._job.let_go()
            self.refresh()
        else:
            self.again()

    def _on_progressed(self, event: object) -> None:
        if isinstance(event, BatchDone) and event.total:
            self._bar.setRange(0, event.total)
            self._bar.setValue(event.done)
        elif isinstance(event, EpochDone):
            self._bar.setRange(0, event.epochs)
            self._bar.setValue(event.epoch)
        self.on_progress(event)

    def _on_measured(self, result: object) -> None:
        self.result = result

    def _on_failed(self, error: Exception) -> None:
        self.result = None
        if isinstance(error, TlguiError):
            self._error = error
        else:
            route_error(error)
