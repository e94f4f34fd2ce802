"""Fields to edit settings with, each made from the description of its setting."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from tlgui.engine.errors import Message, RecipeError
from tlgui.engine.training.settings import Unit
from tlgui.ui.kit.errors import text_of
from tlgui.ui.look import theme
from tlgui.ui.train.asked.decimal_spin import DecimalSpin
from tlgui.ui.words.live_text import live, live_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

    from tlgui.engine.training.settings import Field

FIELD_WIDTH, FIELD_HEIGHT = 84, 28
WIDEST, AROUND = 160, 36
"""A field with a long number is as wide as that and its frame, up to here."""
LARGEST_SPIN = 2**31 - 1
"""Qt's spin boxes count no further."""


@dataclass(frozen=True)
class Editor:
    """A widget that shows one setting and lets the user change it.

    Attributes:
        field: the setting.
        widget: named ``<field>_selector``, ``<field>_box`` or ``<field>_field``.
        read: what the user asks for; raises RecipeError where that makes no sense.
        show: shows a value.
        changed: the widget's own signal, whatever its arguments.
    """

    field: Field
    widget: QWidget
    read: Callable[[], Any]
    show: Callable[[Any], None]
    changed: SignalInstance


def make_editor(field: Field) -> Editor:
    """The editor for ``field``, showing its default."""
    if field.setting.choices or field.setting.among:
        editor = _selector(field)
    elif field.kind is bool:
        editor = _box(field)
    elif field.kind in (int, float):
        scientific = field.setting.unit is Unit.SCIENTIFIC
        editor = _scientific_number(field) if scientific else _number(field)
    else:
        editor = _text(field)
    accessible = field.setting.accessible or field.setting.label
    live_text(editor.widget, editor.widget.setAccessibleName, lambda: text_of(accessible))
    # A choice and a share of the pictures say what they do in a line of their own.
    if not field.setting.choices and field.setting.unit is not Unit.PERCENT:
        sentence = field.setting.sentence
        live_text(editor.widget, editor.widget.setToolTip, lambda: text_of(sentence))
    editor.show(field.default)
    return editor


def value_text(field: Field, value: Any) -> str:
    """A value of ``field`` as the page writes it."""
    setting = field.setting
    if setting.choices:
        return text_of(setting.choices[value].label)
    if field.kind is bool:
        return text_of(Message("on") if value else Message("off"))
    if field.kind is float and setting.unit is Unit.PERCENT:
        return f"{100 * value:.4g}%"
    return f"{value:g}" if field.kind is float else str(value)


def _selector(field: Field) -> Editor:
    selector = QComboBox()
    selector.setObjectName(f"{field.name}_selector")
    for value in field.setting.choices or field.setting.among:
        selector.addItem(str(value), value)

    def tell() -> None:
        for value, choice in field.setting.choices.items():
            selector.setItemText(selector.findData(value), text_of(choice.label))

    live(selector, tell)
    return Editor(
        field,
        selector,
        # Qt keeps the text of a StrEnum, not the member.
        lambda: field.kind(selector.currentData()),
        lambda value: selector.setCurrentIndex(selector.findData(value)),
        selector.currentIndexChanged,
    )


def _box(field: Field) -> Editor:
    box = QCheckBox()
    box.setObjectName(f"{field.name}_box")
    live_text(box, box.setText, lambda: text_of(field.setting.label))
    return Editor(field, box, box.isChecked, box.setChecked, box.toggled)


def _number(field: Field) -> Editor:
    setting = field.setting
    low, high = setting.usual or (setting.low, setting.high)
    scale = 100 if setting.unit is Unit.PERCENT else 1
    spin: QSpinBox | DecimalSpin
    if field.kind is int and high <= LARGEST_SPIN:
        spin = QSpinBox()
    else:
        spin = DecimalSpin(0 if field.kind is int else 1 if scale == 100 else 3)
        spin.setSingleStep(1.0 if field.kind is int or scale == 100 else 0.1)
    if scale == 100:
        spin.setSuffix("%")
    _shape(spin, field)
    spin.textChanged.connect(lambda text: _fit(spin, text))

    def show(value: float) -> None:
        number = round(scale * value, 10) if scale == 100 else value
        # What is asked elsewhere may lie outside of what the page offers.
        ends = min(scale * low, number), max(scale * high, number)
        if isinstance(spin, DecimalSpin):
            spin.make_room_for(*ends, number)
        spin.setRange(field.kind(ends[0]), field.kind(ends[1]))
        spin.setValue(field.kind(number))

    return _keeping(
        Editor(field, spin, lambda: field.kind(spin.value() / scale), show, spin.valueChanged)
    )


def _scientific_number(field: Field) -> Editor:
    line = QLineEdit()
    line.setValidator(QDoubleValidator(field.setting.low, field.setting.high, 10, line))
    _shape(line, field)
    line.textChanged.connect(lambda text: _fit(line, text))

    def read() -> float:
        number, understood = line.locale().toDouble(line.text())
        if not understood or not math.isfinite(number):
            raise RecipeError(
                Message(
                    "{name}: {text} is not a number.",
                    name=field.setting.label,
                    text=line.text() or '""',
                ),
                Message("Write it like {example}.", example=field.default),
            )
        return float(number)

    shortest = QLocale.FloatingPointPrecisionOption.FloatingPointShortest.value

    def show(value: float) -> None:
        # Six digits write 0.0005 as people do; the shortest text with all digits is 5e-04.
        plain = line.locale().toString(value, "g", 6)
        exact = line.locale().toDouble(plain)[0] == value
        line.setText(plain if exact else line.locale().toString(value, "g", shortest))

    return _keeping(Editor(field, line, read, show, line.textChanged))


def _keeping(editor: Editor) -> Editor:
    """``editor`` which reads what was shown last, to the last digit, until the user changes it."""
    shown: list[Any] = []
    showing = False

    def show(value: Any) -> None:
        nonlocal showing
        shown[:] = [value]
        showing = True
        try:
            editor.show(value)
        finally:
            showing = False

    def on_changed() -> None:
        if not showing:
            shown.clear()

    editor.changed.connect(on_changed)
    return replace(editor, read=lambda: shown[0] if shown else editor.read(), show=show)


def _text(field: Field) -> Editor:
    line = QLineEdit()
    _shape(line, field)
    return Editor(field, line, line.text, line.setText, line.textChanged)


def _shape(widget: QAbstractSpinBox | QLineEdit, field: Field) -> None:
    widget.setObjectName(f"{field.name}_field")
    widget.setAlignment(Qt.AlignmentFlag.AlignRight)
    widget.setFixedSize(theme.px(FIELD_WIDTH), theme.px(FIELD_HEIGHT))
    if isinstance(widget, QAbstractSpinBox):
        # A spin box loses its right padding with its buttons.
        widget.lineEdit().setTextMargins(0, 0, 11, 0)


def _fit(widget: QWidget, text: str) -> None:
    """Make room for all of ``text``: the start of a number that is cut off tells another one."""
    needed = widget.fontMetrics().horizontalAdvance(text) + theme.px(AROUND)
    widget.setFixedWidth(max(theme.px(FIELD_WIDTH), min(needed, theme.px(WIDEST))))
