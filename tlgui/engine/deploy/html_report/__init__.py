"""A run as one page that a colleague reads without tlgui: figures, errors, how to repeat it."""

from __future__ import annotations

import base64
import re
import shlex
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.calibration import expected_calibration_error
from tlgui.engine.data.images import decode
from tlgui.engine.data.names import shown
from tlgui.engine.data.records import SplitName
from tlgui.engine.data.split import read_division, read_table_place
from tlgui.engine.deploy.bundle import is_export
from tlgui.engine.deploy.html_report.drawings import (
    class_drawings,
    enough_plot,
    epoch_plots,
    percent,
    sureness_plot,
)
from tlgui.engine.deploy.html_report.words import LANGUAGES, Words
from tlgui.engine.deploy.web.browser import find_browser, print_pdf
from tlgui.engine.errors import BundleError, Message, PictureError, RecipeError
from tlgui.engine.insight.curves import describe_temperature
from tlgui.engine.insight.learning_curve.curve import read_learning_curve
from tlgui.engine.insight.report import answer_report
from tlgui.engine.insight.similar.leaks import leak_of_run
from tlgui.engine.insight.sureness.correcting import BINS
from tlgui.engine.metrics import threshold_share_text
from tlgui.engine.places import asset_folder
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.training.methods import find_method
from tlgui.engine.training.recipe_files import train_words
from tlgui.engine.training.settings import fields_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tlgui.engine.data.records import Problem
    from tlgui.engine.insight.report import Report
    from tlgui.engine.progress import Control
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run

ERRORS_SHOWN = 12
SIDE = 264
"""Pixels of a picture in the page, at most: twice what is shown, for sharp screens."""
LINES_TOLD = 20
CPU = re.compile(r"CPU, (?P<cores>\d+) cores? \((?P<machine>.*)\)")
"""What a run keeps of the processor that it was trained on."""


