"""The selected pictures: how many of which class, and what can be done with them."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from tlgui.ui.kit.flow_layout import FlowLayout
from tlgui.ui.kit.widgets import Card, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line, pictures_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLASSES_TOLD = 4


class SelectionCard(Card):
    """Gives the selected pictures a class, leaves them out, keeps them together, reviews them.

    Signals:
        relabel_requested: with the name of the class that they are to have.
        leave_out_requested: the user wants them left out.
        group_requested: the user wants them on one side of the split.
        review_requested: the user wants to go through the findings about them.
        clear_requested: the user wants none selected.
    """

    relabel_requested = Signal(str)
    leave_out_requested = Signal()
    group_requested = Signal()
    review_requested = Signal()
    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("map_selection_card")
        self._labels: tuple[str, ...] = ()
        self._classes: tuple[str, ...] = ()
        self._doubtful = 0
        self._count = make_label("", "card-title", "map_selection_count")
        self._mix = make_label("", "small", "map_selection_classes", wrap=True)
        self._classes_menu = QMenu(self)
        self._classes_menu.setObjectName("map_class_menu")
        self.class_button = make_button(
            lambda: self.tr("Give a class…"), "map_relabel_button", "small"
        )
        self.class_button.clicked.connect(self._open_classes)
        self.leave_out_button = make_button(
            lambda: self.tr("Leave out (X)"), "map_leave_out_button", "small"
        )
        self.leave_out_button.clicked.connect(self.leave_out_requested)
        self.group_button = make_button(
            lambda: self.tr("Keep together"),
            "map_group_button",
            "small",
            tooltip=lambda: self.tr("On one side of the split, wherever pictures are divided"),
        )
        self.group_button.clicked.connect(self.group_requested)
        self.review_button = make_button("", "map_review_button", "small")
        self.review_button.clicked.connect(self.review_requested)
        self.clear_button = make_button(lambda: self.tr("Clear (Esc)"), "map_clear_button", "small")
        self.clear_button.clicked.connect(self.clear_requested)
        self.body.addWidget(self._count)
        self.body.addWidget(self._mix)
        buttons = QWidget()
        flow = FlowLayout(buttons, theme.SPACE_XS)
        self._buttons = (
            *(self.class_button, self.leave_out_button, self.group_button),
            *(self.review_button, self.clear_button),
        )
        for button in self._buttons:
            flow.addWidget(button)
        self.body.addWidget(buttons)
        live(self, self._tell)
        self.hide()

    def show_selection(
        self, labels: Sequence[str], classes: Sequence[str], doubtful: int, *, editable: bool
    ) -> None:
        """Show what is selected; nothing hides the card.

        Args:
            labels: the class of each selected picture.
            classes: all there are.
            doubtful: how many of them findings are about.
            editable: whether there is a project that keeps edits.
        """
        self._labels, self._classes, self._doubtful = tuple(labels), tuple(classes), doubtful
        for button in (self.class_button, self.leave_out_button):
            button.setEnabled(editable)
        self.group_button.setEnabled(editable and len(self._labels) > 1)
        self._tell()
        self.setVisible(bool(self._labels))

    def _open_classes(self) -> None:
        self._classes_menu.clear()
        now = set(self._labels)
        for number, name in enumerate(self._classes):
            # A single ampersand would underline the letter after it.
            action = self._classes_menu.addAction(one_line(name).replace("&", "&&"))
            action.setObjectName(f"map_class_{number}_action")
            action.setEnabled(now != {name})
            action.triggered.connect(partial(self._on_class, name))
        self._classes_menu.popup(
            self.class_button.mapToGlobal(self.class_button.rect().bottomLeft())
        )

    def _on_class(self, name: str, _checked: bool = False) -> None:
        self.relabel_requested.emit(name)

    def _tell(self) -> None:
        self._count.setText(
            self.tr("{pictures} selected").format(pictures=pictures_text(len(self._labels)))
        )
        counts = Counter(self._labels).most_common()
        told = [f"{one_line(name)} {count:,}" for name, count in counts[:_CLASSES_TOLD]]
        more = len(counts) - len(told)
        if more > 0:
            told.append(self.tr("{n} more classes").format(n=more) if more > 1 else "…")
        self._mix.setText(" · ".join(told))
        self.review_button.setVisible(bool(self._doubtful))
        words = self.tr("Review {n} findings…").format(n=f"{self._doubtful:,}")
        if self._doubtful == 1:
            words = self.tr("Review 1 finding…")
        self.review_button.setText(words)
        self.review_button.setAccessibleName(words)
