"""``tlgui sureness``: how sure a run's answers are, how right, and from where on accepted."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlgui.cli.options import AsJson, RunFolder
from tlgui.cli.refusals import WrongUsageError
from tlgui.cli.reports import print_json, print_line
from tlgui.engine.errors import BundleError, Message

if TYPE_CHECKING:
    from tlgui.engine.training.run import Run


def command(
    run_folder: RunFolder,
    correct: Annotated[
        bool | None,
        typer.Option(
            "--correct/--as-learned",
            help="Divide scores by a temperature fitted on validation pictures, or take that back.",
        ),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Below it answers are unsure."),
    ] = None,
    class_threshold: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=SHARE", help="The same for answers with one class."),
    ] = None,
    precision: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=SHARE",
            help="The lowest at which so many of a class's accepted answers are right, of the"
            " validation pictures.",
        ),
    ] = None,
    as_others: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Take back a class's own threshold."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell how sure a run's answers are and how right, correct that, and set thresholds.

    Done in this order: correct, threshold, class-threshold, precision, as-others. Predictions,
    the window and exports follow; the order of classes stays.
    """
    from tlgui.engine.deploy.bundle import is_export, open_model
    from tlgui.engine.insight.sureness.correcting import corrected, with_scores_divided
    from tlgui.engine.training.run_changes import keep_decisions

    before = run = open_model(run_folder)
    if correct is not None:
        run = corrected(run) if correct else with_scores_divided(run, 1.0)
    if threshold is not None:
        if math.isnan(threshold):  # No bound keeps it out.
            raise _no_share("--threshold", str(threshold), "--threshold 0.8")
        run = replace(run, threshold=threshold)
    own = dict(run.class_thresholds)
    for text in class_threshold or ():
        name, own_threshold = _pair(run, text, "--class-threshold")
        own[name] = own_threshold
    for text in precision or ():
        name, wanted = _pair(run, text, "--precision")
        own[name] = _lowest(run, name, wanted, text.rpartition("=")[0])
    for name in as_others or ():
        own.pop(_known(run, name), None)
    run = replace(run, class_thresholds=own)
    if run.decisions != before.decisions:
        if is_export(run_folder):
            raise BundleError(
                Message("{path} is an export: it stays as it is.", path=run_folder),
                Message("Change the run, and export it again."),
            )
        keep_decisions(run)
    document = _document(run)
    if as_json:
        print_json(document)
    else:
        _print(document)


def _pair(run: Run, text: str, option: str) -> tuple[str, float]:
    """The class and the share that are named, the last equals sign between them."""
    name, sign, share = text.rpartition("=")
    try:
        number = float(share)
    except ValueError:
        number = -1.0
    if not sign or not 0 <= number <= 1:
        raise _no_share(option, text, f"{option} cat=0.95")
    return _known(run, name), number


def _no_share(option: str, text: str, instance: str) -> WrongUsageError:
    return WrongUsageError(
        Message("{option} {text}: there is no share from 0 to 1.", option=option, text=text),
        Message("For instance: {option}.", option=instance),
    )


def _known(run: Run, name: str) -> str:
    """The class as it was learned."""
    from tlgui.engine.models.class_changes import ClassChanges

    changes = run.changes or ClassChanges.none(run.trained_classes)
    places = changes.find(name)
    if len(places) > 1:
        raise WrongUsageError(
            Message("{name} is several classes answered as one.", name=name),
            Message("Name those that it is made of, one by one."),
        )
    return changes.trained[places[0]]


def _lowest(run: Run, name: str, precision: float, told: str) -> float:
    """The lowest threshold for the class learned as ``name``, which the user calls ``told``."""
    from tlgui.engine.data.records import SplitName
    from tlgui.engine.insight.report import load_report
    from tlgui.engine.insight.sureness.class_curves import threshold_for_precision

    report = load_report(run, SplitName.VALIDATION)
    found = threshold_for_precision(report, report.classes.index(name), precision)
    if found is None:
        raise BundleError(
            Message(
                "No threshold reaches a precision of {share} for {name} on the validation"
                " pictures.",
                share=f"{precision:.1%}",
                name=told,
            ),
            Message("Ask for less, or set one with --class-threshold."),
        )
    return found


def _document(run: Run) -> dict[str, Any]:
    from tlgui.engine.insight.report import load_report
    from tlgui.engine.insight.sureness.correcting import best_temperature, calibration_error
    from tlgui.engine.metrics import Thresholds

    best, splits = best_temperature(run), {}
    for split in run.figures:
        try:
            report, learned = load_report(run, split), load_report(run, split, temperature=1.0)
        except BundleError:
            continue
        sure = report.accepted(Thresholds(run.threshold, run.class_thresholds))
        now, before = calibration_error(report), calibration_error(learned)
        splits[split.value] = {
            "calibration_error": now.error,
            "calibration_error_interval": list(now.interval),
            "as_learned": {
                "calibration_error": before.error,
                "calibration_error_interval": list(before.interval),
            },
            "accepted": {"share": sure.share, "accuracy": sure.accuracy},
        }
    return {
        "run": str(run.folder),
        **run.decisions,
        # As the classes are called now; `tlgui classes` tells what each was learned as.
        "class_thresholds": dict(run.thresholds.by_class),
        "best_temperature": None if best is None else best.value,
        "best_temperature_interval": None if best is None else list(best.interval),
        "worth_correcting": None if best is None else best.is_clear,
        "splits": splits,
    }


def _print(document: dict[str, Any]) -> None:
    from tlgui.engine.metrics import threshold_share_text

    divided = document["temperature"] != 1
    told = f"divided by {document['temperature']:.3f}" if divided else "as they were learned"
    print_line(f"scores: {told}")
    if document["worth_correcting"] is not None:
        low, high = document["best_temperature_interval"]
        doubt = "" if document["worth_correcting"] else ": not told from 1, correcting may not help"
        best = document["best_temperature"]
        print_line(f"  best divided by {best:.3f} ({low:.3f} to {high:.3f}){doubt}")
    print_line(f"unsure below {threshold_share_text(document['threshold'])}")
    for name, value in document["class_thresholds"].items():
        print_line(f"  {name} below {threshold_share_text(value)}")
    for split, row in document["splits"].items():
        accuracy = row["accepted"]["accuracy"]
        right = "" if accuracy is None else f", {accuracy:.1%} of them right"
        print_line(f"{split}: {row['accepted']['share']:.1%} accepted{right}")
        low, high = row["calibration_error_interval"]
        line = f"  sureness and accuracy differ by {row['calibration_error']:.1%} ({low:.1%} to"
        line += f" {high:.1%})"
        if divided:
            line += f", as learned by {row['as_learned']['calibration_error']:.1%}"
        print_line(line)
