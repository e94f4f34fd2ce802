"""The figures of a run: accuracy with its interval first, the rest smaller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from tlgui.ui import theme
from tlgui.ui.progress_card import Figure
from tlgui.ui.texts import share_text
from tlgui.ui.widgets import Card, make_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.ui.results_data import Results


class FiguresCard(Card):
    """Accuracy and its 95% interval, macro F1, loss, and what they mean in pictures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._accuracy = make_label("", "headline", "headline_accuracy")
        self._interval = make_label("", "small", "headline_interval")
        self._interval.setToolTip(
            self.tr(
                "With this many pictures, the accuracy on new pictures of the same kind lies in "
                "this range in 95 of 100 such measurements (Wilson's interval)."
            )
        )
        self._macro_f1 = Figure(self.tr("macro F1"), "macro_f1_figure")
        self._macro_f1.setToolTip(self.tr("The mean of all classes' F1: every class counts alike."))
        self._loss = Figure(self.tr("loss"), "loss_figure")
        self._loss.setToolTip(self.tr("Mean cross-entropy: confident mistakes cost most."))
        self._words = make_label("", "small", "headline_words", wrap=True)
        self._words.setMinimumWidth(theme.px(120))
        first = QVBoxLayout()
        first.setSpacing(0)
        first.addStretch()
        first.addWidget(make_label(self.tr("accuracy"), "small"))
        first.addWidget(self._accuracy)
        first.addWidget(self._interval)
        first.addStretch()
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_L + theme.SPACE_S)
        row.addLayout(first)
        row.addWidget(self._macro_f1, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._loss, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)

    def show_results(self, results: Results) -> None:
        """Show the figures of a report."""
        report = results.report
        low, high = report.accuracy_interval
        self._accuracy.setText(f"{report.accuracy:.1%}")
        self._accuracy.setAccessibleName(
            self.tr("accuracy: {accuracy:.1%}").format(accuracy=report.accuracy)
        )
        self._interval.setText(
            self.tr("{low:.1f} \u2013 {high:.1f}% (95% interval)").format(
                low=100 * low, high=100 * high
            )
        )
        self._macro_f1.set_value(f"{report.macro_f1:.3f}")
        self._loss.set_value(f"{report.loss:.3f}")
        count = len(results.answers)
        self._words.setText(
            self.tr(
                "{right:,} of {count:,} pictures are right. Answers below {threshold} count as "
                "unsure."
            ).format(
                right=count - results.wrong,
                count=count,
                threshold=share_text(results.run.threshold),
            )
        )
