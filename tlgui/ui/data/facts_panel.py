"""What is known of a picture: a column of facts, and what to do with its file."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import PictureError
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.file_manager import show_in_file_manager
from tlgui.ui.kit.widgets import make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.problem_words import what_to_do
from tlgui.ui.words.texts import one_line
from tlgui.ui.work.images import image_from_pixels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QImage, QResizeEvent

    from tlgui.engine.data.facts import PictureFacts
    from tlgui.engine.data.records import Problem
    from tlgui.engine.errors import Message
    from tlgui.engine.progress import Control

_WIDTH, _HEIGHT = 210, 190
_FACTS = ("name", "place", "class", "split", "format", "pixels", "size", "changed", "frames")
_UNBOUNDED = 1 << 20
_LONGEST_RUN = 8
_LAST_MOMENT = 2.0**50
_MAY_BREAK = "\u200b"


@dataclass(frozen=True)
class Subject:
    """The picture to show, and what the data set says of it.

    Attributes:
        path: the file.
        place: its path within the folder, with forward slashes.
        class_name: its label.
        split: the part it is in; None where it is in none.
        has_split: whether the data set is divided at all.
        problems: what was found wrong with it.
        row: its position among the pictures that pass the filters.
        rows: how many of them there are.
        bit_depth: how many bits the 16-bit pictures of the data set use, where it has any.
    """

    path: Path
    place: str
    class_name: str
    split: SplitName | None
    has_split: bool
    problems: Sequence[Problem]
    row: int
    rows: int
    bit_depth: int | None = None


@dataclass(frozen=True)
class LoadedPicture:
    """What the disk says: pixels and facts, each None where they cannot be had, and why."""

    image: QImage | None
    facts: PictureFacts | None
    reason: Message | None


def load_picture(path: Path, bit_depth: int | None, *, control: Control) -> LoadedPicture:
    """Decode the picture at ``path`` whole; in a worker's thread."""
    from tlgui.engine.data.facts import picture_facts
    from tlgui.engine.data.images import decode

    facts = None
    try:
        facts = picture_facts(path)
        control.check()
        image = image_from_pixels(decode(path, bit_depth=bit_depth))
    except PictureError as error:
        return LoadedPicture(None, facts, error.message)
    return LoadedPicture(image, facts, None)


