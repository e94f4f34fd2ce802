"""The cheat sheet: every shortcut of the window, by where it works."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tlgui.ui.kit.widgets import close_row, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live

Rows = list[tuple[str, list[tuple[str, str]]]]


class ShortcutSheet(QDialog):
    """A window beside the window: it can stay open while one works."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcut_sheet")
        self.setModal(False)
        self._title = make_label(lambda: self.tr("Shortcuts"), "title", "shortcut_sheet_title")
        self._columns = QHBoxLayout()
        self._columns.setSpacing(2 * theme.SPACE_L)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_L, theme.SPACE_L, theme.SPACE_L, theme.SPACE_L)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self._title)
        layout.addLayout(self._columns, 1)
        layout.addLayout(close_row(self, "shortcut_sheet_close_button"))
        self._content: QWidget | None = None
        live(self, self._tell)

    def _tell(self) -> None:
        self.setWindowTitle(self.tr("Shortcuts"))
        if self._content is not None:
            self._columns.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget()
        columns = QHBoxLayout(self._content)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(2 * theme.SPACE_L)
        groups = self._groups()
        half = len(groups) // 2
        for part in (groups[:half], groups[half:]):
            columns.addLayout(_column(part))
        self._columns.addWidget(self._content)

    def _groups(self) -> Rows:
        find = QKeySequence(QKeySequence.StandardKey.Find)
        return [
            (
                self.tr("Everywhere"),
                [
                    (_native("Ctrl+O"), self.tr("Open a folder")),
                    (_native("Ctrl+Shift+O"), self.tr("Open a table of labels")),
                    (f"{_native('Ctrl+1')} … {_native('Ctrl+6')}", self.tr("Go to a step")),
                    (_native("Ctrl+L"), self.tr("Open the lessons")),
                    (_native("Ctrl+Z"), self.tr("Undo")),
                    (_native("Ctrl+Shift+Z"), self.tr("Redo")),
                    ("F1, ?", self.tr("This list")),
                    ("Tab, Shift+Tab", self.tr("Next and previous control")),
                    ("Esc", self.tr("Close what is open on top")),
                ],
            ),
            (
                self.tr("Data"),
                [
                    (_text(find), self.tr("Find by name or class")),
                    ("Enter", self.tr("Look at a picture in large")),
                    ("← →", self.tr("Previous and next picture")),
                ],
            ),
            (
                self.tr("Map"),
                [
                    (_native("Ctrl+Shift+M"), self.tr("Open the map of pictures")),
                    (self.tr("+ - 0, wheel"), self.tr("Larger, smaller, all in sight")),
                    ("\u2190 \u2191 \u2192 \u2193", self.tr("Move")),
                    ("Enter", self.tr("Look at the picture in the middle")),
                    ("Alt+\u2190 \u2191 \u2192 \u2193", self.tr("Go to the next picture")),
                    (self.tr("Space"), self.tr("Select it, or not")),
                    (self.tr("L, Shift+drag"), self.tr("Lasso")),
                    (_native("Ctrl+A"), self.tr("Select all in sight")),
                    ("C, X", self.tr("Give a class, leave out")),
                ],
            ),
            (
                self.tr("Review"),
                [
                    ("1 \u2026 9, 0", self.tr("Give the picture a class")),
                    ("C", self.tr("Choose among further classes")),
                    ("Enter", self.tr("Keep it as it is")),
                    ("X", self.tr("Leave it out")),
                    ("G", self.tr("Keep twins together")),
                    ("Z, Y", self.tr("Take the last edit back, make it again")),
                    ("\u2191 \u2193", self.tr("Previous and next finding")),
                    ("\u2190 \u2192", self.tr("Left and right picture")),
                ],
            ),
            (
                self.tr("Model"),
                [
                    ("Enter", self.tr("Use the backbone")),
                    (self.tr("F, space"), self.tr("Mark a favourite")),
                    ("Del", self.tr("Remove the chosen weights")),
                ],
            ),
            (
                self.tr("A design of your own"),
                [
                    ("Enter", self.tr("Change a value")),
                    ("Alt+\u2191, Alt+\u2193", self.tr("Move the layer up or down")),
                    ("Insert", self.tr("Add a layer below")),
                    (_native("Ctrl+D"), self.tr("Double the layer")),
                    ("Del", self.tr("Remove the layer")),
                ],
            ),
            (
                self.tr("Train"),
                [
                    ("Enter", self.tr("Open the chosen run")),
                    ("F2", self.tr("Rename the chosen run")),
                    ("Del", self.tr("Delete the chosen run")),
                ],
            ),
            (
                self.tr("Results"),
                [
                    ("← ↑ → ↓", self.tr("Move through cells and pictures")),
                    ("Enter", self.tr("Open the pictures of a cell")),
                ],
            ),
            (
                self.tr("Classify"),
                [
                    (_native("Ctrl+V"), self.tr("Paste pictures or files")),
                    (_text(find), self.tr("Find by name or class")),
                    ("Enter", self.tr("Show what the model looked at")),
                    ("1 \u2026 9, 0", self.tr("Say which class it is")),
                    ("C", self.tr("Choose among further classes")),
                    ("Z", self.tr("Take the last correction back")),
                    ("Del", self.tr("Take the chosen pictures from the list")),
                ],
            ),
        ]


def _column(groups: Rows) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.SPACE_S)
    for title, rows in groups:
        column.addWidget(make_label(title, "card-title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_M)
        grid.setVerticalSpacing(theme.SPACE_XS)
        grid.setColumnMinimumWidth(0, theme.px(120))
        grid.setColumnStretch(1, 1)
        for number, (keys, text) in enumerate(rows):
            grid.addWidget(make_label(keys, "muted"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(make_label(text), number, 1)
        column.addLayout(grid)
        column.addSpacing(theme.SPACE_S)
    column.addStretch()
    return column


def _native(keys: str) -> str:
    """``keys`` as this system writes them: ⌘ where that is the key."""
    return _text(QKeySequence(keys))


def _text(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)
