"""The classes that the answer at hand can be corrected to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QScrollArea, QVBoxLayout, QWidget

from tlgui.engine.data.index import class_name
from tlgui.engine.edits.edit import check_class_name
from tlgui.engine.errors import DatasetError
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.widgets import Card, make_label
from tlgui.ui.look import theme
from tlgui.ui.pictures.class_keys import WIDTH, ClassKeys, classes_by_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tlgui.engine.deploy.predictor import Prediction


class NewClassQuestion(QInputDialog):
    """Asks for the name of a class that there is none of yet; one of the ``known`` is taken too."""

    def __init__(
        self, known: Sequence[str], named: Callable[[str], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("new_class_question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._known, self._named = known, named
        self.setWindowTitle(self.tr("A new class"))
        self.setLabelText(self.tr("Its name. It is learned with the next corrections."))
        self.setOkButtonText(self.tr("Take it"))
        self.setCancelButtonText(self.tr("Cancel"))

    def accept(self) -> None:
        """Take the name, or say why it cannot be one."""
        name = class_name(self.textValue().strip())
        try:
            check_class_name(name, self._known)
        except DatasetError as error:
            self.setLabelText(text_of(error.message))
            return
        super().accept()
        self._named(name)


class KeysCard(Card):
    """Asks which class it is; hidden where there is none to choose.

    Attributes:
        keys: the classes, with their number keys.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: self.tr("Which class is it?"), parent)
        self.setObjectName("classify_keys_card")
        self.setFixedWidth(theme.px(WIDTH) + 2 * theme.SPACE_M)
        self._classes: Sequence[str] = ()
        self.keys = ClassKeys(takes_new=True)
        self.keys.new_asked.connect(self._ask_for_name)
        lead = make_label(
            lambda: self.tr(
                "Where the answer is wrong, or none yet, say what it is: the model learns from it."
            ),
            "small",
            "classify_keys_lead",
            wrap=True,
        )
        area = QScrollArea(self)
        inner = QWidget(area.viewport())
        told = QVBoxLayout(inner)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(theme.SPACE_S)
        told.addWidget(lead)
        told.addWidget(self.keys)
        told.addStretch()
        area.setObjectName("classify_keys_area")
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self.body.addWidget(area, 1)
        self.hide()

    def show_answer(
        self, prediction: Prediction | None, classes: Sequence[str], given: str
    ) -> None:
        """Offer ``classes`` for an answer; nothing where there is none of either.

        Args:
            prediction: the answer at hand.
            classes: that it can be corrected to.
            given: what the user said it is; may be empty.
        """
        self._classes = classes
        if prediction is None or not classes:
            self.keys.show_classes({}, (), "", "")
            return
        keyed = classes_by_key(classes, [name for name, _share in prediction.ranked])
        self.keys.show_classes(keyed, classes, given, prediction.label or "")

    def _ask_for_name(self) -> None:
        NewClassQuestion(self._classes, self.keys.chosen.emit, self).open()

    def open_others(self) -> None:
        """Open the list of the classes that have no key, where there are some."""
        if self.isVisible() and self.keys.others.isVisible():
            self.keys.others.setFocus()
            self.keys.others.showPopup()
