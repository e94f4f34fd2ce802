"""What the command line prints: the documents of the contract, and lines for people."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tlgui.engine.data.groups import across_parts
from tlgui.engine.data.records import SplitName, first_of_each_kind
from tlgui.engine.data.table import TableColumns
from tlgui.engine.insight.curves import describe_temperature
from tlgui.engine.training.framing import framing_told
from tlgui.engine.training.methods.feature_extraction import what_helped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tlgui.engine.data.groups import Grouping
    from tlgui.engine.data.records import DatasetIndex, Problem
    from tlgui.engine.deploy.evaluation import FolderEvaluation
    from tlgui.engine.deploy.looks import Looks
    from tlgui.engine.deploy.predictor import Prediction, Predictor
    from tlgui.engine.training.run import Run

PROBLEMS_TOLD = 20
ABSENT_TOLD = 20


def print_index(
    index: DatasetIndex, problems: Sequence[Problem], grouping: Grouping | None = None
) -> None:
    """What a scan found, for people; ``problems`` with those of a closer look."""
    print_line(
        f"{index.place}: {counted(len(index.records), 'picture')}"
        f" in {counted(len(index.classes), 'class', 'classes')}"
    )
    for name, count in zip(index.classes, index.class_counts(), strict=True):
        print_line(f"  {count:7d}  {name}")
    _print_table(index)
    splits = index.split_counts()
    if splits is not None:
        shares = (f"{name.value} {count}" for name, count in splits.items())
        print_line("Splits: " + ", ".join(shares))
    if index.ignored:
        others = counted(index.ignored, "other file")
        print_line(f"{others} ignored (no picture, hidden or system)")
    if index.nested:
        lie = "lies in a sub-folder" if index.nested == 1 else "lie in sub-folders"
        print_line(f"{counted(index.nested, 'picture')} {lie} of the class's folder")
    if index.edited.changes:
        print_line(f"{index.edited.sentence()} `tlgui edit FOLDER` lists the edits.")
    if grouping is not None:
        print_line(str(grouping.sentence()))
        known, set_aside = across_parts(index, grouping.groups)
        anew = ""
        if known:
            anew = " --divide-anew"
            print_line(
                f"{known} of the {counted(set_aside, 'picture')} that are set aside to judge by"
                " have others of their group in training."
            )
        print_line(
            f"`tlgui train ... --groups {grouping.rule}{anew}` keeps each of them on one side."
        )
    print_line("Pictures were listed, not opened: training does that, and names what is damaged.")
    print_problems(problems)


def _print_table(index: DatasetIndex) -> None:
    """Which columns a table's pictures were read from, and which of them stay together."""
    if index.table is None:
        return
    columns = TableColumns.parse(index.table.columns)
    told = ", ".join(f"{part} from {name}" for part, name in asdict(columns).items() if name)
    print_line(f"Columns: {told} (--columns says otherwise)")
    if index.groups:
        together = counted(sum(map(len, index.groups)), "picture")
        groups = counted(len(index.groups), "group")
        print_line(f"{together} in {groups} of two or more stay on one side of the split")


def index_document(
    index: DatasetIndex, problems: Sequence[Problem], grouping: Grouping | None = None
) -> dict[str, Any]:
    """The document of ``scan``."""
    splits = index.split_counts()
    return {
        "root": str(index.root),
        "classes": [
            {"name": name, "images": count}
            for name, count in zip(index.classes, index.class_counts(), strict=True)
        ],
        "images": len(index.records),
        "splits": splits and {name.value: count for name, count in splits.items()},
        "ignored": index.ignored,
        "nested": index.nested,
        "table": index.table
        and {
            "file": str(index.table.file),
            "columns": asdict(TableColumns.parse(index.table.columns)),
        },
        "kept_together": {
            "groups": len(index.groups),
            "images": sum(map(len, index.groups)),
        },
        "edited": asdict(index.edited),
        "groups": grouping
        and {
            "rule": grouping.rule.value,
            "groups": len(grouping.groups),
            "images": grouping.pictures,
            "alike": grouping.alike,
        },
        "problems": problem_rows(problems),
    }


