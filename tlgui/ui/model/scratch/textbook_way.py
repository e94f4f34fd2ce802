"""The way to a network of the textbooks: a timeline, facts, and the layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tlgui.engine.data.split import typical_count
from tlgui.engine.models.scratch.textbook import TEXTBOOKS
from tlgui.ui.kit.columns import Columns, empty_column
from tlgui.ui.kit.errors import route_error
from tlgui.ui.model.layers.layers_card import LayersCard
from tlgui.ui.model.scratch.scratch_jobs import find_shape, find_table
from tlgui.ui.model.scratch.textbook_facts import SCALED, ScalingCard, TextbookFacts
from tlgui.ui.model.scratch.timeline import Timeline
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from tlgui.engine.models.layer_table import LayerTable
    from tlgui.engine.models.scratch.shape import NetworkShape
    from tlgui.engine.models.scratch.textbook import Textbook
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.model.layers.several import Several
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

STACK_BELOW = 700
LINGER_MS = 200


class TextbookWay(QWidget):
    """All networks of the textbooks; one is looked at.

    Signals:
        looked_at: another network is looked at.
        design_asked: with the ``Textbook`` whose layers the user wants to change.
    """

    looked_at = Signal()
    design_asked = Signal(object)

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        message_bar: MessageBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("textbook_way")
        self._session = session
        self._message_bar = message_bar
        self._shapes: dict[str, NetworkShape] = {}
        self._tables: dict[tuple[str, int], LayerTable] = {}
        self._drawing = LatestJob(runner, self)
        self._looking = LatestJob(runner, self)
        self._unbuilt: set[str] = set()
        self._several: Several | None = None
        # Who only passes by with the arrow keys does not want PyTorch to be imported.
        self._linger = QTimer(self)
        self._linger.setSingleShot(True)
        self._linger.setInterval(LINGER_MS)
        self._linger.timeout.connect(self._go_on)
        self.columns = Columns(
            self._make_timeline,
            self._make_facts,
            shares=(3, 2),
            stack_below=STACK_BELOW,
            below=self._make_layers,
            parent=self,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)
        self.book = TEXTBOOKS[0]
        self.timeline.look_at(self.book)
        self.timeline.looked_at.connect(self.look_at)
        self._facts.design_asked.connect(self.design_asked)
        self._show()

    def _make_timeline(self, parent: QWidget) -> QWidget:
        self.timeline = Timeline(parent)
        return self.timeline

    def _make_facts(self, parent: QWidget) -> QWidget:
        column, cards = empty_column(parent)
        self._facts = TextbookFacts(column)
        self._scaling = ScalingCard(column)
        cards.addWidget(self._facts)
        cards.addWidget(self._scaling)
        cards.addStretch()
        return column

    def _make_layers(self, parent: QWidget) -> QWidget:
        self.layers = LayersCard(parent)
        return self.layers

    def look_at(self, book: Textbook) -> None:
        """Show the facts and the layers of ``book``."""
        self.book = book
        self.timeline.look_at(book)
        self._show()
        self.looked_at.emit()
        if self.isVisible():
            self._linger.start()

    def show_used(self, name: str) -> None:
        """Mark the network that training uses; empty for none of these."""
        self.timeline.show_used(name)

    def show_folder(self, several: Several | None) -> None:
        """Tell what depends on the pictures that are open, and how many models would be made."""
        self._several = several
        self._show()
        if self.isVisible():
            self._linger.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.timeline.reveal(self.book)
        self._linger.start()

    def _classes(self) -> int:
        index = self._session.index
        return self.book.classes if index is None else max(len(index.classes), 2)

    def _go_on(self) -> None:
        """Have the workers find what is missing: first what is looked at, then all drawings."""
        if not self.isVisible():
            return
        if (self.book.name, self._classes()) not in self._tables and self._looking.job is None:
            book, classes = self.book, self._classes()
            self._looking.start(
                find_table,
                book,
                classes,
                lane="files",
                succeeded=lambda table: self._on_table(book, classes, table),
                failed=self._on_failed,
            )
        self._draw_next()

    def _draw_next(self) -> None:
        if self._drawing.job is not None or not self.isVisible():
            return
        ahead = (self.book, *TEXTBOOKS)
        known = self._shapes.keys() | self._unbuilt
        book = next((book for book in ahead if book.name not in known), None)
        if book is not None:
            self._drawing.start(
                find_shape,
                book,
                lane="files",
                background=True,
                succeeded=lambda shape: self._on_shape(book, shape),
                failed=lambda error: self._on_unbuilt(book, error),
                ended=self._draw_next,
            )

    def _on_table(self, book: Textbook, classes: int, table: LayerTable) -> None:
        self._tables[book.name, classes] = table
        self._show()
        if book is not self.book:
            self._linger.start()

    def _on_failed(self, error: Exception) -> None:
        route_error(error, self._message_bar)

    def _on_shape(self, book: Textbook, shape: NetworkShape) -> None:
        self._shapes[book.name] = shape
        self.timeline.set_shape(book.name, shape)
        self._scaling.set_shape(book.name, shape)
        if book is self.book:
            self._show()

    def _on_unbuilt(self, book: Textbook, error: Exception) -> None:
        self._unbuilt.add(book.name)
        route_error(error, self._message_bar)

    def _show(self) -> None:
        session, book = self._session, self.book
        typical = None
        if session.index is not None and session.split is not None:
            typical = typical_count(session.index, session.split)
        self._facts.show_book(book, self._shapes.get(book.name), typical)
        self._scaling.setVisible(book in SCALED)
        # All of it learns from scratch, whatever the Train page says of pretrained networks.
        table = self._tables.get((book.name, self._classes()))
        self.layers.show_table(table, None, several=self._several)
