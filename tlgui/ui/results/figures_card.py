"""The figures of a run: accuracy with its interval first, the rest smaller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from tlgui.engine.data.records import SplitName
from tlgui.engine.insight.curves import describe_temperature
from tlgui.engine.insight.similar.leaks import leak_of_run
from tlgui.engine.metrics import Thresholds, threshold_share_text
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.progress_card import Figure
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live, live_text

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from tlgui.ui.results.results_data import Results


SMALLEST_WINDOW = 1024 - 2 * theme.SPACE_L - 12
"""The width of the smallest window that a page has for itself and the rail, in pixels."""


class FiguresCard(Card):
    """Accuracy and its 95% interval, macro F1, loss, and what they mean in pictures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._accuracy = make_label("", "headline", "headline_accuracy")
        self._interval = make_label("", "small", "headline_interval")
        self._macro_f1 = Figure(lambda: self.tr("macro F1"), "macro_f1_figure")
        live_text(
            self._macro_f1,
            self._macro_f1.setToolTip,
            lambda: self.tr("The mean of all classes' F1: every class counts alike."),
        )
        self._macro_f1.caption_row.addWidget(TermButton("precision_recall_f1"))
        self._loss = Figure(lambda: self.tr("loss"), "loss_figure")
        self._loss.caption_row.addWidget(TermButton("loss"))
        for figure in (self._macro_f1, self._loss):
            figure.caption_row.addStretch()
        self._words = make_label("", "small", "headline_words", wrap=True)
        self._words.setMinimumWidth(theme.px(120))
        first = QVBoxLayout()
        first.setSpacing(0)
        first.addStretch()
        first.addLayout(
            _beside(make_label(lambda: self.tr("accuracy"), "small"), TermButton("accuracy"))
        )
        first.addWidget(self._accuracy)
        first.addLayout(_beside(self._interval, TermButton("confidence_interval")))
        first.addStretch()
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_L + theme.SPACE_S)
        row.addLayout(first)
        row.addWidget(self._macro_f1, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._loss, 0, Qt.AlignmentFlag.AlignVCenter)
        self._figures = row
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.SPACE_S)
        self._row.addLayout(row)
        self._row.addSpacing(theme.SPACE_S)
        self._row.addWidget(self._words, 1)
        self.body.addLayout(self._row)
        self._folds = make_label("", "small", "folds_words", wrap=True)
        self._folds.hide()
        self.body.addWidget(self._folds)
        self._leak = make_label("", "warning", "near_twins_words", wrap=True)
        self._leak.hide()
        self.body.addWidget(self._leak)
        self._results: Results | None = None
        live(self, self._tell)

    def minimumSizeHint(self) -> QSize:
        """Figures and words beside each other; no more than the smallest window has room for."""
        room = SMALLEST_WINDOW - theme.px(theme.RAIL_WIDTH)
        width = min(self._width_beside(), max(self._least_width(), room))
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self._width_beside()
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def _width_beside(self) -> int:
        words = 2 * self._row.spacing() + theme.SPACE_S + self._words.minimumWidth()
        return self._least_width() + words

    def _least_width(self) -> int:
        margins = self.body.contentsMargins()
        around = margins.left() + margins.right() + 2 * self.frameWidth()
        return self._figures.minimumSize().width() + around

    def show_results(self, results: Results) -> None:
        """Show the figures of a report."""
        self._results = results
        self._tell()

    def _tell(self) -> None:
        results = self._results
        self._loss.setToolTip(self._loss_text(results))
        if results is None:
            return
        report = results.report
        low, high = report.accuracy_interval
        self._accuracy.setText(f"{report.accuracy:.1%}")
        self._accuracy.setAccessibleName(
            self.tr("accuracy: {accuracy:.1%}").format(accuracy=report.accuracy)
        )
        told = (
            self.tr("{low:.1f} \u2013 {high:.1f}% (95% interval, by group)")
            if report.group_count
            else self.tr("{low:.1f} \u2013 {high:.1f}% (95% interval)")
        )
        self._interval.setText(told.format(low=100 * low, high=100 * high))
        self._interval.setToolTip(self._interval_meaning(report.group_count))
        self._tell_leak(results)
        folds = self._folds_text(results)
        self._folds.setVisible(bool(folds))
        self._folds.setText(folds)
        self._macro_f1.set_value(f"{report.macro_f1:.3f}")
        self._loss.set_value(f"{report.loss:.3f}")
        count = len(results.answers)
        right = count - results.wrong
        self._words.setText(
            self._right_text(right, count)
            + " "
            + self._unsure_text(results)
            + self._groups_text(report.group_count)
        )

    def _interval_meaning(self, groups: int) -> str:
        """What the interval promises; of how many groups the pictures are, 0 without any."""
        if groups:
            return self.tr(
                "With this many groups of pictures, the accuracy on new pictures of the same kind "
                "lies in this range in 95 of 100 such measurements (Wilson's interval, by group)."
            )
        return self.tr(
            "With this many pictures, the accuracy on new pictures of the same kind lies in "
            "this range in 95 of 100 such measurements (Wilson's interval)."
        )

    def _loss_text(self, results: Results | None) -> str:
        told = self.tr("Mean cross-entropy: confident mistakes cost most.")
        if results is None or results.split is not SplitName.VALIDATION:
            return told
        more = describe_temperature(results.run.history, results.run.facts)
        return told if more is None else f"{told} {text_of(more)}"

    def _unsure_text(self, results: Results) -> str:
        """Which answers count as unsure; of thresholds of classes from which to which."""
        thresholds = Thresholds(results.run.threshold, results.run.class_thresholds)
        low, high = map(threshold_share_text, thresholds.span(results.report.classes))
        if low == high:
            return self.tr("Answers below {threshold} count as unsure.").format(threshold=low)
        told = self.tr("Answers below {low} to {high}, by class, count as unsure.")
        return told.format(low=low, high=high)

    def _tell_leak(self, results: Results) -> None:
        """Beside the figures: that pictures they are of are known from training."""
        leak = leak_of_run(results.run.facts, results.split)
        self._leak.setVisible(leak is not None)
        self._leak.setText("" if leak is None else text_of(leak.sentence(results.split)))

    def _folds_text(self, results: Results) -> str:
        """Who answered; nothing where it is the model that is kept."""
        if not results.run.recipe.folds or results.split is not SplitName.VALIDATION:
            return ""
        told = self.tr(
            "Models that did not learn from them answered; heat maps are of the model that is kept."
        )
        folds = results.run.facts.get("folds")
        if not isinstance(folds, dict):
            return told
        spread = self.tr("Accuracy of a fold: {mean:.1%} on average, standard deviation {points}.")
        points = f"{folds['deviation']:.1%}"
        return f"{told} " + spread.format(mean=folds["mean"], points=points)

    def _groups_text(self, count: int) -> str:
        """That pictures of a group tell less than as many others; nothing without groups."""
        if not count:
            return ""
        told = self.tr("They are of {count:,} groups, whose pictures are right or wrong together.")
        return " " + told.format(count=count)

    def _right_text(self, right: int, count: int) -> str:
        if count == 1:
            return (
                self.tr("The only picture is right.")
                if right
                else self.tr("The only picture is wrong.")
            )
        return self.tr("{right:,} of {count:,} pictures are right.").format(
            right=right, count=count
        )


def _beside(first: QWidget, second: QWidget) -> QHBoxLayout:
    """Two widgets beside each other, at the left."""
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE_XS)
    row.addWidget(first)
    row.addWidget(second)
    row.addStretch()
    return row
