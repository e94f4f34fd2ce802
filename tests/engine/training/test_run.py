"""A run folder is whole or not there, and nothing that it holds can do more than be refused."""

from __future__ import annotations

import errno
import json
import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from tests.engine.disks import DELAYS_S, FullDisk, kill_amid
from tests.engine.runs import copied_run
from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.errors import BundleError, TlguiError
from tlgui.engine.insight.cam import Explainer
from tlgui.engine.insight.report import load_report
from tlgui.engine.models.heads import HeadKind, HeadPlace
from tlgui.engine.progress import Control, EpochDone
from tlgui.engine.storage import read_json, write_json
from tlgui.engine.training.method import RunEnd
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.run import (
    Record,
    Run,
    list_runs,
    open_run,
)
from tlgui.engine.training.run_changes import rename_run, set_threshold
from tlgui.engine.training.run_writer import PARTIAL_MARK, RunWriter

if TYPE_CHECKING:
    from collections.abc import Callable

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


def test_run_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    saved = save(RunWriter(tmp_path / "runs" / "one"))
    run = open_run(tmp_path / "runs" / "one")

    assert run.folder == saved.folder == tmp_path / "runs" / "one"
    assert run.recipe == FeatureExtraction()
    assert run.classes == ("cat", "dog")
    assert run.files[SplitName.TRAIN] == ("cat/1.png", "dog/2.png")
    assert run.preprocessing == PREPROCESSING
    assert [epoch.epoch for epoch in run.history] == [1, 2]
    assert run.history[1].validation_loss is None
    assert run.threshold == 0.8
    assert run.headline_split is SplitName.VALIDATION
    assert load_report(run).accuracy == 0.5
    assert load_report(run).cell(1, 0) == [1]
    assert run.tensors()["classifier.bias"].tolist() == [1, 1]
    assert sorted(path.name for path in tmp_path.joinpath("runs").iterdir()) == ["one"]


def test_trained_run_opens_everywhere(trained_run: Run) -> None:
    assert Predictor.load(trained_run.folder).classes == trained_run.classes
    assert Explainer.load(trained_run.folder).classes == trained_run.classes
    assert load_report(trained_run).accuracy == trained_run.figures[SplitName.TEST]["accuracy"]


def test_list_has_the_newest_first_and_leaves_out_what_is_broken(tmp_path: Path) -> None:
    for number in (1, 3, 2):
        created = f"2026-01-0{number}T00:00:00+00:00"
        save(RunWriter(tmp_path / f"run{number}"), created=created)
    save(RunWriter(tmp_path / "broken"))
    (tmp_path / "broken" / "run.json").write_text("[]")
    (tmp_path / "no run").mkdir()
    (tmp_path / "a file").write_text("text")

    assert [run.folder.name for run in list_runs(tmp_path)] == ["run3", "run2", "run1"]
    assert list_runs(tmp_path / "a file") == []
    assert list_runs(tmp_path / "missing") == []


@pytest.mark.parametrize("name", ["x" * 300, "a/" * 2500, "nul\0"])
def test_impossible_folder_is_no_run(tmp_path: Path, name: str) -> None:
    with pytest.raises(BundleError, match="is not a run"):
        open_run(tmp_path / name)


def test_what_is_no_run_is_told_for_the_window_and_the_command_line_alike(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="is not a run") as raised:
        open_run(tmp_path)

    assert str(raised.value.hint) == "It may have been moved or deleted."


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


def test_torn_last_line_of_the_history_is_left_out(tmp_path: Path) -> None:
    save(RunWriter(tmp_path / "run"))
    history = tmp_path / "run" / "history.jsonl"
    history.write_bytes(history.read_bytes()[:-20])

    assert [epoch.epoch for epoch in open_run(tmp_path / "run").history] == [1]


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


def test_taken_place_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "taken"
    out.mkdir()
    (out / "thesis.txt").write_text("work")

    with pytest.raises(BundleError, match="taken exists already"):
        RunWriter(out)

    assert [path.name for path in tmp_path.rglob("*")] == ["taken", "thesis.txt"]


def test_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    for out in (tmp_path / "file" / "run", tmp_path / ("x" * 300)):
        with pytest.raises(BundleError) as error:
            RunWriter(out)
        assert error.value.hint is not None


def test_only_old_leftovers_are_swept(tmp_path: Path) -> None:
    old = time.time() - 2 * 24 * 3600
    names = [f"{PARTIAL_MARK}killed", f"{PARTIAL_MARK}running"]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / f".tlgui-partial-{name}").write_text("half")
    for path in (tmp_path / names[0], tmp_path / f".tlgui-partial-{names[0]}"):
        os.utime(path, (old, old))

    RunWriter(tmp_path / "run").discard()

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{PARTIAL_MARK}running",
        f".tlgui-partial-{PARTIAL_MARK}running",
    ]


