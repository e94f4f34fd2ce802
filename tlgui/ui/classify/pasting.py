"""Pictures from the clipboard, as files."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from tlgui.engine.errors import BundleError, Message
from tlgui.engine.places import cache_folder
from tlgui.ui.kit.drop_frame import dropped_paths

if TYPE_CHECKING:
    from pathlib import Path


def pasted_pictures() -> list[Path]:
    """The files on the clipboard, or a file made of the picture on it; empty where is neither.

    Raises:
        BundleError: the picture cannot be written to the cache folder.
    """
    clipboard = QGuiApplication.clipboard()
    data = clipboard.mimeData()
    # Some platforms have no data at all for an empty clipboard.
    paths = dropped_paths(data) if data is not None else []
    if paths:
        return paths
    image = clipboard.image()
    if image.isNull():
        return []
    folder = cache_folder() / "pasted"
    path = folder / f"pasted {datetime.now():%Y-%m-%d %H-%M-%S-%f}.png"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        saved = image.save(str(path))
    except OSError:
        saved = False
    if not saved:
        raise BundleError(Message("{path} cannot be written.", path=path))
    return [path]