def print_training(finished: Run, problems: Sequence[Problem]) -> None:
    """The figures of a finished training, what was wrong with its pictures, where it lies."""
    for name in (SplitName.TEST, SplitName.VALIDATION):
        row = finished.figures.get(name)
        if row is not None:
            count = finished.recipe.folds if name is SplitName.VALIDATION else 0
            what = f"{count}-fold cross-validated" if count else name.value
            print_line(_headline(f"{what} accuracy", row, len(finished.files[name])))
    folds = _folds(finished)
    if folds is not None:
        each = ", ".join(f"{accuracy:.1%}" for accuracy in folds["accuracies"])
        mean, deviation = folds["mean"], folds["deviation"]
        print_line(f"Folds: {each}; mean {mean:.1%}, standard deviation {deviation:.1%}")
    if members := len(finished.facts.get("members", ())):
        print_line(f"{members} models answer together: the mean of their answers counts.")
    for told in (
        what_helped(finished.recipe, finished.facts),
        framing_told(finished.preprocessing.framing, finished.facts),
        describe_temperature(finished.history, finished.facts),
    ):
        if told is not None:
            print_line(str(told))
    training = counted(finished.counts["train"], "training picture")
    print_line(f"{training}, {finished.seconds['total']:.1f} s")
    print_problems(problems)
    print_line(f"Run: {finished.folder}")


def training_document(finished: Run, problems: Sequence[Problem]) -> dict[str, Any]:
    """The document of ``train`` and ``demo``."""
    figures = {name.value: finished.figures.get(name) for name in SplitName}
    return {
        "run": str(finished.folder),
        "backbone": finished.recipe.backbone,
        "method": finished.recipe.method,
        "classes": list(finished.classes),
        "images": finished.counts,
        "validation": figures["validation"],
        "test": figures["test"],
        "threshold": finished.threshold,
        "folds": _folds(finished),
        "members": len(finished.facts.get("members", ())) or None,
        "gain": finished.facts.get("gain"),
        "features": finished.facts.get("features"),
        "framing": finished.preprocessing.framing.value,
        "precision": finished.facts.get("training_precision"),
        "epochs": len(finished.history),
        "ended_by": finished.ended_by.value,
        "seconds": finished.seconds,
        "notices": [str(notice) for notice in finished.notices],
        "problems": problem_rows(problems),
    }


def _folds(finished: Run) -> dict[str, Any] | None:
    """What cross-validation found; None where there was none."""
    folds = finished.facts.get("folds")
    if folds is None:
        return None
    return {name: folds[name] for name in ("count", "accuracies", "mean", "deviation")}


def print_evaluation(judged: FolderEvaluation) -> None:
    """How a run fared on a folder, class by class."""
    report = judged.report
    print_line(_headline("accuracy", report.figures(), len(report.files)))
    if judged.gain is not None:
        print_line(str(judged.gain.message()))
    absent = [score for score in report.per_class if not score.support]
    for score in report.per_class:
        if not score.support:
            if len(absent) <= ABSENT_TOLD:
                print_line(f"  {score.name}: no pictures")
            continue
        print_line(
            f"  {score.name}: precision {score.precision:.3f}, recall {score.recall:.3f}, "
            f"F1 {score.f1:.3f}, {counted(score.support, 'picture')}"
        )
    if len(absent) > ABSENT_TOLD:
        print_line(f"  {len(absent)} other classes of the model: no pictures")
    print_problems(judged.problems)


def evaluation_document(judged: FolderEvaluation) -> dict[str, Any]:
    """The document of ``evaluate``."""
    return {
        "images": len(judged.report.files),
        **judged.report.details(),
        "unknown_class_images": judged.unknown_class_images,
        "training_images": judged.training_images,
        "gain": None if judged.gain is None else judged.gain.facts(),
        "problems": problem_rows(judged.problems),
    }


