"""A picture that fits the room it gets, with a heat map over it whose opacity can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from tlgui.ui.look import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

RADIUS = 4


TINY_SIDE = 64


def is_tiny(size: QSize) -> bool:
    """Whether a picture has so few pixels that they are shown as squares when it is enlarged.

    Smoothing would make a blur of them: an 8 x 8 digit is then no longer read.
    """
    return max(size.width(), size.height()) <= TINY_SIDE


class ImageView(QWidget):
    """Shows a picture as large as fits, its shape kept, and another over it.

    What is over it is drawn at full strength by the engine; the opacity is applied when painting,
    so that moving the slider costs no computation.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QImage | None = None
        self._over: QImage | None = None
        self._opacity = 0.5
        self._text = ""
        self.setMinimumSize(160, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def opacity(self) -> float:
        """Of what is over the picture, 0..1."""
        return self._opacity

    @property
    def text(self) -> str:
        """What stands in the place of the picture; empty where there is one."""
        return self._text

    @property
    def has_picture(self) -> bool:
        """Whether a picture is on show."""
        return self._picture is not None

    def show_picture(self, picture: QImage, over: QImage | None = None) -> None:
        """Show ``picture``, and ``over`` (of the same shape) above it."""
        self._picture = picture
        self._over = over
        self._text = ""
        self.update()

    def show_text(self, text: str) -> None:
        """Show a sentence in the place of the picture."""
        self._picture = None
        self._over = None
        self._text = text
        self.setAccessibleDescription(text)
        self.update()

    def set_opacity(self, opacity: float) -> None:
        """Let the picture below show through: 0 shows it alone, 1 hides it."""
        self._opacity = min(max(opacity, 0.0), 1.0)
        self.update()

    def picture_rect(self) -> QRectF:
        """Where the picture is painted: at the top, centred."""
        if self._picture is None or self._picture.isNull():
            return QRectF(self.rect())
        size = QSize(self._picture.size()).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = (self.width() - size.width()) / 2
        return QRectF(left, 0, size.width(), size.height())

    def sizeHint(self) -> QSize:
        return QSize(252, 252)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.palette()
        if self._picture is None:
            side = min(self.width(), self.height())
            box = QRectF((self.width() - side) / 2, 0, side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.sunken))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
            painter.setPen(QColor(colors.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(box.adjusted(16, 16, -16, -16), int(flags), self._text)
            return
        rect = self.picture_rect()
        shape = QPainterPath()
        shape.addRoundedRect(rect, RADIUS, RADIUS)
        painter.setClipPath(shape)
        smooth = QPainter.RenderHint.SmoothPixmapTransform
        painter.setRenderHint(smooth, not is_tiny(self._picture.size()))
        painter.drawImage(rect, self._picture)
        painter.setRenderHint(smooth)
        if self._over is not None and self._opacity > 0:
            painter.setOpacity(self._opacity)
            painter.drawImage(rect, self._over)
