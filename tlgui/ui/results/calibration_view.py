"""How sure the answers are and how right: the reliability diagram, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from tlgui.ui.kit.charts.line_chart import Line, LineChart
from tlgui.ui.kit.widgets import make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from tlgui.ui.results.results_data import Calibration, Sureness


class CalibrationView(QWidget):
    """Shows of answers that are about as sure which share is right, and has that corrected.

    Signals:
        correction_asked(on): the run is to answer as surely as it is right, or as it was learned.
    """

    correction_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calibration: Calibration | None = None
        self.chart = LineChart("calibration_chart")
        self.chart.moved.connect(lambda _place: self._tell())
        self._bin = make_label("", "", "calibration_bin", wrap=True)
        self._words = make_label("", "small", "calibration_words", wrap=True)
        self.correct = QCheckBox()
        self.correct.setObjectName("correct_sureness")
        self.correct.clicked.connect(self.correction_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self.chart, 1)
        column.addWidget(self._bin)
        column.addWidget(self._words)
        column.addWidget(self.correct)
        live(self, self._tell)

    def show_calibration(self, calibration: Calibration | None) -> None:
        """Show another report's."""
        self._calibration = calibration
        self._tell()

    def as_rows(self) -> list[list[object]]:
        """The titles, then a row a bin, for files and spreadsheets."""
        rows: list[list[object]] = [[self.tr("confidence"), self.tr("accuracy"), self.tr("count")]]
        if self._calibration is not None:
            bins = self._calibration.now.bins
            rows += [[b.confidence, b.accuracy, b.count] for b in bins]
        return rows

    def _tell(self) -> None:
        self.correct.setText(self.tr("Correct the sureness"))
        calibration = self._calibration
        if calibration is None or not calibration.now.bins:
            return
        self.correct.setChecked(calibration.applied)
        self.correct.setVisible(calibration.temperature is not None)
        self.correct.setToolTip(
            self.tr(
                "Scores are divided by the temperature wherever this model answers, exports "
                "included. The likeliest class stays the likeliest; thresholds move along."
            )
        )
        shown = calibration.now
        sure = tuple(each.confidence for each in shown.bins)
        right = tuple(each.accuracy for each in shown.bins)
        places = tuple(100 * each for each in sure)
        dashed = Qt.PenStyle.DashLine
        self.chart.show_lines(
            (
                Line(self.tr("answers"), places, right, "accent", dots=True),
                Line(self.tr("as sure as right"), places, sure, "muted", dashed),
            ),
            across=self.tr("how sure the answer is, %"),
            up=self.tr("share that is right"),
            unit=lambda value: f"{value:.0%}",
            low=0.0,
            high=1.0,
        )
        self.chart.setAccessibleName(self.tr("How sure the answers are, and how right"))
        self._bin.setText(self._bin_text(shown))
        self._words.setText(
            " ".join((self._error_text(calibration), self._temperature_text(calibration)))
        )
        self.chart.setAccessibleDescription(f"{self._bin.text()} {self._words.text()}")

    def _bin_text(self, shown: Sureness) -> str:
        here = self.chart.current
        if here is None:
            return self.tr("Move along the line to read how many answers are how right.")
        found = min(shown.bins, key=lambda each: abs(100 * each.confidence - here))
        return self.tr("{count:,} answers that are {sure} sure: {right} of them are right.").format(
            count=found.count, sure=f"{found.confidence:.0%}", right=f"{found.accuracy:.0%}"
        )

    def _error_text(self, calibration: Calibration) -> str:
        learned = calibration.learned
        told = (
            self.tr(
                "As it was learned, sureness and accuracy differed by {error} on average (expected "
                "calibration error; {low} \u2013 {high}, 95% interval)."
            )
            if calibration.applied
            else self.tr(
                "Sureness and accuracy differ by {error} on average (expected calibration error; "
                "{low} \u2013 {high}, 95% interval)."
            )
        )
        return told.format(**_figures(learned))

    def _temperature_text(self, calibration: Calibration) -> str:
        corrected = calibration.corrected
        if corrected is None:
            return self.tr("There are too few validation pictures to fit a temperature.")
        if calibration.applied:
            told = (
                self.tr(
                    "With scores divided by a temperature of {temperature:.2f} "
                    "({cold:.2f} \u2013 {hot:.2f}), fitted on these very pictures, "
                    "they differ by {error} ({low} \u2013 {high})."
                )
                if calibration.fitted_here
                else self.tr(
                    "With scores divided by a temperature of {temperature:.2f} "
                    "({cold:.2f} \u2013 {hot:.2f}), fitted on the validation pictures, "
                    "they differ by {error} ({low} \u2013 {high})."
                )
            )
        elif calibration.fitted_here:
            told = self.tr(
                "Scores divided by a temperature of {temperature:.2f} "
                "({cold:.2f} \u2013 {hot:.2f}), fitted on these very pictures, "
                "would differ by {error} ({low} \u2013 {high})."
            )
        else:
            told = self.tr(
                "Scores divided by a temperature of {temperature:.2f} "
                "({cold:.2f} \u2013 {hot:.2f}), fitted on the validation pictures, "
                "would differ by {error} ({low} \u2013 {high})."
            )
        cold, hot = calibration.interval
        text = told.format(
            temperature=calibration.temperature, cold=cold, hot=hot, **_figures(corrected)
        )
        if calibration.is_clear:
            return text
        return (
            text
            + " "
            + self.tr("So few pictures do not tell it from 1: correcting may not help on others.")
        )


def _figures(sureness: Sureness) -> dict[str, str]:
    low, high = sureness.interval
    return {"error": f"{sureness.error:.1%}", "low": f"{low:.1%}", "high": f"{high:.1%}"}
