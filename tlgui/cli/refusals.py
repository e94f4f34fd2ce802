"""How the command line refuses: an error line, a hint, an exit code."""

from __future__ import annotations

from pathlib import Path

from tlgui.cli.reports import say
from tlgui.engine.errors import DatasetError, Message, TlguiError


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


def nothing_read(*, named: bool) -> int:
    """Refuse; ``named`` says whether there were pictures, which then have rows of their own."""
    if named:
        hint = Message("The rows of the pictures say why.")
    else:
        hint = Message("Name pictures, or folders that hold some.")
    return refuse(DatasetError(Message("No picture could be read."), hint))
