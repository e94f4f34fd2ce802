"""A picture that fits its room or shows its own pixels, to be dragged about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView

from tlgui.ui.look import theme
from tlgui.ui.pictures.image_view import is_tiny

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

LARGEST_ENLARGEMENT = 3.0
"""How much a small photo is enlarged to fit; a tiny one fills the room."""


class PictureCanvas(QGraphicsView):
    """Shows one picture: fitted, or at 100%, where it can be dragged.

    Signals:
        zoom_changed: between fitted and 100%.
    """

    zoom_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewer_canvas")
        self._item = QGraphicsPixmapItem()
        self._fitted = True
        self._text = ""
        scene = QGraphicsScene(self)
        scene.addItem(self._item)
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(120, 120)
        self._fit()

    @property
    def is_fitted(self) -> bool:
        """Whether all of the picture is in sight."""
        return self._fitted

    @property
    def text(self) -> str:
        """What stands in the place of the picture; empty where there is one."""
        return self._text

    def show_preview(self, preview: QPixmap | None) -> None:
        """Show a small version, as large as the picture will be; None shows nothing."""
        self._text = ""
        self._fitted = True
        self._set(preview or QPixmap())
        self.zoom_changed.emit()

    def show_image(self, image: QImage) -> None:
        """Show the picture itself."""
        self._text = ""
        self._set(QPixmap.fromImage(image))

    def show_text(self, text: str) -> None:
        """Show a sentence in the place of the picture."""
        self._text = text
        self._set(QPixmap())

    def toggle_zoom(self) -> None:
        """From fitted to 100% and back."""
        self._fitted = not self._fitted
        self._fit()
        self.zoom_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._fitted:
            event.ignore()
        else:
            super().wheelEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.toggle_zoom()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.palette()
        area = QRectF(self.viewport().rect())
        if self._text:
            painter.setPen(QColor(colors.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area.adjusted(24, 24, -24, -24), int(flags), self._text)
        if self.hasFocus():
            painter.setPen(QPen(colors.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5)
        painter.end()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.fillRect(rect, theme.palette().color("sunken"))

    def _set(self, pixmap: QPixmap) -> None:
        self._item.setPixmap(pixmap)
        self._item.setTransformationMode(
            Qt.TransformationMode.FastTransformation
            if is_tiny(pixmap.size())
            else Qt.TransformationMode.SmoothTransformation
        )
        self.scene().setSceneRect(self._item.boundingRect())
        self._fit()

    def _fit(self) -> None:
        pixmap = self._item.pixmap()
        self.setDragMode(
            QGraphicsView.DragMode.NoDrag if self._fitted else QGraphicsView.DragMode.ScrollHandDrag
        )
        bars = (
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            if self._fitted
            else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        self.setHorizontalScrollBarPolicy(bars)
        self.setVerticalScrollBarPolicy(bars)
        self.resetTransform()
        if pixmap.isNull():
            return
        if self._fitted:
            room = self.viewport().size()
            scale = min(room.width() / pixmap.width(), room.height() / pixmap.height())
            if not is_tiny(pixmap.size()):
                scale = min(scale, LARGEST_ENLARGEMENT)
            self.scale(scale, scale)
        else:
            ratio = self.devicePixelRatioF()
            self.scale(1 / ratio, 1 / ratio)  # A pixel of the picture on a pixel of the screen.
        self.centerOn(self._item)
