"""A grid of small pictures with a number each: activation maps, or filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate

from tlgui.ui.look import theme
from tlgui.ui.pictures.image_view import is_tiny
from tlgui.ui.words.live_text import Text, live_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_CAPTION = 16
_GAP = 6


class MapModel(QAbstractListModel):
    """Pictures in an order of their own, each with its number."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._images: Sequence[QImage] = ()
        self._order: Sequence[int] = ()
        self.describe: Callable[[int], str] = str

    def set_images(self, images: Sequence[QImage], order: Sequence[int]) -> None:
        """Show ``images`` in ``order``, their numbers."""
        self.beginResetModel()
        self._images, self._order = images, order
        self.endResetModel()

    def number(self, row: int) -> int:
        """Of the picture in ``row``."""
        return self._order[row]

    def row(self, number: int) -> int:
        """In which the picture ``number`` stands; -1 where it does not."""
        return self._order.index(number) if number in self._order else -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._order)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        number = self._order[index.row()]
        if role == _ROLE.DisplayRole:
            return str(number)
        if role == _ROLE.DecorationRole:
            return self._images[number]
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return self.describe(number)
        return None


class _MapDelegate(QStyledItemDelegate):
    """Paints a picture above its number."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, MapGrid)
        return view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors = theme.palette()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        rect: QRect = option.rect.adjusted(_GAP // 2, _GAP // 2, -_GAP // 2, -_GAP // 2)
        caption = theme.px(_CAPTION)
        room = rect.adjusted(0, 0, 0, -caption)
        image: QImage = index.data(_ROLE.DecorationRole)
        size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(
            room.left() + (room.width() - size.width()) // 2,
            room.bottom() + 1 - size.height(),
            size.width(),
            size.height(),
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not is_tiny(image.size()))
        painter.drawImage(place, image)
        if chosen:
            painter.setPen(QPen(colors.color("accent"), 2 if focused else 1))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.setFont(theme.font(theme.TEXT_SMALL, strong=chosen))
        painter.setPen(QColor(colors.accent if chosen else colors.muted))
        painter.drawText(
            QRect(rect.left(), rect.bottom() + 1 - caption, rect.width(), caption),
            int(Qt.AlignmentFlag.AlignCenter),
            str(index.data()),
        )
        painter.restore()


class MapGrid(QListView):
    """Pictures in rows, as many beside each other as there is room for; moved through by keys.

    Signals:
        chosen: with the number of the picture that the user came to.
    """

    chosen = Signal(int)

    def __init__(
        self, name: str, accessible: Text, side: int = 72, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        live_text(self, self.setAccessibleName, accessible)
        self._side = side
        self._maps = MapModel(self)
        self.setModel(self._maps)
        self.setItemDelegate(_MapDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(theme.SPACE_S, theme.SPACE_S, 0, 0)
        side_px = theme.px(side) + _GAP
        self.setGridSize(QSize(side_px, side_px + theme.px(_CAPTION)))
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    @property
    def current(self) -> int | None:
        """The number of the picture that is chosen."""
        index = self.currentIndex()
        return self._maps.number(index.row()) if index.isValid() else None

    def set_images(
        self,
        images: Sequence[QImage],
        order: Sequence[int] | None = None,
        describe: Callable[[int], str] = str,
    ) -> None:
        """Show pictures.

        Args:
            images: in the order of their numbers.
            order: their numbers, as they are to stand; by number by default.
            describe: says what is told of a number to those who point at it, or cannot see it.
        """
        self._maps.describe = describe
        self._maps.set_images(images, range(len(images)) if order is None else order)

    def choose(self, number: int) -> None:
        """Go to the picture ``number``."""
        row = self._maps.row(number)
        if row >= 0:
            self.setCurrentIndex(self._maps.index(row))
            self.scrollTo(self.currentIndex())

    def _on_current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self._maps.number(now.row()))
