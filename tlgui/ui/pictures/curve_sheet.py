"""How right a model is by how many pictures it learned from: the curve, and where it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from tlgui.ui.kit.charts.line_chart import Line, LineChart
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.widgets import close_row, make_label, sheet_layout
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import points_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.insight.learning_curve.curve import CurvePoint, Forecast, LearningCurve

WIDTH, HEIGHT = 760, 600
LEAST_WIDTH, LEAST_HEIGHT = 600, 520
CHART_HEIGHT = 200


class CurveSheet(QDialog):
    """The measured points, the power law through them, and what it says of more pictures."""

    def __init__(self, curve: LearningCurve, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("curve_sheet")
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.curve = curve
        self._words = make_label("", "", "curve_sheet_words", wrap=True)
        self.chart = LineChart("pictures_curve_chart")
        self.chart.setMinimumHeight(theme.px(CHART_HEIGHT))
        self.chart.moved.connect(lambda _place: self._tell_here())
        self._here = make_label("", "", "curve_sheet_here", wrap=True)
        self._how = make_label("", "small", "curve_sheet_how", wrap=True)
        layout = sheet_layout(self)
        layout.addWidget(
            make_label(lambda: self.tr("How many pictures are enough"), "title", "curve_title")
        )
        layout.addWidget(self._words)
        layout.addWidget(self.chart, 1)
        layout.addWidget(self._here)
        layout.addWidget(self._how)
        layout.addLayout(close_row(self, "curve_close_button"))
        self.setMinimumSize(theme.px(LEAST_WIDTH), theme.px(LEAST_HEIGHT))
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        live(self, self._tell)

    def _tell(self) -> None:
        self.setWindowTitle(self.tr("How many pictures are enough"))
        self._words.setText(" ".join(text_of(each) for each in self.curve.sentences()))
        self._how.setText(
            self.tr(
                "A dot is the mean of heads that each learned from another part of the training "
                "pictures, with its 95% interval. The line is the power law through the dots."
            )
            if self.curve.line
            else self.tr(
                "A dot is the mean of heads that each learned from another part of the training "
                "pictures, with its 95% interval."
            )
        )
        self._show_chart()
        self.chart.setAccessibleName(self.tr("Accuracy by the number of training pictures"))
        self._tell_here()

    def _show_chart(self) -> None:
        curve, now = self.curve, self.curve.points[-1].pictures
        no_line = Qt.PenStyle.NoPen
        known = [each for each in curve.line if each.pictures <= now]
        ahead = [each for each in curve.line if each.pictures >= now]
        lines = [
            Line(
                self.tr("measured"),
                tuple(each.pictures for each in curve.points),
                tuple(each.accuracy for each in curve.points),
                "training",
                no_line,
                dots=True,
                spans=tuple(each.interval for each in curve.points),
            )
        ]
        if curve.line:
            lines += [
                Line(
                    self.tr("power law"),
                    tuple(each.pictures for each in known),
                    tuple(each.accuracy for each in known),
                    "training",
                    stops=False,
                ),
                Line(
                    self.tr("expected"),
                    tuple(each.pictures for each in ahead),
                    tuple(each.accuracy for each in ahead),
                    "validation",
                    Qt.PenStyle.DashLine,
                    spans=tuple(each.interval for each in ahead),
                    stops=False,
                ),
                Line(
                    "",
                    tuple(each.pictures for each in curve.forecasts),
                    tuple(each.accuracy for each in curve.forecasts),
                    "validation",
                    no_line,
                    dots=True,
                ),
            ]
        self.chart.show_lines(
            lines,
            across=self.tr("pictures learned from (each step doubles them)"),
            up=self.tr("accuracy"),
            unit=lambda value: f"{value:.0%}",
            factors=curve.ticks,
        )

    def _tell_here(self) -> None:
        self._here.setText(self._here_text())
        self.chart.setAccessibleDescription(f"{self._words.text()} {self._here.text()}")

    def _here_text(self) -> str:
        here = self.chart.current
        if here is None:
            return self.tr("Move along the dots to read how right how many pictures make it.")
        for forecast in self.curve.forecasts:
            if forecast.pictures == here:
                return self._forecast_text(forecast)
        return self._point_text(min(self.curve.points, key=lambda each: abs(each.pictures - here)))

    def _forecast_text(self, forecast: Forecast) -> str:
        low, high = forecast.interval
        return self.tr(
            "{pictures} pictures, {times} times as many: about {accuracy} is expected "
            "({low} \u2013 {high}, 95% interval), {gain_low} to {gain_high} points more than now."
        ).format(
            pictures=f"{forecast.pictures:,}",
            times=forecast.times,
            accuracy=f"{forecast.accuracy:.1%}",
            low=f"{low:.1%}",
            high=f"{high:.1%}",
            gain_low=points_text(forecast.gain[0]),
            gain_high=points_text(forecast.gain[1]),
        )

    def _point_text(self, point: CurvePoint) -> str:
        low, high = point.interval
        told = (
            self.tr("{pictures} pictures: {accuracy} right ({low} \u2013 {high}, 95% interval).")
            if len(point.draws) == 1
            else self.tr(
                "{pictures} pictures: {accuracy} right ({low} \u2013 {high}, 95% interval), mean "
                "of {count} draws from {least} to {most}."
            )
        )
        return told.format(
            pictures=f"{point.pictures:,}",
            accuracy=f"{point.accuracy:.1%}",
            low=f"{low:.1%}",
            high=f"{high:.1%}",
            count=len(point.draws),
            least=f"{min(point.draws):.1%}",
            most=f"{max(point.draws):.1%}",
        )
