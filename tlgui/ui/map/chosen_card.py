"""The picture that is looked at, and those most like it to the network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from tlgui.ui.kit.focus.focus_ring import FocusRing
from tlgui.ui.kit.widgets import Card, ElidedLabel, make_label
from tlgui.ui.look import theme
from tlgui.ui.pictures.picture_grid import TileCache, paint_placeholder
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent

    from tlgui.ui.pictures.thumbnails import ThumbnailLoader

_PICTURE, _TILE, _CAPTION, _COLUMNS = 120, 66, 18, 3


@dataclass(frozen=True)
class Neighbour:
    """One of the most similar pictures.

    Attributes:
        place: on the map.
        file: where it lies.
        label: its class.
        same: whether that is the class of the picture in question.
    """

    place: int
    file: Path
    label: str
    same: bool


class ChosenPicture(QWidget):
    """One picture, as large as its place."""

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._tiles = TileCache()
        self._file: Path | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(_PICTURE))
        thumbnails.some_arrived.connect(self.update)

    def show_file(self, file: Path | None) -> None:
        """Show ``file``."""
        self._file = file
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_tiles"):
            self._tiles.clear()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._file is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, ratio = QRectF(self.rect()), self.devicePixelRatioF()
        pixmap = self._thumbnails.pixmap(self._file)
        if pixmap is None:
            unreadable = self._thumbnails.is_unreadable(self._file)
            paint_placeholder(painter, area, unreadable=unreadable, ratio=ratio)
        else:
            tile = self._tiles.tile(pixmap, area.size().toSize(), ratio, crop_limit=0)
            painter.drawPixmap(area.topLeft(), tile)
        painter.end()


class ChosenCard(Card):
    """Its picture, class, answer and file; below it a list of its neighbours to go to.

    Signals:
        neighbour_chosen: with the place of the one that the user goes to.
    """

    neighbour_chosen = Signal(int)

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("map_chosen_card")
        self._thumbnails = thumbnails
        self._tiles = TileCache()
        self._near: tuple[Neighbour, ...] = ()
        self._picture = ChosenPicture(thumbnails)
        self._label = ElidedLabel(role="strong")
        self._label.setObjectName("map_chosen_class")
        self._answer = make_label("", "small", "map_chosen_answer", wrap=True)
        self._file = ElidedLabel(role="small", mode=Qt.TextElideMode.ElideMiddle)
        self._file.setObjectName("map_chosen_file")
        self._title = make_label(
            lambda: self.tr("Most alike to the network"), "card-title", "map_near_title"
        )
        self.near_list = QListWidget()
        self.near_list.setObjectName("map_near_list")
        self.near_list.setIconSize(QSize(theme.px(_TILE), theme.px(_TILE)))
        self.near_list.setViewMode(QListView.ViewMode.IconMode)
        self.near_list.setMovement(QListView.Movement.Static)
        self.near_list.setResizeMode(QListView.ResizeMode.Adjust)
        self.near_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.near_list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.near_list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.near_list.setUniformItemSizes(True)
        self.near_list.itemActivated.connect(self._on_activated)
        self._ring = FocusRing(self.near_list)
        for widget in (self._picture, self._label, self._answer, self._file):
            self.body.addWidget(widget)
        self.body.addSpacing(theme.SPACE_S)
        self.body.addWidget(self._title)
        self.body.addWidget(self.near_list)
        thumbnails.some_arrived.connect(self._show_icons)
        live(self, self._tell)
        self.hide()

    @property
    def near(self) -> tuple[Neighbour, ...]:
        """The neighbours on show, the nearest first."""
        return self._near

    def show_picture(
        self, file: Path, place: str, label: str, answer: str, near: Sequence[Neighbour]
    ) -> None:
        """Show a picture.

        Args:
            file: where it lies.
            place: the same, as it is told.
            label: its class.
            answer: what the model says of it; empty where there is none.
            near: its neighbours, the nearest first.
        """
        self._picture.show_file(file)
        self._label.set_full_text(one_line(label))
        self._answer.setText(answer)
        self._answer.setVisible(bool(answer))
        self._file.set_full_text(one_line(place))
        self._near = tuple(near)
        self.near_list.clear()
        cell = QSize(theme.px(_TILE) + 6, theme.px(_TILE + _CAPTION) + 6)
        self.near_list.setGridSize(cell)
        for neighbour in self._near:
            item = QListWidgetItem(one_line(neighbour.label))
            item.setToolTip(plain_tooltip(one_line(f"{neighbour.label}: {neighbour.file.name}")))
            item.setSizeHint(cell)
            item.setFont(theme.font(theme.TEXT_SMALL, strong=not neighbour.same))
            self.near_list.addItem(item)
        self._title.setVisible(bool(self._near))
        self.near_list.setVisible(bool(self._near))
        rows = -(-len(self._near) // _COLUMNS)
        self.near_list.setFixedHeight(rows * cell.height() + 4)
        self._show_icons()
        self._tell()
        self.show()

    def clear(self) -> None:
        """Show none."""
        self._near = ()
        self._picture.show_file(None)
        self.near_list.clear()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "near_list"):
            self._tint()

    def _show_icons(self) -> None:
        ratio = self.devicePixelRatioF()
        side = QSize(theme.px(_TILE), theme.px(_TILE))
        for row, neighbour in enumerate(self._near):
            pixmap = self._thumbnails.pixmap(neighbour.file)
            item = self.near_list.item(row)
            if pixmap is not None and item is not None:
                item.setIcon(QIcon(self._tiles.tile(pixmap, side, ratio)))

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.neighbour_chosen.emit(self._near[self.near_list.row(item)].place)

    def _tell(self) -> None:
        self.near_list.setAccessibleName(self.tr("Pictures most alike to the network"))
        self._tint()

    def _tint(self) -> None:
        accent = QColor(theme.palette().accent)
        text = QColor(theme.palette().text)
        for row, neighbour in enumerate(self._near):
            item = self.near_list.item(row)
            if item is not None:
                item.setForeground(text if neighbour.same else accent)
