"""The menu of the settings: presets, recipe files, the same as a command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QMenu, QWidget

from tlgui.engine.errors import TlguiError
from tlgui.engine.presets import (
    BUILT_IN,
    NAME_LIMIT,
    Preset,
    delete_preset,
    find_own,
    keep_preset,
    own_presets,
)
from tlgui.engine.project import folder_for_run
from tlgui.engine.training.recipe_files import read_recipe_file, train_words, write_recipe_file
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.menu_button import MenuButton
from tlgui.ui.kit.saving import ask_where, tell_saved
from tlgui.ui.kit.undo_offer import offer_undo
from tlgui.ui.kit.widgets import make_button
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live_text
from tlgui.ui.words.shell import command_text
from tlgui.ui.words.texts import one_line
from tlgui.ui.work.value_change import ValueChange

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.train.asked.train_settings import TrainSettings
    from tlgui.ui.words.live_text import Text
    from tlgui.ui.work.session import Session


class NameRow(QWidget):
    """A line in which the user names a preset; hidden until it is asked for.

    Signals:
        named: with the name.
    """

    named = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = QLineEdit()
        self._field.setObjectName("preset_name_field")
        self._field.setMaxLength(NAME_LIMIT)
        live_text(self._field, self._field.setPlaceholderText, lambda: self.tr("Name"))
        live_text(self._field, self._field.setAccessibleName, lambda: self.tr("Name of the preset"))
        self._save = make_button(lambda: self.tr("Save"), "preset_save_button", "small")
        cancel = make_button(lambda: self.tr("Cancel"), "preset_cancel_button", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self._field, 1)
        row.addWidget(self._save)
        row.addWidget(cancel)
        self._field.textChanged.connect(lambda text: self._save.setEnabled(bool(text.strip())))
        self._field.returnPressed.connect(self._name)
        self._save.clicked.connect(self._name)
        cancel.clicked.connect(self.hide)
        self.hide()

    def ask(self) -> None:
        """Have the user type a name."""
        self._field.clear()
        self._save.setEnabled(False)
        self.show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self) -> None:
        if self._field.text().strip():
            self.hide()
            self.named.emit(self._field.text())


class SettingsMenu(QObject):
    """Three dots in the title of the settings.

    Attributes:
        menu: what they open.
        name_row: below the title.
    """

    def __init__(self, session: Session, settings: TrainSettings, message_bar: MessageBar) -> None:
        super().__init__(settings)
        self._session, self._settings, self._bar = session, settings, message_bar
        self._locked = False
        self.menu = QMenu()
        self.menu.setObjectName("settings_menu")
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self.fill)
        self.button = MenuButton(
            self.menu, lambda: self.tr("Presets, recipes, command line"), "settings_menu_button"
        )
        self.button.setProperty("kind", "icon")
        self.name_row = NameRow()
        self.name_row.named.connect(self._keep)
        settings.title_row.addWidget(self.button)
        # The button is higher than a title, which stands in line with others all the same.
        sides = settings.body.contentsMargins()
        settings.body.setContentsMargins(
            sides.left(), sides.top() - 6, sides.right(), sides.bottom()
        )
        settings.body.insertWidget(1, self.name_row)

    def set_locked(self, locked: bool) -> None:
        """Forbid other settings while a run uses them."""
        self._locked = locked
        if locked:
            self.name_row.hide()

    def fill(self) -> None:
        """Write the menu anew, with the presets that there are."""
        self.menu.clear()
        own = own_presets()
        # The style draws no titles of sections.
        self.menu.addAction(self.tr("Presets")).setEnabled(False)
        for preset in (*BUILT_IN, *own):
            action = self.menu.addAction(f"    {_shown(preset)}")
            action.setEnabled(not self._locked)
            if preset.sentence is not None:
                action.setToolTip(text_of(preset.sentence))
            action.triggered.connect(lambda _=False, preset=preset: self.choose(preset))
        self._add(self.tr("Save as a preset…"), self.name_row.ask)
        if own:
            forget = self.menu.addMenu(self.tr("Delete a preset"))
            forget.setObjectName("delete_preset_menu")
            for preset in own:
                action = forget.addAction(_shown(preset))
                action.triggered.connect(lambda _=False, preset=preset: self._delete(preset))
        self.menu.addSeparator()
        self._add(self.tr("Open a recipe…"), self._ask_recipe).setEnabled(not self._locked)
        self._add(self.tr("Save as a recipe…"), self._ask_place)
        self.menu.addSeparator()
        copies = self._add(self.tr("Copy as a command line"), self.copy_command)
        copies.setEnabled(self._session.index is not None)

    def choose(self, preset: Preset) -> None:
        """Ask for what ``preset`` says."""
        self._adopt(
            preset.document,
            lambda: self.tr("The settings are those of “{name}”.").format(
                name=one_line(text_of(preset.name))
            ),
        )

    def open_recipe(self, path: Path) -> None:
        """Ask for what the recipe in ``path`` says."""
        try:
            document = read_recipe_file(path)
        except TlguiError as error:
            route_error(error, self._bar)
            return
        name = one_line(path.name)
        self._adopt(
            document, lambda: self.tr("The settings are those of {name}.").format(name=name)
        )

    def save_recipe(self, path: Path) -> None:
        """Keep what is asked in ``path``."""
        try:
            write_recipe_file(path, self._settings.recipe().to_json())
        except TlguiError as error:
            route_error(error, self._bar)
            return
        tell_saved(self._bar, path)

    def copy_command(self) -> None:
        """Put the command that trains what is asked on the clipboard."""
        index, split = self._session.index, self._session.split
        if index is None:
            return
        try:
            recipe = self._settings.recipe()
        except TlguiError as error:
            route_error(error, self._bar)
            return
        words = train_words(
            recipe,
            index.place,
            folder_for_run(recipe, self._session.runs_folder),
            division=None if split is None else split.division,
            columns="" if index.table is None else index.table.columns,
        )
        QGuiApplication.clipboard().setText(command_text(words))
        self._bar.show_message(
            "good",
            lambda: self.tr("The command is on the clipboard."),
            lambda: self.tr("In a terminal it trains the same, among the runs on this folder."),
        )

    def _add(self, text: str, slot: Callable[[], object]) -> Any:
        action = self.menu.addAction(text)
        action.triggered.connect(lambda _=False: slot())
        return action

    def _adopt(self, document: Mapping[str, Any], told: Text) -> None:
        try:
            before = self._settings.asked()
            after = before.adopting(document)
        except TlguiError as error:
            route_error(error, self._bar)
            return
        self._push(
            ValueChange(
                self.tr("other settings"), self._settings.take, before.to_json(), after.to_json()
            ),
            told,
        )

    def _keep(self, name: str) -> None:
        try:
            recipe = self._settings.recipe().to_json()
        except TlguiError as error:
            route_error(error, self._bar)
            return
        replaced = find_own(name)
        kept = " ".join(name.split())
        before = None if replaced is None else replaced.document
        self._push(
            ValueChange(
                self.tr("preset"), lambda content: self._write(kept, content), before, recipe
            ),
            lambda: (
                self.tr("Saved as the preset “{name}”.")
                if replaced is None
                else self.tr("The preset “{name}” has other settings now.")
            ).format(name=kept),
        )

    def _delete(self, preset: Preset) -> None:
        name = str(preset.name)
        self._push(
            ValueChange(
                self.tr("preset"), lambda content: self._write(name, content), preset.document, None
            ),
            lambda: self.tr("The preset “{name}” is deleted.").format(name=name),
        )

    def _write(self, name: str, content: Mapping[str, Any] | None) -> None:
        try:
            if content is None:
                delete_preset(name)
            else:
                keep_preset(name, content)
        except TlguiError as error:
            route_error(error, self._bar)

    def _push(self, command: ValueChange, told: Text) -> None:
        self._bar.clear()
        self._session.undo.push(command)
        if not self._bar.text:  # Nothing went wrong.
            offer_undo(self._bar, self._session, self._session.undo.index(), "info", told)

    def _ask_recipe(self) -> None:
        dialog = QFileDialog(self._settings, self.tr("Open a recipe"))
        dialog.setObjectName("open_recipe_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Recipes (*.json)"))
        dialog.fileSelected.connect(lambda chosen: self.open_recipe(Path(chosen)))
        dialog.open()

    def _ask_place(self) -> None:
        ask_where(self._settings, self.tr("recipe"), "json", self.save_recipe)


def _shown(preset: Preset) -> str:
    # A single & would underline what follows it.
    return one_line(text_of(preset.name)).replace("&", "&&")
