"""All that a page tells its reader now: to compare languages with."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from tlgui.ui.kit.widgets import ElidedLabel


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