def prediction_row(prediction: Prediction, top_k: int) -> dict[str, Any]:
    """One row of the document of ``predict``."""
    return {
        "file": str(prediction.file),
        "label": prediction.label,
        "confidence": prediction.confidence,
        "decision": prediction.decision.value if prediction.decision else None,
        "top": [
            {"label": label, "confidence": confidence}
            for label, confidence in prediction.ranked[:top_k]
        ],
        "error": str(prediction.error) if prediction.error else None,
    }


def print_prediction(prediction: Prediction, top_k: int) -> None:
    """The answer for one picture, on one line."""
    name = str(prediction.file)
    if prediction.error is not None:
        print_line(_about(name, str(prediction.error)))
        return
    ranked = ", ".join(f"{label} {share:.1%}" for label, share in prediction.ranked[:top_k])
    decision = prediction.decision
    doubt = "" if decision is None or decision == "accepted" else f" ({decision.value})"
    print_line(f"{name}: {ranked}{doubt}")


def print_look(row: dict[str, Any]) -> None:
    """Where the heat map, or the maps, of one picture lie, or why there are none."""
    if row["error"]:
        print_line(_about(row["file"], row["error"]))
    elif "layer" in row:
        size = f"{row['maps']} maps of {row['height']} x {row['width']}"
        print_line(f"{row['file']}: {row['layer']}, {size} -> {row['picture']}")
    else:
        share = row["confidence"] if "confidence" in row else row["share"]
        print_line(f"{row['file']}: {row['target']} {share:.1%} -> {row['overlay']}")


def problem_rows(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """The ``problems`` of a document."""
    from tlgui.engine.training.run import problem_row

    return [problem_row(problem) for problem in problems]


def print_problems(problems: Sequence[Problem]) -> None:
    """The first problems of each kind, a line each, and how many more; nothing for none."""
    if problems:
        print_line(f"{counted(len(problems), 'problem')}:")
        told, more = first_of_each_kind(problems, PROBLEMS_TOLD)
        for problem in told:
            print_line("  " + _about(problem.path, str(problem.message)))
        for kind, count in more.items():
            print_line(f"  ... and {count} more: {kind.value} (--json lists all)")


def counted(count: int, noun: str, plural: str = "") -> str:
    """``count`` with its noun: "1 picture", "2 pictures"."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def print_line(line: str) -> None:
    """Print ``line`` as one line, with what a terminal would act on made visible."""
    sys.stdout.write(_visible(line) + "\n")


def print_json(document: object) -> None:
    """Print ``document`` as JSON, in ASCII: every terminal and pipe takes it."""
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False) + "\n")


def say(line: str) -> None:
    """Print ``line`` on stderr, as ``print_line`` does."""
    sys.stderr.write(_visible(line) + "\n")


def say_looks(asked: Looks, predictor: Predictor) -> None:
    """Say on stderr that a look which was asked for is left out, where it changes nothing."""
    if predictor.looks is not asked:
        say("notice: this model sees each picture mirrored already: that look changes nothing.")


def _headline(name: str, figures: dict[str, Any], pictures: int) -> str:
    low, high = figures["accuracy_interval"]
    groups = f" of {counted(figures['groups'], 'group')}" if figures.get("groups") else ""
    return (
        f"{name} {figures['accuracy']:.1%} (95% interval {low:.1%} to {high:.1%}, "
        f"{counted(pictures, 'picture')}{groups}), macro F1 {figures['macro_f1']:.3f}, "
        f"loss {figures['loss']:.3f}"
    )


def _about(path: str, sentence: str) -> str:
    """``sentence`` after the path that it is about, unless it begins with that path."""
    from tlgui.engine.data.names import shown

    if path == ".":  # the whole folder, which the user named
        return sentence
    if sentence.startswith((f"{path} ", f"{shown(path)} ")):
        return sentence
    return f"{path}: {sentence}"


def _visible(line: str) -> str:
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in line.encode("utf-8", "backslashreplace").decode("utf-8")
    )
