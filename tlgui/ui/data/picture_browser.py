"""A data set's pictures with their filters, and one of them large in their place."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from tlgui.engine.data.records import ProblemKind, SplitName
from tlgui.ui.data.class_list import ClassList
from tlgui.ui.data.facts_panel import Subject, copy_path
from tlgui.ui.data.filter_bar import FilterBar
from tlgui.ui.data.picture_filter import (
    EVERYTHING,
    NEEDS_A_LOOK,
    Catalogue,
    PictureFilter,
    split_of,
)
from tlgui.ui.data.picture_viewer import PictureViewer
from tlgui.ui.data.problem_list import ProblemList
from tlgui.ui.kit.file_manager import show_in_file_manager
from tlgui.ui.kit.widgets import Card, IconLabel, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.pictures.item_models import ClassModel, PictureModel, class_rows
from tlgui.ui.pictures.picture_grid import GAP, PictureGrid
from tlgui.ui.pictures.thumbnails import ThumbnailLoader
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from tlgui.engine.data.records import DatasetIndex, Problem, Split
    from tlgui.engine.edits.edit import Edit
    from tlgui.ui.work.jobs import JobRunner

_MANY = 10_000


class PictureBrowser(Card):
    """The grid of thumbnails with chips and a search field; the class list belongs to it.

    Signals:
        edit_requested: with the ``Edit`` that the user wants.

    Attributes:
        class_card: the card with the class list, to be placed elsewhere.
        viewer: the large view, shown in the place of the grid.
    """

    edit_requested = Signal(object)

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("picture_browser")
        self._runner = runner
        self._catalogue: Catalogue | None = None
        self._split: Split | None = None
        self._problems: Sequence[Problem] = ()
        self._noted: dict[int, list[Problem]] = {}
        self._wanted: Mapping[str, object] | None = None
        self._large: int | None = None
        self._row_kept: int | None = None
        self._bit_depth: int | None = None
        self.thumbnails = ThumbnailLoader(runner, self)
        self._pictures = PictureModel()
        self._classes = ClassModel()
        self.filters = FilterBar()
        self.filters.changed.connect(lambda: self._filter())
        self.filters.class_cleared.connect(self._clear_class)
        self.grid = PictureGrid(self.thumbnails, self._pictures)
        self.grid.open_requested.connect(self.open_picture)
        self.grid.menu_requested.connect(self._show_menu)
        self.problem_list = ProblemList()
        self.problem_list.chosen.connect(self._go_to_problem)
        self.problem_list.opened.connect(lambda problem: self._go_to_problem(problem, large=True))
        self._asked = make_label("", "muted", "no_match_text", wrap=True)
        self._nothing = self._make_nothing()
        self.viewer = PictureViewer(runner)
        self.viewer.setContentsMargins(GAP // 2, 0, theme.SPACE_M - 1, 0)
        self.viewer.closed.connect(self.close_picture)
        self.viewer.row_requested.connect(self.open_picture)
        self.viewer.menu_requested.connect(self._show_menu)
        self.viewer.hide()
        self._overview = self._make_overview()
        self.body.addWidget(self._overview, 1)
        self.body.addWidget(self.viewer, 1)
        # Half a gap lies left of the pictures, and the scroll bar in the card's right margin, so
        # that pictures, chips and search field share their edges.
        self.body.setContentsMargins(theme.SPACE_M - GAP // 2, theme.SPACE_M, 1, theme.SPACE_M)
        self.class_list = ClassList(self._classes)
        self.class_list.selectionModel().selectionChanged.connect(lambda *_: self._filter())
        self.class_list.menu_requested.connect(self._show_class_menu)
        self.class_card = self._make_class_card()
        shortcut = QShortcut(QKeySequence.StandardKey.Find, self)
        shortcut.activated.connect(self._find)

    def show_dataset(
        self, index: DatasetIndex, split: Split | None, problems: Sequence[Problem]
    ) -> None:
        """Show ``index``; filters stay where the data set is the same."""
        catalogue = self._catalogue
        if catalogue is None or index is not catalogue.index:
            catalogue = self._catalogue = Catalogue(index)
            self._runner.start(catalogue.prepare, lane="files")
            if len(index.records) >= _MANY:
                # Records hold no cycles, and are let go of all the same. To look for cycles among
                # 100,000 takes 0.1 s, which would come in the middle of a scroll.
                gc.freeze()
            self.close_picture()
            self.thumbnails.clear()
            self.grid.forget_shape()
            self.class_list.clearSelection()
            self.filters.set_counts({})
            self.filters.set_filters(EVERYTHING, "")
        self._split, self._problems = split, problems
        self._noted = catalogue.noted(problems)
        self.problem_list.show_problems(problems)
        unreadable = {
            position
            for position, found in self._noted.items()
            if any(problem.kind is ProblemKind.UNREADABLE for problem in found)
        }
        self._classes.set_rows(class_rows(index, split, catalogue.class_of, unreadable))
        self.class_list.updateGeometry()
        self.filters.set_counts(self._counts())
        if self._wanted is None:
            self._filter(keep_large=True)
        else:
            wanted, self._wanted = self._wanted, None
            self.restore(wanted)

    def set_bit_depth(self, bit_depth: int | None) -> None:
        """Show pictures of 16 bits as ones that use so many of them."""
        if bit_depth != self._bit_depth:
            self._bit_depth = bit_depth
            self.thumbnails.set_bit_depth(bit_depth)
            self._filter(keep_large=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.problem_list.set_room(self.height())

    def show_problems(self) -> None:
        """Go to the pictures that need a look."""
        if self._problems:
            self.close_picture()
            self.clear_filters(NEEDS_A_LOOK)

    def state(self) -> dict[str, str | None]:
        """The filters that are on: ``split`` (a chip), ``class`` (a name or None), ``words``."""
        chosen = self._chosen_class()
        return {
            "split": self.filters.part,
            "class": None if chosen is None else self._classes.rows[chosen].name,
            "words": self.filters.words,
        }

    def restore(self, state: Mapping[str, object]) -> None:
        """Switch the filters of ``state`` on, as far as they mean something here.

        Before a data set is on show, they wait for it.
        """
        if self._catalogue is None:
            self._wanted = state
            return
        words, part, label = (state.get(key) for key in ("words", "split", "class"))
        self._choose_class(label if isinstance(label, str) else None)
        self.filters.set_filters(
            part if isinstance(part, str) else EVERYTHING, words if isinstance(words, str) else ""
        )
        row, self._row_kept = self._row_kept, None
        if row is not None and self._pictures.rowCount():
            # After an edit one goes on from where one was.
            self.grid.go_to(min(max(0, row), self._pictures.rowCount() - 1))

    def clear_filters(self, part: str = EVERYTHING) -> None:
        """Show all pictures, or all of ``part``."""
        self.class_list.clearSelection()
        self.filters.set_filters(part, "")

    def open_picture(self, row: int) -> None:
        """Show the picture in ``row`` of those that pass the filters large."""
        catalogue = self._catalogue
        if catalogue is None or not 0 <= row < self._pictures.rowCount():
            return
        position = self._pictures.positions[row]
        record = catalogue.index.records[position]
        path = self._pictures.path(row)
        subject = Subject(
            path,
            record.path,
            catalogue.index.classes[record.class_index],
            split_of(self._split, position),
            self._split is not None,
            self._noted.get(position, ()),
            row,
            self._pictures.rowCount(),
            self._bit_depth,
        )
        self.grid.go_to(row)
        self._large = position
        self.viewer.show_picture(subject, self.thumbnails.pixmap(path))
        if not self.viewer.isVisibleTo(self):
            self._overview.hide()
            self.viewer.show()
            self.viewer.canvas.setFocus()

    def close_picture(self) -> None:
        """Back to the grid."""
        if self.viewer.isVisibleTo(self):
            self._large = None
            self.viewer.hide()
            self.viewer.leave()
            self._overview.show()
            self.grid.setFocus()

    def _make_overview(self) -> QWidget:
        overview = QWidget()
        layout = QVBoxLayout(overview)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S + 4)
        inset = QVBoxLayout()
        inset.setContentsMargins(GAP // 2, 0, theme.SPACE_M - 1, 0)
        inset.setSpacing(layout.spacing())
        inset.addWidget(self.filters)
        inset.addWidget(self.problem_list)
        layout.addLayout(inset)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self._nothing, 1)
        return overview

    def _make_nothing(self) -> QWidget:
        """What stands in the place of the grid where no picture passes."""
        widget = QWidget()
        widget.setObjectName("no_match_state")
        center = Qt.AlignmentFlag.AlignHCenter
        clear = make_button(lambda: self.tr("Clear filters"), "clear_filters_button")
        clear.clicked.connect(lambda: self.clear_filters())
        title = make_label(lambda: self.tr("No picture passes the filters"), "large", wrap=True)
        for label in (title, self._asked):
            label.setAlignment(center)
        layout = QVBoxLayout(widget)
        layout.setContentsMargins(theme.SPACE_L, 0, theme.SPACE_L, 0)
        layout.setSpacing(theme.SPACE_S)
        layout.addStretch(2)
        layout.addWidget(IconLabel("search", "accent", 28, ground="accent_soft"), 0, center)
        layout.addWidget(title)
        layout.addWidget(self._asked)
        layout.addSpacing(theme.SPACE_S)
        layout.addWidget(clear, 0, center)
        layout.addStretch(3)
        live(widget, lambda: self._asked.setText(self.filters.in_words()))
        widget.hide()
        return widget

    def _make_class_card(self) -> Card:
        card = Card(lambda: self.tr("Classes"))
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        card.title_row.addWidget(make_label(lambda: self.tr("pictures"), "small"))
        card.body.addWidget(self.class_list)
        card.body.setContentsMargins(theme.SPACE_S, theme.SPACE_M, theme.SPACE_S, 12)
        card.title_row.setContentsMargins(theme.SPACE_S, 0, theme.SPACE_S, 0)
        return card

    def _counts(self) -> dict[str, int]:
        """How many pictures, or problems, each chip stands for."""
        split = self._split
        parts = (
            {} if split is None else {str(name): len(getattr(split, name)) for name in SplitName}
        )
        return {
            EVERYTHING: len(self._catalogue.class_of) if self._catalogue is not None else 0,
            **parts,
            NEEDS_A_LOOK: len({problem.path for problem in self._problems}),
        }

    def _chosen_class(self) -> int | None:
        selected = self.class_list.selectedIndexes()
        return selected[0].row() if selected else None

    def _choose_class(self, name: str | None) -> None:
        row = next((n for n, row in enumerate(self._classes.rows) if row.name == name), None)
        if row is None:
            self.class_list.clearSelection()
        else:
            self.class_list.selectionModel().setCurrentIndex(
                self._classes.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def _clear_class(self) -> None:
        self.class_list.clearSelection()
        self.class_list.setFocus()

    def _filter(self, *, keep_large: bool = False) -> None:
        """Show the pictures that pass all filters; with ``keep_large`` a large one stays."""
        catalogue = self._catalogue
        if catalogue is None:
            return
        chosen = self._chosen_class()
        wanted = PictureFilter(self.filters.part, chosen, self.filters.words)
        large = self._large if keep_large else None
        self.thumbnails.drop_requests()
        positions = catalogue.passing(wanted, self._split, self._noted)
        self._pictures.set_pictures(catalogue.index, positions, self._noted)
        self.grid.viewport().update()
        if large is not None and large in positions:
            self.open_picture(positions.index(large))
        else:
            self.close_picture()
        self.filters.set_class(None if chosen is None else self._classes.rows[chosen].name)
        looking = wanted.part == NEEDS_A_LOOK
        # Problems may be about folders alone: then the list says all there is to say.
        empty = not positions and not (looking and not wanted.words.strip() and chosen is None)
        self._asked.setText(self.filters.in_words())
        self._nothing.setVisible(empty)
        self.grid.setVisible(not empty)
        self.problem_list.setVisible(looking)

    def _find(self) -> None:
        self.close_picture()
        self.filters.ask_for_words()

    def _go_to_problem(self, problem: Problem, *, large: bool = False) -> None:
        """Go to the picture of ``problem``, or to the class whose folder it is about."""
        catalogue = self._catalogue
        if catalogue is None:
            return
        position = catalogue.position_of(problem.path)
        if position is None:
            # The last part of a class folder's path is its name, in one spelling or another.
            name = problem.path.rpartition("/")[2]
            if any(row.name == name for row in self._classes.rows):
                self.clear_filters()
                self._choose_class(name)
            return
        if position not in self._pictures.positions:
            self.clear_filters(NEEDS_A_LOOK)
        row = self._pictures.positions.index(position)
        self.grid.go_to(row)
        if large:
            self.open_picture(row)

    def _show_menu(self, row: int, place: QPoint) -> None:
        path = self._pictures.path(row)
        menu = QMenu(self)
        menu.setObjectName("picture_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, text, action in (
            ("open_picture_action", self.tr("Show large"), lambda: self.open_picture(row)),
            (
                "show_file_action",
                self.tr("Show in file manager"),
                lambda: show_in_file_manager(path),
            ),
            ("copy_path_action", self.tr("Copy path"), lambda: copy_path(path)),
        ):
            menu.addAction(text, action).setObjectName(name)
        catalogue = self._catalogue
        if catalogue is not None:
            from tlgui.ui.data.edits.edit_menus import PictureEditMenu

            record = catalogue.index.records[self._pictures.positions[row]]
            classes = catalogue.index.classes
            edits = PictureEditMenu(record.path, classes[record.class_index], classes, menu)
            edits.edit_requested.connect(self._ask_for_edit)
            menu.addSeparator()
            menu.addMenu(edits)
        menu.popup(place)

    def _show_class_menu(self, row: int, place: QPoint) -> None:
        from tlgui.ui.data.edits.edit_menus import ClassMenu

        names = [each.name for each in self._classes.rows]
        menu = ClassMenu(names[row], names, self.class_list)
        menu.edit_requested.connect(self._ask_for_edit)
        menu.popup(place)

    def _ask_for_edit(self, edit: Edit) -> None:
        self._row_kept = self.grid.currentIndex().row()
        self.edit_requested.emit(edit)
