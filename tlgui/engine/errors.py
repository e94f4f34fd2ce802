"""The errors a user can read: what happened, to which thing, what to do.

The engine speaks English templates with named values. The command line formats them; the
window translates the template first, then formats.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Message:
    """A sentence for the user: an English template and the values it names.

    ``str(message)`` is the English sentence. Write the template as a literal where the message
    is made, so that ``lupdate`` finds it.
    """

    template: str
    values: Mapping[str, object]

    def __init__(self, template: str, /, **values: object) -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", MappingProxyType(values))

    def __str__(self) -> str:
        return self.template.format_map(self.values)

    def __hash__(self) -> int:
        return hash(str(self))

    def to_json(self) -> dict[str, object] | str:
        """A plain document from which ``from_json`` makes a message that says the same.

        It can still be translated, unless its values cannot be written so that they format alike:
        then it is the English sentence.
        """
        values = {name: _plain(value) for name, value in self.values.items()}
        document: dict[str, object] = {"template": self.template, "values": values}
        try:
            same = str(Message.from_json(document)) == str(self)
        except ValueError:
            same = False
        return document if same else str(self)

    @classmethod
    def from_json(cls, document: object) -> Message:
        """The message that ``to_json`` wrote; a plain text is a message in itself.

        Raises:
            ValueError: ``document`` is no message.
        """
        if isinstance(document, str):
            return cls("{text}", text=document)
        try:
            template, values = document["template"], document["values"]  # type: ignore[index]  # caught below
            message = cls(
                template + "",
                **{
                    name: cls.from_json(value) if isinstance(value, dict) else value
                    for name, value in values.items()
                },
            )
            str(message)
        except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as error:
            raise ValueError("a message is something else") from error
        return message


def _plain(value: object) -> object:
    if isinstance(value, Message):
        return value.to_json()
    if isinstance(value, float) and math.isfinite(value):
        return float(value)  # NumPy's doubles are floats too.
    return value if isinstance(value, int) else str(value)


class TlguiError(Exception):
    """Something the user can understand and act on.

    Attributes:
        message: what happened, and to which thing.
        hint: what to do about it, where there is something to do.
    """

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint


class DatasetError(TlguiError):
    """The folder of pictures cannot be used as it is."""


class PictureError(DatasetError):
    """One picture cannot be read. Jobs over many pictures record it and go on."""


class RecipeError(TlguiError):
    """What was asked of a training run cannot be done."""


class DivergedError(RecipeError):
    """A training diverged before there was anything to keep: it would do so again."""


class DeviceError(TlguiError):
    """The computing device failed: out of memory, lost, or unusable."""


class WeightsError(TlguiError):
    """A model's weights are missing, damaged or belong to another model."""


class BundleError(TlguiError):
    """A run or an exported model cannot be loaded or saved."""


class DamagedError(BundleError):
    """What a training kept to go on with another day cannot be read."""


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """The user cancelled the job."""
