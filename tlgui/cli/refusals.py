"""How the command line refuses: an error line, a hint, an exit code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tlgui.cli.reports import say
from tlgui.engine.errors import DatasetError, Message, TlguiError

if TYPE_CHECKING:
    from collections.abc import Sequence


class WrongUsageError(TlguiError):
    """The command line itself makes no sense: exit code 2, as for an unknown option."""


def refuse(error: TlguiError, exit_code: int = 1) -> int:
    """Say ``error`` and its hint on stderr; the exit code, for the caller to hand on."""
    say(f"error: {error.message!s}")
    if error.hint is not None:
        say(f"hint: {error.hint!s}")
    return exit_code


def path(text: str) -> Path:
    """The path that the command line names; an empty one would quietly mean the current folder.

    Raises:
        WrongUsageError: ``text`` is empty.
    """
    if not text:
        raise WrongUsageError(Message("A path is empty."), Message("Name a file or a folder."))
    return Path(text)


def not_yet(kind: str, name: str, available: Sequence[str]) -> TlguiError:
    """That the contract names ``name`` and this version lacks it; the hint lists what exists."""
    return TlguiError(
        Message("The {kind} {name} does not exist in this version.", kind=kind, name=name),
        Message("Available: {names}.", names=", ".join(available)),
    )


def nothing_read(*, named: bool) -> int:
    """Refuse; ``named`` says whether there were pictures, which then have rows of their own."""
    if named:
        hint = Message("The rows of the pictures say why.")
    else:
        hint = Message("Name pictures, or folders that hold some.")
    return refuse(DatasetError(Message("No picture could be read."), hint))
