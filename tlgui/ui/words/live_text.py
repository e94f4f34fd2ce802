"""Texts that follow the language: told when a widget is made, and again when the user switches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

Text = str | Callable[[], str]
"""A text, or a function that gives it in the language of now: ``lambda: self.tr("Split")``."""

_TELLERS = "_tlgui_tellers"


def said(text: Text) -> str:
    """``text`` in the language of now."""
    return text if isinstance(text, str) else text()


def live(widget: QWidget, tell: Callable[[], object]) -> None:
    """Call ``tell`` now, and again whenever the language changes, as long as ``widget`` lives.

    Args:
        widget: the widget whose texts ``tell`` sets.
        tell: sets texts; it may be called at any time, and more than once.
    """
    tellers: list[Callable[[], object]] | None = getattr(widget, _TELLERS, None)
    if tellers is None:
        tellers = []
        setattr(widget, _TELLERS, tellers)
    tellers.append(tell)
    tell()


def live_text(widget: QWidget, show: Callable[[str], object], text: Text) -> None:
    """Give ``text`` to ``show`` now; where it is a function, again at every change of language."""
    if isinstance(text, str):
        show(text)
    else:
        live(widget, lambda: show(text()))


def tell_again(app: QApplication) -> None:
    """Have every widget of ``app`` tell its texts anew."""
    for widget in app.allWidgets():
        for tell in tuple(getattr(widget, _TELLERS, ())):
            tell()
            widget.updateGeometry()
