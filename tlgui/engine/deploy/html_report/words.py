"""What a report says, in its own language, whatever the window speaks."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from tlgui.engine.errors import Message, TlguiError
from tlgui.engine.places import asset_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("en", "ko")
_SOURCE = "en"


class Words:
    """The texts of the page, and messages of the engine, in one language.

    Args:
        language: one of ``LANGUAGES``.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        path = asset_folder("report") / "texts.json"
        self._texts = json.loads(path.read_text("utf-8"))[language]
        self._templates = {} if language == _SOURCE else _templates(language)

    def say(self, key: str, /, **values: object) -> str:
        """The text of the page called ``key``."""
        return str(self._texts[key]).format(**values)

    def tell(self, message: Message) -> str:
        """``message``, with the messages among its values; in English where nobody translated it.

        A run of another version may have sentences that this one no longer says.
        """
        template = self._templates.get(message.template, message.template)
        try:
            return template.format_map(self._values(message))
        except (LookupError, ValueError):
            return str(message)

    def _values(self, message: Message) -> dict[str, object]:
        found: dict[str, object] = {}
        for name, value in message.values.items():
            inner = value.message if isinstance(value, TlguiError) else value
            found[name] = self.tell(inner) if isinstance(inner, Message) else inner
        return found


@cache
def _templates(language: str) -> Mapping[str, str]:
    """The engine's templates and what they are in ``language``.

    From the file that translators write: what the window reads is Qt's own format. Messages of the
    engine have no context there, for they are made outside of any class's ``tr``.
    """
    path = asset_folder("translations") / f"tlgui_{language}.ts"
    return {
        message.findtext("source", ""): text
        for context in ElementTree.parse(path).iter("context")
        if not context.findtext("name")
        for message in context.iter("message")
        if (text := message.findtext("translation"))
    }
