"""The tab key goes as one reads: the order of the layouts, not that in which things were made."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator


def follow_layout(root: QWidget) -> None:
    """Have the tab key go through what lies in ``root`` in the order of its layouts.

    Rows of a grid come one after the other. What is made later is not part of it: call it again.
    """
    reached = [part for part in _read(root) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for one, following in pairwise(reached):
        QWidget.setTabOrder(one, following)


def _read(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    if isinstance(widget, QScrollArea):
        if (content := widget.widget()) is not None:
            yield from _read(content)
    elif (layout := widget.layout()) is not None:
        yield from _read_layout(layout)


def _read_layout(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda at: layout.getItemPosition(at)[:2])  # type: ignore[index]  # a tuple
    for at in places:
        item = layout.itemAt(at)
        if item is None:
            continue
        if (inner := item.layout()) is not None:
            yield from _read_layout(inner)
        elif (widget := item.widget()) is not None:
            yield from _read(widget)
