"""One picture, large, with what is known of its file beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import PictureError
from tlgui.ui import theme
from tlgui.ui.errors import text_of
from tlgui.ui.file_manager import show_in_file_manager
from tlgui.ui.live_text import live
from tlgui.ui.picture_canvas import PictureCanvas
from tlgui.ui.problem_words import what_to_do
from tlgui.ui.texts import one_line
from tlgui.ui.widgets import ElidedLabel, make_button, make_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QImage, QPixmap

    from tlgui.engine.data.facts import PictureFacts
    from tlgui.engine.data.records import Problem
    from tlgui.engine.errors import Message
    from tlgui.engine.progress import Control
    from tlgui.ui.jobs import Job, JobRunner

FACTS_WIDTH = 210
_FACTS = ("class", "split", "place", "format", "pixels", "size", "changed", "frames")


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
    """

    path: Path
    place: str
    class_name: str
    split: SplitName | None
    has_split: bool
    problems: Sequence[Problem]
    row: int
    rows: int


@dataclass(frozen=True)
class LoadedPicture:
    """What the disk says: pixels and facts, each None where they cannot be had, and why."""

    image: QImage | None
    facts: PictureFacts | None
    reason: Message | None


def load_picture(path: Path, *, control: Control) -> LoadedPicture:
    """Decode the picture at ``path`` whole; in a worker's thread."""
    from tlgui.engine.data.facts import picture_facts
    from tlgui.engine.data.images import decode
    from tlgui.ui.image_view import image_from_pixels

    facts = None
    try:
        facts = picture_facts(path)
        control.check()
        image = image_from_pixels(decode(path))
    except PictureError as error:
        return LoadedPicture(None, facts, error.message)
    return LoadedPicture(image, facts, None)


