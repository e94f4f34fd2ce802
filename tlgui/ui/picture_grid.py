"""Views that paint pictures and bars: the thumbnail grid and the list of classes."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate

from tlgui.ui import theme
from tlgui.ui.item_models import PATH_ROLE, ROW_ROLE, ClassModel, ClassRow, PictureModel

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from tlgui.ui.thumbnails import ThumbnailLoader

CELL_WIDTH, CELL_HEIGHT, GAP = 92, 123, 8
CLASS_ROW_HEIGHT = 30
_LAYOUT_BATCH = 4000
_TILES_KEPT = 400


class TileCache:
    """Thumbnails cut to the middle, scaled and with round corners, ready to be copied to screen.

    Smooth scaling under a round clip costs 0.3 ms a picture: too much for each of 40 pictures in
    each frame of scrolling.
    """

    def __init__(self) -> None:
        self._tiles: OrderedDict[tuple[int, int, int, float], QPixmap] = OrderedDict()

    def tile(self, pixmap: QPixmap, size: QSize, ratio: float, radius: float = 4) -> QPixmap:
        """``pixmap`` filling ``size``, nothing stretched."""
        key = (pixmap.cacheKey(), size.width(), size.height(), ratio)
        known = self._tiles.get(key)
        if known is not None:
            self._tiles.move_to_end(key)
            return known
        made = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        area = QRectF(0, 0, size.width(), size.height())
        scale = max(area.width() / pixmap.width(), area.height() / pixmap.height())
        width, height = area.width() / scale, area.height() / scale
        left, top = (pixmap.width() - width) / 2, (pixmap.height() - height) / 2
        path = QPainterPath()
        path.addRoundedRect(area, radius, radius)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(path)
        painter.drawPixmap(area, pixmap, QRectF(left, top, width, height))
        painter.end()
        self._tiles[key] = made
        while len(self._tiles) > _TILES_KEPT:
            self._tiles.popitem(last=False)
        return made


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
    """Paints a cropped thumbnail; a mark where something is wrong with the picture."""

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._tiles = TileCache()

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
            tile = self._tiles.tile(pixmap, area.size().toSize(), ratio)
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
            painter.setPen(QPen(colors.color("accent"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = self.parent()
        return view.gridSize() if isinstance(view, QListView) else QSize(CELL_WIDTH, CELL_HEIGHT)


class PictureGrid(QListView):
    """Thumbnails in as many columns as fit; only what is on screen is decoded."""

    def __init__(
        self, thumbnails: ThumbnailLoader, model: PictureModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("picture_grid")
        self.setAccessibleName(self.tr("Pictures"))
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
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setGridSize(QSize(CELL_WIDTH + GAP, CELL_HEIGHT + GAP))
        self.setItemDelegate(_PictureDelegate(thumbnails, self))
        self.setModel(model)
        # Model and view go together: a selection model that outlives its model crashes Qt.
        model.setParent(self)
        thumbnails.some_arrived.connect(lambda: self.viewport().update())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_columns()
        super().resizeEvent(event)

    def _fit_columns(self) -> None:
        width = self.viewport().width() - 1  # QListView wraps a row that fits exactly.
        wanted = theme.px(CELL_WIDTH) + GAP
        columns = max(1, width // wanted)
        cell = QSize(width // columns, round((width // columns - GAP) * 1.34) + GAP)
        if cell != self.gridSize():
            self.setGridSize(cell)


class _ClassDelegate(QStyledItemDelegate):
    """Paints a class: name, bar, count."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: ClassRow = index.data(ROW_ROLE)
        model = index.model()
        largest = model.largest if isinstance(model, ClassModel) else row.count
        colors = theme.palette()
        area = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("accent_soft"))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("sunken"))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colors.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 2, -1, -2), 6, 6)
        font = theme.font()
        metrics = QFontMetrics(font)
        count = f"{row.count:,}"
        count_width = max(metrics.horizontalAdvance("0,000"), metrics.horizontalAdvance(count))
        inner = area.adjusted(8, 0, -8, 0)
        name_width = inner.width() * 0.38
        bar_left = inner.left() + name_width + 8
        bar_width = inner.right() - count_width - 12 - bar_left
        painter.setFont(font)
        painter.setPen(colors.color("text"))
        vertical = Qt.AlignmentFlag.AlignVCenter
        name = metrics.elidedText(
            index.data(Qt.ItemDataRole.DisplayRole), Qt.TextElideMode.ElideRight, int(name_width)
        )
        painter.drawText(
            QRectF(inner.left(), area.top(), name_width, area.height()), vertical, name
        )
        painter.drawText(inner, vertical | Qt.AlignmentFlag.AlignRight, count)
        bar = QRectF(bar_left, area.center().y() - 4, bar_width, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.color("sunken"))
        painter.drawRoundedRect(bar, 3, 3)
        if row.count:
            bar.setWidth(max(6.0, bar_width * row.count / largest))
            painter.setBrush(colors.color("warning" if row.thin else "accent"))
            painter.drawRoundedRect(bar, 3, 3)
        painter.restore()

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, theme.px(CLASS_ROW_HEIGHT))


class ClassList(QListView):
    """The classes with their counts as bars; choosing one filters, choosing it again shows all."""

    def __init__(self, model: ClassModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("class_list")
        self.setAccessibleName(self.tr("Classes"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_ClassDelegate(self))
        self.setModel(model)
        # Model and view go together: a selection model that outlives its model crashes Qt.
        model.setParent(self)

    def sizeHint(self) -> QSize:
        rows = max(1, self.model().rowCount())
        return QSize(240, rows * theme.px(CLASS_ROW_HEIGHT) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 3 * theme.px(CLASS_ROW_HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choosing the chosen class again shows all classes."""
        row = self.indexAt(event.position().toPoint())
        if row.isValid() and self.selectionModel().isSelected(row):
            self.clearSelection()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.selectedIndexes():
            self.clearSelection()
            return
        super().keyPressEvent(event)
