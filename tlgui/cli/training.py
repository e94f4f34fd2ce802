"""A folder listed and learned from, as several commands do."""

from __future__ import annotations

import shlex
import sys
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from tlgui.cli import reports
from tlgui.cli.refusals import WrongUsageError
from tlgui.cli.reports import counted, print_json, print_line, say
from tlgui.cli.terminal import progress
from tlgui.engine.data.records import Division
from tlgui.engine.errors import DamagedError, DatasetError, Message, TlguiError

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex, Problem, Split
    from tlgui.engine.progress import Control
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run
    from tlgui.engine.training.unfinished import Unfinished

DUPLICATES_TOLD = 5


def listed(folder: Path, control: Control, columns: str = "") -> tuple[DatasetIndex, list[Problem]]:
    """The pictures in ``folder``, or of a table, as edited, and its problems, doubled files too."""
    from tlgui.engine.data.folders import problem_order
    from tlgui.engine.data.quality import find_duplicates
    from tlgui.engine.data.table import TableColumns
    from tlgui.engine.project import scan_as_edited

    index = scan_as_edited(folder, control, TableColumns.parse(columns))
    return index, sorted([*index.problems, *find_duplicates(index, control)], key=problem_order)


def train_and_print(
    folder: Path,
    recipe: Recipe,
    out: Path,
    *,
    as_json: bool,
    unfinished: Unfinished | None = None,
    division: Division | None = None,
    columns: str = "",
) -> Run:
    """Train ``recipe`` on ``folder``, or go on with ``unfinished``, and print the figures.

    Args:
        folder: of pictures.
        recipe: what to do.
        out: folder of the run.
        as_json: print one JSON document.
        unfinished: an earlier training that goes on.
        division: of the pictures; its groups may be ``auto`` for what is proposed, or ``none``;
            where they are empty a proposal is told. By default drawn by the recipe's seed.
        columns: which column of a table is which.
    """
    from tlgui.engine.data.records import ProblemKind
    from tlgui.engine.training.by_epochs.company import company
    from tlgui.engine.training.run_writer import check_free
    from tlgui.engine.workflow import train as train_run

    with suppress(OSError):
        check_free(out)  # It is refused later too, but that is after minutes of reading.
    with progress() as control:
        index, problems = listed(folder, control, columns)
    doubled = (
        ProblemKind.DUPLICATE,
        ProblemKind.DUPLICATE_ACROSS_SPLITS,
        ProblemKind.CONFLICTING_LABELS,
    )
    duplicates = [problem for problem in problems if problem.kind in doubled]
    for problem in duplicates[:DUPLICATES_TOLD]:
        say(f"notice: {problem.message!s}")
    if len(duplicates) > DUPLICATES_TOLD:
        more = counted(len(duplicates) - DUPLICATES_TOLD, "more doubled picture")
        say(f"notice: {more}; `tlgui scan` lists them.")
    with progress() as control:
        split = (
            divided(index, division or Division(recipe.seed), control)
            if unfinished is None
            else unfinished.split(index)
        )
        split = company().same(split)
        try:
            finished = train_run(
                recipe, index, split, out, control, unfinished=unfinished, keep_cancelled=True
            )
        except DamagedError:
            raise  # What it says is what to do; going on would only say so again.
        except BaseException:
            _tell_unfinished(out)
            raise
    known = set(problems)  # Of a table there may be very many.
    problems += [problem for problem in finished.problems if problem not in known]
    if as_json:
        print_json(reports.training_document(finished, problems))
    else:
        reports.print_training(finished, problems)
    return finished


