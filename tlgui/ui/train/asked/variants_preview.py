"""One picture of the training split, and what the network would see of it in training."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from tlgui.engine.errors import TlguiError
from tlgui.engine.training.by_epochs.augmentation_settings import AugmentationSettings
from tlgui.engine.training.by_epochs.choices import Mirroring
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.scratch.recipe import FromScratch
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.widgets import make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line
from tlgui.ui.work.images import image_from_pixels
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QImage, QPaintEvent, QResizeEvent, QShowEvent

    from tlgui.engine.data.preprocessing import Preprocessing
    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.errors import Message
    from tlgui.engine.progress import Control
    from tlgui.ui.train.asked.train_settings import TrainSettings
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

COUNT = 8
DEBOUNCE_MS = 100
"""Whoever turns a number up holds the key: what lies between is not drawn."""
GAP = 6
RADIUS = 5
FEW_COLUMNS, WIDE = 3, 480
"""The width in pixels of the drawings from which all stand in one row."""
STRIDE = 7919
"""Neighbours in a folder look alike: the next picture to look at lies elsewhere."""
NO_MATTER = {"class_weights", "target_accuracy", "weights", "device"}
"""Settings that change nothing of what is seen."""
OF_A_NEW_NETWORK = {"design", "image_size"}
"""What tells the size of the pictures that a network without weights is built for."""


@dataclass(frozen=True, eq=False)
class Question:
    """What is to be drawn.

    Attributes:
        recipe: what is asked; all that plays no role here has its default.
        picture: file of the picture.
        other: file of one of another class.
        index: that they are of.
        split: which pictures are learned from.
    """

    recipe: AugmentationSettings
    picture: Path
    other: Path
    index: DatasetIndex
    split: Split

    def same_as(self, other: Question | None) -> bool:
        """Whether the other one has the same answer."""
        return other is not None and (self.recipe, self.picture, self.other, id(self.split)) == (
            other.recipe,
            other.picture,
            other.other,
            id(other.split),
        )


def draw(question: Question, *, control: Control) -> list[QImage]:
    """The picture as the network sees it, and its variants. For a worker.

    Raises:
        TlguiError: the picture cannot be read.
    """
    from tlgui.engine.data.images import decode
    from tlgui.engine.training.by_epochs.preview import variants

    recipe = question.recipe
    preprocessing = _preprocessing(question, control)
    depth = preprocessing.bit_depth
    pixels = decode(question.picture, bit_depth=depth)
    blends = recipe.mixup > 0 or recipe.cutmix > 0
    other = decode(question.other, bit_depth=depth) if blends else pixels
    shown = variants(recipe, pixels, other, preprocessing, COUNT, control)
    return [image_from_pixels(each) for each in (preprocessing.prepare(pixels), *shown)]


def _preprocessing(question: Question, control: Control) -> Preprocessing:
    """What becomes of a picture on its way into the network that is asked for."""
    from tlgui.engine.models.catalog import find_backbone
    from tlgui.engine.models.making import skeleton
    from tlgui.engine.training.bit_depth import data_set_bit_depth
    from tlgui.engine.training.scratch.begin import picture_asked

    recipe = question.recipe
    if isinstance(recipe, FromScratch):
        return picture_asked(recipe, question.index, question.split, control)
    return replace(
        skeleton(find_backbone(recipe.backbone)).preprocessing,
        bit_depth=data_set_bit_depth(question.index, question.split.train, control),
        framing=recipe.framing.framing,
    )


class PictureTiles(QWidget):
    """Pictures of one size in rows, the first of them framed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("variants_tiles")
        self.images: list[QImage] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_images(self, images: Sequence[QImage]) -> None:
        """Show others."""
        self.images = list(images)
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colors = theme.palette()
        for number in range(COUNT + 1):
            place = self._place(number)
            path = QPainterPath()
            path.addRoundedRect(place, RADIUS, RADIUS)
            if number >= len(self.images):
                if not self.images:  # They are on their way.
                    painter.fillPath(path, colors.color("sunken"))
                continue
            painter.save()
            painter.setClipPath(path)
            painter.drawImage(place, self.images[number])
            painter.restore()
            if number == 0:
                painter.setPen(QPen(colors.color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()

    @property
    def _columns(self) -> int:
        return COUNT + 1 if self.width() >= theme.px(WIDE) else FEW_COLUMNS

    @property
    def _side(self) -> float:
        return (self.width() - GAP * (self._columns - 1)) / self._columns

    def _place(self, number: int) -> QRectF:
        row, column = divmod(number, self._columns)
        step = self._side + GAP
        return QRectF(column * step, row * step, self._side, self._side)

    def _fit(self) -> None:
        rows = ceil((len(self.images) or COUNT + 1) / self._columns)
        self.setFixedHeight(max(1, round(rows * (self._side + GAP) - GAP)))


class VariantsPreview(QWidget):
    """Draws anew whenever what is asked of the variants changes, as long as it is in sight."""

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        settings: TrainSettings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("variants_preview")
        # It takes the width that the settings have.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._session, self._settings = session, settings
        self._drawing = LatestJob(runner, self)
        self._locked = False
        self._number = 0
        self._shown: Question | None = None
        self._error: Message | None = None
        self.tiles = PictureTiles()
        self._note = make_label("", "small", "variants_note", wrap=True)
        self._other = make_button(
            lambda: self.tr("Another picture"), "variants_other_button", "small"
        )
        self._other.clicked.connect(self._next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.SPACE_S)
        layout.setSpacing(theme.SPACE_S)
        layout.addWidget(self.tiles)
        layout.addWidget(self._note)
        layout.addWidget(self._other, alignment=Qt.AlignmentFlag.AlignLeft)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(DEBOUNCE_MS)
        self._wait.timeout.connect(self._draw)
        settings.changed.connect(self.refresh)
        session.split_changed.connect(lambda _split: self.refresh())
        live(self, self._tell)

    def refresh(self) -> None:
        """Have it drawn again soon, where something else is asked by now."""
        if self.isVisible() and not self._locked:
            self._wait.start()

    def set_locked(self, locked: bool) -> None:
        """Draw nothing while a training runs: both would draw by the same random numbers."""
        self._locked = locked
        self._other.setEnabled(not locked)
        if locked:
            self._wait.stop()
            self._drawing.let_go()
        else:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _question(self) -> Question | None:
        index, split = self._session.index, self._session.split
        if index is None or split is None:
            return None
        try:
            asked = self._settings.recipe()
        except TlguiError:
            return None
        if not isinstance(asked, AugmentationSettings):
            return None
        usable = [each for each in split.train if each not in self._session.unusable]
        if not usable:
            return None
        position = usable[self._number * STRIDE % len(usable)]
        own = index.records[position].class_index
        others = (each for each in usable if index.records[each].class_index != own)
        names = {field.name for field in fields(AugmentationSettings)} - NO_MATTER
        kind: type[AugmentationSettings] = FineTuning
        if isinstance(asked, FromScratch):
            kind, names = FromScratch, names | OF_A_NEW_NETWORK
        recipe = kind(**{name: getattr(asked, name) for name in names})
        return Question(
            recipe, index.file(position), index.file(next(others, position)), index, split
        )

    def _next(self) -> None:
        self._number += 1
        self._draw()

    def _draw(self) -> None:
        question = self._question()
        if question is None or question.same_as(self._shown):
            return
        self._drawing.start(
            draw,
            question,
            lane="files",
            succeeded=lambda images: self._on_drawn(question, images),
            failed=lambda error: self._on_failed(question, error),
        )

    def _on_drawn(self, question: Question, images: list[QImage]) -> None:
        self._shown, self._error = question, None
        self.tiles.show_images(images)
        self._tell()

    def _on_failed(self, question: Question, error: Exception) -> None:
        if not isinstance(error, TlguiError):
            route_error(error)
            return
        self._shown, self._error = question, error.message
        self.tiles.show_images([])
        self._tell()

    def _tell(self) -> None:
        self._note.setText(self._words())
        shown, variants = self._shown, len(self.tiles.images) - 1
        if shown is None or variants < 1:
            self.tiles.setAccessibleName(self.tr("Variants of a picture"))
            return
        self.tiles.setAccessibleName(
            self.tr("{name} as the network sees it, and {count} variants of it").format(
                name=one_line(shown.picture.name), count=variants
            )
        )
        self.tiles.setAccessibleDescription(self._note.text())

    def _words(self) -> str:
        if self._error is not None:
            return text_of(self._error)
        if self._shown is None:
            return self.tr("Framed: the picture itself. Then what training shows in its place.")
        recipe, variants = self._shown.recipe, len(self.tiles.images) - 1
        told = (
            self.tr("Framed: the picture itself. Then {count} variants, drawn anew at each step.")
            if variants == COUNT
            else self.tr("Framed: the picture itself. Then all {count} that training shows of it.")
        ).format(count=variants)
        if recipe.mirror is not Mirroring.AUTO:
            return told
        return " ".join(
            (told, self.tr("Mirrored ones are learned from only where they mean the same."))
        )