class FactsPanel(QWidget):
    """Name, class, split, format, pixels, size, date of a picture, and what is wrong with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        self._loaded: LoadedPicture | None = None
        self._facts: dict[str, tuple[QLabel, QLabel]] = {}
        self._wrong = make_label("", "warning", "viewer_problems", wrap=True)
        self._show_button = make_button(
            lambda: self.tr("Show in file manager"), "viewer_show_file_button"
        )
        self._show_button.clicked.connect(self._show_file)
        self._copy_button = make_button(lambda: self.tr("Copy path"), "viewer_copy_path_button")
        self._copy_button.clicked.connect(self._copy_path)
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._buttons.setSpacing(theme.SPACE_S)
        self._buttons.addWidget(self._show_button)
        self._buttons.addWidget(self._copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        layout.addWidget(self._make_area(), 1)
        layout.addLayout(self._buttons)
        self.set_beside(beside=True)
        live(self, self._tell)

    def show_facts(self, subject: Subject | None, loaded: LoadedPicture | None) -> None:
        """Show what is known of ``subject``; ``loaded`` is None until its file was read."""
        self._subject, self._loaded = subject, loaded
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons beside each other where both fit."""
        super().resizeEvent(event)
        needed = self._show_button.sizeHint().width() + self._copy_button.sizeHint().width()
        fits = needed + self._buttons.spacing() <= self.width()
        self._buttons.setDirection(
            QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        )

    def set_beside(self, *, beside: bool) -> None:
        """Be a column beside the picture, or a few lines below it."""
        self.setMinimumWidth(theme.px(_WIDTH) if beside else 0)
        self.setMaximumWidth(theme.px(_WIDTH) if beside else _UNBOUNDED)
        self.setMaximumHeight(_UNBOUNDED if beside else theme.px(_HEIGHT))

    def _make_area(self) -> QScrollArea:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_S + 4)
        grid.setVerticalSpacing(theme.SPACE_S - 2)
        grid.setColumnStretch(1, 1)
        for row, key in enumerate(_FACTS):
            term = make_label("", "small")
            value = make_label("", "", f"viewer_{key}", wrap=True)
            value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            term.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(term, row, 0)
            grid.addWidget(value, row, 1)
            self._facts[key] = (term, value)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.SPACE_XS, 0)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self._wrong)
        column.addLayout(grid)
        column.addStretch()
        area = QScrollArea()
        area.setObjectName("viewer_facts")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _copy_path(self) -> None:
        if self._subject is not None:
            copy_path(self._subject.path)

    def _show_file(self) -> None:
        if self._subject is not None:
            show_in_file_manager(self._subject.path)

    def _tell(self) -> None:
        subject = self._subject
        if subject is None:
            return
        wrong = [
            f"{one_line(text_of(problem.message))} {what_to_do(problem.kind)}"
            for problem in subject.problems
        ]
        reason = self._loaded.reason if self._loaded is not None else None
        if reason is not None and not wrong:
            wrong = [one_line(text_of(reason))]
        self._wrong.setText("\n\n".join(wrong))
        self._wrong.setVisible(bool(wrong))
        self._tell_facts(subject)

    def _tell_facts(self, subject: Subject) -> None:
        facts = self._loaded.facts if self._loaded is not None else None
        parts = {
            SplitName.TRAIN: self.tr("train"),
            SplitName.VALIDATION: self.tr("validation"),
            SplitName.TEST: self.tr("test"),
        }
        split = parts[subject.split] if subject.split is not None else self.tr("left out")
        texts = {
            "name": (self.tr("Name"), one_line(subject.path.name)),
            "place": (self.tr("Folder"), one_line(subject.place.rpartition("/")[0])),
            "class": (self.tr("Class"), one_line(subject.class_name)),
            "split": (self.tr("Split"), split if subject.has_split else ""),
        }
        if facts is not None:
            frames = self.tr("{n} frames: the first is used").format(n=f"{facts.frames:,}")
            if facts.format == "TIFF":
                frames = self.tr("{n} pages: the first is used").format(n=f"{facts.frames:,}")
            texts |= {
                "format": (self.tr("Format"), facts.format),
                "pixels": (self.tr("Pixels"), f"{facts.width:,} x {facts.height:,}"),
                "size": (self.tr("File size"), QLocale.c().formattedDataSize(facts.size, 1)),
                "changed": (self.tr("Changed"), _moment(facts.mtime)),
                "frames": (self.tr("Content"), frames if facts.frames > 1 else ""),
            }
        for key, (term, value) in self._facts.items():
            name, text = texts.get(key, ("", ""))
            term.setText(name)
            value.setText(_breakable(text) if key in ("name", "place", "class") else text)
            value.setAccessibleName(f"{name}: {text}")
            for label in (term, value):
                label.setVisible(bool(text))


def _moment(seconds: float) -> str:
    """Date and time of here; empty where no calendar has it."""
    # Python's own refuses times before 1970 on Windows, and years after 9999 anywhere.
    if not abs(seconds) < _LAST_MOMENT:
        return ""
    return QDateTime.fromSecsSinceEpoch(math.floor(seconds)).toString("yyyy-MM-dd HH:mm")


def _breakable(text: str) -> str:
    """``text`` with places inside long runs of letters at which a label may break its line."""
    runs = re.split(r"(?<=[/_.\s-])", text)
    return _MAY_BREAK.join(
        run[at : at + _LONGEST_RUN] for run in runs for at in range(0, len(run), _LONGEST_RUN)
    )


def copy_path(path: Path) -> None:
    """Put ``path`` on the clipboard."""
    # Bytes that are no UTF-8 cannot be in Qt's strings.
    QGuiApplication.clipboard().setText(str(path).encode("utf-8", "replace").decode("utf-8"))
