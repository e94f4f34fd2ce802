"""Folders moved to the system's trash, and back."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFile

from tlgui.engine.errors import BundleError, Message

OWN_TRASH = ".trash"


def move_to_trash(folder: Path) -> Path:
    """Move ``folder`` to the system's trash; where it lies now.

    Where the system has none for this disk, into ``.trash`` beside it. Either is on the same
    disk: nothing is copied.

    Raises:
        BundleError: it cannot be moved.
    """
    file = QFile(str(folder))
    if file.moveToTrash() and file.fileName() != str(folder):
        return Path(file.fileName())
    return _move_to_own_trash(folder)


def _move_to_own_trash(folder: Path) -> Path:
    own = folder.parent / OWN_TRASH
    try:
        own.mkdir(exist_ok=True)
        place = own / folder.name
        number = 2
        while os.path.lexists(place):
            place = own / f"{folder.name}-{number}"
            number += 1
        folder.rename(place)
    except OSError as error:
        raise BundleError(
            Message(
                "{path} cannot be moved to the trash: {reason}.",
                path=folder,
                reason=error.strerror or error,
            )
        ) from error
    return place


def restore(place: Path, folder: Path) -> None:
    """Move what lies in the trash at ``place`` back to ``folder``.

    Raises:
        BundleError: the trash was emptied, or something else is at ``folder`` now.
    """
    if os.path.lexists(folder):
        raise BundleError(Message("{path} exists already.", path=folder))
    try:
        shutil.move(place, folder)
    except OSError as error:
        raise BundleError(Message("{path} is no longer in the trash.", path=folder.name)) from error
    # What desktops on Linux note of where it came from.
    with suppress(OSError):
        (place.parent.parent / "info" / f"{place.name}.trashinfo").unlink()
    with suppress(OSError):
        if place.parent.name == OWN_TRASH:
            place.parent.rmdir()
