"""Where each error goes: silence, the message bar of the page that asked, or the crash dialog."""

from __future__ import annotations

import hashlib
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tlgui.engine.errors import Cancelled, Message, TlguiError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.ui.kit.message_bar import MessageBar

ENGINE_CONTEXT = ""
"""The translation context of templates: lupdate gives calls that are no method's no context."""

_shown: set[str] = set()
_open_dialogs: set[QWidget] = set()


def text_of(message: Message) -> str:
    """``message`` in the language of the window: the template is translated, then formatted.

    Values that are messages themselves (a reason, say) are translated too.
    """
    template = QCoreApplication.translate(ENGINE_CONTEXT, message.template)
    values = {name: _value_of(value) for name, value in message.values.items()}
    try:
        return template.format_map(values)
    except (KeyError, IndexError, ValueError):
        return str(message)  # A translation with a wrong placeholder must not hide the message.


def _value_of(value: object) -> object:
    if isinstance(value, TlguiError):
        value = value.message
    return text_of(value) if isinstance(value, Message) else value


def route_error(error: BaseException, message_bar: MessageBar | None = None) -> QWidget | None:
    """Show ``error`` where it belongs.

    ``Cancelled`` is silent. A ``TlguiError`` goes to ``message_bar``. Anything else opens the crash
    dialog, once per distinct traceback.

    Returns:
        The crash dialog, where one was opened.
    """
    if isinstance(error, Cancelled):
        return None
    if isinstance(error, TlguiError) and message_bar is not None:
        message, hint = error.message, error.hint
        message_bar.show_message(
            "bad", lambda: text_of(message), lambda: "" if hint is None else text_of(hint)
        )
        return None
    report = "".join(traceback.format_exception(error))
    fingerprint = hashlib.sha256(_place(error).encode("utf-8", "replace")).hexdigest()
    if fingerprint in _shown:
        return None
    _shown.add(fingerprint)
    from tlgui.ui.kit.crash_dialog import CrashDialog

    dialog = CrashDialog(report)
    # Nobody else holds it: without a window it would vanish at once.
    _open_dialogs.add(dialog)
    dialog.finished.connect(lambda: _open_dialogs.discard(dialog))
    dialog.show()
    return dialog


def _place(error: BaseException) -> str:
    """Type and code path of ``error``, without the values in its text."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error)!r} {[(frame.filename, frame.lineno) for frame in frames]}"
