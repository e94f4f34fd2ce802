"""The networks of the textbooks, year by year, each with its idea and its shape."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.models.scratch.textbook import TEXTBOOKS
from tlgui.ui.kit.chips import Chip
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.flow_layout import FlowLayout
from tlgui.ui.kit.widgets import Card, make_label
from tlgui.ui.look import theme
from tlgui.ui.model.scratch.shape_drawing import ShapeDrawing
from tlgui.ui.words.live_text import live, live_text
from tlgui.ui.words.network_names import label_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QPaintEvent

    from tlgui.engine.models.scratch.shape import NetworkShape
    from tlgui.engine.models.scratch.textbook import Textbook

HEIGHT = 560
YEAR_WIDTH = 62
"""Pixels of the column at the left with the years and the line."""
LINE_AT = 50


def families() -> list[tuple[Textbook, ...]]:
    """The networks by the paper that they come from, in the order of their years."""
    return [tuple(books) for _paper, books in groupby(TEXTBOOKS, key=lambda book: book.paper)]


class TimelineEntry(QRadioButton):
    """A network, or a family of networks of one paper.

    A radio button that looks like a card: one of them is on, arrow keys go from one to the next.

    Signals:
        member_chosen: with the ``Textbook`` of the family that the user looks at now.
    """

    member_chosen = Signal(object)

    def __init__(self, books: Sequence[Textbook], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.books = tuple(books)
        self.book = self.books[0]
        self.used = ""
        self._shapes: dict[str, NetworkShape] = {}
        self.setObjectName(f"textbook_{self.book.name}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._label = make_label("", "card-title")
        self._used_mark = make_label(lambda: self.tr("\u2713 used"), "good")
        self._parameters = make_label("", "small")
        self._idea = make_label("", "small", wrap=True)
        self._drawing = ShapeDrawing(f"shape_{self.book.name}")
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_S)
        line.addWidget(self._label)
        line.addWidget(self._used_mark)
        line.addStretch()
        line.addWidget(self._parameters)
        layout = self._content = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(YEAR_WIDTH) + 12, 10, 12, 10)
        layout.setSpacing(theme.SPACE_XS)
        layout.addLayout(line)
        layout.addWidget(self._idea)
        layout.addWidget(self._drawing)
        self._chips: dict[str, QPushButton] = {}
        if len(self.books) > 1:
            layout.addWidget(self._make_chips())
        for part in (self._label, self._used_mark, self._parameters, self._idea):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        live(self, self._tell)

    @property
    def year_text(self) -> str:
        """The year of its paper."""
        return str(self.book.year)

    def look_at(self, name: str) -> None:
        """Show the member called ``name``."""
        self.book = next(book for book in self.books if book.name == name)
        if name in self._chips:
            self._chips[name].setChecked(True)
        self._tell()

    def show_used(self, name: str) -> None:
        """Mark the network ``name``, which training uses, where it is in this family."""
        self.used = name
        self._tell()

    def set_shape(self, name: str, shape: NetworkShape) -> None:
        """Draw the member ``name`` as ``shape``."""
        self._shapes[name] = shape
        self._tell()

    def sizeHint(self) -> QSize:
        # What its sentences would like on one line must not widen the column.
        return QSize(self.minimumSizeHint().width(), self._content.totalSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self._content.totalMinimumSize()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Whether it is pressed at ``pos``: all of it is the button."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.palette()
        left, top = float(theme.px(LINE_AT)), 10 + self._label.height() / 2
        painter.setPen(QPen(colors.color("line"), 2))
        painter.drawLine(QPointF(left, 0), QPointF(left, self.height()))
        painter.setPen(QPen(colors.color("accent"), 2))
        painter.setBrush(colors.color("accent" if self.isChecked() else "surface"))
        painter.drawEllipse(QPointF(left, top), 4.5, 4.5)
        painter.setPen(colors.color("text" if self.isChecked() else "muted"))
        painter.setFont(theme.font(strong=self.isChecked()))
        place = QRectF(0, top - 12, left - 10, 24)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, side, self.year_text)
        if self.isChecked() or self.hasFocus() or self.underMouse():
            # Chips stand on it: their own soft ground would be lost on another.
            ground = "surface" if self.isChecked() else "sunken"
            edge = "accent" if self.isChecked() or self.hasFocus() else "line"
            width = 3 if self.hasFocus() else 1.5
            painter.setPen(QPen(colors.color(edge), width))
            painter.setBrush(colors.color(ground))
            card = QRectF(self.rect()).adjusted(theme.px(YEAR_WIDTH), 1, -1, -1)
            painter.drawRoundedRect(card, theme.RADIUS_CARD, theme.RADIUS_CARD)
        painter.end()

    def _make_chips(self) -> QWidget:
        row = QWidget()
        row.setObjectName(f"members_{self.book.name}")
        flow = FlowLayout(row, theme.SPACE_XS)
        group = QButtonGroup(self)
        for book in self.books:
            chip = Chip(f"member_{book.name}")
            # What all labels of a family begin with is told above.
            chip.setText(book.label.rpartition("-")[2])
            live_text(chip, chip.setAccessibleName, partial(self._member_text, book))
            chip.clicked.connect(lambda _on=True, book=book: self.member_chosen.emit(book))
            group.addButton(chip)
            flow.addWidget(chip)
            self._chips[book.name] = chip
        self._chips[self.book.name].setChecked(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        return row

    def _member_text(self, book: Textbook) -> str:
        return self.tr("Look at {name}").format(name=book.label)

    def _tell(self) -> None:
        book = self.book
        self._label.setText(label_of(book))
        self._used_mark.setVisible(book.name == self.used)
        parameters = self.tr("{n:,} parameters").format(n=book.parameters)
        self._parameters.setText(parameters)
        self._idea.setText(text_of(book.idea))
        self._drawing.show_shape(self._shapes.get(book.name), label_of(book))
        self.setAccessibleName(
            self.tr("{name} of {year}").format(name=label_of(book), year=book.year)
        )
        used = self.tr("Used for training.") if book.name == self.used else ""
        told = (used, text_of(book.idea), parameters)
        self.setAccessibleDescription(" ".join(filter(None, told)))
        self.update()


class Timeline(Card):
    """All networks of the textbooks, the oldest first.

    Signals:
        looked_at: with the ``Textbook`` that the user looks at now.
    """

    looked_at = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: self.tr("From 1998 to 2019"), parent)
        self.setObjectName("textbook_timeline")
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setMinimumHeight(theme.px(HEIGHT))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.SPACE_S, 0)
        column.setSpacing(0)
        self._group = QButtonGroup(self)
        self.entries: dict[str, TimelineEntry] = {}
        for books in families():
            entry = TimelineEntry(books)
            self._group.addButton(entry)
            entry.toggled.connect(lambda on, entry=entry: self._on_toggled(entry, on=on))
            entry.member_chosen.connect(self._on_member)
            column.addWidget(entry)
            for book in books:
                self.entries[book.name] = entry
        column.addStretch()
        self._scroll.setWidget(inside)
        self.body.addWidget(self._scroll)
        self.body.addWidget(
            make_label(
                lambda: self.tr(
                    "The higher a block, the larger its maps; the wider, the more there are."
                    " Pale: pooling. Thin: flat vectors."
                ),
                "small",
                wrap=True,
            )
        )

    def look_at(self, book: Textbook) -> None:
        """Put the mark on ``book``; ``looked_at`` is not emitted where it is there already."""
        entry = self.entries[book.name]
        entry.look_at(book.name)
        entry.setChecked(True)

    def reveal(self, book: Textbook) -> None:
        """Scroll to ``book``."""
        self._scroll.ensureWidgetVisible(self.entries[book.name], 0, theme.SPACE_L)

    def show_used(self, name: str) -> None:
        """Mark the network ``name``, which training uses; empty for none of these."""
        for entry in self._group.buttons():
            assert isinstance(entry, TimelineEntry)
            entry.show_used(name)

    def set_shape(self, name: str, shape: NetworkShape) -> None:
        """Draw the network ``name`` as ``shape``."""
        self.entries[name].set_shape(name, shape)

    def _on_toggled(self, entry: TimelineEntry, *, on: bool) -> None:
        if on:
            self.looked_at.emit(entry.book)
            if entry.hasFocus():
                self.reveal(entry.book)

    def _on_member(self, book: Textbook) -> None:
        self.entries[book.name].look_at(book.name)
        if self.entries[book.name].isChecked():
            self.looked_at.emit(book)
        else:
            self.entries[book.name].setChecked(True)
