"""Words of a command that is copied into a terminal."""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

from tlgui.ui.words.tooltips import shown_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def quoted(path: Path) -> str:
    """``path`` as one word of a terminal's command line."""
    text = shown_path(path)
    return f'"{text}"' if sys.platform == "win32" else shlex.quote(text)


def command_text(words: Sequence[str | Path]) -> str:
    """``words`` as a line that a terminal takes apart into them again."""
    texts = [word if isinstance(word, str) else shown_path(word) for word in words]
    return subprocess.list2cmdline(texts) if sys.platform == "win32" else shlex.join(texts)
