"""The settings of a training run: few with good defaults, the rest under Advanced."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from tlgui.engine.errors import Message, RecipeError, TlguiError
from tlgui.engine.training.recipe import HeadFit, Recipe
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import Text, live, live_text

FIELD_WIDTH, FIELD_HEIGHT = 84, 28
LARGEST_SEED = 2**31 - 1


class TrainSettings(Card):
    """Everything that is asked of a run; pages read ``recipe()`` when they start one.

    Signals:
        changed: the user asks for something else now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title_row.addWidget(make_label(lambda: self.tr("Settings"), "card-title"))
        self.title_row.addStretch()
        self._lock = make_label(lambda: self.tr("locked while training"), "small", "settings_lock")
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
        self._add_full(
            lambda: self.tr("How the head learns"), self.head_selector, *self._head_terms.values()
        )
        self._add_wide(self._head_sentence)
        self._add_wide(_row(self.class_weights_box, TermButton("class_weights")))
        self._add_row(
            lambda: self.tr("Accuracy wanted"), self.target_accuracy_field, TermButton("threshold")
        )
        self._add_wide(self._target_sentence)
        layout.addWidget(
            self.advanced_toggle, layout.rowCount(), 0, 1, 2, Qt.AlignmentFlag.AlignLeft
        )
        self._advanced_rows: list[tuple[QWidget, QWidget, bool]] = [
            (
                *self._add_row(
                    lambda: self.tr("Epochs, at most"), self.epochs_field, TermButton("epoch")
                ),
                True,
            ),
            (
                *self._add_row(
                    lambda: self.tr("Learning rate"),
                    self.learning_rate_field,
                    TermButton("learning_rate"),
                ),
                True,
            ),
            (*self._add_row(lambda: self.tr("Batch size"), self.batch_size_field), True),
            (
                *self._add_row(
                    lambda: self.tr("Stop after epochs without gain"), self.patience_field
                ),
                True,
            ),
            (*self._add_row(lambda: self.tr("Seed"), self.seed_field, TermButton("seed")), False),
        ]
        self.body.addWidget(self._fields)
        live(self, self._show_choices)
        self.head_selector.currentIndexChanged.connect(self._show_choices)
        self.advanced_toggle.toggled.connect(self._show_choices)
        self._tell_changes()

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

    def restore(self, document: dict[str, Any]) -> None:
        """Show what ``recipe().to_json()`` gave earlier; what cannot be read leaves the defaults.

        ``changed`` is not emitted.
        """
        try:
            recipe = Recipe.from_json(document)
        except TlguiError:
            recipe = Recipe()
        with QSignalBlocker(self):
            self._show_recipe(recipe)

    def set_locked(self, locked: bool) -> None:
        """Forbid changes while a run uses what the fields say."""
        self._fields.setEnabled(not locked)
        self._lock.setVisible(locked)

    def _show_recipe(self, recipe: Recipe) -> None:
        self._backbone = recipe.backbone
        self.head_selector.setCurrentIndex(self.head_selector.findData(recipe.head))
        self.class_weights_box.setChecked(recipe.class_weights)
        self.target_accuracy_field.setValue(100 * recipe.target_accuracy)
        self.epochs_field.setValue(recipe.epochs)
        self.learning_rate_field.setText(self.locale().toString(recipe.learning_rate, "g", 6))
        self.batch_size_field.setValue(recipe.batch_size)
        self.patience_field.setValue(recipe.patience)
        self.seed_field.setValue(min(recipe.seed, LARGEST_SEED))

    def _tell_changes(self) -> None:
        self.head_selector.currentIndexChanged.connect(lambda: self.changed.emit())
        self.class_weights_box.toggled.connect(lambda: self.changed.emit())
        self.target_accuracy_field.valueChanged.connect(lambda: self.changed.emit())
        self.learning_rate_field.textChanged.connect(lambda: self.changed.emit())
        for field in (
            self.epochs_field,
            self.batch_size_field,
            self.patience_field,
            self.seed_field,
        ):
            field.valueChanged.connect(lambda: self.changed.emit())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "advanced_toggle"):
            self._set_toggle_icon()

    def _make_fields(self, defaults: Recipe) -> None:
        self.head_selector = QComboBox()
        for head in HeadFit:
            self.head_selector.addItem("", head)
        self._head_terms = {
            HeadFit.LOGISTIC_REGRESSION: TermButton("logistic_regression"),
            HeadFit.GRADIENT_DESCENT: TermButton("gradient_descent"),
        }
        self.head_selector.setCurrentIndex(self.head_selector.findData(defaults.head))
        self._name(self.head_selector, "head_selector", lambda: self.tr("How the head learns"))
        self._head_sentence = make_label("", "small", "head_sentence", wrap=True)
        self.class_weights_box = QCheckBox()
        live_text(
            self.class_weights_box,
            self.class_weights_box.setText,
            lambda: self.tr("Balance uneven classes"),
        )
        self.class_weights_box.setChecked(defaults.class_weights)
        live_text(
            self.class_weights_box,
            self.class_weights_box.setToolTip,
            lambda: self.tr(
                "Pictures of small classes count for more, so that every class has the same say."
            ),
        )
        self._name(
            self.class_weights_box, "class_weights_box", lambda: self.tr("Balance uneven classes")
        )
        self.target_accuracy_field = QDoubleSpinBox()
        self.target_accuracy_field.setDecimals(1)
        self.target_accuracy_field.setRange(50.0, 99.9)
        self.target_accuracy_field.setSingleStep(1.0)
        self.target_accuracy_field.setSuffix("%")
        self.target_accuracy_field.setValue(100 * defaults.target_accuracy)
        self._name(
            self.target_accuracy_field,
            "target_accuracy_field",
            lambda: self.tr("Accuracy wanted of accepted pictures, percent"),
        )
        self._target_sentence = make_label(
            lambda: self.tr("of accepted pictures; less sure ones are marked unsure"),
            "small",
            wrap=True,
        )
        self.advanced_toggle = make_button(lambda: self.tr("Advanced"), "advanced_toggle", "quiet")
        self.advanced_toggle.setCheckable(True)
        # In line with the labels above it.
        self.advanced_toggle.setStyleSheet(
            "QPushButton { padding: 0 8px 0 0; margin-left: -4px; text-align: left; }"
        )
        self.epochs_field = self._spin(
            "epochs_field", lambda: self.tr("Epochs, at most"), 1, 10_000
        )
        self.epochs_field.setValue(defaults.epochs)
        self.learning_rate_field = QLineEdit(self.locale().toString(defaults.learning_rate, "g", 6))
        validator = QDoubleValidator(1e-8, 100.0, 10, self.learning_rate_field)
        self.learning_rate_field.setValidator(validator)
        self.learning_rate_field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._name(
            self.learning_rate_field, "learning_rate_field", lambda: self.tr("Learning rate")
        )
        self.batch_size_field = self._spin(
            "batch_size_field", lambda: self.tr("Batch size"), 1, 65_536
        )
        self.batch_size_field.setValue(defaults.batch_size)
        self.patience_field = self._spin(
            "patience_field", lambda: self.tr("Stop after epochs without gain"), 1, 10_000
        )
        self.patience_field.setValue(defaults.patience)
        self.seed_field = self._spin("seed_field", lambda: self.tr("Seed"), 0, LARGEST_SEED)
        self.seed_field.setValue(defaults.seed)
        live_text(
            self.seed_field,
            self.seed_field.setToolTip,
            lambda: self.tr("The same seed on the same pictures repeats a run."),
        )
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

    def _spin(self, name: str, accessible: Text, low: int, high: int) -> QSpinBox:
        field = QSpinBox()
        field.setRange(low, high)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._name(field, name, accessible)
        return field

    def _name(self, widget: QWidget, name: str, accessible: Text) -> None:
        widget.setObjectName(name)
        live_text(widget, widget.setAccessibleName, accessible)

    def _add_row(self, text: Text, field: QWidget, *terms: TermButton) -> tuple[QWidget, QWidget]:
        row = self._grid.rowCount()
        label = make_label(text)
        label.setBuddy(field)
        holder = _row(label, *terms)
        self._grid.addWidget(holder, row, 0)
        self._grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignRight)
        return holder, field

    def _add_wide(self, widget: QWidget) -> None:
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def _add_full(self, text: Text, field: QWidget, *terms: TermButton) -> None:
        label = make_label(text)
        label.setBuddy(field)
        self._add_wide(_row(label, *terms))
        self._add_wide(field)

    def _show_choices(self) -> None:
        """Show the sentence of the chosen head, and the fields that mean something for it."""
        names = {
            HeadFit.LOGISTIC_REGRESSION: self.tr("Logistic regression"),
            HeadFit.GRADIENT_DESCENT: self.tr("Gradient descent"),
        }
        for head, name in names.items():
            self.head_selector.setItemText(self.head_selector.findData(head), name)
            self._head_terms[head].setVisible(self._head is head)
        epoch_by_epoch = self.gradient_descent
        self._head_sentence.setText(
            self.tr("Epoch by epoch, with live curves.")
            if epoch_by_epoch
            else self.tr("Solved at once; its regularisation is tuned by cross-validation.")
        )
        for label, field, needs_epochs in self._advanced_rows:
            shown = self.advanced_toggle.isChecked() and (epoch_by_epoch or not needs_epochs)
            label.setVisible(shown)
            field.setVisible(shown)
        self._set_toggle_icon()

    def _set_toggle_icon(self) -> None:
        opened = self.advanced_toggle.isChecked()
        self.advanced_toggle.setIcon(
            theme.icon("chevron-down" if opened else "chevron-right", "muted", 14)
        )


def _row(first: QWidget, *others: QWidget) -> QWidget:
    """Widgets beside each other, at the left."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.SPACE_XS)
    layout.addWidget(first)
    for other in others:
        layout.addWidget(other)
    layout.addStretch()
    return holder
