"""Runs as the window tells of them: their headline, method, split and time in the user's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from tlgui.engine.training.methods import find_method
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, HeadFit
from tlgui.engine.training.recipe import EnsembleRule
from tlgui.ui.kit.errors import text_of
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.progress import Control
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run

translate = QCoreApplication.translate


@dataclass(frozen=True)
class RunRow:
    """One run with its headline.

    Attributes:
        split: the split that the accuracy is of; empty where there is none.
        accuracy: 0..1, None where the run has no report.
    """

    run: Run
    split: str
    accuracy: float | None
    interval: tuple[float, float] | None


def read_runs(parent: Path, dataset_root: Path, *, control: Control) -> list[RunRow]:
    """The runs in ``parent`` on ``dataset_root`` with their headlines, newest first.

    For a worker.
    """
    from tlgui.engine.training.run import list_runs

    control.check()
    return [row_of(run) for run in list_runs(parent, dataset_root)]


def row_of(run: Run) -> RunRow:
    """``run`` with its headline; the figures are in the run, no report is read."""
    split = run.headline_split
    if split is None:
        return RunRow(run, "", None, None)
    figures = run.figures[split]
    low, high = figures["accuracy_interval"]
    return RunRow(run, split.value, float(figures["accuracy"]), (float(low), float(high)))


def method_text(recipe: Recipe, made: int | None = None) -> str:
    """How a run is trained, in the user's words.

    Args:
        recipe: what is asked.
        made: models that there are; None for as many as are asked for.
    """
    return _with_members(_method_alone(recipe), recipe, made)


def trained_text(run: Run, *, short: bool = False) -> str:
    """How ``run`` was trained; ``short``: where room is short.

    Of an ensemble that was stopped, how many of its models there are.
    """
    text = short_method_text if short else method_text
    return text(run.recipe, max(1, len(run.head.members)))


def _with_members(method: str, recipe: Recipe, made: int | None) -> str:
    if recipe.ensemble is EnsembleRule.NONE:
        return method
    if made is not None and made != recipe.members:
        told = translate("RunTable", "{method}, {made} of {count} models")
        return told.format(method=method, made=made, count=recipe.members)
    told = translate("RunTable", "{method}, {count} models")
    return told.format(method=method, count=recipe.members)


def _method_alone(recipe: Recipe) -> str:
    if not isinstance(recipe, FeatureExtraction):
        # Within a sentence or a table a name begins small.
        title = text_of(find_method(recipe.method).title)
        return title[:1].lower() + title[1:]
    if recipe.head is HeadFit.GRADIENT_DESCENT:
        return translate("RunTable", "feature extraction by gradient descent")
    return translate("RunTable", "feature extraction")


def short_method_text(recipe: Recipe, made: int | None = None) -> str:
    """The same where room is short: what sets an ensemble apart comes first, not cut off."""
    method = _method_alone(recipe)
    if isinstance(recipe, FeatureExtraction) and recipe.head is HeadFit.GRADIENT_DESCENT:
        method = translate("RunTable", "features, gradient descent")
    if recipe.ensemble is EnsembleRule.NONE:
        return method
    if made is not None and made != recipe.members:
        told = translate("RunTable", "{made} of {count} models, {method}")
        return told.format(method=method, made=made, count=recipe.members)
    told = translate("RunTable", "{count} models, {method}")
    return told.format(method=method, count=recipe.members)


def split_text(split: str, run: Run | None = None) -> str:
    """A split's name in the user's words; of a ``run`` that was cross-validated, that."""
    if run is not None and run.recipe.folds and split == "validation":
        told = translate("RunTable", "{count}-fold cross-validation")
        return told.format(count=run.recipe.folds)
    names = {
        "": "-",
        "train": translate("RunTable", "train"),
        "validation": translate("RunTable", "validation"),
        "test": translate("RunTable", "test"),
    }
    return names.get(split, split)


def started_text(created: str, *, exact: bool = False) -> str:
    """When a run started, on this computer's clock: the time today, else the date.

    ``exact``: date and time to the second.
    """
    try:
        when = datetime.fromisoformat(created).astimezone()
    except ValueError:
        return created
    locale = QLocale()
    if exact:
        return f"{when:%Y-%m-%d %H:%M:%S}"
    if when.date() == datetime.now().astimezone().date():
        return locale.toString(QTime(when.hour, when.minute), QLocale.FormatType.ShortFormat)
    return locale.toString(QDate(when.year, when.month, when.day), QLocale.FormatType.ShortFormat)


def name_text(run: Run) -> str:
    """What a run is called: the name that the user gave it, else when it started."""
    return one_line(run.name) or started_text(run.created)


def spoken_name(run: Run, *, exact: bool = False) -> str:
    """What a run is called within a sentence; ``exact``: by the second in which it started."""
    if run.name and not exact:
        return one_line(run.name)
    when = started_text(run.created, exact=exact)
    return translate("RunTable", "the run of {when}").format(when=when)


def spoken_names(first: Run, second: Run) -> tuple[str, str]:
    """What two runs are called within a sentence that tells them apart."""
    names = spoken_name(first), spoken_name(second)
    if names[0] != names[1]:
        return names
    return spoken_name(first, exact=True), spoken_name(second, exact=True)
