"""Data sets, runs and reports made by hand: what pages show, without a model."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from safetensors.numpy import save_file

from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.data.records import DatasetIndex, ImageRecord, Split, SplitName
from tlgui.engine.deploy.bundle import BUNDLE, KIND
from tlgui.engine.errors import Message
from tlgui.engine.insight.report import evaluate
from tlgui.engine.models.heads import HeadKind, HeadPlace
from tlgui.engine.models.layer_table import LayerRow, LayerTable
from tlgui.engine.progress import EpochDone
from tlgui.engine.review.findings import Finding, FindingKind
from tlgui.engine.storage import write_json
from tlgui.engine.training.by_epochs.checkpoint import FILE
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.kept.files import FILE as DONE
from tlgui.engine.training.kept.places import PROGRESS_FOLDER
from tlgui.engine.training.method import RunEnd
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, HeadFit
from tlgui.engine.training.run import Run
from tlgui.engine.training.run_writer import PARTIAL_MARK, mark_left
from tlgui.engine.training.unfinished import note_begin, read_unfinished
from tlgui.ui.pictures.explanations import Explanation
from tlgui.ui.work.images import image_from_pixels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.progress import Control
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.unfinished import Unfinished
    from tlgui.ui.pictures.explanations import ExplainerShelf, Question

CLASSES = ("dress", "hat", "t-shirt")

# True class, then the probabilities of the three classes.
ANSWERS = (
    (0, (0.9, 0.05, 0.05)),
    (0, (0.6, 0.3, 0.1)),
    (1, (0.1, 0.8, 0.1)),
    (1, (0.55, 0.4, 0.05)),
    (2, (0.0, 0.02, 0.98)),
    (2, (0.97, 0.01, 0.02)),
    (2, (0.7, 0.1, 0.2)),
    (2, (0.1, 0.3, 0.6)),
)


def make_dataset(root: Path, classes: Sequence[str] = CLASSES, each: int = 4) -> DatasetIndex:
    """A folder of tiny pictures, ``each`` a class, and its index."""
    records = []
    for position, name in enumerate(classes):
        folder = root / name
        folder.mkdir(parents=True)
        for number in range(each):
            path = folder / f"{number}.png"
            Image.new("RGB", (24, 32), (40 * number, 60 * position, 120)).save(path)
            stat = path.stat()
            records.append(
                ImageRecord(f"{name}/{number}.png", position, None, stat.st_size, stat.st_mtime_ns)
            )
    return DatasetIndex(root, tuple(classes), tuple(records), (), 0)


def make_findings(index: DatasetIndex) -> tuple[Finding, ...]:
    """Twins, two doubtful labels and one that is unlike its class, in ``make_dataset``'s pictures.

    The doubtful ones are the second picture of the first two classes; each "is" the class after.
    """
    names = index.classes
    by_class = [
        [each.path for each in index.records if each.class_index == at] for at in range(len(names))
    ]
    near = tuple((files[3], name) for files, name in zip(by_class, names, strict=True))
    twins = (by_class[0][0], by_class[1][0])
    why = Message("{path} and {other} are the same file, in two classes.", path="a", other="b")
    return (
        Finding(FindingKind.TWINS_ACROSS_CLASSES, twins, names[0], "", 1.0, why, near),
        *(
            Finding(
                FindingKind.SUSPECT_LABEL,
                (by_class[at][1],),
                names[at],
                names[at + 1],
                0.9 - at / 10,
                Message("{text}", text="A model takes it for another class."),
                near,
            )
            for at in range(2)
        ),
        Finding(
            FindingKind.OUTLIER,
            (by_class[2][2],),
            names[2],
            "",
            0.5,
            Message("{text}", text="It is unlike the others."),
        ),
    )


def make_split(index: DatasetIndex) -> Split:
    """Even positions for training, odd ones for validation."""
    positions = range(len(index.records))
    return Split(tuple(positions[::2]), tuple(positions[1::2]), (), "stratified", 0)


def make_history(train: Sequence[float], validation: Sequence[float]) -> tuple[EpochDone, ...]:
    """Epochs with these losses; accuracy is one less the loss, at least 0."""
    return tuple(
        EpochDone(number + 1, len(train), loss, max(0.0, 1 - loss), check, max(0.0, 1 - check))
        for number, (loss, check) in enumerate(zip(train, validation, strict=True))
    )


def make_run(
    folder: Path,
    dataset_root: Path,
    *,
    answers: Sequence[tuple[int, Sequence[float]]] = ANSWERS,
    classes: Sequence[str] = CLASSES,
    splits: Sequence[SplitName] = (SplitName.VALIDATION,),
    history: tuple[EpochDone, ...] = (),
    created: str | None = None,
    groups: np.ndarray[tuple[int], np.dtype[np.int64]] | None = None,
) -> Run:
    """A run whose report on each of ``splits`` says ``answers``; ``load_report`` can read it."""
    folder.mkdir(parents=True)
    targets = np.array([true for true, _ in answers], dtype=np.int64)
    probabilities = np.array([row for _, row in answers], dtype=np.float32)
    files = tuple(f"{classes[true]}/{number % 4}.png" for number, (true, _) in enumerate(answers))
    arrays: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = {}
    figures = {}
    for name in splits:
        arrays[f"{name.value}_targets"] = targets
        arrays[f"{name.value}_probabilities"] = probabilities
        if groups is not None:
            arrays[f"{name.value}_groups"] = groups
        report = evaluate(classes, files, targets, probabilities, name, groups)
        figures[name] = report.figures()
    np.savez(folder / "report.npz", allow_pickle=False, **arrays)
    head = HeadFit.GRADIENT_DESCENT if history else HeadFit.LOGISTIC_REGRESSION
    return Run(
        folder=folder,
        recipe=FeatureExtraction(head=head),
        classes=tuple(classes),
        dataset_root=dataset_root,
        files={name: files if name in splits else () for name in SplitName}
        | {SplitName.TRAIN: files},
        preprocessing=Preprocessing(224, 224, 256, "bicubic", (0.5, 0.5, 0.5), (0.5, 0.5, 0.5)),
        head=HeadPlace(HeadKind.LINEAR, "classifier.weight", "classifier.bias"),
        history=history,
        ended_by=RunEnd.COMPLETED,
        threshold=0.6,
        created=created or datetime.now().astimezone().isoformat(timespec="seconds"),
        seconds={"total": 21.4},
        facts={},
        notices=(),
        problems=(),
        figures=figures,
    )


def make_export(folder: Path, run: Run) -> Path:
    """The folder of an export of ``run``, with weights that nobody may load."""
    folder.mkdir(parents=True)
    for name in ("model.safetensors", "predict.py"):
        (folder / name).write_bytes(b"0" * 2_000)
    files = {name: {"sha256": "0" * 64, "size_bytes": 2_000} for name in ("model.safetensors",)}
    files["predict.py"] = files["model.safetensors"]
    told = {
        **run.document(),
        "format_version": 1,
        "kind": KIND,
        "recipe": run.recipe.to_json(),
        "contents": [],
        "files": files,
    }
    write_json(folder / BUNDLE, told)
    return folder


def make_unfinished(
    out: Path,
    index: DatasetIndex,
    split: Split,
    history: tuple[EpochDone, ...] = (),
    *,
    created: str = "2020-05-01T10:00:00+00:00",
    recipe: Recipe | None = None,
    done: Sequence[str] = (),
    under_way: str = "",
) -> Unfinished:
    """A training for ``out`` that ended too soon, without weights: a fine-tuning, unless told.

    ``done`` are folders of folds and models that are done, and ``under_way`` is the one that is
    not, whose epochs ``history`` tells.
    """
    folder = out.with_name(f"{PARTIAL_MARK}{out.name}-1")
    progress = folder / PROGRESS_FOLDER
    progress.mkdir(parents=True)
    note_begin(folder, out, recipe or FineTuning(), index, split, created)
    for part in done:
        (progress / part).mkdir(parents=True)
        save_file({"x": np.zeros(2, np.float32)}, progress / part / DONE)
    state = {"history": [asdict(row) for row in history]}
    file = (progress / under_way / PROGRESS_FOLDER if under_way else progress) / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    save_file({"weights/x": np.zeros(2, np.float32)}, file, {"state": json.dumps(state)})
    unfinished = read_unfinished(folder)
    mark_left(unfinished)
    return unfinished


def fake_answer(shelf: ExplainerShelf, question: Question, *, control: Control) -> Explanation:
    """What ``ExplainerShelf.answer`` gives, without a model."""
    pixels = np.full((32, 32, 3), 200, dtype=np.uint8)
    target = 0 if question.target is None else question.target
    return Explanation(
        classes=CLASSES,
        methods=("grad-cam", "finer-cam"),
        picture=image_from_pixels(pixels),
        over=image_from_pixels(255 - pixels),
        target=target,
        ranked=(("dress", 0.9), ("hat", 0.06), ("t-shirt", 0.04)),
        framing="centre",
    )


def make_layer_table() -> LayerTable:
    """A small network in three groups with a head for 1,000 classes, as if it had been counted."""

    def layer(
        name: str, kind: str, shape: tuple[int, ...], parameters: int, group: int
    ) -> LayerRow:
        depth = (group, group) if parameters else None
        told = Message("{text}", text=kind)
        return LayerRow(name, told, shape, parameters, 100 * parameters, 4000, (), depth)

    def block(name: str, group: int) -> LayerRow:
        parts = (
            layer(f"{name}.conv", "Convolution 5 \u00d7 5", (24, 56, 56), 6900, group),
            layer(f"{name}.act", "ReLU", (24, 56, 56), 0, group),
        )
        told = Message("Inverted residual block")
        return LayerRow(name, told, (24, 56, 56), 6900, 690_000, 8000, parts, (group, group))

    def stage(name: str, group: int) -> LayerRow:
        parts = (block(f"{name}.0", group), block(f"{name}.1", group))
        told = Message("{count} \u00d7 {kind}", count=2, kind=parts[0].kind)
        shape = (24, 56, 56)
        return LayerRow(name, told, shape, 13_800, 1_380_000, 16_000, parts, (group, group))

    rows = (
        layer("conv_stem", "Convolution 3 \u00d7 3", (32, 112, 112), 928, 0),
        stage("blocks.0", 1),
        stage("blocks.1", 2),
        layer("global_pool", "Global average pooling", (1280,), 0, 2),
        layer("classifier", "Fully connected", (1000,), 399_424, 3),
    )
    work = sum(row.multiply_adds for row in rows)
    return LayerTable(rows, (3, 224, 224), 427_952, work, sum(r.activation_bytes for r in rows), 3)


def work_until_told(*, control: Control) -> None:
    """Work that ends where it is cancelled, and only there."""
    while True:
        control.check()
        time.sleep(0.005)
