"""One row for each setting of a method: the common ones in sight, the rest under Advanced."""

from __future__ import annotations

from itertools import groupby
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from tlgui.engine.errors import TlguiError
from tlgui.engine.training.settings import Group, Level, fields_of
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.train.asked.setting_editors import Editor, make_editor, value_text
from tlgui.ui.words.live_text import Text, live, live_text, said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.settings import Field, Setting


FEW = 8
"""Settings under Advanced that need no groups, and no search, to be found."""


class SettingRows(QWidget):
    """The settings that the page offers of one method's recipe.

    Where many are under Advanced they lie in groups that open and close, and one is found by
    typing some of its name. What differs from the default has a way back to it.

    Signals:
        changed: the user asks for something else now.
    """

    changed = Signal()

    def __init__(
        self, recipe: type[Recipe], *, opened: bool = False, parent: QWidget | None = None
    ) -> None:
        """Rows that show the defaults of ``recipe``; ``opened``: those under Advanced too."""
        super().__init__(parent)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, theme.SPACE_XS, 0, 0)
        layout.setVerticalSpacing(theme.SPACE_S)
        layout.setColumnStretch(0, 1)
        self._grid = layout
        self._editors: dict[str, Editor] = {}
        # The row of each setting, its widgets from left to right and below each other.
        self._rows: dict[str, tuple[QWidget, ...]] = {}
        self._ways_back: dict[str, QPushButton] = {}
        self._groups: dict[Group, QPushButton] = {}
        self._heads: dict[Group, QVBoxLayout] = {}
        self._held: frozenset[str] = frozenset()
        self._held_sentence: Text = ""
        self._tell_sentences: list[Callable[[], object]] = []
        self._make_advanced_toggle()
        self.advanced_toggle.setChecked(opened)
        fields = fields_of(recipe)
        for field in fields:
            if field.setting.level is Level.COMMON:
                self._add(field)
        layout.addWidget(
            self.advanced_toggle, layout.rowCount(), 0, 1, 2, Qt.AlignmentFlag.AlignLeft
        )
        self._add_advanced([field for field in fields if field.setting.level is Level.ADVANCED])
        live(self, self._show_choices)
        self.advanced_toggle.toggled.connect(self._show_choices)
        for editor in self._editors.values():
            editor.changed.connect(self._on_edited)

    def widget(self, name: str) -> Any:
        """The widget that edits the setting called ``name``."""
        return self._editors[name].widget

    def set_value(self, name: str, value: Any) -> None:
        """Have the field of ``name`` say ``value``, as if the user had typed it."""
        self._editors[name].show(value)

    def place(self, group: Group, widget: QWidget) -> None:
        """Put ``widget`` at the head of a group: it is in sight where the group is open."""
        if group in self._heads:
            self._heads[group].addWidget(widget)
            self._show_choices()

    def read(self) -> dict[str, Any]:
        """What the fields ask for, by the names of the settings; of those that are held nothing.

        Raises:
            RecipeError: a field says something that cannot be done.
        """
        return {
            name: editor.field.checked(editor.read())
            for name, editor in self._editors.items()
            if name not in self._held
        }

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show ``values`` without telling; what is missing among them has its default."""
        with QSignalBlocker(self):
            for name, editor in self._editors.items():
                editor.show(values.get(name, editor.field.default))

    def hold(self, values: Mapping[str, Any], sentence: Text = "") -> None:
        """Show ``values`` that are set elsewhere, as ``sentence`` says: no field edits them.

        Those that were held before can be edited again; what they show is for ``show_values``.
        """
        for name in self._held | set(values):
            self._editors[name].widget.setEnabled(name not in values)
        self._held, self._held_sentence = frozenset(values), sentence
        with QSignalBlocker(self):
            for name, value in values.items():
                self._editors[name].show(value)
        for tell in self._tell_sentences:
            tell()
        self._show_choices()

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

    def _add_advanced(self, fields: list[Field]) -> None:
        self.search = QLineEdit(self)
        self.search.hide()
        self.search.setObjectName("settings_search")
        self.search.setClearButtonEnabled(True)
        live_text(self.search, self.search.setPlaceholderText, lambda: self.tr("Find a setting"))
        live_text(self.search, self.search.setAccessibleName, lambda: self.tr("Find a setting"))
        self.search.textChanged.connect(self._show_choices)
        # One group that opens within what has just been opened hides without sorting.
        many = len(fields) > FEW and len({field.setting.group for field in fields}) > 1
        if many:
            self._grid.addWidget(self.search, self._grid.rowCount(), 0, 1, 2)
        order = list(Group)
        fields = sorted(fields, key=lambda field: order.index(field.setting.group))
        for group, some in groupby(fields, key=lambda field: field.setting.group):
            if many:
                self._add_group(group)
            for field in some:
                self._add(field)

    def _add_group(self, group: Group) -> None:
        name = f"group_{group.name.lower()}_toggle"
        toggle = make_button(lambda: self._group_text(group), name, "quiet")
        toggle.setCheckable(True)
        toggle.setStyleSheet(self.advanced_toggle.styleSheet())
        toggle.toggled.connect(self._show_choices)
        self._groups[group] = toggle
        head = self._heads[group] = QVBoxLayout()
        head.setSpacing(theme.SPACE_S)
        head.addWidget(toggle, alignment=Qt.AlignmentFlag.AlignLeft)
        self._grid.addLayout(head, self._grid.rowCount(), 0, 1, 2)

    def _group_text(self, group: Group) -> str:
        name = {
            Group.START: self.tr("Where it begins"),
            Group.OPTIMISER: self.tr("Optimiser and its steps"),
            Group.SCHEDULE: self.tr("Schedule of the rate"),
            Group.REGULARISATION: self.tr("Loss and regularisation"),
            Group.AUGMENTATION: self.tr("Variants of the pictures"),
            Group.STOPPING: self.tr("Choosing the epoch"),
            Group.OTHERS: self.tr("Others"),
        }[group]
        changed = sum(
            self._is_changed(editor)
            for editor in self._editors.values()
            if editor.field.setting.group is group and editor.field.setting.level is Level.ADVANCED
        )
        told = self.tr("{group} ({count} changed)").format(group=name, count=changed)
        return told if changed else name

    def _is_changed(self, editor: Editor) -> bool:
        if editor.field.name in self._held:
            return False
        try:
            return bool(editor.read() != editor.field.default)
        except TlguiError:
            return True

    def _way_back(self, field: Field) -> QPushButton:
        """A button that is there where the setting differs from its default, and restores it."""

        def default() -> str:
            return value_text(field, field.default)

        button = make_button(
            "",
            f"{field.name}_default",
            "quiet",
            tooltip=lambda: self.tr("Back to {value}").format(value=default()),
            accessible_name=lambda: self.tr("{name}: back to {value}").format(
                name=text_of(field.setting.label), value=default()
            ),
        )
        button.setFixedSize(theme.px(22), theme.px(22))
        button.setStyleSheet("QPushButton { padding: 0; }")
        button.clicked.connect(lambda: self._editors[field.name].show(field.default))
        button.hide()
        self._ways_back[field.name] = button
        return button

    def _add(self, field: Field) -> None:
        """Add the row of ``field``, below those that are there."""
        editor = self._editors[field.name] = make_editor(field)
        setting = field.setting
        if field.kind is bool:
            widgets = [_row(editor.widget, *_terms(setting), self._way_back(field))]
        else:
            label = make_label(lambda: text_of(setting.label))
            label.setBuddy(editor.widget)
            widgets = [_row(label, *_terms(setting), self._way_back(field)), editor.widget]
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
            if field.name in self._held:
                return said(self._held_sentence)
            if not field.setting.choices:
                return text_of(field.setting.sentence)
            chosen = field.setting.choices.get(self._editors[field.name].read())
            return text_of(chosen.sentence if chosen is not None else field.setting.sentence)

        label = make_label(text, "small", f"{field.name}_sentence", wrap=True)
        self._editors[field.name].changed.connect(lambda: label.setText(text()))
        self._tell_sentences.append(lambda: label.setText(text()))
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
        wanted = self.search.text().casefold().split()
        for name, editor in self._editors.items():
            setting = editor.field.setting
            shown = editor.field.means_something(asked) and (
                setting.level is Level.COMMON or self._is_in_sight(setting, wanted)
            )
            self._ways_back[name].setVisible(self._is_changed(editor))
            for widget in self._rows[name]:
                widget.setVisible(shown)
            for button in self._rows[name][0].findChildren(TermButton):
                choice = button.property("choice")
                button.setVisible(choice is None or choice == getattr(asked, name))
        opened = self.advanced_toggle.isChecked()
        self.search.setVisible(opened and bool(self._groups))
        for group, toggle in self._groups.items():
            toggle.setVisible(opened and not wanted)
            toggle.setText(self._group_text(group))
            toggle.setAccessibleName(toggle.text())
            for widget in self._placed(group):
                widget.setVisible(opened and not wanted and toggle.isChecked())
        self._set_toggle_icon()

    def _placed(self, group: Group) -> list[QWidget]:
        head = self._heads[group]
        items = [head.itemAt(number) for number in range(1, head.count())]
        return [widget for item in items if item and (widget := item.widget()) is not None]

    def _is_in_sight(self, setting: Setting, wanted: list[str]) -> bool:
        """Whether an advanced setting is: where its group is open, or what was typed is in it."""
        if not self.advanced_toggle.isChecked():
            return False
        if wanted:
            said = f"{text_of(setting.label)} {text_of(setting.sentence)}".casefold()
            return all(word in said for word in wanted)
        return not self._groups or self._groups[setting.group].isChecked()

    def _set_toggle_icon(self) -> None:
        for toggle in (self.advanced_toggle, *self._groups.values()):
            name = "chevron-down" if toggle.isChecked() else "chevron-right"
            toggle.setIcon(theme.icon(name, "muted", 14))
        for button in self._ways_back.values():
            button.setIcon(theme.icon("undo", "accent", 14))


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
        layout.addWidget(other, alignment=Qt.AlignmentFlag.AlignVCenter)
    layout.addStretch()
    return holder
