"""Whether answers hang on corners or borders of the pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tlgui.engine.errors import Message
from tlgui.ui.results.on_demand.card import ButtonWords, Measurement

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from tlgui.engine.insight.shortcuts.check import ShortcutCheck
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run


def look_for_shortcuts(run: Run, *, control: Control) -> ShortcutCheck:
    """What the answers of ``run`` hang on. For a worker; raises what ``check_shortcuts`` does."""
    from tlgui.engine.insight.shortcuts.check import check_shortcuts

    return check_shortcuts(run, control)


def _sheet(found: ShortcutCheck, parent: QWidget) -> QDialog:
    from tlgui.ui.results.on_demand.shortcuts_sheet import ShortcutsSheet

    return ShortcutsSheet(found, parent)


SHORTCUTS: Measurement[ShortcutCheck] = Measurement(
    name="shortcuts",
    title=Message("Shortcuts"),
    term="shortcut",
    question=Message(
        "Do the answers hang on what is in the pictures, or on a corner, an edge, the background?"
    ),
    doing=Message("Parts of the pictures are painted over, and the answers compared…"),
    job=Message("Looking for shortcuts"),
    start=ButtonWords("shortcuts_check_button", Message("Check"), Message("Look for shortcuts")),
    details=ButtonWords("shortcuts_details_button", Message("Details…")),
    measure=look_for_shortcuts,
    sheet=_sheet,
    warns=lambda found: bool(found.suspects),
)
