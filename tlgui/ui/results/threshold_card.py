"""How sure an answer must be: a slider, and what it costs and brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QSlider

from tlgui.engine.data.records import SplitName
from tlgui.engine.metrics import threshold_percent, threshold_share_text
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.train.run_rows import split_text
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import share_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.ui.results.results_data import Results

STEPS = 1000
FIELD_WIDTH, FIELD_HEIGHT = 84, 28


class ThresholdCard(Card):
    """Moves the threshold of "unsure" and says what it does on the split on show.

    Signals:
        threshold_chosen(threshold): the run is to use this one from now on.
    """

    threshold_chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._results: Results | None = None
        self._threshold = 0.0
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("threshold_slider")
        self.slider.setRange(0, STEPS)
        self.slider.setSingleStep(STEPS // 100)
        self.slider.setPageStep(STEPS // 20)
        self.slider.valueChanged.connect(lambda value: self.try_threshold(value / STEPS))
        self.field = QDoubleSpinBox()
        self.field.setObjectName("threshold_field")
        self.field.setDecimals(1)
        self.field.setRange(0.0, 100.0)
        self.field.setSuffix("%")
        self.field.setKeyboardTracking(False)
        self.field.setFixedSize(theme.px(FIELD_WIDTH), theme.px(FIELD_HEIGHT))
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        # A spin box loses its right padding with its buttons.
        self.field.lineEdit().setTextMargins(0, 0, 11, 0)
        self.field.valueChanged.connect(lambda value: self.try_threshold(value / 100))
        self.wanted_button = make_button("", "wanted_threshold_button", "small")
        self.wanted_button.clicked.connect(self._on_wanted_clicked)
        self.use_button = make_button(
            lambda: self.tr("Use this threshold"), "use_threshold_button", "small"
        )
        self.use_button.clicked.connect(lambda: self.threshold_chosen.emit(self._threshold))
        self._words = make_label("", "", "threshold_words", wrap=True)
        self._note = make_label("", "small", "threshold_note", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addWidget(make_label(lambda: self.tr("Unsure below"), "card-title"))
        row.addWidget(TermButton("threshold"))
        row.addWidget(self.slider, 1)
        row.addWidget(self.field)
        self.body.addLayout(row)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        foot.addWidget(self._words, 1)
        foot.addWidget(self.wanted_button, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.use_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(foot)
        self.body.addWidget(self._note)
        live(self, self._tell)

    @property
    def threshold(self) -> float:
        """What the slider stands at, 0..1."""
        return self._threshold

    def show_results(self, results: Results) -> None:
        """Show what the run's threshold does on another report."""
        self._results = results
        self.try_threshold(results.run.threshold)

    def try_threshold(self, threshold: float) -> None:
        """Show what ``threshold`` would do; the run keeps its own."""
        self._threshold = threshold
        with QSignalBlocker(self.slider), QSignalBlocker(self.field):
            self.slider.setValue(round(STEPS * threshold))
            self.field.setValue(threshold_percent(threshold))
        self._tell()

    def _on_wanted_clicked(self) -> None:
        if self._results is not None and self._results.wanted_threshold is not None:
            self.try_threshold(self._results.wanted_threshold)

    def _tell(self) -> None:
        self.slider.setAccessibleName(self.tr("Confidence below which an answer is unsure"))
        self.field.setAccessibleName(
            self.tr("Confidence below which an answer is unsure, in percent")
        )
        results = self._results
        if results is None:
            return
        target = results.run.recipe.target_accuracy
        wanted = results.wanted_threshold
        self.wanted_button.setText(
            self.tr("Lowest for {accuracy}").format(accuracy=_percent(target))
        )
        self.wanted_button.setAccessibleName(self.wanted_button.text())
        self.wanted_button.setToolTip(
            self.tr("The lowest threshold at which {accuracy} of the accepted are right").format(
                accuracy=_percent(target)
            )
        )
        # On the test split it would let the test pictures have a say.
        choosing = results.split is SplitName.VALIDATION
        self.wanted_button.setVisible(
            choosing and wanted is not None and abs(wanted - self._threshold) > 1e-9
        )
        self.use_button.setEnabled(abs(results.run.threshold - self._threshold) > 1e-9)
        words = self._in_words(results)
        self._words.setText(words)
        self.slider.setAccessibleDescription(words)
        note = " ".join(filter(None, (self._noted(results), self._own_text(results))))
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _in_words(self, results: Results) -> str:
        found = results.accept(self._threshold)
        if found.accuracy is None:
            return self.tr("No answer is that sure: every picture would be unsure.")
        low, high = results.accepted_interval(self._threshold)
        return self.tr(
            "{accepted:,} of {total:,} are accepted ({share}), {accuracy} of them right "
            "({low:.1f} \u2013 {high:.1f}%, 95% interval)."
        ).format(
            accepted=found.accepted,
            total=found.total,
            share=share_text(found.share),
            accuracy=_percent(found.accuracy),
            low=100 * low,
            high=100 * high,
        )

    def _own_text(self, results: Results) -> str:
        """Which classes have thresholds of their own; nothing where none has."""
        own = results.run.class_thresholds
        if not own:
            return ""
        names = dict(zip(results.report.classes, results.classes, strict=True))
        told = [f"{names[name]} {threshold_share_text(own[name])}" for name in names if name in own]
        return self.tr("Of their own, see “By class”: {thresholds}.").format(
            thresholds=", ".join(told)
        )

    def _noted(self, results: Results) -> str:
        if results.split is not SplitName.VALIDATION:
            return self.tr(
                "This is the {split} split: choose the threshold on the validation split, and see "
                "here what it does on other pictures."
            ).format(split=split_text(results.split))
        if results.wanted_threshold is None:
            return self.tr(
                "No threshold reaches the {accuracy} that were wanted of accepted pictures."
            ).format(accuracy=_percent(results.run.recipe.target_accuracy))
        return ""


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".removesuffix(".0") + "%"
