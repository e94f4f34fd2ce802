"""One class beside all others: its curves, and from how sure on it is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from tlgui.engine.data.records import SplitName
from tlgui.engine.metrics import threshold_percent
from tlgui.ui.kit.charts.line_chart import Line, LineChart
from tlgui.ui.kit.chips import ChipRow
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.train.run_rows import split_text
from tlgui.ui.words.live_text import live
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from tlgui.engine.insight.report import Report
    from tlgui.engine.insight.sureness.class_curves import ClassCurves, Floats
    from tlgui.engine.progress import Control
    from tlgui.ui.results.results_data import Results
    from tlgui.ui.work.jobs import JobRunner

CHART_HEIGHT = 170
FIELD_WIDTH, FIELD_HEIGHT = 84, 28
POINTS = 200
"""Of a line, at most: more are not told apart."""


def read_curves(report: Report, number: int, *, control: Control) -> ClassCurves | None:
    """The curves of class ``number``. For a worker."""
    from tlgui.engine.insight.sureness.class_curves import class_curves

    control.check()
    return class_curves(report, number)


class ClassPanel(QWidget):
    """Shows the curves of a class, and moves its threshold.

    Signals:
        threshold_chosen(name, threshold): answers with the class called so are unsure below that
            from now on; with None below what holds for all.
        closed: nobody wants to see it any more.
    """

    threshold_chosen = Signal(str, object)
    closed = Signal()

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("class_panel")
        self._reading = LatestJob(runner, self)
        self._results: Results | None = None
        self._number = 0
        self._curves: ClassCurves | None = None
        self._threshold = 0.0
        self._title = make_label("", "card-title", "class_panel_title")
        self.kinds = ChipRow("curve_chips")
        self.kinds.chosen.connect(lambda _kind: self._tell())
        self.close_button = make_button(
            lambda: self.tr("Close"),
            "close_class_button",
            "small",
            tooltip=lambda: self.tr("Hide the curves"),
        )
        self.close_button.clicked.connect(self.closed)
        self.chart = LineChart("class_chart")
        self.chart.setMinimumHeight(theme.px(CHART_HEIGHT))
        self._areas = make_label("", "small", "class_areas", wrap=True)
        self.field = self._make_field("class_threshold_field")
        self.field.valueChanged.connect(lambda value: self._try(value / 100))
        self.precision = self._make_field("class_precision_field")
        self.lowest_button = make_button(
            lambda: self.tr("Lowest for a precision of"), "class_lowest_button", "small"
        )
        self.lowest_button.clicked.connect(self._on_lowest_clicked)
        self.use_button = make_button(
            lambda: self.tr("Use for this class"), "use_class_threshold_button", "small"
        )
        self.use_button.clicked.connect(lambda: self._choose(self._threshold))
        self.reset_button = make_button(
            lambda: self.tr("As all others"), "reset_class_threshold_button", "small"
        )
        self.reset_button.clicked.connect(lambda: self._choose(None))
        self._words = make_label("", "", "class_threshold_words", wrap=True)
        self._arrange()
        live(self, self._tell)

    def show_class(self, results: Results, number: int) -> None:
        """Show the class at ``number`` of the report."""
        if self._results is not results or self._number != number:
            self._curves = None
        self._results, self._number = results, number
        self._threshold = self._kept
        with QSignalBlocker(self.precision):
            self.precision.setValue(100 * results.run.recipe.target_accuracy)
        self._reading.start(
            read_curves, results.report, number, lane="files", succeeded=self._on_read
        )
        self._tell()

    def show_decisions(self, results: Results) -> None:
        """Show the thresholds that the same run has now."""
        if self._results is not None:
            self._results = results
            self._threshold = self._kept
            self._tell()

    @property
    def number(self) -> int:
        """The class on show, by its place in the report."""
        return self._number

    @property
    def _name(self) -> str:
        """Of the class, as it was learned."""
        assert self._results is not None
        return self._results.report.classes[self._number]

    @property
    def _kept(self) -> float:
        """The threshold that the run has for the class."""
        assert self._results is not None
        run = self._results.run
        return run.class_thresholds.get(self._name, run.threshold)

    def _make_field(self, name: str) -> QDoubleSpinBox:
        field = QDoubleSpinBox()
        field.setObjectName(name)
        field.setDecimals(1)
        field.setRange(0.0, 100.0)
        field.setSuffix("%")
        field.setKeyboardTracking(False)
        field.setFixedSize(theme.px(FIELD_WIDTH), theme.px(FIELD_HEIGHT))
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        # A spin box loses its right padding with its buttons.
        field.lineEdit().setTextMargins(0, 0, 11, 0)
        return field

    def _arrange(self) -> None:
        top = _row(self._title, TermButton("roc_curve"))
        top.addStretch()
        top.addWidget(self.kinds)
        top.addWidget(self.close_button)
        first = _row(
            make_label(lambda: self.tr("Unsure below")),
            self.field,
            self.use_button,
            self.reset_button,
        )
        first.addStretch()
        second = _row(self.lowest_button, self.precision)
        second.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_S, 0, 0)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(top)
        column.addWidget(self.chart, 1)
        column.addWidget(self._areas)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self._words)

    def _on_read(self, curves: ClassCurves | None) -> None:
        self._curves = curves
        self._tell()

    def _choose(self, threshold: float | None) -> None:
        if self._results is not None:
            self.threshold_chosen.emit(self._name, threshold)

    def _try(self, threshold: float) -> None:
        self._threshold = threshold
        self._tell()

    def _on_lowest_clicked(self) -> None:
        from tlgui.engine.insight.sureness.class_curves import threshold_for_precision

        results = self._results
        if results is None or results.validation is None:
            return
        wanted = self.precision.value() / 100
        found = threshold_for_precision(results.validation, self._number, wanted)
        if found is not None:
            self._try(found)
            return
        self._words.setText(
            self.tr(
                "No threshold reaches a precision of {share} on the validation pictures."
            ).format(share=f"{wanted:.1%}")
        )

    def _tell(self) -> None:
        self.kinds.set_chips(
            [
                ("precision", self.tr("Precision and recall"), "precision_curve_chip"),
                ("roc", self.tr("ROC"), "roc_curve_chip"),
            ]
        )
        self.kinds.setAccessibleName(self.tr("Which curve"))
        self.field.setAccessibleName(self.tr("Confidence below which this class is unsure"))
        self.precision.setAccessibleName(self.tr("Precision that the accepted should reach"))
        results = self._results
        if results is None:
            return
        name = results.classes[self._number]
        self._title.setText(name)
        own = self._name in results.run.class_thresholds
        with QSignalBlocker(self.field):
            self.field.setValue(threshold_percent(self._threshold))
        self.use_button.setEnabled(abs(self._kept - self._threshold) > 1e-9 or not own)
        self.reset_button.setEnabled(own)
        choosing = results.validation is not None
        self.lowest_button.setVisible(choosing)
        self.precision.setVisible(choosing)
        self._show_chart(name)
        self._words.setText(self._in_words(results))
        self.chart.setAccessibleDescription(f"{self._areas.text()} {self._words.text()}")

    def _show_chart(self, name: str) -> None:
        curves = self._curves
        self.chart.setVisible(curves is not None)
        if curves is None:
            waiting = self._reading.job is not None
            self._areas.setText(
                ""
                if waiting
                else self.tr("There is no curve: this takes pictures of it and others.")
            )
            return
        roc = self.kinds.current == "roc"
        dashed = Qt.PenStyle.DashLine
        if roc:
            xs, ys = _thinned(curves.false_positives, curves.true_positives)
            guess = Line(self.tr("by chance"), (0.0, 100.0), (0.0, 1.0), "muted", dashed)
            across = self.tr("others taken for it, %")
            up = self.tr("of its own found")
        else:
            xs, ys = _thinned(curves.recall, curves.precision)
            share = curves.pictures / curves.total
            guess = Line(self.tr("by chance"), (0.0, 100.0), (share, share), "muted", dashed)
            across = self.tr("recall: of its own found, %")
            up = self.tr("precision")
        self.chart.show_lines(
            (Line(name, xs, ys, "accent"), guess),
            across=across,
            up=up,
            unit=lambda value: f"{value:.0%}",
            low=0.0,
            high=1.0,
        )
        self.chart.setAccessibleName(
            self.tr("ROC curve of {name}").format(name=name)
            if roc
            else self.tr("Precision and recall of {name}").format(name=name)
        )
        low, high = curves.area_interval if roc else curves.average_precision_interval
        told = (
            self.tr("Area {value:.3f} ({low:.3f} \u2013 {high:.3f}, 95% interval).")
            if roc
            else self.tr(
                "Average precision {value:.3f} ({low:.3f} \u2013 {high:.3f}, 95% interval)."
            )
        )
        value = curves.area if roc else curves.average_precision
        self._areas.setText(
            told.format(value=value, low=low, high=high)
            + " "
            + self.tr("{count:,} of {total:,} pictures are of this class.").format(
                count=curves.pictures, total=curves.total
            )
        )

    def _in_words(self, results: Results) -> str:
        """What the threshold does, on the pictures it is chosen by and on those on show."""
        reports = [(results.split, results.report)]
        if results.validation is not None and results.split is not SplitName.VALIDATION:
            reports.insert(0, (SplitName.VALIDATION, results.validation))
        return "\n".join(self._told(results, split, report) for split, report in reports)

    def _told(self, results: Results, split: SplitName, report: Report) -> str:
        from tlgui.engine.insight.sureness.class_curves import class_accepted

        found = class_accepted(report, self._number, self._threshold)
        where = split_text(split, results.run).capitalize()
        if found.precision is None:
            return self.tr("{split}: none of its {answers:,} answers is accepted.").format(
                split=where, answers=found.answers
            )
        low, high = found.precision_interval
        return self.tr(
            "{split}: {accepted:,} of its {answers:,} answers are accepted, {share} of them right "
            "({low:.1f} \u2013 {high:.1f}%, 95% interval)."
        ).format(
            split=where,
            accepted=found.accepted,
            answers=found.answers,
            share=f"{found.precision:.1%}",
            low=100 * low,
            high=100 * high,
        )


def _thinned(xs: Floats, ys: Floats) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """At most ``POINTS`` of a line, the first and the last among them; across in percent."""
    import numpy as np

    places = np.unique(np.linspace(0, len(xs) - 1, POINTS).round().astype(int))
    return (
        tuple(100 * float(xs[place]) for place in places),
        tuple(float(ys[place]) for place in places),
    )


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE_S)
    for widget in widgets:
        row.addWidget(widget)
    return row
