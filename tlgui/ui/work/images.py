"""Pictures of Qt that workers make and write.

PySide makes a type or an enum when it is first looked up, and crashes where two threads do so at
once. What workers need is therefore looked up here, when the GUI thread imports this module, and no
worker imports or looks up anything else of Qt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

# QByteArray is what a buffer's content comes as.
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RGB, _RGBA = QImage.Format.Format_RGB888, QImage.Format.Format_RGBA8888
_SCREEN = QImage.Format.Format_RGB32
_WRITE = QIODevice.OpenModeFlag.WriteOnly


def image_from_pixels(pixels: NDArray[np.uint8]) -> QImage:
    """A picture for painting from uint8 (H, W, 3) RGB or (H, W, 4) RGBA. Safe in any thread."""
    height, width, channels = pixels.shape
    image = QImage(
        pixels.tobytes(), width, height, channels * width, _RGB if channels == 3 else _RGBA
    )
    # QImage only borrows the memory it is given; the copy in the screen's format owns its own.
    return image.convertToFormat(_SCREEN) if channels == 3 else image.copy()


def as_jpeg(image: QImage, quality: int) -> bytes | None:
    """The content of a JPEG file; None where Qt cannot write one. Safe in any thread."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(_WRITE)
    if not image.save(buffer, "JPG", quality):  # type: ignore[call-overload]  # str is taken
        return None
    return bytes(content.data())
