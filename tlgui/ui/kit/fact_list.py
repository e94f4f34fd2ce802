"""Names and values below each other, as plain text that can be marked and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import make_label
from tlgui.ui.look import theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class FactList(QWidget):
    """Rows of a muted name and its value; values wrap where there is little room."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_M)
        self._grid.setVerticalSpacing(theme.SPACE_S)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[_Row] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is on show."""
        return [row.fact for row in self._rows if not row.value.isHidden()]

    def set_facts(
        self, facts: Sequence[tuple[str, str]], terms: Mapping[str, str] | None = None
    ) -> None:
        """Show ``facts`` as (name, value).

        Args:
            facts: the rows.
            terms: for names that get a "?": the key of the glossary's term.
        """
        while len(self._rows) < len(facts):
            row = _Row()
            number = len(self._rows)
            self._grid.addWidget(row.cell, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(row.value, number, 1)
            self._rows.append(row)
        for number, row in enumerate(self._rows):
            shown = number < len(facts)
            row.cell.setVisible(shown)
            row.value.setVisible(shown)
            if shown:
                row.show(facts[number], (terms or {}).get(facts[number][0]))


class _Row:
    """The widgets of one fact."""

    def __init__(self) -> None:
        self.cell = QWidget()
        self._layout = QHBoxLayout(self.cell)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.SPACE_XS)
        self._name = make_label("", "muted")
        self._layout.addWidget(self._name)
        self._layout.addStretch()
        self._term: TermButton | None = None
        self.value = make_label("", "", wrap=True)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    @property
    def fact(self) -> tuple[str, str]:
        return self._name.text(), self.value.text()

    def show(self, fact: tuple[str, str], term: str | None) -> None:
        name, value = fact
        self._name.setText(name)
        self.value.setText(value)
        self.value.setAccessibleName(f"{name}: {value}")
        if term == (None if self._term is None else self._term.key):
            return
        if self._term is not None:
            self._term.setParent(None)
            self._term.deleteLater()
        self._term = None if term is None else TermButton(term)
        if self._term is not None:
            self._layout.insertWidget(1, self._term)
