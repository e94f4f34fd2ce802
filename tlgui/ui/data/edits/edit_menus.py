"""The menus of a picture and of a class, where they say what can be edited."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QInputDialog, QMenu

from tlgui.engine.edits.edit import Edit, EditKind, check_class_name
from tlgui.engine.errors import DatasetError
from tlgui.ui.kit.errors import text_of
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget


class PictureEditMenu(QMenu):
    """What can be done to one picture: every other class, and leaving it out.

    Signals:
        edit_requested: with the ``Edit``.
    """

    edit_requested = Signal(object)

    def __init__(
        self, file: str, label: str, classes: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("picture_edit_menu")
        self.setTitle(self.tr("Label"))
        for number, name in enumerate(classes):
            # A single ampersand would underline the letter after it.
            action = self.addAction(one_line(name).replace("&", "&&"))
            action.setObjectName(f"class_{number}_action")
            action.setCheckable(True)
            action.setChecked(name == label)
            action.setEnabled(name != label)
            edit = Edit(EditKind.RELABEL, (file,), name)
            action.triggered.connect(partial(self._ask, edit))
        self.addSeparator()
        leave_out = self.addAction(self.tr("Leave it out"))
        leave_out.setObjectName("leave_out_action")
        leave_out.triggered.connect(partial(self._ask, Edit(EditKind.EXCLUDE, (file,))))

    def _ask(self, edit: Edit, _checked: bool = False) -> None:
        self.edit_requested.emit(edit)


class ClassMenu(QMenu):
    """What can be done to a class: another name, which merges it where it is known, or none.

    Signals:
        edit_requested: with the ``Edit``.
    """

    edit_requested = Signal(object)

    def __init__(self, label: str, classes: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("class_menu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._parent, self._label, self._classes = parent, label, classes
        for name, text, slot in (
            ("rename_class_action", self.tr("Rename or merge…"), self._ask_for_name),
            ("leave_class_out_action", self.tr("Leave this class out"), self._leave_out),
        ):
            action = self.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(slot)

    def _leave_out(self) -> None:
        self.edit_requested.emit(Edit(EditKind.HIDE, label=self._label))

    def _ask_for_name(self) -> None:
        NameQuestion(self._label, self._classes, self.edit_requested.emit, self._parent).open()


class NameQuestion(QInputDialog):
    """Asks for the new name of a class; that of another of ``classes`` merges the two."""

    def __init__(
        self,
        label: str,
        classes: Sequence[str],
        asked: Callable[[Edit], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("class_name_question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._label, self._classes, self._asked = label, classes, asked
        self.setWindowTitle(self.tr("Rename a class"))
        self._tell()
        self.setTextValue(label)
        self.setOkButtonText(self.tr("Rename"))
        self.setCancelButtonText(self.tr("Cancel"))

    def _tell(self, refusal: str = "") -> None:
        words = self.tr("The name of another class merges the two. The folders stay as they are.")
        self.setLabelText(refusal or words)

    def accept(self) -> None:
        """Take the name, or say why it cannot be one."""
        name = self.textValue().strip()
        if name == self._label:
            super().accept()
            return
        try:
            edit = Edit(EditKind.RENAME, label=self._label, name=name)
            check_class_name(name, self._classes)
        except DatasetError as error:
            self._tell(text_of(error.message))
            return
        super().accept()
        self._asked(edit)
