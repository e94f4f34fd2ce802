"""Where tlgui keeps what it makes: caches, runs, samples, logs; and where its assets lie.

``TLGUI_HOME`` moves all of it under one folder (for portable copies, and for tests).
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Literal


def _place(kind: Literal["cache", "data", "log"]) -> Path:
    home = os.environ.get("TLGUI_HOME")
    if home:
        return Path(home) / kind
    # Not before it is needed: the window's first paint waits for no more than it shows.
    import platformdirs

    find = {
        "cache": platformdirs.user_cache_dir,
        "data": platformdirs.user_data_dir,
        "log": platformdirs.user_log_dir,
    }
    return Path(find[kind]("tlgui", appauthor=False))


def cache_folder() -> Path:
    """What can be made again: features, converted models, thumbnails."""
    return _place("cache")


def data_folder() -> Path:
    """What the user would miss: runs, samples, projects."""
    return _place("data")


def log_folder() -> Path:
    """Log files."""
    return _place("log")


def samples_folder() -> Path:
    """Data sets to try tlgui on."""
    return data_folder() / "samples"


def is_within(path: str, folder: str) -> bool:
    """Whether ``path`` is ``folder`` or lies in it, as they are spelled; both absolute."""
    path, folder = os.path.normcase(path), os.path.normcase(folder)
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def path_from(folder: str, path: str) -> str:
    """The way from ``folder`` to ``path``, with forward slashes.

    The whole ``path``, where the two lie on different drives of Windows.
    """
    with suppress(ValueError):
        path = os.path.relpath(path, folder)
    return path.replace(os.sep, "/")


def asset_folder(kind: str) -> Path:
    """Where the assets of one ``kind`` lie: ``icons``, ``translations``."""
    package = Path(__file__).resolve().parents[1]
    # In an installed copy they lie in the package, in the source tree beside it.
    packaged = package / "assets" / kind
    return packaged if os.path.isdir(packaged) else package.parent / "assets" / kind
