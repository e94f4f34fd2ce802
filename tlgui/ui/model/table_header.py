"""What the head of a table says: a heading a column, with an explanation on hover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def header_data(
    section: int,
    orientation: Qt.Orientation,
    role: int,
    *,
    headings: Callable[[], Sequence[str]],
    explanations: Callable[[], Sequence[str]],
    alignment: Callable[[int], Qt.AlignmentFlag],
) -> Any:
    """What a model answers to ``headerData``.

    Args:
        section: the column.
        orientation: columns have a head, rows have none.
        role: what is asked of it.
        headings: of the columns.
        explanations: of the same.
        alignment: of a column.
    """
    if orientation is not Qt.Orientation.Horizontal:
        return None
    if role == Qt.ItemDataRole.DisplayRole:
        return headings()[section]
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return alignment(section)
    if role == Qt.ItemDataRole.ToolTipRole:
        return plain_tooltip(explanations()[section])
    return None
