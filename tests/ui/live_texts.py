"""All that a page tells its reader now: to compare languages with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from tlgui.ui.kit.widgets import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = 60


def told_texts(page: QWidget) -> list[tuple[str, str, str, str, str]]:
    """Kind, name, text, tooltip and accessible name of each visible part of ``page``, sorted."""
    told = []
    for part in [page, *page.findChildren(QWidget)]:
        if not part.isVisible():
            continue
        text = ""
        if isinstance(part, ElidedLabel):
            text = part.full_text
        elif isinstance(part, QLabel | QAbstractButton):
            text = part.text()
        elif isinstance(part, QComboBox):
            text = " / ".join(part.itemText(number) for number in range(part.count()))
        elif isinstance(part, QLineEdit):
            text = part.placeholderText()
        elif isinstance(part, QAbstractItemView):
            text = " / ".join(_listed(part))
        told.append(
            (
                type(part).__name__,
                part.objectName(),
                text,
                part.toolTip(),
                part.accessibleName(),
            )
        )
    return sorted(told)


def _listed(view: QAbstractItemView) -> Iterator[str]:
    """What the first rows of a list or table tell, on the screen and to screen readers."""
    model = view.model()
    if model is None:
        return
    roles, nowhere = Qt.ItemDataRole, QModelIndex()
    # A list does not say that it has one column.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(nowhere)
    for row in range(min(model.rowCount(nowhere), ROWS)):
        for column in range(columns):
            index = model.index(row, column)
            for role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole):
                told = index.data(role)
                if isinstance(told, str):
                    yield told
