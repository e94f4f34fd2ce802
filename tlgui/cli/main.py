"""The command line: the same engine, for scripts, many folders and machines without a screen."""

from __future__ import annotations

import io
import os
import pkgutil
import sys
from importlib import import_module
from typing import Annotated

import typer

from tlgui.cli import commands
from tlgui.cli.refusals import WrongUsageError, refuse
from tlgui.cli.reports import print_line, say
from tlgui.engine.errors import Cancelled, Message, TlguiError

# The order in which the help lists them; what is not here follows.
ORDER = (
    *("open", "demo", "samples", "scan", "review", "edit", "models", "train", "compare"),
    *("evaluate", "predict", "explain", "map", "sort", "classes", "sureness", "enough"),
    *("export", "report", "doctor"),
)


app = typer.Typer(
    name="tlgui",
    help="Turn a folder of labelled pictures into an image classifier you can trust.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from tlgui import __version__

        print_line(__version__)
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(import_module(f"{commands.__name__}.open").command(None))


def _order(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


COMMANDS = sorted((module.name for module in pkgutil.iter_modules(commands.__path__)), key=_order)
for _name in COMMANDS:
    app.command(_name)(import_module(f"{commands.__name__}.{_name}").command)


def run(arguments: list[str]) -> int:
    """Run the command line on ``arguments``; the process's exit code."""
    first = arguments[0] if arguments else "-"
    if not first.startswith("-") and first not in COMMANDS:
        # A first word that is no command and names a folder opens it; `open` says what is wrong
        # with one that only looks like a folder's.
        if not first or os.path.isdir(first) or os.path.isfile(first) or os.sep in first:
            arguments = ["open", *arguments]
        else:
            return refuse(
                TlguiError(
                    Message("{word} is neither a command nor a folder that is here.", word=first),
                    Message("See `tlgui --help`."),
                ),
                exit_code=2,
            )
    for stream in (sys.stdout, sys.stderr):
        # A name that the terminal's encoding lacks is escaped; it must not end the command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        result = app(arguments, standalone_mode=False, prog_name="tlgui")
        if sys.stdout is not None:
            sys.stdout.flush()
    except WrongUsageError as error:
        hint = error.hint or Message("See `{command} --help`.", command=f"tlgui {arguments[0]}")
        return refuse(WrongUsageError(error.message, hint), exit_code=2)
    except TlguiError as error:
        return refuse(error)
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
