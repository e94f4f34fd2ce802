"""The settings of a training run: few with good defaults, the rest under Advanced."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from tlgui.engine.errors import Message, RecipeError
from tlgui.engine.training.recipe import HeadFit, Recipe
from tlgui.ui import theme
from tlgui.ui.widgets import Card, make_button, make_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

FIELD_WIDTH, FIELD_HEIGHT = 84, 28
LARGEST_SEED = 2**31 - 1


class TrainSettings(Card):
    """Everything that is asked of a run; pages read ``recipe()`` when they start one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title_row.addWidget(make_label(self.tr("Settings"), "card-title"))
        self.title_row.addStretch()
        self._lock = make_label(self.tr("locked while training"), "small", "settings_lock")
        self._lock.hide()
        self.title_row.addWidget(self._lock)
        self.body.addLayout(self.title_row)
        defaults = Recipe()
        self._backbone = defaults.backbone
        self._make_fields(defaults)
        self._fields = QWidget()
        layout = QGridLayout(self._fields)
        layout.setContentsMargins(0, theme.SPACE_XS, 0, 0)
        layout.setVerticalSpacing(theme.SPACE_S)
        layout.setColumnStretch(0, 1)
        self._grid = layout
        self._add_full(make_label(self.tr("How the head learns")), self.head_selector)
        self._add_wide(self._head_sentence)
        self._add_wide(self.class_weights_box)
        self._add_row(self.tr("Accuracy wanted"), self.target_accuracy_field)
        self._add_wide(self._target_sentence)
        layout.addWidget(
            self.advanced_toggle, layout.rowCount(), 0, 1, 2, Qt.AlignmentFlag.AlignLeft
        )
        self._advanced_rows: list[tuple[QLabel, QWidget, bool]] = [
            (*self._add_row(self.tr("Epochs, at most"), self.epochs_field), True),
            (*self._add_row(self.tr("Learning rate"), self.learning_rate_field), True),
            (*self._add_row(self.tr("Batch size"), self.batch_size_field), True),
            (*self._add_row(self.tr("Stop after epochs without gain"), self.patience_field), True),
            (*self._add_row(self.tr("Seed"), self.seed_field), False),
        ]
        self.body.addWidget(self._fields)
        self._show_choices()

    @property
    def gradient_descent(self) -> bool:
        """Whether the head is to learn epoch by epoch."""
        return self._head is HeadFit.GRADIENT_DESCENT

    @property
    def _head(self) -> HeadFit:
        # Qt keeps the text of a StrEnum, not the member.
        return HeadFit(self.head_selector.currentData())

    @property
    def backbone(self) -> str:
        """The backbone that a run would use."""
        return self._backbone

    def recipe(self) -> Recipe:
        """What the fields ask for.

        Raises:
            RecipeError: a field says something that cannot be done.
        """
        rate, understood = self.locale().toDouble(self.learning_rate_field.text())
        if not understood or not math.isfinite(rate):
            raise RecipeError(
                Message(
                    "The learning rate {text} is not a number.",
                    text=self.learning_rate_field.text() or '""',
                ),
                Message("Write it like 0.001."),
            )
        return Recipe(
            backbone=self._backbone,
            head=self._head,
            class_weights=self.class_weights_box.isChecked(),
            target_accuracy=self.target_accuracy_field.value() / 100,
            epochs=self.epochs_field.value(),
            learning_rate=rate,
            batch_size=self.batch_size_field.value(),
            patience=self.patience_field.value(),
            seed=self.seed_field.value(),
        )

    def set_locked(self, locked: bool) -> None:
        """Forbid changes while a run uses what the fields say."""
        self._fields.setEnabled(not locked)
        self._lock.setVisible(locked)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "advanced_toggle"):
            self._set_toggle_icon()

    def _make_fields(self, defaults: Recipe) -> None:
        self.head_selector = QComboBox()
        self.head_selector.addItem(self.tr("Logistic regression"), HeadFit.LOGISTIC_REGRESSION)
        self.head_selector.addItem(self.tr("Gradient descent"), HeadFit.GRADIENT_DESCENT)
        self.head_selector.setCurrentIndex(self.head_selector.findData(defaults.head))
        self.head_selector.currentIndexChanged.connect(self._show_choices)
        self._name(self.head_selector, "head_selector", self.tr("How the head learns"))
        self._head_sentence = make_label("", "small", "head_sentence", wrap=True)
        self.class_weights_box = QCheckBox(self.tr("Balance uneven classes"))
        self.class_weights_box.setChecked(defaults.class_weights)
        self.class_weights_box.setToolTip(
            self.tr(
                "Pictures of small classes count for more, so that every class has the same say."
            )
        )
        self._name(self.class_weights_box, "class_weights_box", self.class_weights_box.text())
        self.target_accuracy_field = QDoubleSpinBox()
        self.target_accuracy_field.setDecimals(1)
        self.target_accuracy_field.setRange(50.0, 99.9)
        self.target_accuracy_field.setSingleStep(1.0)
        self.target_accuracy_field.setSuffix("%")
        self.target_accuracy_field.setValue(100 * defaults.target_accuracy)
        self._name(
            self.target_accuracy_field,
            "target_accuracy_field",
            self.tr("Accuracy wanted of accepted pictures, percent"),
        )
        self._target_sentence = make_label(
            self.tr("of accepted pictures; less sure ones are marked unsure"), "small", wrap=True
        )
        self.advanced_toggle = make_button(self.tr("Advanced"), "advanced_toggle", "quiet")
        self.advanced_toggle.setCheckable(True)
        # In line with the labels above it.
        self.advanced_toggle.setStyleSheet(
            "QPushButton { padding: 0 8px 0 0; margin-left: -4px; text-align: left; }"
        )
        self.advanced_toggle.toggled.connect(self._show_choices)
        self.epochs_field = self._spin("epochs_field", self.tr("Epochs, at most"), 1, 10_000)
        self.epochs_field.setValue(defaults.epochs)
        self.learning_rate_field = QLineEdit(self.locale().toString(defaults.learning_rate, "g", 6))
        validator = QDoubleValidator(1e-8, 100.0, 10, self.learning_rate_field)
        self.learning_rate_field.setValidator(validator)
        self.learning_rate_field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._name(self.learning_rate_field, "learning_rate_field", self.tr("Learning rate"))
        self.batch_size_field = self._spin("batch_size_field", self.tr("Batch size"), 1, 65_536)
        self.batch_size_field.setValue(defaults.batch_size)
        self.patience_field = self._spin(
            "patience_field", self.tr("Stop after epochs without gain"), 1, 10_000
        )
        self.patience_field.setValue(defaults.patience)
        self.seed_field = self._spin("seed_field", self.tr("Seed"), 0, LARGEST_SEED)
        self.seed_field.setValue(defaults.seed)
        self.seed_field.setToolTip(self.tr("The same seed on the same pictures repeats a run."))
        for field in (
            self.target_accuracy_field,
            self.epochs_field,
            self.learning_rate_field,
            self.batch_size_field,
            self.patience_field,
            self.seed_field,
        ):
            field.setFixedSize(theme.px(FIELD_WIDTH), theme.px(FIELD_HEIGHT))
            if isinstance(field, QAbstractSpinBox):
                # A spin box loses its right padding with its buttons.
                field.lineEdit().setTextMargins(0, 0, 11, 0)
        self.target_accuracy_field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._set_toggle_icon()

    def _spin(self, name: str, accessible: str, low: int, high: int) -> QSpinBox:
        field = QSpinBox()
        field.setRange(low, high)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._name(field, name, accessible)
        return field

    def _name(self, widget: QWidget, name: str, accessible: str) -> None:
        widget.setObjectName(name)
        widget.setAccessibleName(accessible)

    def _add_row(self, text: str, field: QWidget) -> tuple[QLabel, QWidget]:
        row = self._grid.rowCount()
        label = make_label(text)
        label.setBuddy(field)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignRight)
        return label, field

    def _add_wide(self, widget: QWidget) -> None:
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def _add_full(self, label: QLabel, field: QWidget) -> None:
        label.setBuddy(field)
        self._add_wide(label)
        self._add_wide(field)

    def _show_choices(self) -> None:
        """Show the sentence of the chosen head, and the fields that mean something for it."""
        epoch_by_epoch = self.gradient_descent
        self._head_sentence.setText(
            self.tr("Epoch by epoch, with live curves.")
            if epoch_by_epoch
            else self.tr("Solved at once; its regularisation is tuned by cross-validation.")
        )
        for label, field, needs_epochs in getattr(self, "_advanced_rows", []):
            shown = self.advanced_toggle.isChecked() and (epoch_by_epoch or not needs_epochs)
            label.setVisible(shown)
            field.setVisible(shown)
        self._set_toggle_icon()

    def _set_toggle_icon(self) -> None:
        opened = self.advanced_toggle.isChecked()
        self.advanced_toggle.setIcon(
            theme.icon("chevron-down" if opened else "chevron-right", "muted", 14)
        )
