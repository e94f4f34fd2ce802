"""A message that offers to take back what it tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from tlgui.ui.kit.message_bar import MessageBar, MessageKind
    from tlgui.ui.words.live_text import Text
    from tlgui.ui.work.session import Session

translate = QCoreApplication.translate


def offer_undo(
    bar: MessageBar,
    session: Session,
    place: int,
    kind: MessageKind,
    lead: Text,
    text: Text = "",
) -> None:
    """Say something on ``bar`` with the link Undo.

    Args:
        bar: of the page.
        session: its steps are undone.
        place: where the stack of steps stands after the one that is told of. Once others came
            after it, the link says so instead of taking back one of them.
        kind: how it is meant.
        lead: the words in bold.
        text: the sentence after them.
    """

    def take_back() -> None:
        if not session.undo_if_last(place):
            bar.show_message(
                "info",
                lambda: translate("UndoOffer", "Other steps came after it."),
                lambda: translate("UndoOffer", "Ctrl+Z takes them back one by one."),
            )

    bar.show_message(
        kind, lead, text, action=lambda: translate("UndoOffer", "Undo"), on_action=take_back
    )
