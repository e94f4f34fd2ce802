"""The layers of the network that is looked at, and which part of it learns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.models.layer_table import Learning
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.model.layers.layer_model import memory_text, millions
from tlgui.ui.model.layers.layer_tree import LayerTree
from tlgui.ui.model.layers.several import several_text
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.models.layer_table import LayerRow, LayerTable
    from tlgui.ui.model.layers.several import Several


@dataclass(frozen=True)
class HeadFacts:
    """The head that takes the place of a network's own.

    Attributes:
        width: features that it looks at.
        classes: that it tells apart; None where no folder is open.
        own_classes: that the network's own head tells apart; 0 where it has none.
        stage_width: features that it may look at beside.
    """

    width: int
    classes: int | None
    own_classes: int
    stage_width: int = 0


class LayersCard(Card):
    """Any network's layer table, with its totals, where the frozen part ends, and its head."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: self.tr("What the layers are"), parent)
        self._table: LayerTable | None = None
        self._last: int | None = 0
        self._head: HeadFacts | None = None
        self._several: Several | None = None
        self._is_known = False
        self.title_row.insertWidget(1, TermButton("fine_tuning"))
        self._is_open = False
        self._open_button = make_button("", "model_layers_open_button", "small")
        self._open_button.clicked.connect(self._open_or_close)
        self._copy_button = make_button(
            lambda: self.tr("Copy as CSV"), "model_layers_copy_button", "small"
        )
        self.title_row.addWidget(self._open_button)
        self.title_row.addWidget(self._copy_button)
        self._boundary = make_label("", "", "model_layers_boundary", wrap=True)
        self._state = make_label("", "muted", "model_layers_state", wrap=True)
        self.tree = LayerTree("model_layers")
        self._copy_button.clicked.connect(self.tree.copy_csv)
        self._totals = make_label("", "strong", "model_layers_totals", wrap=True)
        self._head_text = make_label("", "small", "model_head_text", wrap=True)
        self._several_text = make_label("", "small", "model_several_text", wrap=True)
        texts = (self._totals, self._head_text, self._several_text)
        for part in (self._boundary, self._state, self.tree, *texts):
            self.body.addWidget(part)
        self.body.setSpacing(theme.SPACE_S)
        live(self, self._tell)

    def show_table(
        self,
        table: LayerTable | None,
        last: int | None,
        head: HeadFacts | None = None,
        *,
        several: Several | None = None,
        is_known: bool = False,
    ) -> None:
        """Show a network, or that it is being looked into.

        Args:
            table: of its layers; None while they are not known, or where they cannot be told.
            last: how many of its groups learn, as ``LayerTable.learning`` takes it.
            head: what takes the place of its own head; None where nothing does.
            several: that training makes of it; None where it makes one model.
            is_known: whether it was looked into.
        """
        if table is not self._table:
            self._is_open = False
        self._table, self._last, self._head, self._is_known = table, last, head, is_known
        self._several = several
        self.tree.show_table(table, last)
        self._tell()

    def _open_or_close(self) -> None:
        self._is_open = not self._is_open
        if self._is_open:
            self.tree.expandAll()
        else:
            self.tree.collapseAll()
        self.tree.fit()
        self._tell()

    def _tell(self) -> None:
        table, head = self._table, self._head
        shown = table is not None
        for part in (self._boundary, self.tree, self._totals, self._copy_button):
            part.setVisible(shown)
        self._open_button.setVisible(table is not None and any(row.children for row in table.rows))
        self._open_button.setText(
            self.tr("Collapse all") if self._is_open else self.tr("Expand all")
        )
        self._open_button.setAccessibleName(self._open_button.text())
        self._head_text.setVisible(shown and head is not None)
        self._state.setVisible(not shown)
        self._state.setText(
            self.tr(
                "The layers of this network could not be counted. It trains, predicts and exports"
                " like any other."
            )
            if self._is_known
            else self.tr("Looking into the network…")
        )
        if table is not None:
            self._boundary.setText(self._boundary_text(table))
            self._totals.setText(
                self.tr(
                    "In all: {parameters:,} parameters \u00b7 {work} multiply-adds \u00b7 {memory}"
                    " of activations a picture"
                ).format(
                    parameters=table.parameters,
                    work=millions(table.multiply_adds),
                    memory=memory_text(table.activation_bytes),
                )
            )
        if head is not None:
            self._head_text.setText(self._head_sentence(head))
        several = self._several
        self._several_text.setVisible(table is not None and several is not None)
        if table is not None and several is not None:
            self._several_text.setText(several_text(several, *self._counts(table)))

    def _counts(self, table: LayerTable) -> tuple[int, int | None]:
        """Parameters of one model, and of its head alone; None where that is not known."""
        head = self._head
        if head is None or head.classes is None:
            return table.parameters, None
        own = head.classes * (head.width + 1)
        return sum(row.parameters for row in _body(table)) + own, own

    def _boundary_text(self, table: LayerTable) -> str:
        """What learns under the settings of now."""
        body = _body(table)
        whole = sum(row.parameters for row in body)
        learning = sum(
            row.parameters for row in body if table.learning(row, self._last) is Learning.WHOLLY
        )
        if self._last is not None and self._last < 0:
            return self.tr(
                "As set on the Train page, nothing learns: all weights stay as they are."
            )
        if not learning:
            return self.tr(
                "As set on the Train page, the backbone stays frozen and only the head learns."
            )
        if learning == whole:
            return self.tr("As set on the Train page, all layers learn.")
        return self.tr(
            "As set on the Train page, the layers under the line learn, {learning:,} of the"
            " backbone's {whole:,} parameters, and the head."
        ).format(learning=learning, whole=whole)

    def _head_sentence(self, head: HeadFacts) -> str:
        """What stands in the place of the network's own head."""
        place = (
            self.tr("Your head takes the place of its own for {n:,} classes.").format(
                n=head.own_classes
            )
            if head.own_classes
            else self.tr("It has no head of its own: yours stands on its features.")
        )
        if head.classes is None:
            told = self.tr(
                "Fully connected: {width:,} weights and a bias for each class of your folder."
            ).format(width=head.width)
        else:
            told = self.tr(
                "Fully connected: {classes:,} classes \u00d7 {width:,} weights + {classes:,} biases"
                " = {parameters:,} parameters. Softmax turns its scores into probabilities."
            ).format(
                classes=head.classes,
                width=head.width,
                parameters=head.classes * (head.width + 1),
            )
        text = f"{place} {told}"
        if not head.stage_width:
            return text
        more = self.tr(
            "Where edges and textures help, it looks at the mean of every stage's maps too: "
            "{n:,} more weights a class."
        ).format(n=head.stage_width)
        return f"{text} {more}"


def _body(table: LayerTable) -> list[LayerRow]:
    """The layers with parameters before its own head."""
    return [
        row
        for _level, row in table.walk()
        if row.depth is not None and not row.children and row.depth[1] < table.groups
    ]
