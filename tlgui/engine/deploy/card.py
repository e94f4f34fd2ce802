"""The texts around an export: its model card and the licences of what it is made of."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.data.names import shown
from tlgui.engine.data.preprocessing import Framing
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.bundle import installed_versions, with_answer_figures
from tlgui.engine.deploy.web.page import runtime, runtime_license
from tlgui.engine.errors import BundleError
from tlgui.engine.insight.familiar import PASSING, familiar_of
from tlgui.engine.insight.report import answer_report

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tlgui.engine.deploy.comparison import Elsewhere, SelfTest
    from tlgui.engine.insight.report import Report
    from tlgui.engine.training.run import Run

CONFUSED_TOLD = 5
CLASSES_TOLD = 50
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#&!])")
_LICENSES = {
    "torch": "BSD-3-Clause",
    "timm": "Apache-2.0",
    "onnx": "Apache-2.0",
    "onnxscript": "MIT",
    "onnxruntime": "MIT",
    "openvino": "Apache-2.0",
    "numpy": "BSD-3-Clause",
    "pillow": "MIT-CMU",
}
_FRAMINGS = {
    Framing.CENTRE: "the shorter side is resized to {side} px and the centre is cut out",
    Framing.WHOLE: "all of it is made to fit, with margins in the colour of the mean",
    Framing.SQUEEZE: "both sides are resized, shapes are bent",
}


def plain(name: str) -> str:
    """``name`` so that Markdown and HTML show it as it stands."""
    return _SPECIAL.sub(r"\\\1", shown(name)).replace("\\<", "&lt;").replace("\\&", "&amp;")


def model_card(run: Run, formats: Sequence[tuple[str, Sequence[str], SelfTest]]) -> str:
    """The ``README.md`` of an export: what it is, how good, how to use it, where its limits are.

    Args:
        run: the run that is exported.
        formats: name, files and self-test of each format.
    """
    name = plain(run.name or run.folder.name)
    parts = [
        f"# {name}",
        f"An image classifier for {len(run.classes)} classes, made with tlgui on"
        f" {run.created[:10]}: backbone `{run.recipe.backbone}`, method `{run.recipe.method}`"
        f"{_members(run)}{_mirrored(run)}.",
        *_data(with_answer_figures(run)),
        *_figures(run),
        *_use(run, formats),
        *_preprocessing(run),
        *_limits(run),
        *_tests(formats),
        "## Licences\n\nSee `LICENSES.txt`. The exact names, numbers and checksums are in"
        " `bundle.json`.",
    ]
    return "\n\n".join(parts) + "\n"


def _members(run: Run) -> str:
    count = len(run.head.members)
    return f", {count} models whose mean answer counts" if count else ""


def _mirrored(run: Run) -> str:
    looks = run.head.mirrored or any(member.mirrored for member in run.head.members)
    return ", whose features are the mean of a picture's and its mirror image's" if looks else ""


def _told_split(run: Run, split: SplitName) -> str:
    """What the pictures of ``split`` are to the run: folds stand in the place of validation."""
    if run.recipe.folds and split is SplitName.VALIDATION:
        return f"{run.recipe.folds}-fold cross-validation"
    return split.value


def _data(run: Run) -> list[str]:
    classes = [plain(each) for each in run.classes[:CLASSES_TOLD]]
    more = len(run.classes) - len(classes)
    counts = ", ".join(
        f"{_told_split(run, split)} {run.counts[split.value]:,}" for split in SplitName
    )
    if run.recipe.folds:
        counts += "; the model that is kept learned from pictures of the folds"
    pictures = f" Pictures: {counts}." if any(run.counts.values()) else ""
    names = ", ".join(classes) + (f" and {more} more" if more else "")
    return [
        "## Data",
        f"Classes, in the order of the outputs: {names}.{pictures}",
        *_changed_classes(run),
    ]


def _changed_classes(run: Run) -> list[str]:
    """What was made of the classes after training."""
    if run.changes is None:
        return []
    lines = []
    for name, part in zip(run.classes, run.changes.parts, strict=True):
        learned = [run.changes.trained[place] for place in part]
        if learned != [name]:
            lines.append(f"- {plain(name)} was learned as {', '.join(map(plain, learned))}")
    hidden = [plain(run.changes.trained[place]) for place in sorted(run.changes.hidden)]
    if hidden:
        lines.append(f"- left out, though learned: {', '.join(hidden)}")
    if len(lines) > CLASSES_TOLD:
        lines = [*lines[:CLASSES_TOLD], f"- and {len(lines) - CLASSES_TOLD} more"]
    return ["Changed after training:\n\n" + "\n".join(lines)]


def _figures(run: Run) -> list[str]:
    figures = with_answer_figures(run).figures
    if not figures:
        return []
    rows = ["| pictures | accuracy | 95% interval | macro F1 | loss |", "|---|---|---|---|---|"]
    for split in (SplitName.TEST, SplitName.VALIDATION, SplitName.TRAIN):
        if split in figures:
            row = figures[split]
            low, high = row["accuracy_interval"]
            rows.append(
                f"| {_told_split(run, split)} | {row['accuracy']:.1%} | {low:.1%} to {high:.1%} |"
                f" {row['macro_f1']:.3f} | {row['loss']:.3f} |"
            )
    told = ["## How good it is", "\n".join(rows)]
    # The figures stand in the run itself; where its report is gone, that is all there is.
    with suppress(BundleError):
        told.append(_confusion(answer_report(run)))
    return told


def _confusion(report: Report) -> str:
    """The pairs of classes that are mixed up most."""
    wrong = report.confusion.copy()
    np.fill_diagonal(wrong, 0)
    order = np.argsort(-wrong, axis=None, kind="stable")[:CONFUSED_TOLD]
    lines = []
    for true, answered in zip(*np.unravel_index(order, wrong.shape), strict=True):
        if count := int(wrong[true, answered]):
            of = int(report.confusion[true].sum())
            names = plain(report.classes[true]), plain(report.classes[answered])
            lines.append(f"- {names[0]} taken for {names[1]}: {count} of {of}")
    if not lines:
        return "No class was taken for another."
    return "Mixed up most:\n\n" + "\n".join(lines)


def _use(run: Run, formats: Sequence[tuple[str, Sequence[str], SelfTest]]) -> list[str]:
    names = {name for name, _files, _test in formats}
    size = f"{run.preprocessing.height}, {run.preprocessing.width}"
    told = ["## How to use it"]
    if names & {"onnx", "onnx-int8"}:
        file = "" if "onnx" in names else " --model model-int8.onnx"
        told.append(
            "Without tlgui (`pip install numpy pillow onnxruntime`):\n\n"
            f"    python predict.py{file} PICTURES"
        )
    if "web" in names:
        told.append(
            "In a browser: open `index.html` and drop pictures on it. It needs no server, no"
            " network and none of the other files, so it can be sent alone. In it"
            f" {runtime()['name']} {runtime()['version']} ({runtime()['license']}) runs the"
            " network."
        )
    if "safetensors" in names:
        told.append(
            "With tlgui, also to evaluate, explain and sort:\n\n"
            "    tlgui predict THIS-FOLDER PICTURES"
        )
        files = next(files for name, files, _test in formats if name == "safetensors")
        if "config.json" in files:
            told.append(
                'With timm: `timm.create_model("local-dir:THIS-FOLDER", pretrained=True)`; it'
                " gives logits for normalised pictures."
            )
    told.append(
        f"From other programs: the graphs take `pictures`, float32 (batch, 3, {size}), RGB, 0 to"
        " 1, and give `probabilities`, float32 (batch, classes); normalisation and softmax are"
        f" part of them. Answers below {run.threshold:.3f} are unsure{_own_thresholds(run)}."
    )
    if run.temperature != 1:
        told.append(
            f"Scores are divided by {run.temperature:.4g} before they become probabilities, a"
            " temperature fitted on validation pictures, so that answers are as often right as"
            " they are sure. What timm opens gives the scores as they were learned."
        )
    return [*told, *_unknown(run)]


def _own_thresholds(run: Run) -> str:
    """What is said of classes with thresholds of their own."""
    own = run.thresholds.by_class
    told = [f"{plain(name)} below {own[name]:.3f}" for name in run.classes if name in own]
    return f", but {', '.join(told)}" if told else ""


def _unknown(run: Run) -> list[str]:
    """How the graphs tell what is unknown."""
    familiar = familiar_of(run)
    if familiar is None:
        return []
    several = (
        " The features of all its models count, side by side."
        if run.head.members and not run.head.shares_body
        else ""
    )
    return [
        f"Their second output, `distance`, float32 (batch,), is how far a picture's features lie"
        f" from the nearest of {len(familiar.kept):,} pictures that were learned from (one less"
        f" the cosine of the angle).{several} Above {familiar.limit:.6g} it is unknown: like"
        f" nothing that was learned from, whatever the probabilities say. {PASSING:.0%} of"
        f" {familiar.judged:,} pictures held out lie below. `predict.py`, the web page and tlgui"
        " say `unknown` then; the ONNX file tells the limit in its metadata as `unknown_above`."
    ]


def _preprocessing(run: Run) -> list[str]:
    numbers = run.preprocessing
    framing = _FRAMINGS[numbers.framing].format(side=numbers.resize_side)
    depth = (
        "" if numbers.bit_depth is None else f" 16-bit files hold {numbers.bit_depth} bits at most."
    )
    return [
        "## Preprocessing",
        f"Upright by EXIF, RGB, transparent parts on white. To {numbers.height} x"
        f" {numbers.width} px, {numbers.interpolation} with antialiasing: {framing}.{depth} The"
        f" graphs subtract the mean {list(numbers.mean)} and divide by {list(numbers.std)}.",
    ]


def _limits(run: Run) -> list[str]:
    told = "" if familiar_of(run) is None else " Many such pictures are told as unknown, not all."
    grouped = any("groups" in row for row in with_answer_figures(run).figures.values())
    intervals = (
        "Intervals are Wilson's; pictures that belong together are right or wrong together, and"
        " count as so many fewer."
        if grouped
        else "Intervals are Wilson's and take pictures to be independent."
    )
    return [
        "## Limits",
        "It knows these classes only: a picture of anything else gets one of them, sometimes"
        f" with confidence.{told} The figures hold for pictures like those that it was tried on;"
        f" other cameras, places or seasons need a trial of their own. {intervals}",
    ]


def _tests(formats: Sequence[tuple[str, Sequence[str], SelfTest]]) -> list[str]:
    rows = [
        "| format | pictures | same class | largest difference | accuracy of the run, of it |",
        "|---|---|---|---|---|",
    ]
    for name, _files, test in formats:
        accuracy = ""
        if test.accuracy is not None:
            accuracy = f"{test.accuracy[0]:.1%}, {test.accuracy[1]:.1%}"
        pictures = (
            f"{test.images} drawn" if test.split is None else f"{test.images} of {test.pictures}"
        )
        rows.append(
            f"| {name} | {pictures} | {test.agreement:.1%} | {test.max_abs_difference:.2g} |"
            f" {accuracy} |"
        )
    return [
        "## Self-test",
        "Each format was read again and compared with the run.",
        *(
            ["The model learned from these pictures: they do not tell how good it is."]
            if any(test.split is SplitName.TRAIN for _name, _files, test in formats)
            else []
        ),
        "\n".join(rows),
        *[
            f"{name} says the same of {told.agreement:.1%} of the pictures that are not near the"
            f" limit of unknown; {told.unknown} are unknown to the run."
            for name, _files, test in formats
            if (told := test.unknown)
        ],
        *[
            _told_elsewhere(name, there)
            for name, _files, test in formats
            if (there := test.elsewhere)
        ],
    ]


def _told_elsewhere(name: str, there: Elsewhere) -> str:
    if there.untried is not None:
        return f"{name} was not tried where it will be used: {there.untried}."
    return (
        f"{name} was tried in {there.where} too, on the files of {there.images} pictures:"
        f" {there.agreement:.1%} get the same class, the largest difference is"
        f" {there.max_abs_difference:.2g}."
    )


def licenses_text(run: Run, formats: Collection[str] = ()) -> str:
    """The ``LICENSES.txt`` of an export.

    Args:
        run: the run that is exported.
        formats: names of the formats.
    """
    backbone = run.recipe.found_backbone
    lines = [
        f"Pretrained weights of {backbone.name}: {backbone.license}"
        if backbone.license
        else f"Weights: learned from your pictures alone ({backbone.label})",
        "predict.py and the other texts, by tlgui: Apache-2.0",
        "Your pictures and what was learned from them: yours.",
        "",
        "Made with:",
    ]
    lines += [
        f"- {name} {number}: {_LICENSES[name]}" for name, number in installed_versions().items()
    ]
    if "web" in formats:
        about = runtime()
        lines += [
            "",
            f"In index.html: {about['name']} {about['version']}, {about['license']}; what is built"
            f" into it: {about['name']}-notices.txt.",
            "",
            runtime_license(),
        ]
    return "\n".join(lines) + "\n"
