"""The window's own font, so that it looks alike on every computer and shows Korean on each."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from tlgui.engine.places import asset_folder

OWN_FAMILY = "Pretendard"
# The two weights that the look uses. Not the variable font: Qt takes its weights from no
# stylesheet. Unchanged files, since their licence reserves the name for those.
OWN_FILES = ("Pretendard-Regular.ttf", "Pretendard-SemiBold.ttf")


@cache
def own_family() -> str:
    """The family of the window's own font, made known to Qt; empty where its files are missing."""
    folder = asset_folder("fonts")
    loaded = [QFontDatabase.addApplicationFont(str(folder / name)) for name in OWN_FILES]
    return OWN_FAMILY if all(number >= 0 for number in loaded) else ""
