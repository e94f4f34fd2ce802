"""The command line: the same engine, for scripts, many folders and machines without a screen."""

from __future__ import annotations

import io
import os
import sys

import typer

from tlgui.cli.commands.train import app
from tlgui.cli.refusals import WrongUsageError, not_yet, refuse
from tlgui.cli.reports import say
from tlgui.engine.errors import Cancelled, Message, TlguiError

# The contract names them, this version lacks them: refused by name, with what exists.
LATER_COMMANDS = ("export", "models")


def run(arguments: list[str]) -> int:
    """Run the command line on ``arguments``; the process's exit code."""
    first = arguments[0] if arguments else "-"
    if not first.startswith("-") and first not in _commands():
        # A first word that is no command and names a folder opens it; `open` says what is wrong
        # with one that only looks like a folder's.
        if not first or os.path.isdir(first) or os.path.isfile(first) or os.sep in first:
            arguments = ["open", *arguments]
        elif first in LATER_COMMANDS:
            return refuse(not_yet("command", first, _commands()))
    for stream in (sys.stdout, sys.stderr):
        # A name that the terminal's encoding lacks is escaped; it must not end the command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        result = app(arguments, standalone_mode=False, prog_name="tlgui")
        if sys.stdout is not None:
            sys.stdout.flush()
    except TlguiError as error:
        return refuse(error, exit_code=2 if isinstance(error, WrongUsageError) else 1)
    except Cancelled:
        say("Cancelled.")
        return 130
    except (KeyboardInterrupt, typer.Abort):
        say("Interrupted.")
        return 130
    except BrokenPipeError:
        # Whoever read has gone; the interpreter must not try again when it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except typer.Exit as leave:
        return leave.exit_code
    except Exception as error:
        # Click's own errors are wrong usage; which Click it is that typer brings is its affair.
        sentence = getattr(error, "format_message", None)
        if sentence is None:
            raise
        context = getattr(error, "ctx", None)
        command = context.command_path if context is not None else "tlgui"
        return refuse(
            TlguiError(
                Message("{sentence}", sentence=sentence()),
                Message("See `{command} --help`.", command=command),
            ),
            exit_code=int(getattr(error, "exit_code", 2)),
        )
    return result if isinstance(result, int) else 0


def _commands() -> list[str]:
    return [
        command.name or str(getattr(command.callback, "__name__", ""))
        for command in app.registered_commands
    ]