class PictureViewer(QWidget):
    """The picture upright and as large as fits; arrows go on, Z shows its own pixels, Esc closes.

    Signals:
        closed: the user wants the grid back.
        row_requested: with the row of the picture to show instead.
    """

    closed = Signal()
    row_requested = Signal(int)

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picture_viewer")
        self._runner = runner
        self._subject: Subject | None = None
        self._loaded: LoadedPicture | None = None
        self._job: Job | None = None
        self.canvas = PictureCanvas()
        self.canvas.zoom_changed.connect(self._show_zoom)
        self._back = make_button(
            lambda: self.tr("All pictures"), "viewer_back_button", tooltip="Esc"
        )
        self._back.clicked.connect(self.closed)
        self._name = ElidedLabel(role="strong", mode=Qt.TextElideMode.ElideMiddle)
        self._name.setObjectName("viewer_name")
        self._count = make_label("", "small", "viewer_count")
        self._previous = make_button(
            "",
            "viewer_previous_button",
            "icon",
            tooltip=lambda: self.tr("Previous picture (←)"),
            accessible_name=lambda: self.tr("Previous picture"),
        )
        self._next = make_button(
            "",
            "viewer_next_button",
            "icon",
            tooltip=lambda: self.tr("Next picture (→)"),
            accessible_name=lambda: self.tr("Next picture"),
        )
        self._previous.clicked.connect(lambda: self._step(-1))
        self._next.clicked.connect(lambda: self._step(1))
        self._zoom = make_button("", "viewer_zoom_button", "small")
        self._zoom.clicked.connect(self.canvas.toggle_zoom)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_S)
        top.addWidget(self._back)
        top.addWidget(self._name, 1)
        top.addWidget(self._count)
        top.addWidget(self._previous)
        top.addWidget(self._next)
        top.addWidget(self._zoom)
        middle = QHBoxLayout()
        middle.setSpacing(theme.SPACE_M)
        middle.addWidget(self.canvas, 1)
        middle.addWidget(self._make_facts())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S + 4)
        layout.addLayout(top)
        layout.addLayout(middle, 1)
        for widget in (self, *self.findChildren(QWidget)):
            widget.installEventFilter(self)
        self._tint()
        live(self, self._tell)

    def show_picture(self, subject: Subject, preview: QPixmap | None) -> None:
        """Show ``subject``; ``preview`` stands in until its file is decoded."""
        if self._job is not None:
            self._job.cancel()
        self._subject, self._loaded = subject, None
        self.canvas.show_preview(preview)
        self._tell()
        job = self._runner.start(load_picture, subject.path, lane="files")
        self._job = job
        job.succeeded.connect(lambda loaded: self._on_loaded(job, loaded))

    def leave(self) -> None:
        """Let go of the picture."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._subject = self._loaded = None
        self.canvas.show_preview(None)

    def copy_path(self) -> None:
        """Put the path of the picture on the clipboard."""
        if self._subject is not None:
            copy_path(self._subject.path)

    def _make_facts(self) -> QWidget:
        self._facts: dict[str, tuple[QLabel, QLabel]] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_S + 4)
        grid.setVerticalSpacing(theme.SPACE_S - 2)
        grid.setColumnStretch(1, 1)
        for row, key in enumerate(_FACTS):
            term = make_label("", "small")
            value = make_label("", "", f"viewer_{key}", wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            term.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(term, row, 0)
            grid.addWidget(value, row, 1)
            self._facts[key] = (term, value)
        self._wrong = make_label("", "warning", "viewer_problems", wrap=True)
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
        self._facts_area = area
        self._show_button = make_button(
            lambda: self.tr("Show in file manager"), "viewer_show_file_button"
        )
        self._show_button.clicked.connect(self._show_file)
        self._copy_button = make_button(lambda: self.tr("Copy path"), "viewer_copy_path_button")
        self._copy_button.clicked.connect(self.copy_path)
        side = QWidget()
        side.setFixedWidth(theme.px(FACTS_WIDTH))
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        layout.addWidget(area, 1)
        layout.addWidget(self._show_button)
        layout.addWidget(self._copy_button)
        return side

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The viewer's keys, whichever of its parts has the focus."""
        if isinstance(event, QKeyEvent) and event.type() in (
            QEvent.Type.ShortcutOverride,
            QEvent.Type.KeyPress,
        ):
            action = self._action(event)
            if action is not None:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    action()
                return True
        return super().eventFilter(watched, event)

    def _action(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        last = self._subject.rows - 1 if self._subject is not None else 0
        return {
            Qt.Key.Key_Escape: self.closed.emit,
            Qt.Key.Key_Left: lambda: self._step(-1),
            Qt.Key.Key_Up: lambda: self._step(-1),
            Qt.Key.Key_Right: lambda: self._step(1),
            Qt.Key.Key_Down: lambda: self._step(1),
            Qt.Key.Key_Home: lambda: self._go_to(0),
            Qt.Key.Key_End: lambda: self._go_to(last),
            Qt.Key.Key_Z: self.canvas.toggle_zoom,
        }.get(Qt.Key(event.key()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        self._back.setIcon(theme.icon("chevron-left", "muted"))
        self._previous.setIcon(theme.icon("chevron-left", "text"))
        self._next.setIcon(theme.icon("chevron-right", "text"))

    def _step(self, by: int) -> None:
        if self._subject is not None:
            self._go_to(self._subject.row + by)

    def _go_to(self, row: int) -> None:
        if self._subject is not None and 0 <= row < self._subject.rows:
            self.row_requested.emit(row)

    def _show_file(self) -> None:
        if self._subject is not None:
            show_in_file_manager(self._subject.path)

    def _on_loaded(self, job: Job, loaded: LoadedPicture) -> None:
        if job is not self._job:
            return
        self._job, self._loaded = None, loaded
        if loaded.image is not None:
            self.canvas.show_image(loaded.image)
        self._tell()

    def _tell(self) -> None:
        subject = self._subject
        if subject is None:
            return
        name = one_line(subject.path.name)
        self._name.set_full_text(name)
        self.canvas.setAccessibleName(self.tr("Picture {name}").format(name=name))
        self._count.setText(
            self.tr("{n} of {total}").format(n=f"{subject.row + 1:,}", total=f"{subject.rows:,}")
        )
        self._previous.setEnabled(subject.row > 0)
        self._next.setEnabled(subject.row + 1 < subject.rows)
        self._show_zoom()
        self._tell_facts(subject)
        wrong = [
            f"{one_line(text_of(problem.message))} {what_to_do(problem.kind)}"
            for problem in subject.problems
        ]
        reason = self._loaded.reason if self._loaded is not None else None
        if reason is not None:
            self.canvas.show_text(one_line(text_of(reason)))
            if not wrong:
                wrong = [one_line(text_of(reason))]
        self._wrong.setText("\n\n".join(wrong))
        self._wrong.setVisible(bool(wrong))

    def _tell_facts(self, subject: Subject) -> None:
        facts = self._loaded.facts if self._loaded is not None else None
        parts = {
            SplitName.TRAIN: self.tr("train"),
            SplitName.VALIDATION: self.tr("validation"),
            SplitName.TEST: self.tr("test"),
        }
        split = parts[subject.split] if subject.split is not None else self.tr("left out")
        texts = {
            "class": (self.tr("Class"), one_line(subject.class_name)),
            "split": (self.tr("Split"), split if subject.has_split else ""),
            "place": (self.tr("Place"), one_line(subject.place)),
        }
        if facts is not None:
            frames = self.tr("{n} frames: the first is used").format(n=f"{facts.frames:,}")
            if facts.format == "TIFF":
                frames = self.tr("{n} pages: the first is used").format(n=f"{facts.frames:,}")
            texts |= {
                "format": (self.tr("Format"), facts.format),
                "pixels": (self.tr("Pixels"), f"{facts.width:,} x {facts.height:,}"),
                "size": (self.tr("File size"), QLocale.c().formattedDataSize(facts.size, 1)),
                "changed": (
                    self.tr("Changed"),
                    datetime.fromtimestamp(facts.mtime).strftime("%Y-%m-%d %H:%M"),
                ),
                "frames": (self.tr("Content"), frames if facts.frames > 1 else ""),
            }
        for key, (term, value) in self._facts.items():
            name, text = texts.get(key, ("", ""))
            term.setText(name)
            # A path has no spaces at which it could be broken.
            value.setText(text.replace("/", "/\u200b").replace("_", "_\u200b"))
            value.setAccessibleName(f"{name}: {text}")
            for label in (term, value):
                label.setVisible(bool(text))

    def _show_zoom(self) -> None:
        fitted = self.canvas.is_fitted
        self._zoom.setText(self.tr("100%") if fitted else self.tr("Fit"))
        said = (
            self.tr("Show the picture's own pixels; drag to move (Z)")
            if fitted
            else self.tr("Show all of the picture (Z)")
        )
        self._zoom.setToolTip(said)
        self._zoom.setAccessibleName(said.removesuffix(" (Z)"))


def copy_path(path: Path) -> None:
    """Put ``path`` on the clipboard."""
    # Bytes that are no UTF-8 cannot be in Qt's strings.
    QGuiApplication.clipboard().setText(str(path).encode("utf-8", "replace").decode("utf-8"))
