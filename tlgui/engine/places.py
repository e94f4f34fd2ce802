"""Where tlgui keeps what it makes: caches, runs, samples, logs; and where its assets lie.

``TLGUI_HOME`` moves all of it under one folder (for portable copies, and for tests).
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def _place(kind: str, default: str) -> Path:
    home = os.environ.get("TLGUI_HOME")
    return Path(home) / kind if home else Path(default)


def cache_folder() -> Path:
    """What can be made again: features, converted models, thumbnails."""
    return _place("cache", platformdirs.user_cache_dir("tlgui", appauthor=False))


def data_folder() -> Path:
    """What the user would miss: runs, samples, projects."""
    return _place("data", platformdirs.user_data_dir("tlgui", appauthor=False))


def log_folder() -> Path:
    """Log files."""
    return _place("log", platformdirs.user_log_dir("tlgui", appauthor=False))


def samples_folder() -> Path:
    """Data sets to try tlgui on."""
    return data_folder() / "samples"


def asset_folder(kind: str) -> Path:
    """Where the assets of one ``kind`` lie: ``icons``, ``translations``."""
    package = Path(__file__).resolve().parents[1]
    # In an installed copy they lie in the package, in the source tree beside it.
    packaged = package / "assets" / kind
    return packaged if packaged.is_dir() else package.parent / "assets" / kind
