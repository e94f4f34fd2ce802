"""One row for each setting of a method: the common ones in sight, the rest under Advanced."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from tlgui.engine.errors import TlguiError
from tlgui.engine.training.settings import Level, fields_of
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.train.asked.setting_editors import Editor, make_editor
from tlgui.ui.words.live_text import Text, live

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.settings import Field, Setting


class SettingRows(QWidget):
    """The settings that the page offers of one method's recipe.

    Signals:
        changed: the user asks for something else now.
    """

    changed = Signal()

    def __init__(self, recipe: type[Recipe], *, opened: bool = False) -> None:
        """Rows that show the defaults of ``recipe``; ``opened``: those under Advanced too."""
        super().__init__()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, theme.SPACE_XS, 0, 0)
        layout.setVerticalSpacing(theme.SPACE_S)
        layout.setColumnStretch(0, 1)
        self._grid = layout
        self._editors: dict[str, Editor] = {}
        # The row of each setting, its widgets from left to right and below each other.
        self._rows: dict[str, tuple[QWidget, ...]] = {}
        self._make_advanced_toggle()
        self.advanced_toggle.setChecked(opened)
        fields = fields_of(recipe)
        for field in fields:
            if field.setting.level is Level.COMMON:
                self._add(field)
        layout.addWidget(
            self.advanced_toggle, layout.rowCount(), 0, 1, 2, Qt.AlignmentFlag.AlignLeft
        )
        for field in fields:
            if field.setting.level is Level.ADVANCED:
                self._add(field)
        live(self, self._show_choices)
        self.advanced_toggle.toggled.connect(self._show_choices)
        for editor in self._editors.values():
            editor.changed.connect(self._on_edited)

    def widget(self, name: str) -> Any:
        """The widget that edits the setting called ``name``."""
        return self._editors[name].widget

    def read(self) -> dict[str, Any]:
        """What the fields ask for, by the names of the settings.

        Raises:
            RecipeError: a field says something that cannot be done.
        """
        return {name: editor.field.checked(editor.read()) for name, editor in self._editors.items()}

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show ``values`` without telling; what is missing among them has its default."""
        with QSignalBlocker(self):
            for name, editor in self._editors.items():
                editor.show(values.get(name, editor.field.default))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "advanced_toggle"):
            self._set_toggle_icon()

    def _make_advanced_toggle(self) -> None:
        self.advanced_toggle = make_button(lambda: self.tr("Advanced"), "advanced_toggle", "quiet")
        self.advanced_toggle.setCheckable(True)
        # In line with the labels above it.
        self.advanced_toggle.setStyleSheet(
            "QPushButton { padding: 0 8px 0 0; margin-left: -4px; text-align: left; }"
        )

    def _add(self, field: Field) -> None:
        """Add the row of ``field``, below those that are there."""
        editor = self._editors[field.name] = make_editor(field)
        setting = field.setting
        if field.kind is bool:
            widgets = [_row(editor.widget, *_terms(setting))]
        else:
            label = make_label(lambda: text_of(setting.label))
            label.setBuddy(editor.widget)
            widgets = [_row(label, *_terms(setting)), editor.widget]
        row = self._grid.rowCount()
        if field.kind is bool or setting.choices:
            for place, widget in enumerate(widgets):
                self._grid.addWidget(widget, row + place, 0, 1, 2)
        else:
            self._grid.addWidget(widgets[0], row, 0)
            self._grid.addWidget(widgets[1], row, 1, Qt.AlignmentFlag.AlignRight)
        # What a box does is its tooltip; the other common ones say it.
        if setting.level is Level.COMMON and field.kind is not bool:
            said = self._sentence(field)
            widgets.append(said)
            self._grid.addWidget(said, self._grid.rowCount(), 0, 1, 2)
        self._rows[field.name] = tuple(widgets)

    def _sentence(self, field: Field) -> QWidget:
        def text() -> str:
            chosen = field.setting.choices.get(self._editors[field.name].read())
            return text_of(chosen.sentence if chosen is not None else field.setting.sentence)

        sentence: Text = text if field.setting.choices else lambda: text_of(field.setting.sentence)
        label = make_label(sentence, "small", f"{field.name}_sentence", wrap=True)
        self._editors[field.name].changed.connect(lambda: label.setText(text()))
        return label

    def _on_edited(self) -> None:
        self._show_choices()
        self.changed.emit()

    def _show_choices(self) -> None:
        """Show the fields that mean something beside the others, and explain what is chosen."""
        asked = SimpleNamespace()
        for name, editor in self._editors.items():
            try:
                setattr(asked, name, editor.read())
            except TlguiError:
                setattr(asked, name, None)
        for name, editor in self._editors.items():
            setting = editor.field.setting
            shown = editor.field.means_something(asked) and (
                setting.level is Level.COMMON or self.advanced_toggle.isChecked()
            )
            for widget in self._rows[name]:
                widget.setVisible(shown)
            for button in self._rows[name][0].findChildren(TermButton):
                choice = button.property("choice")
                button.setVisible(choice is None or choice == getattr(asked, name))
        self._set_toggle_icon()

    def _set_toggle_icon(self) -> None:
        opened = self.advanced_toggle.isChecked()
        self.advanced_toggle.setIcon(
            theme.icon("chevron-down" if opened else "chevron-right", "muted", 14)
        )


def _terms(setting: Setting) -> list[TermButton]:
    """The "?" of a setting, or one for each of its choices."""
    buttons = [TermButton(setting.term)] if setting.term else []
    for value, choice in setting.choices.items():
        if choice.term:
            buttons.append(TermButton(choice.term))
            buttons[-1].setProperty("choice", str(value))
    return buttons


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
