"""The grid of thumbnails, and the painting of one."""

from __future__ import annotations

from collections import OrderedDict
from statistics import median
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate

from tlgui.ui.look import theme
from tlgui.ui.pictures.image_view import is_tiny
from tlgui.ui.pictures.item_models import PATH_ROLE, PictureModel
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from tlgui.ui.pictures.thumbnails import ThumbnailLoader

CELL_WIDTH, CELL_HEIGHT, GAP = 92, 123, 8
SQUARE_WIDTH = 104
PORTRAIT, SQUARE = 1.34, 1.0
"""Height of a cell beside its width."""
CROP_LIMIT = 0.25
"""The share of a picture that a cell may cut off; others are shown whole, with room around."""
_SHAPES_ASKED = 12
_UPRIGHT_FROM = 1.16
_LAYOUT_BATCH = 1000
_TILES_KEPT = 400


class TileCache:
    """Thumbnails scaled to their place and with round corners, ready to be copied to screen.

    Smooth scaling under a round clip costs 0.3 ms a picture: too much for each of 40 pictures in
    each frame of scrolling.
    """

    def __init__(self) -> None:
        self._tiles: OrderedDict[tuple[int, int, int, float], QPixmap] = OrderedDict()

    def tile(
        self,
        pixmap: QPixmap,
        size: QSize,
        ratio: float,
        radius: float = 4,
        *,
        crop_limit: float = 1,
    ) -> QPixmap:
        """``pixmap`` filling ``size``, nothing stretched.

        Args:
            pixmap: the thumbnail.
            size: logical pixels of the place.
            ratio: device pixels in a logical one.
            radius: of the corners.
            crop_limit: the share of the picture that may be cut off to fill the place; where more
                would have to go, all of it is shown in the middle.
        """
        key = (pixmap.cacheKey(), size.width(), size.height(), ratio)
        known = self._tiles.get(key)
        if known is not None:
            self._tiles.move_to_end(key)
            return known
        made = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        area = QRectF(0, 0, size.width(), size.height())
        shown = QRectF(pixmap.rect())
        small, large = sorted((area.width() / shown.width(), area.height() / shown.height()))
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        smooth = not is_tiny(pixmap.size())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        path = QPainterPath()
        path.addRoundedRect(area, radius, radius)
        painter.setClipPath(path)
        if 1 - small / large > crop_limit:
            painter.fillRect(area, theme.palette().color("sunken"))
            fitted = QRectF(0, 0, shown.width() * small, shown.height() * small)
            fitted.moveCenter(area.center())
            area = fitted
        else:
            middle = shown.center()
            shown.setSize(area.size() / large)
            shown.moveCenter(middle)
        painter.drawPixmap(area, pixmap, shown)
        painter.end()
        self._tiles[key] = made
        while len(self._tiles) > _TILES_KEPT:
            self._tiles.popitem(last=False)
        return made

    def knows(self, pixmap: QPixmap, size: QSize, ratio: float) -> bool:
        """Whether ``tile`` would have to make nothing."""
        return (pixmap.cacheKey(), size.width(), size.height(), ratio) in self._tiles

    def clear(self) -> None:
        """Forget all: the colours changed."""
        self._tiles.clear()


def paint_placeholder(painter: QPainter, area: QRectF, *, unreadable: bool, ratio: float) -> None:
    """What stands where a thumbnail is not there yet, or never will be."""
    colors = theme.palette()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors.color("bad_soft" if unreadable else "sunken"))
    painter.drawRoundedRect(area, 4, 4)
    if unreadable:
        mark = theme.icon_pixmap("bad", colors.bad, 20, ratio)
        center = area.center()
        painter.drawPixmap(QRect(int(center.x()) - 10, int(center.y()) - 10, 20, 20), mark)


