"""Whether one run is better than another, or whether there are too few pictures to tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tlgui.engine.training.fine_tuning.gain import name_of_test
from tlgui.ui.kit.errors import text_of
from tlgui.ui.train.run_rows import split_text, spoken_names
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from tlgui.engine.data.records import SplitName
    from tlgui.engine.insight.report import Report
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run
    from tlgui.ui.train.run_rows import RunRow

translate = QCoreApplication.translate

CHANCE = 0.05
"""A difference that chance makes more often than this is no difference."""


@dataclass(frozen=True)
class Comparison:
    """Two runs on one split.

    Attributes:
        better: the one with the higher accuracy.
        worse: the other.
        gap: the difference of their accuracies, 0..1.
        pictures: on which both were measured; None where they were measured on different ones.
        p: of McNemar's test on these pictures, by group where some belong together.
        grouped: whether some do.
        overlap: whether their intervals overlap.
    """

    better: Run
    worse: Run
    split: SplitName
    gap: float
    pictures: int | None
    p: float | None
    overlap: bool
    grouped: bool = False


def rivals(rows: Sequence[RunRow], chosen: Sequence[Run], shown: Run | None) -> list[Run]:
    """Which two runs to compare: the two that are chosen, else one and the best of the others.

    Empty where there is nothing to compare.
    """
    if len(chosen) == 2:
        pair = list(chosen)
    elif len(chosen) > 2:
        return []
    else:
        one = chosen[0] if chosen else shown
        own = next((row for row in rows if one is not None and row.run.folder == one.folder), None)
        own = own or next(iter(rows), None)
        others = [r for r in rows if own and r is not own and r.split == own.split and r.accuracy]
        if own is None or not others:
            return []
        pair = [own.run, max(others, key=lambda row: row.accuracy or 0.0).run]
    split = pair[0].headline_split
    return pair if split is not None and split == pair[1].headline_split else []


def compare_runs(first: Run, second: Run, *, control: Control) -> Comparison:
    """Compare two runs that have the same headline split. For a worker.

    Raises:
        BundleError: a report cannot be read.
    """
    from tlgui.engine.insight.report import load_report
    from tlgui.engine.metrics import mcnemar

    split = first.headline_split
    assert split is not None
    accuracies = [float(run.figures[split]["accuracy"]) for run in (first, second)]
    better, worse = (first, second) if accuracies[0] >= accuracies[1] else (second, first)
    low, _ = better.figures[split]["accuracy_interval"]
    _, high = worse.figures[split]["accuracy_interval"]
    pictures, p, groups = None, None, None
    if set(first.files[split]) == set(second.files[split]):
        control.check()
        reports = [load_report(run, split) for run in (first, second)]
        pictures = len(reports[0].files)
        # A run that was made before the pictures were grouped knows of none.
        groups = next((found for each in reports if (found := _groups(each)) is not None), None)
        p = mcnemar(_right(reports[0]), _right(reports[1]), groups)
    gap = abs(accuracies[0] - accuracies[1])
    return Comparison(better, worse, split, gap, pictures, p, high >= low, groups is not None)


def _right(report: Report) -> NDArray[np.bool_]:
    """Whether each picture was recognised, in the order of the files' names."""
    right: NDArray[np.bool_] = (report.predictions == report.targets)[_by_name(report)]
    return right


def _groups(report: Report) -> NDArray[np.int64] | None:
    """The group of each picture, in that order; None where none belong together."""
    return None if report.groups is None else report.groups[_by_name(report)]


def _by_name(report: Report) -> list[int]:
    return sorted(range(len(report.files)), key=lambda position: report.files[position])


def comparison_text(found: Comparison) -> str:
    """What a comparison says, in a sentence or two."""
    better, worse = spoken_names(found.better, found.worse)
    told = _sentence(found, better, worse)
    if told.startswith(better) and better == one_line(found.better.name):
        return told  # The name is as the user writes it.
    return told[:1].upper() + told[1:]


def _sentence(found: Comparison, better: str, worse: str) -> str:
    names = {"better": better, "worse": worse}
    if found.p is None:
        if found.overlap:
            return translate(
                "RunComparison",
                "The intervals of {better} and {worse} overlap: too few pictures to tell them "
                "apart.",
            ).format(**names)
        return translate(
            "RunComparison",
            "{better} is better than {worse}: their intervals do not overlap.",
        ).format(**names)
    values = {**names, "points": 100 * found.gap, "count": found.pictures, "p": found.p}
    values["split"] = split_text(found.split)
    values["test"] = text_of(name_of_test(grouped=found.grouped))
    if found.p >= CHANCE:
        return translate(
            "RunComparison",
            "Too few pictures to tell {better} and {worse} apart: {points:.1f} points on "
            "{count:,} {split} pictures are within chance ({test} p = {p:.2f}).",
        ).format(**values)
    return translate(
        "RunComparison",
        "{better} is better than {worse}: {points:.1f} points on {count:,} {split} pictures are "
        "more than chance ({test} p = {p:.2g}), unless one is the luckiest of many runs.",
    ).format(**values)
