"""A small run, as the writer saves it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.data.records import SplitName
from tlgui.engine.models.heads import HeadKind, HeadPlace
from tlgui.engine.progress import EpochDone
from tlgui.engine.storage import read_json, write_json
from tlgui.engine.training.method import RunEnd
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.run import Record, Run, open_run

if TYPE_CHECKING:
    from tlgui.engine.training.run_writer import RunWriter

PREPROCESSING = Preprocessing(224, 224, 256, "bicubic", (0.5,) * 3, (0.5,) * 3)


def record() -> Record:
    """What ``save`` saves."""
    figures = {"accuracy": 0.5, "accuracy_interval": [0.1, 0.9], "macro_f1": 0.5, "loss": 0.7}
    return Record(
        recipe=FeatureExtraction(),
        classes=("cat", "dog"),
        dataset_root=Path("/pictures"),
        files=dict.fromkeys(SplitName, ("cat/1.png", "dog/2.png")),
        preprocessing=PREPROCESSING,
        head=HeadPlace(HeadKind.LINEAR, "classifier.weight", "classifier.bias"),
        history=(EpochDone(1, 2, 0.7, 0.5, 0.8, 0.4), EpochDone(2, 2, 0.6, 0.6, None, None)),
        ended_by=RunEnd.COMPLETED,
        threshold=0.8,
        created="2026-01-01T00:00:00+00:00",
        seconds={"total": 1.0},
        facts={},
        notices=(),
        problems=(),
        figures={SplitName.VALIDATION: figures},
    )


def save(writer: RunWriter, **changes: Any) -> Run:
    """A run, saved; its ``run.json`` then says ``changes`` instead."""

    arrays = {
        "validation_targets": np.array([0, 1]),
        "validation_probabilities": np.array([[0.9, 0.1], [0.6, 0.4]], np.float32),
    }
    run = writer.finish(record(), {"classifier.bias": np.ones(2, np.float32)}, arrays, {})
    if changes:
        path = run.folder / "run.json"
        write_json(path, {**read_json(path), **changes})
    return open_run(run.folder)
