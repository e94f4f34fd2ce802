"""How a table of rows looks, and what the keyboard does in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from tlgui.ui.kit.focus.focus_ring import FocusRing
from tlgui.ui.look import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

PADDING = 3
"""Free pixels on both sides of a cell: so little that many columns fit."""
INSET = 3
"""Pixels that the style leaves free beside the text of a cell, beyond its padding."""


def show_rows(
    table: QTableView, row_height: int, *, padding: int = PADDING, several: bool = False
) -> None:
    """Have ``table`` show rows that are chosen as a whole and edited nowhere; Tab leaves it.

    What differs from that is set afterwards.

    Args:
        table: the table.
        row_height: pixels of the drawings.
        padding: free pixels on both sides of a cell; titles stand in line with the texts.
        several: whether several rows can be chosen, with Ctrl or Shift.
    """
    table.setShowGrid(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(
        QAbstractItemView.SelectionMode.ExtendedSelection
        if several
        else QAbstractItemView.SelectionMode.SingleSelection
    )
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(theme.px(row_height))
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setStyleSheet(
        f"QHeaderView::section {{ padding: 6px {padding + INSET}px; }}"
    )
    table.setStyleSheet(f"QTableView::item {{ padding: 0 {padding}px; }}")
    FocusRing(table)
