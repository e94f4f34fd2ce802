"""A data set's pictures with their filters: by class, split, problem, and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QSizePolicy

from tlgui.ui import theme
from tlgui.ui.errors import text_of
from tlgui.ui.item_models import (
    PROBLEM_ROW_HEIGHT,
    ClassModel,
    PictureModel,
    ProblemModel,
    class_rows,
)
from tlgui.ui.picture_grid import GAP, ClassList, PictureGrid
from tlgui.ui.thumbnails import ThumbnailLoader
from tlgui.ui.widgets import Card, ChipRow, make_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QEvent, QModelIndex
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.data.records import DatasetIndex, Problem, Split
    from tlgui.ui.jobs import JobRunner

_FIND_AFTER_MS = 150
_PROBLEM_ROWS = 5
NEEDS_A_LOOK = "needs a look"


class PictureBrowser(Card):
    """The grid of thumbnails with chips and a search field; the class list belongs to it.

    Attributes:
        class_card: the card with the class list, to be placed elsewhere.
    """

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("picture_browser")
        self._index: DatasetIndex | None = None
        self._split: Split | None = None
        self._problems: Sequence[Problem] = ()
        self._notes: dict[int, str] = {}
        self._words: list[str] = []
        self.thumbnails = ThumbnailLoader(runner, self)
        self._pictures = PictureModel()
        self._classes = ClassModel()
        self._problem_rows = ProblemModel()
        self.chips = ChipRow("picture_filters")
        self.chips.chosen.connect(lambda _key: self._filter())
        self.find_field = self._make_find_field()
        self.grid = PictureGrid(self.thumbnails, self._pictures)
        self.problem_list = self._make_problem_list()
        self._nothing = make_label(self.tr("No picture passes the filters."), "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        top = QHBoxLayout()
        top.setContentsMargins(theme.SPACE_XS, 0, theme.SPACE_M - 1, 0)
        top.addWidget(self.chips)
        top.addStretch()
        top.addWidget(self.find_field, 10)
        self.body.addLayout(top)
        self.body.setSpacing(theme.SPACE_S + 4)
        self.body.addWidget(self.problem_list)
        self.body.addWidget(self.grid, 1)
        self.body.addWidget(self._nothing, 1)
        # Half a gap lies left of the pictures, and the scroll bar in the card's right margin, so
        # that pictures, chips and search field share their edges.
        self.body.setContentsMargins(theme.SPACE_M - GAP // 2, theme.SPACE_M, 1, theme.SPACE_M)
        self.class_list = ClassList(self._classes)
        self.class_card = Card(self.tr("Classes"))
        self.class_card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.class_card.title_row.addWidget(make_label(self.tr("pictures"), "small"))
        self.class_card.body.addWidget(self.class_list)
        self.class_card.body.setContentsMargins(theme.SPACE_S, theme.SPACE_M, theme.SPACE_S, 12)
        self.class_card.title_row.setContentsMargins(theme.SPACE_S, 0, theme.SPACE_S, 0)
        self.class_list.selectionModel().selectionChanged.connect(lambda *_: self._filter())

    def show_dataset(
        self, index: DatasetIndex, split: Split | None, problems: Sequence[Problem]
    ) -> None:
        """Show ``index``; filters stay where the data set is the same."""
        if index is not self._index:
            self.thumbnails.clear()
            self._index = index
            self._words = []
            self.find_field.clear()
            self._classes.set_rows(class_rows(index))
            self.class_list.updateGeometry()
        self._split = split
        self._problems = problems
        self._note_problems()
        self._set_chips()
        self._filter()

    def show_problems(self) -> None:
        """Go to the pictures that need a look."""
        if self._problems:
            self.find_field.clear()
            self.class_list.clearSelection()
            self.chips.choose(NEEDS_A_LOOK)

    def _make_find_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("find_picture_field")
        field.setAccessibleName(self.tr("Find by name or class"))
        field.setPlaceholderText(self.tr("Find by name or class"))
        field.setClearButtonEnabled(True)
        field.setMinimumWidth(theme.px(90))
        field.setMaximumWidth(theme.px(210))
        self._search_action = QAction(field)
        self._search_action.setIcon(theme.icon("search", "muted"))
        field.addAction(self._search_action, QLineEdit.ActionPosition.LeadingPosition)
        self._find_timer = QTimer(self)
        self._find_timer.setSingleShot(True)
        self._find_timer.setInterval(_FIND_AFTER_MS)
        self._find_timer.timeout.connect(self._filter)
        field.textChanged.connect(lambda _text: self._find_timer.start())
        shortcut = QShortcut(QKeySequence.StandardKey.Find, self)
        shortcut.activated.connect(field.setFocus)
        return field

    def _make_problem_list(self) -> QListView:
        view = QListView()
        view.setObjectName("problem_list")
        view.setAccessibleName(self.tr("What needs a look"))
        view.setUniformItemSizes(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setModel(self._problem_rows)
        self._problem_rows.setParent(view)
        view.activated.connect(self._on_problem_activated)
        view.clicked.connect(self._on_problem_activated)
        view.hide()
        return view

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange:
            self._search_action.setIcon(theme.icon("search", "muted"))

    def _note_problems(self) -> None:
        assert self._index is not None
        position_of = {record.path: n for n, record in enumerate(self._index.records)}
        self._notes = {}
        for problem in self._problems:
            position = position_of.get(problem.path)
            if position is not None:
                self._notes.setdefault(position, text_of(problem.message))
        self._problem_rows.set_problems(self._problems)
        rows = min(len(self._problems), _PROBLEM_ROWS)
        self.problem_list.setFixedHeight(theme.px(PROBLEM_ROW_HEIGHT) * rows + 2)

    def _set_chips(self) -> None:
        assert self._index is not None
        everything = self.tr("All {n}").format(n=f"{len(self._index.records):,}")
        chips = [("all", everything, "filter_all")]
        if self._split is not None:
            for key, text, positions in (
                ("train", self.tr("Train"), self._split.train),
                ("validation", self.tr("Validation"), self._split.validation),
                ("test", self.tr("Test"), self._split.test),
            ):
                if positions:
                    chips.append((key, text, f"filter_{key}"))
        if self._problems:
            count = len({problem.path for problem in self._problems})
            text = self.tr("Needs a look {n}").format(n=f"{count:,}")
            chips.append((NEEDS_A_LOOK, text, "filter_needs_a_look"))
        self.chips.set_chips(chips)

    def _filter(self) -> None:
        """Show the pictures that pass all filters."""
        index = self._index
        if index is None:
            return
        self.thumbnails.drop_requests()
        positions: Iterable[int] = self._chosen_positions()
        selected = self.class_list.selectedIndexes()
        if selected:
            wanted = selected[0].row()
            positions = [p for p in positions if index.records[p].class_index == wanted]
        words = self.find_field.text().casefold().split()
        if words:
            if not self._words:
                # The path holds the class in most folders, but names may have been merged.
                self._words = [
                    f"{record.path} {index.classes[record.class_index]}".casefold()
                    for record in index.records
                ]
            positions = [p for p in positions if all(word in self._words[p] for word in words)]
        self._pictures.set_pictures(index, tuple(positions), self._notes)
        empty = self._pictures.rowCount() == 0
        self.grid.setVisible(not empty)
        self._nothing.setVisible(empty)
        self.problem_list.setVisible(self.chips.current == NEEDS_A_LOOK)

    def _chosen_positions(self) -> Iterable[int]:
        assert self._index is not None
        key = self.chips.current
        if key == NEEDS_A_LOOK:
            return sorted(self._notes)
        if self._split is not None and key in ("train", "validation", "test"):
            return tuple(getattr(self._split, str(key)))
        return range(len(self._index.records))

    def _on_problem_activated(self, row: QModelIndex) -> None:
        """Go to the picture of a problem, where it is about one that is on show."""
        assert self._index is not None
        path = self._problem_rows.problem(row.row()).path
        for shown, position in enumerate(self._pictures.positions):
            if self._index.records[position].path == path:
                target = self._pictures.index(shown)
                self.grid.setCurrentIndex(target)
                self.grid.scrollTo(target)
                return