class _PictureDelegate(QStyledItemDelegate):
    """Paints a thumbnail; a mark where something is wrong with the picture."""

    def __init__(self, thumbnails: ThumbnailLoader, parent: QListView) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._view = parent
        self.tiles = TileCache()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        path: Path = index.data(PATH_ROLE)
        rect: QRect = option.rect
        area = QRectF(rect).adjusted(GAP // 2, 0, -GAP // 2, -GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pixmap = self._thumbnails.pixmap(path)
        ratio = painter.device().devicePixelRatio()
        if pixmap is None:
            unreadable = self._thumbnails.is_unreadable(path)
            paint_placeholder(painter, area, unreadable=unreadable, ratio=ratio)
        else:
            tile = self.tiles.tile(pixmap, area.size().toSize(), ratio, crop_limit=CROP_LIMIT)
            painter.drawPixmap(area.topLeft(), tile)
        model = index.model()
        colors = theme.palette()
        if isinstance(model, PictureModel) and pixmap is not None and model.has_note(index.row()):
            badge = QRectF(area.right() - 24, area.top() + 4, 20, 20)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("warning_soft"))
            painter.drawEllipse(badge)
            mark = theme.icon_pixmap("warning", colors.warning, 12, ratio)
            painter.drawPixmap(badge.adjusted(4, 3, -4, -5).toRect(), mark)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self._view.hasFocus():
                # A line of the ground inside the ring: it is seen on a picture of its own colour.
                painter.setPen(QPen(colors.color("surface"), 2))
                painter.drawRoundedRect(area.adjusted(3.5, 3.5, -3.5, -3.5), 3, 3)
                painter.setPen(QPen(colors.color("accent"), 3))
            else:
                painter.setPen(QPen(colors.color("muted"), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return self._view.gridSize()


class PictureGrid(QListView):
    """Thumbnails in as many columns as fit; only what is on screen is decoded.

    Signals:
        open_requested: with the row of the picture to see large.
        menu_requested: with the row whose menu is asked for, and where to show it on screen.
    """

    open_requested = Signal(int)
    menu_requested = Signal(int, QPoint)

    def __init__(
        self, thumbnails: ThumbnailLoader, model: PictureModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("picture_grid")
        live(self, self._tell)
        self._thumbnails = thumbnails
        self._shape = PORTRAIT
        self._shapes_seen: list[float] = []
        self.setViewMode(QListView.ViewMode.ListMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        # 100,000 pictures take 0.3 s to lay out at once.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_LAYOUT_BATCH)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setGridSize(QSize(CELL_WIDTH + GAP, CELL_HEIGHT + GAP))
        self._delegate = _PictureDelegate(thumbnails, self)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        # Model and view go together: a selection model that outlives its model crashes Qt.
        model.setParent(self)
        self.doubleClicked.connect(lambda index: self.open_requested.emit(index.row()))
        thumbnails.some_arrived.connect(self.viewport().update)
        thumbnails.arrived.connect(self._on_arrived)

    def forget_shape(self) -> None:
        """Other pictures come: the first of them decide whether cells are upright or square."""
        self._shapes_seen.clear()

    def go_to(self, row: int) -> None:
        """Make the picture in ``row`` the current one, and see to it that it is in sight."""
        target = self.model().index(row, 0)
        self.setCurrentIndex(target)
        self.scrollTo(target)

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Pictures"))
        self.setAccessibleDescription(self.tr("Enter shows a picture large"))

    def _on_arrived(self, path: Path) -> None:
        if len(self._shapes_seen) >= _SHAPES_ASKED:
            return
        pixmap = self._thumbnails.pixmap(path)
        if pixmap is not None:
            self._shapes_seen.append(pixmap.height() / pixmap.width())
            if len(self._shapes_seen) == _SHAPES_ASKED:
                self._shape = PORTRAIT if median(self._shapes_seen) > _UPRIGHT_FROM else SQUARE
                self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_columns()
        super().resizeEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What scrolled away need not be made any more; what is in sight asks while it paints."""
        super().scrollContentsBy(dx, dy)
        self._thumbnails.drop_requests()
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._delegate.tiles.clear()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # The focus is seen on a picture that is chosen. Qt may have made one current, no more.
        if event.reason() == Qt.FocusReason.MouseFocusReason or self.selectedIndexes():
            return
        first = self.indexAt(self.viewport().rect().topLeft() + QPoint(GAP, GAP))
        current = self.currentIndex() if self.currentIndex().isValid() else first
        if current.isValid():
            self.setCurrentIndex(current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentIndex().isValid():
            self.open_requested.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the picture under the mouse, or of the current one for the Menu key."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            place = self.viewport().mapToGlobal(self.visualRect(index).center())
        else:
            index = self.indexAt(event.pos())
            place = event.globalPos()
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_requested.emit(index.row(), place)

    def _fit_columns(self) -> None:
        # As if the scroll bar were there: cells keep their size when it comes or goes. QListView
        # wraps a row that fits exactly.
        width = self.width() - self.verticalScrollBar().sizeHint().width() - 1
        wanted = theme.px(CELL_WIDTH if self._shape == PORTRAIT else SQUARE_WIDTH) + GAP
        columns = max(1, width // wanted)
        cell = QSize(width // columns, round((width // columns - GAP) * self._shape) + GAP)
        if cell != self.gridSize():
            self.setGridSize(cell)