def learn_again_and_print(
    run_folder: Path, folder: Path | None, out: Path, *, as_json: bool
) -> Run:
    """Fit the head of a run again with the edits of its pictures, and print what that changed.

    Args:
        run_folder: of the run.
        folder: of its pictures, where they were moved.
        out: folder of the new run.
        as_json: print one JSON document.
    """
    from tlgui.engine.corrections.learning import learn_again
    from tlgui.engine.deploy.bundle import open_model
    from tlgui.engine.project import journal_of, scan_of_run

    run = open_model(run_folder)
    with progress() as control:
        index = scan_of_run(run, control, None if folder is None else folder.absolute())
        run = replace(run, dataset_root=index.root)
        corrected = journal_of(index.place).edits().labels
        learned = learn_again(run, index, corrected, out, control)
    if as_json:
        changed = {"of": str(run_folder), **learned.facts()}
        document = reports.training_document(learned.run, index.problems)
        print_json({**document, "corrections": changed})
    else:
        for told in learned.sentences():
            print_line(str(told))
        reports.print_training(learned.run, index.problems)
    return learned.run


def divided(index: DatasetIndex, division: Division, control: Control) -> Split:
    """The split, with the groups that are asked for; what is proposed is told.

    Raises:
        DatasetError: there are no groups of that kind.
    """
    from tlgui.engine.data.groups import across_parts, propose_groups
    from tlgui.engine.data.records import GroupRule
    from tlgui.engine.data.split import draw_split
    from tlgui.engine.insight.similar.grouping import find_groups

    groups = division.groups
    grouping = find_groups(index, groups, control) if groups else propose_groups(index, control)
    if grouping is None or not groups:
        if groups == GroupRule.TWINS:
            raise DatasetError(
                Message("No two of these pictures are near twins."),
                Message("--groups none divides picture by picture."),
            )
        if groups not in ("", "auto", "none"):
            raise DatasetError(
                Message("No groups can be told from the {rule} of these pictures.", rule=groups),
                Message(
                    "`tlgui scan` says what it sees; --groups none divides picture by picture."
                ),
            )
        if grouping is not None:
            say(f"notice: {grouping.sentence()}")
            say(f"notice: --groups {grouping.rule} keeps each on one side: figures are then true.")
        return draw_split(index, control, replace(division, groups=""))
    say(f"notice: {grouping.sentence()}")
    known, set_aside = across_parts(index, grouping.groups)
    if known and not division.anew:
        say(
            f"notice: {known} of the {counted(set_aside, 'picture')} that the data sets aside to"
            " judge by have others of their group in training: --divide-anew draws all parts."
        )
    told = replace(division, groups=grouping.rule.value)
    return draw_split(index, control, told, groups=grouping.groups)


def find_rate_and_print(
    folder: Path, recipe: Recipe, division: Division, *, columns: str, as_json: bool
) -> None:
    """Print the loss of ``recipe`` at rising learning rates, and the rate to take.

    ``division`` and ``columns`` are those of ``train_and_print``.

    Raises:
        WrongUsageError: its method has no learning rate to be found.
    """
    from tlgui.engine.training.methods import all_methods, find_method
    from tlgui.engine.workflow import find_rate

    if find_method(recipe.method).find_rate is None:
        others = [name for name, method in all_methods().items() if method.find_rate is not None]
        raise WrongUsageError(
            Message(
                "--find-rate means something with --method {names} only.",
                names=" or ".join(others),
            ),
            None,
        )
    with progress() as control:
        index, _problems = listed(folder, control, columns)
    with progress() as control:
        split = divided(index, division, control)
        found = find_rate(recipe, index, split, control)
    if as_json:
        tried = [
            {"learning_rate": rate, "loss": loss}
            for rate, loss in zip(found.rates, found.losses, strict=True)
        ]
        told = {"suggested": found.suggested, "clear": found.is_clear, "tried": tried}
        print_json(told)
        return
    for rate, loss in zip(found.rates, found.losses, strict=True):
        sys.stdout.write(f"{rate:10.2e}  {loss:.4f}\n")
    if not found.is_clear:
        sys.stdout.write("The loss falls at no rate by more than chance: keep the usual one.\n")
        return
    sys.stdout.write(f"Take a learning rate of {found.suggested:.1e} (--learning-rate).\n")


def _tell_unfinished(out: Path) -> None:
    """Say how to go on with what ended too soon, where that is possible."""
    from tlgui.engine.training.run_writer import unfinished_run

    with suppress(TlguiError):
        unfinished_run(out)
        say(f"How far it came is kept. Go on with: tlgui train --resume {shlex.quote(str(out))}")
