"""What is known of a network of the textbooks, and how a family of them grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from tlgui.engine.models.scratch.textbook import TEXTBOOKS, Textbook
from tlgui.engine.training.methods import find_method
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.fact_list import FactList
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, StackedBar, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.model.layers.layer_model import millions
from tlgui.ui.words.live_text import live
from tlgui.ui.words.network_names import label_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from tlgui.engine.models.scratch.shape import NetworkShape

FROM_SCRATCH = "from-scratch"
SCALED = tuple(book for book in TEXTBOOKS if book.name.startswith("efficientnet_b"))
"""The family that shows compound scaling."""


_TEXT_WIDTHS = (20, 38, 28, 44)


class TextbookFacts(Card):
    """The facts of the network that is looked at.

    Signals:
        design_asked: with the ``Textbook`` whose layers the user wants to change.
    """

    design_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: self.tr("Network"), parent)
        self.title_row.insertWidget(1, TermButton("from_scratch"))
        self._book = TEXTBOOKS[0]
        self._shape: NetworkShape | None = None
        self._typical: int | None = None
        self._name = make_label("", "large", "textbook_name")
        self._idea = make_label("", "", "textbook_idea", wrap=True)
        self._facts = FactList("textbook_facts")
        self._short = make_label("", "warning", "textbook_short", wrap=True)
        self._paper_button = make_button("", "textbook_paper_button", "link")
        self._paper_button.clicked.connect(self._open_paper)
        self._design_button = make_button(
            lambda: self.tr("Change its layers\u2026"),
            "textbook_design_button",
            "small",
            tooltip=lambda: self.tr("Begins a design of your own from this network."),
        )
        self._design_button.clicked.connect(lambda: self.design_asked.emit(self._book))
        links = QHBoxLayout()
        links.addWidget(self._paper_button)
        links.addStretch()
        links.addWidget(self._design_button)
        for part in (self._name, self._idea, self._facts, self._short):
            self.body.addWidget(part)
        self.body.addLayout(links)
        live(self, self._tell)

    def show_book(self, book: Textbook, shape: NetworkShape | None, typical: int | None) -> None:
        """Show ``book``.

        Args:
            book: the network.
            shape: what was counted in it; None while it was not.
            typical: pictures to learn from that a usual class has; None where nothing is open.
        """
        self._book, self._shape, self._typical = book, shape, typical
        self._tell()

    def _open_paper(self) -> None:
        QDesktopServices.openUrl(QUrl(self._book.link))

    def _tell(self) -> None:
        book, shape = self._book, self._shape
        self._name.setText(label_of(book))
        self._idea.setText(text_of(book.idea))
        self._facts.set_facts(self._rows(book, shape))
        wants, typical = find_method(FROM_SCRATCH).wants, self._typical
        short = typical is not None and typical < wants
        self._short.setVisible(short)
        self._short.setText(
            self.tr(
                "Your classes have about {count:,} pictures to learn from each; a network without"
                " knowledge wants {wants:,}. A pretrained network is likely better."
            ).format(count=typical or 0, wants=wants)
        )
        self._paper_button.setVisible(bool(book.link))
        self._paper_button.setText(self.tr("Read the paper"))
        self._paper_button.setToolTip(book.link)
        self._paper_button.setAccessibleName(
            self.tr("Read the paper of {name}").format(name=label_of(book))
        )
        self._design_button.setVisible(book.design is not None)

    def _rows(self, book: Textbook, shape: NetworkShape | None) -> list[tuple[str, str]]:
        # Of a teaching network, the year is only its place on the timeline.
        rows = [(self.tr("Year"), str(book.year))] if book.link else []
        if book.link:
            rows.append((self.tr("Paper"), book.paper))
        rows.append(
            (
                self.tr("Parameters"),
                self.tr("{n:,} with {classes:,} classes").format(
                    n=book.parameters, classes=book.classes
                ),
            )
        )
        if shape is not None:
            rows += [
                (
                    self.tr("Work"),
                    self.tr("{n} multiply-adds a picture").format(n=millions(shape.multiply_adds)),
                ),
                (
                    self.tr("Layers"),
                    self.tr("{n} convolutions and fully connected ones").format(n=shape.layers),
                ),
            ]
        rows.append(
            (
                self.tr("Input"),
                self.tr(
                    "published for {side} \u00d7 {side} pixels; yours as they are, from"
                    " {least} \u00d7 {least} on"
                ).format(side=book.side, least=book.minimum),
            )
        )
        return rows


class ScalingCard(Card):
    """EfficientNet-B0 to B7 side by side: depth, width and resolution grow together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: self.tr("Compound scaling"), parent)
        self.setObjectName("scaling_card")
        self.body.addWidget(
            make_label(
                lambda: self.tr(
                    "One number makes the network deeper, wider and the picture larger at once."
                    " Counted in the networks:"
                ),
                "small",
                wrap=True,
            )
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.SPACE_S)
        self._grid.setVerticalSpacing(2)
        self._heads = [make_label("", "small") for _ in range(5)]
        for column, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignRight)
            self._grid.setColumnStretch(column, min(column, 1))
        self._cells: dict[str, list[_Cell]] = {}
        for row, book in enumerate(SCALED, 1):
            name = make_label(book.label.rpartition("-")[2], "strong")
            self._grid.addWidget(name, row, 0)
            self._cells[book.name] = [
                _Cell(f"scaling_{book.name}_{part}", width)
                for part, width in enumerate(_TEXT_WIDTHS)
            ]
            for column, cell in enumerate(self._cells[book.name], 1):
                self._grid.addWidget(cell, row, column)
        self.body.addLayout(self._grid)
        self._shapes: dict[str, NetworkShape] = {}
        live(self, self._tell)

    def set_shape(self, name: str, shape: NetworkShape) -> None:
        """Take in what was counted in ``name``."""
        if name in self._cells:
            self._shapes[name] = shape
            self._tell()

    def _tell(self) -> None:
        heads = ("", self.tr("Blocks"), self.tr("Maps"), self.tr("Side"), self.tr("Parameters"))
        for head, text in zip(self._heads, heads, strict=True):
            head.setText(text)
        figures = {name: _figures(shape) for name, shape in self._shapes.items()}
        largest = [max(column) for column in zip(*figures.values(), strict=True)]
        for name, cells in self._cells.items():
            for number, cell in enumerate(cells):
                if name not in figures:
                    cell.show_text("\u2026", 0)
                    continue
                value = figures[name][number]
                text = millions(value) if number == 3 else f"{value:,}"
                cell.show_text(text, value / largest[number])


class _Cell(QWidget):
    """A number with a bar beside it."""

    def __init__(self, name: str, width: int) -> None:
        super().__init__()
        self._text: QLabel = make_label("", "", name)
        self._text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._bar = StackedBar(f"{name}_bar")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE_XS)
        line.addWidget(self._bar, 1)
        line.addWidget(self._text)
        self._text.setFixedWidth(theme.px(width))

    def show_text(self, text: str, share: float) -> None:
        self._text.setText(text)
        self._bar.set_parts([(share, "training"), (1 - share, "sunken")] if share else [])


def _figures(shape: NetworkShape) -> tuple[int, int, int, int]:
    """Blocks one behind the other, maps at the end, side of the picture, parameters."""
    blocks = sum(1 for slab in shape.slabs if slab.learns and slab.side)
    return blocks, shape.width, shape.side, shape.parameters