def write_report(run: Run, out: Path, language: str, control: Control) -> None:
    """Write the page of ``run`` to ``out``.

    Args:
        run: with its figures.
        out: the file; what is there is replaced when the page is whole. By the name ``.pdf`` a
            browser of this computer prints it.
        language: ``en`` or ``ko``.
        control: hears how far the heat maps are.

    Raises:
        RecipeError: there is no such language.
        BundleError: the run's report is damaged, it is an export, or nothing here prints a PDF.
        OSError: ``out`` cannot be written.
        Cancelled: the user cancelled.
    """
    from tlgui.engine.storage import atomic_write

    printing = out.suffix.lower() == ".pdf"
    browser = find_browser() if printing else None
    if printing and browser is None:
        raise BundleError(
            Message("There is no browser on this computer that prints a PDF without a window."),
            Message(
                "Chrome, Edge or Chromium does. Or save the report as HTML and print it from any"
                " browser."
            ),
        )
    page = report_page(run, language, control).encode("utf-8", "backslashreplace")
    if browser is None:
        with atomic_write(out) as file:
            file.write(page)
        return
    with tempfile.TemporaryDirectory(prefix="tlgui-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / "report.html").write_bytes(page)
        print_pdf(browser, place / "report.html", out, place, control)


def report_page(run: Run, language: str, control: Control) -> str:
    """The page as HTML; raises what ``write_report`` does."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    if language not in LANGUAGES:
        raise RecipeError(
            Message("There is no report in {language}.", language=language),
            Message("Available: {names}.", names=", ".join(LANGUAGES)),
        )
    if is_export(run.folder):
        raise BundleError(
            Message("{path} is an export: what it answered is not kept there.", path=run.folder),
            Message("Give the run that it was made from."),
        )
    words = Words(language)
    environment = Environment(
        loader=FileSystemLoader(asset_folder("report")),
        autoescape=True,
        undefined=StrictUndefined,
    )
    split = run.headline_split
    report = None if split is None else answer_report(run, split)
    curve = read_learning_curve(run)
    tempered = describe_temperature(run.history, run.facts)
    return environment.get_template("report.html.j2").render(
        language=language,
        say=words.say,
        **_about(run, words),
        **_judged(run, report, words),
        epochs=epoch_plots(run.history, run.facts.get("best_epoch"), words),
        temperature=None if tempered is None else words.tell(tempered),
        class_plots=[] if report is None else class_drawings(report, words, control),
        enough=None if curve is None else enough_plot(curve, words),
        enough_goes_on=curve is not None and bool(curve.line),
        enough_told=[] if curve is None else [words.tell(each) for each in curve.sentences()],
        errors=[] if report is None else _errors(run, report, control),
    )


def _about(run: Run, words: Words) -> dict[str, Any]:
    recipe = run.recipe
    folds = run.facts.get("folds")
    versions = run.facts.get("versions", {})
    return {
        "name": shown(run.name or run.dataset_root.name or run.folder.name),
        "version": versions.get("tlgui", ""),
        "date": run.created[:16].replace("T", " "),
        "network": recipe.found_backbone.label,
        "method": words.tell(find_method(recipe.method).title),
        "members": len(run.head.members),
        "folder": shown(str(run.dataset_root)),
        "origin": _origin(run),
        "counts": run.counts,
        "seed": recipe.seed,
        "folds": folds
        and {
            "each": ", ".join(percent(value) for value in folds["accuracies"]),
            "mean": percent(folds["mean"]),
            "deviation": percent(folds["deviation"]),
        },
        "command": shown(shlex.join(str(word) for word in repeating_words(run))),
        "settings": _settings(recipe, words),
        "versions": ", ".join(f"{name} {number}" for name, number in versions.items()),
        "device": _device_told(str(run.facts.get("device", "")), words),
        "seconds": f"{run.seconds.get('total', 0.0):.0f}",
        "notices": [words.tell(notice) for notice in run.notices],
        "problems": [_problem_told(problem, words) for problem in run.problems[:LINES_TOLD]],
        "more_problems": max(0, len(run.problems) - LINES_TOLD),
    }


def _problem_told(problem: Problem, words: Words) -> str:
    """A picture that was left out, with the folder that it is in."""
    told, path = words.tell(problem.message), shown(problem.path)
    return told if path in told else f"{path}: {told}"


def _device_told(label: str, words: Words) -> str:
    """What computed, in the language of the page: a graphics card has a name in all of them."""
    found = CPU.fullmatch(label)
    if found is None:
        return shown(label)
    key = "one_core" if found["cores"] == "1" else "cores"
    return words.say(key, **found.groupdict())


def _settings(recipe: Recipe, words: Words) -> list[tuple[str, str]]:
    """The settings that differ from the usual, by the names that people are told."""
    found = []
    for field in fields_of(type(recipe)):
        value = getattr(recipe, field.name)
        if value != field.default and field.means_something(recipe):
            choice = field.setting.choices.get(value) if field.setting.choices else None
            told = str(value) if choice is None else words.tell(choice.label)
            found.append((words.tell(field.setting.label), shown(told)))
    return found


def repeating_words(run: Run) -> list[str | Path]:
    """The words of the command that trains ``run`` again."""
    table, out = read_table_place(run.facts), Path("run")
    place, columns = (run.dataset_root, "") if table is None else (table.file, table.columns)
    division = read_division(run.facts)
    return train_words(run.recipe, place, out, division=division, columns=columns)


def _origin(run: Run) -> str:
    origin = str(run.facts.get("split_origin", "folders"))
    return origin if origin in ("folders", "stratified", "grouped") else "folders"


def _judged(run: Run, report: Report | None, words: Words) -> dict[str, Any]:
    """What is told of the figures; nothing where there are none."""
    if report is None:
        return {"head": None, "told": [], "matrix": [], "classes": [], "sureness": None}
    right = report.predictions == report.targets
    thresholds = run.thresholds
    accepted = report.accepted(thresholds)
    low, high = report.accuracy_interval
    told = report.told
    split = report.split or SplitName.TEST
    cross_validated = run.recipe.folds and split is SplitName.VALIDATION
    leak = leak_of_run(run.facts, split)
    head = {
        "accuracy": percent(report.accuracy),
        "low": percent(low),
        "high": percent(high),
        "count": f"{len(report.files):,}",
        "split": "folds" if cross_validated else split.value,
        "macro_f1": f"{report.macro_f1:.3f}",
        "loss": f"{report.loss:.3f}",
        "ece": percent(expected_calibration_error(report.confidences, right, BINS)),
        "threshold": " \u2013 ".join(
            dict.fromkeys(map(threshold_share_text, thresholds.span(report.classes)))
        ),
        "share": percent(accepted.share),
        "leak": None if leak is None else words.tell(leak.sentence(split)),
        "accepted": "-" if accepted.accuracy is None else percent(accepted.accuracy),
    }
    return {
        "head": head,
        "told": [shown(report.classes[number]) for number in told],
        "matrix": [_matrix_row(report, row, told) for row in told],
        "classes": [
            {
                "name": shown(score.name),
                "precision": f"{score.precision:.3f}",
                "recall": f"{score.recall:.3f}",
                "f1": f"{score.f1:.3f}",
                "support": score.support,
            }
            for score in (report.per_class[number] for number in told)
        ],
        "sureness": sureness_plot(report.confidences, right, words),
    }


def _matrix_row(report: Report, row: int, told: Sequence[int]) -> dict[str, Any]:
    whole = max(1, int(report.confusion[row].sum()))
    return {
        "name": shown(report.classes[row]),
        "cells": [
            {
                "count": int(report.confusion[row, column]),
                "share": round(70 * int(report.confusion[row, column]) / whole),
                "right": row == column,
            }
            for column in told
        ],
    }


def _errors(run: Run, report: Report, control: Control) -> list[dict[str, Any]]:
    """The wrong answers that were surest, with their pictures as far as they are still there."""
    from tlgui.engine.insight.cam import Explainer, overlay

    wrong = [
        position
        for position in report.wrong_first()[:ERRORS_SHOWN]
        if report.predictions[position] != report.targets[position]
    ]
    if not wrong:
        return []
    control.report(Stage(StageName.EVALUATION, len(wrong)))
    explainer = Explainer.of_run(run)
    rows = []
    for done, position in enumerate(wrong, 1):
        control.check()
        file = run.dataset_root / report.files[position]
        said = int(report.predictions[position])
        row = {
            "file": shown(report.files[position]),
            "said": shown(report.classes[said]),
            "true": shown(report.classes[int(report.targets[position])]),
            "share": percent(float(report.confidences[position])),
            "picture": "",
            "map": "",
        }
        try:
            pixels = decode(file, minimum_side=SIDE, bit_depth=run.preprocessing.bit_depth)
            row["picture"] = _as_data(pixels)
            if explainer.methods:
                row["map"] = _as_data(overlay(explainer.heat_map(file, said).in_proportion()))
        except PictureError:
            pass  # It was moved or deleted since: its answer is told all the same.
        rows.append(row)
        control.report(BatchDone(done, len(wrong)))
    return rows


def _as_data(pixels: NDArray[np.uint8]) -> str:
    from PIL import Image

    picture = Image.fromarray(np.ascontiguousarray(pixels))
    picture.thumbnail((SIDE, SIDE))
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=85)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"