def test_what_a_killed_training_left_is_swept_at_once_and_a_living_one_is_not(
    tmp_path: Path,
) -> None:
    """Whether its writer lives is told by the lock that it holds, not by the age."""
    program = """
        import sys, time
        from pathlib import Path
        from tlgui.engine.training.run_writer import RunWriter

        writer = RunWriter(Path(sys.argv[1]) / sys.argv[2])
        print("begun", flush=True)
        time.sleep(60)
        """
    kill_amid(program, tmp_path, "killed", delay_s=0.0)
    assert len(list(tmp_path.iterdir())) == 2, "its folder and its lock"
    living = RunWriter(tmp_path / "living")

    RunWriter(tmp_path / "next").discard()

    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == sorted([living.folder.name, f"{living.folder.name}.lock"])
    living.discard()
    assert list(tmp_path.iterdir()) == []


def test_full_disk_at_any_write_leaves_nothing_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = 0
    for allowed in range(100):
        out = tmp_path / "run"
        writer = RunWriter(out)
        disk = FullDisk(allowed)
        with monkeypatch.context() as patch:
            disk.install(patch)
            try:
                save(writer)
            except BundleError as error:
                assert "No space left" in str(error)  # noqa: PT017 - the last one succeeds
                assert error.hint is not None  # noqa: PT017 - as above
                assert list(tmp_path.iterdir()) == []
                failures += 1
                continue
        break
    assert not disk.failed
    # history twice, five files by open, fsync and replace, and the folder itself
    assert failures >= 15
    assert open_run(out).classes == ("cat", "dog")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
def test_kill_while_saving_leaves_a_whole_run_or_none(tmp_path: Path) -> None:
    program = """
        import sys
        from pathlib import Path
        from tests.engine.training.test_run import save
        from tlgui.engine.training.run_writer import RunWriter
        import torch, safetensors.torch
        folder = Path(sys.argv[1])
        print("ready", flush=True)
        for number in range(10_000):
            save(RunWriter(folder / f"{number:05d}"))
        """
    for place, delay_s in enumerate(DELAYS_S):
        folder = tmp_path / str(place)
        folder.mkdir()
        kill_amid(program, folder, delay_s=delay_s)

        visible = [path for path in folder.iterdir() if not path.name.startswith(PARTIAL_MARK)]
        assert all(open_run(path).classes == ("cat", "dog") for path in visible)
        assert all(load_report(open_run(path)).accuracy == 0.5 for path in visible)
        assert len(list_runs(folder)) == len(visible)


def test_a_run_keeps_its_name_and_its_threshold(tmp_path: Path) -> None:
    run = open_run(copied_run(tmp_path / "run"))
    assert run.name == ""

    changed = set_threshold(rename_run(run, "  the first\none "), 0.25)

    assert (changed.name, changed.threshold) == ("the first one", 0.25)
    again = open_run(run.folder)
    assert (again.name, again.threshold) == ("the first one", 0.25)
    assert again.figures == run.figures
    with pytest.raises(ValueError, match="out of range"):
        set_threshold(run, 1.5)


def test_a_run_that_cannot_be_rewritten_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = open_run(copied_run(tmp_path / "run"))

    def full(self: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(BundleError, match="No space left"):
        rename_run(run, "new")

    monkeypatch.undo()
    assert open_run(run.folder).name == ""
    assert not list(run.folder.glob(".tlgui-partial-*"))


def test_a_run_from_before_the_release_says_what_it_is_and_how_to_make_it_again(
    tmp_path: Path,
) -> None:
    save(RunWriter(tmp_path / "run"))
    write_json(
        tmp_path / "run" / "run.json", {"format_version": 1, "dataset_root": "/pictures/pets"}
    )

    with pytest.raises(BundleError) as error:
        open_run(tmp_path / "run")

    assert "before tlgui's first release" in str(error.value.message)
    assert "/pictures/pets" in str(error.value.hint)


def test_what_a_run_is_told_is_told_again_when_it_is_opened(tmp_path: Path) -> None:
    saved = save(RunWriter(tmp_path / "run"), name="the first")

    assert saved.name == "the first"
    assert saved.head == record().head


def test_a_head_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    head = {**record().head.to_json(), "kind": "oracle"}

    with pytest.raises(BundleError, match="oracle"):
        save(RunWriter(tmp_path / "run"), head=head)
