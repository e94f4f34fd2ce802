"""Names of files and classes as text that widgets show as it is."""

from __future__ import annotations

import os
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def plain_tooltip(text: str) -> str:
    """``text`` for ``setToolTip``: nothing in it is read as markup; long ones wrap.

    Qt guesses whether a tooltip is markup. Inside ``<qt>`` it need not guess.
    """
    return f"<qt>{escape(text, quote=False).replace(chr(10), '<br>')}</qt>" if text else ""


def shown_path(path: Path) -> str:
    """``path`` as text that every widget and encoding takes."""
    return os.fsencode(path).decode("utf-8", "replace")
