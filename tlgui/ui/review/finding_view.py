"""One finding: its pictures in large, its nearest neighbours, what is said of it, its classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.widgets import Card, make_label
from tlgui.ui.look import theme
from tlgui.ui.pictures.class_keys import WIDTH, ClassKeys, classes_by_key
from tlgui.ui.pictures.thumbnails import ThumbnailLoader
from tlgui.ui.review.neighbour_row import NeighbourRow
from tlgui.ui.review.picture_pane import PicturePane
from tlgui.ui.review.review_words import kind_name, part_name, what_was_done
from tlgui.ui.words.texts import one_line, with_short_names
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tlgui.engine.data.records import SplitName
    from tlgui.engine.review.findings import Finding
    from tlgui.ui.review.review_queue import ReviewQueue
    from tlgui.ui.work.jobs import JobRunner


class FindingView(QWidget):
    """Shows the current finding of a queue. Of twins two are in sight, and one of them is chosen.

    Signals:
        chosen_changed: the user has come to another of its pictures.

    Attributes:
        class_keys: the classes to choose from.
        below: the layout below the pictures.
        decisions: the layout at the foot of the column beside them.
    """

    chosen_changed = Signal()

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._root: Path | None = None
        self._classes: tuple[str, ...] = ()
        self._parts: Mapping[str, SplitName] = {}
        self._bit_depth: int | None = None
        self._at: Finding | None = None
        self._chosen = self._twin = 0
        self._thumbnails = ThumbnailLoader(runner, self)
        self.panes = (
            PicturePane("review_picture", runner),
            PicturePane("review_twin", runner),
        )
        for number, pane in enumerate(self.panes):
            pane.chosen.connect(lambda number=number: self._choose(number))
        self._neighbours = NeighbourRow(self._thumbnails)
        self._near = make_label(
            lambda: self.tr("Most similar pictures"), "small", "review_neighbours_title"
        )
        self._kind = make_label("", "card-title", "review_kind")
        self._reason = make_label("", "", "review_reason", wrap=True)
        self._done = make_label("", "good", "review_done", wrap=True)
        self.class_keys = ClassKeys()
        pictures = QHBoxLayout()
        pictures.setSpacing(theme.SPACE_M)
        for pane in self.panes:
            pictures.addWidget(pane, 1)
        self.below = QHBoxLayout()
        self.below.setSpacing(theme.SPACE_S)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE_S)
        left.addLayout(pictures, 1)
        left.addWidget(self._near)
        left.addWidget(self._neighbours)
        left.addSpacing(theme.SPACE_S)
        left.addLayout(self.below)
        side = Card()
        side.setFixedWidth(theme.px(WIDTH) + 2 * theme.SPACE_M)
        side.body.addWidget(self._make_area(), 1)
        self.decisions = side.body
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addLayout(left, 1)
        layout.addWidget(side)

    @property
    def finding(self) -> Finding | None:
        """The one on show."""
        return self._at

    @property
    def file(self) -> str:
        """The chosen picture of the finding on show; empty where none is."""
        files = self._files()
        return files[min(self._chosen, len(files) - 1)] if files else ""

    def set_folder(
        self, root: Path, classes: Sequence[str], parts: Mapping[str, SplitName]
    ) -> None:
        """Say where the pictures lie, which classes there are, and which part each is in."""
        self._root, self._classes, self._parts = root, tuple(classes), parts
        self._at = None

    def set_bit_depth(self, bit_depth: int | None) -> None:
        """Say how many bits the 16-bit pictures use; those on show are decoded anew."""
        if bit_depth != self._bit_depth:
            self._bit_depth = bit_depth
            self._thumbnails.set_bit_depth(bit_depth)
            for pane in self.panes:
                pane.leave()

    def show_current(self, queue: ReviewQueue) -> None:
        """Show the current finding of ``queue``, which has one, and what was done about it."""
        finding, root = queue.current, self._root
        assert finding is not None
        assert root is not None
        if finding != self._at:
            self._at, self._chosen, self._twin = finding, 0, 0
            if QApplication.focusWidget() is self.panes[1].canvas:
                self.panes[0].canvas.setFocus()
        self._show_pictures(queue, finding, root)
        own = queue.label_of(self.file)
        near = [(root / file, label) for file, label in finding.neighbours]
        self._neighbours.show_neighbours(near, own or finding.label)
        for widget in (self._near, self._neighbours):
            widget.setVisible(bool(near))
        self._kind.setText(kind_name(finding.kind))
        self._reason.setText(one_line(text_of(with_short_names(finding.reason))))
        self._reason.setToolTip(plain_tooltip(one_line(text_of(finding.reason))))
        done = queue.what_was_done(finding)
        self._done.setVisible(done is not None)
        if done is not None:
            self._done.setText(what_was_done(done, one_line(own)))
        near_labels = (label for _file, label in finding.neighbours)
        keyed = classes_by_key(self._classes, (finding.suggested, finding.label, *near_labels))
        self.class_keys.show_classes(keyed, self._classes, own, finding.suggested)

    def choose_left(self) -> None:
        """Go to the picture in question."""
        self._choose(0)
        self.panes[0].canvas.setFocus()

    def choose_right(self) -> None:
        """Go to the picture at the right; from there to the next twin, where there are more."""
        twins = 0 if self._at is None else len(self._at.files) - 1
        if not twins:
            return
        if self._chosen == 1:
            self._twin = (self._twin + 1) % twins
        self._choose(1)
        self.panes[1].canvas.setFocus()

    def leave(self) -> None:
        """Let go of the pictures."""
        self._at = None
        for pane in self.panes:
            pane.leave()

    def _make_area(self) -> QScrollArea:
        """What is said of the picture, and its classes; scrolled where they must be."""
        inner = QWidget()
        told = QVBoxLayout(inner)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(theme.SPACE_S)
        told.addWidget(self._kind)
        told.addWidget(self._reason)
        told.addWidget(self._done)
        told.addSpacing(theme.SPACE_S)
        told.addWidget(
            make_label(lambda: self.tr("Which class is it?"), "card-title", "review_question")
        )
        told.addWidget(self.class_keys)
        told.addStretch()
        area = QScrollArea()
        area.setObjectName("review_side_area")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _files(self) -> tuple[str, ...]:
        """The two files in sight, or one; the first is the one in question."""
        finding = self._at
        if finding is None:
            return ()
        return finding.files[:1] + finding.files[1 + self._twin : 2 + self._twin]

    def _choose(self, number: int) -> None:
        self._chosen = number
        self.chosen_changed.emit()

    def _show_pictures(self, queue: ReviewQueue, finding: Finding, root: Path) -> None:
        files = self._files()
        self.panes[1].setVisible(len(files) > 1)
        for number, file in enumerate(files):
            label = queue.label_of(file)
            name = one_line(label) if label else self.tr("left out")
            place = one_line(file)
            said = self.tr("Picture {name}, class {label}").format(name=place, label=name)
            if file in self._parts:
                name = f"{name} · {part_name(self._parts[file])}"
            if number and len(finding.files) > 2:
                place = f"{self._twin + 1}/{len(finding.files) - 1} · {place}"
            path, pane = root / file, self.panes[number]
            pane.show_picture(path, self._thumbnails.pixmap(path), self._bit_depth)
            pane.tell(name, place, said)
            pane.set_chosen(len(files) > 1 and number == self._chosen)
