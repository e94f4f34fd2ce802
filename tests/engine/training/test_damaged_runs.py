"""A damaged run is refused by name, before it answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from tests.engine.runs import copied_run
from tests.engine.training.saved_runs import PREPROCESSING, record, save
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.errors import BundleError, TlguiError
from tlgui.engine.insight.cam import Explainer
from tlgui.engine.insight.report import load_report
from tlgui.engine.progress import Control
from tlgui.engine.training.run import list_runs, open_run
from tlgui.engine.training.run_writer import RunWriter

if TYPE_CHECKING:
    from collections.abc import Callable


def changed(**changes: Any) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        loaded = json.loads((folder / "run.json").read_text())
        loaded.update(changes)
        (folder / "run.json").write_text(json.dumps(loaded))

    return damage


OPTIONAL = {"class_thresholds", "temperature"}
"""What runs from before do not tell: nothing was corrected then."""


def without(name: str, key: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        loaded = json.loads((folder / name).read_text())
        del loaded[key]
        (folder / name).write_text(json.dumps(loaded))

    return damage


def replaced(name: str, content: bytes) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        (folder / name).write_bytes(content)

    return damage


def substituted(name: str, before: str, after: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        text = (folder / name).read_text()
        assert before in text
        (folder / name).write_text(text.replace(before, after))

    return damage


def as_folder(name: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).mkdir()

    return damage


FIGURES = {"accuracy": 0.5, "accuracy_interval": [0.1, 0.9], "macro_f1": 0.5, "loss": 0.7}
DAMAGED_DOCUMENTS = {
    "empty": replaced("run.json", b""),
    "cut": replaced("run.json", b'{"format_version": 1, "classes": ["a'),
    "not an object": replaced("run.json", b"[1, 2]"),
    "not text": replaced("run.json", bytes(range(256))),
    "deep": replaced("run.json", b"[" * 100_000 + b"]" * 100_000),
    "deep object": replaced("run.json", b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "many digits": replaced("run.json", b'{"format_version": ' + b"1" * 5000 + b"}"),
    "4,000 digits": lambda folder: changed(threshold=10**4000)(folder),
    "infinite by size": substituted("run.json", '"threshold": 0.8', '"threshold": 1e999'),
    "not a number": substituted("run.json", '"threshold": 0.8', '"threshold": NaN'),
    "negative threshold": changed(threshold=-0.1),
    "threshold as text": changed(threshold="0.8"),
    "threshold as truth": changed(threshold=True),
    "later format": changed(format_version=3),
    "format as text": changed(format_version="1"),
    "one class": changed(classes=["a"]),
    "classes as text": changed(classes="ab"),
    "classes as numbers": changed(classes=[1, 2]),
    "twice the same class": changed(classes=["a", "a"]),
    "root as number": changed(dataset_root=3),
    "no preprocessing": changed(preprocessing=None),
    "huge input": changed(preprocessing={**PREPROCESSING.to_json(), "height": 10**9}),
    "unknown end": changed(ended_by="exploded"),
    "seconds as list": changed(seconds=[1]),
    "seconds as texts": changed(seconds={"total": "long"}),
    "facts as number": changed(facts=7),
    "notices as number": changed(notices=7),
    "notices as numbers": changed(notices=[7]),
    "notice without its values": changed(notices=[{"template": "{name}", "values": {}}]),
    "problems as numbers": changed(problems=[7]),
    "unknown split": changed(figures={"holdout": FIGURES}),
    "figures as numbers": changed(figures={"validation": 7}),
    "figures without accuracy": changed(figures={"validation": {"loss": 1}}),
    "interval of three": changed(figures={"test": {**FIGURES, "accuracy_interval": [1, 2, 3]}}),
    "loss as text": changed(figures={"validation": {**FIGURES, "loss": "low"}}),
    **{
        f"without {key}": without("run.json", key)
        for key in record().document()
        if key not in OPTIONAL
    },
    "recipe gone": lambda folder: (folder / "recipe.json").unlink(),
    "recipe a list": replaced("recipe.json", b"[]"),
    "recipe with a hub's name": substituted("recipe.json", "tf_efficientnet_lite0", "hf-hub:x/y"),
    "epochs as text": substituted("recipe.json", '"epochs": 100', '"epochs": "100"'),
    "huge epochs": substituted("recipe.json", '"epochs": 100', f'"epochs": {10**9}'),
    "weights as text": substituted(
        "recipe.json", '"class_weights": false', '"class_weights": "false"'
    ),
    "split gone": lambda folder: (folder / "split.json").unlink(),
    "split without files": replaced("split.json", b"{}"),
    "files as texts": replaced("split.json", b'{"files": {"train": "abc"}}'),
    "no contents": replaced(
        "split.json", b'{"files": {"train": [], "validation": [], "test": []}}'
    ),
    "history of another shape": replaced("history.jsonl", b'{"epoch": 1}\n'),
    "history of texts": replaced(
        "history.jsonl",
        b'{"epoch": "1", "epochs": 2, "train_loss": 1, "train_accuracy": 1, '
        b'"validation_loss": null, "validation_accuracy": null}\n',
    ),
    "history a folder": as_folder("history.jsonl"),
    "run.json a folder": as_folder("run.json"),
}


@pytest.mark.parametrize("damage", DAMAGED_DOCUMENTS.values(), ids=DAMAGED_DOCUMENTS)
def test_damaged_document_is_refused_by_name(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    save(RunWriter(tmp_path / "run"))
    damage(tmp_path / "run")

    with pytest.raises(BundleError) as error:
        open_run(tmp_path / "run")

    # Where the whole recipe or the preprocessing is refused, its own message says so.
    assert "run" in str(error.value) or "model" in str(error.value)
    assert len(str(error.value)) < 6000
    assert list_runs(tmp_path) == []


def tensors_with(**changes: Any) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        run = open_run(folder)
        tensors: dict[str, Any] = dict(run.tensors())
        head = {"head__weight": run.head.weight, "head__bias": run.head.bias}
        for name, change in changes.items():
            full = head.get(name) or name.replace("__", ".")
            if change is None:
                del tensors[full]
            else:
                tensors[full] = change(tensors.get(full))
        save_file(tensors, folder / "best.safetensors")

    return damage


def cut(folder: Path) -> None:
    path = folder / "best.safetensors"
    path.write_bytes(path.read_bytes()[:-1000])


def pickled(folder: Path) -> None:
    import torch

    torch.save({"classifier.bias": np.ones(2, np.float32)}, folder / "best.safetensors")


def lying_header(folder: Path) -> None:
    header = json.dumps({"x": {"dtype": "F32", "shape": [10**9], "data_offsets": [0, 8]}}).encode()
    (folder / "best.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes(8))


def unknown_numbers(folder: Path) -> None:
    header = json.dumps({"x": {"dtype": "BF16", "shape": [4], "data_offsets": [0, 8]}}).encode()
    (folder / "best.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes(8))


def not_numbers(array: Any) -> Any:
    spoiled = np.array(array)
    spoiled.flat[0] = np.nan
    return spoiled


DAMAGED_WEIGHTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "gone": (lambda folder: (folder / "best.safetensors").unlink(), "digits"),
    "empty": (replaced("best.safetensors", b""), "digits"),
    "cut": (cut, "digits"),
    "pickle": (pickled, "digits"),
    "lying header": (lying_header, "digits"),
    "unknown numbers": (unknown_numbers, "BF16"),
    "no classifier": (tensors_with(head__weight=None), "head.weight"),
    "another number of classes": (
        tensors_with(head__bias=lambda _: np.zeros(9, np.float32)),
        "4 classes",
    ),
    "another width": (
        tensors_with(head__weight=lambda a: np.ascontiguousarray(a[:, :99])),
        "(4, 99)",
    ),
    "classifier not a number": (tensors_with(head__weight=not_numbers), "no classifier"),
    "layer missing": (tensors_with(conv_stem__weight=None), "conv_stem.weight"),
    "layer of another shape": (
        tensors_with(conv_stem__weight=lambda a: np.ascontiguousarray(a[:, :, :2])),
        "(32, 3, 2, 3)",
    ),
    "layer not a number": (tensors_with(conv_stem__weight=not_numbers), "conv_stem.weight"),
    "layer too many": (tensors_with(extra=lambda _: np.ones(1, np.float32)), "extra"),
}


def predict_one(folder: Path, picture: Path) -> None:
    Predictor.load(folder, "cpu").predict([picture], Control())


@pytest.mark.parametrize(("damage", "told"), DAMAGED_WEIGHTS.values(), ids=DAMAGED_WEIGHTS)
def test_damaged_weights_are_refused_before_they_answer(
    tmp_path: Path, damage: Callable[[Path], None], told: str, fresh_home: Path
) -> None:
    folder = copied_run(tmp_path / "digits")
    damage(folder)
    picture = next(Path(open_run(folder).dataset_root).glob("*/*.png"))

    with pytest.raises(TlguiError) as error:
        Explainer.load(folder)
    assert told in str(error.value)
    with pytest.raises(TlguiError) as error:
        predict_one(folder, picture)
    assert told in str(error.value)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"\x93NUMPY\x01\x00v\x00{'descr': '<i8'}", b"text"],
    ids=["empty", "cut", "array", "text"],
)
def test_damaged_report_is_refused(tmp_path: Path, content: bytes) -> None:
    run = save(RunWriter(tmp_path / "run"))
    (run.folder / "report.npz").write_bytes(content)

    with pytest.raises(BundleError, match="report of the run run is damaged"):
        load_report(run)


@pytest.mark.parametrize(
    "arrays",
    [
        {"validation_targets": np.array([0, 5])},
        {"validation_targets": np.array([0, -1])},
        {"validation_targets": np.array([0])},
        {"validation_targets": np.array([[0, 1]])},
        {"validation_probabilities": np.array([[0.9, 0.1], [np.nan, 0.4]])},
        {"validation_probabilities": np.array([[0.9, 0.1, 0.0], [0.1, 0.4, 0.5]])},
        {"validation_probabilities": np.array([["a", "b"], ["c", "d"]])},
        {"validation_probabilities": np.array([[None, 1], [1, {}]])},
    ],
)
def test_report_with_impossible_arrays_is_refused(tmp_path: Path, arrays: dict[str, Any]) -> None:
    run = save(RunWriter(tmp_path / "run"))
    with np.load(run.folder / "report.npz") as stored:
        whole = dict(stored)
    np.savez(run.folder / "report.npz", **(whole | arrays))

    with pytest.raises(BundleError):
        load_report(run)


def test_array_that_claims_to_be_huge_is_refused(tmp_path: Path) -> None:
    import zipfile

    run = save(RunWriter(tmp_path / "run"))
    header = b"{'descr': '<i8', 'fortran_order': False, 'shape': (1000000000000000,), }"
    header += b" " * (117 - len(header)) + b"\n"
    claims = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header
    with zipfile.ZipFile(run.folder / "report.npz", "w") as archive:
        archive.writestr("validation_targets.npy", claims)

    with pytest.raises(BundleError, match="damaged"):
        load_report(run)
