"""Hostile and damaged exports are refused in a sentence that names the file, and at once."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from safetensors.numpy import load, save

from tests.engine import exports
from tests.stopwatch import Stopwatch
from tlgui.engine.deploy.bundle import open_export
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.errors import BundleError, TlguiError
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Tensors = dict[str, np.ndarray[Any, Any]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An export that a test may damage."""
    copied = tmp_path / "export"
    copied.mkdir()
    for name in ("bundle.json", "model.safetensors"):
        shutil.copy(exports.exported() / name, copied)
    return copied


def change(folder: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "bundle.json"
    document = json.loads(path.read_text())
    edit(document)
    path.write_text(json.dumps(document))


def forge(folder: Path, edit: Callable[[Tensors], object]) -> None:
    """Change the weights, and the checksum with them."""
    path = folder / "model.safetensors"
    tensors = load(path.read_bytes())
    edit(tensors)
    path.write_bytes(save(tensors))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    change(folder, lambda document: document["files"]["model.safetensors"].update(sha256=digest))


def refusal(folder: Path) -> str:
    """What is said when the export is used; it takes less than a second."""
    import timm  # noqa: F401 - its import is not what is timed
    import torch  # noqa: F401

    picture = next(exports.plain_run().dataset_root.rglob("*.png"))
    watch = Stopwatch()
    with pytest.raises(TlguiError) as raised:
        Predictor.load(folder, "cpu").predict([picture], Control())
    assert watch.seconds < 1.0
    return str(raised.value)


def test_an_undamaged_copy_opens(folder: Path) -> None:
    assert open_export(folder).classes == exports.plain_run().classes


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, "no JSON", "", '{"format_version": NaN}', "[]", "7", "null"],
    ids=["deep list", "deep object", "text", "empty", "nan", "list", "number", "null"],
)
def test_a_document_that_is_none(folder: Path, text: str) -> None:
    (folder / "bundle.json").write_text(text)

    said = refusal(folder)

    assert "bundle.json" in said
    assert "damaged" in said


@pytest.mark.parametrize(
    "edit",
    [
        lambda document: document.pop("classes"),
        lambda document: document.update(classes=["one", "one"]),
        lambda document: document.update(classes=7),
        lambda document: document.update(threshold="high"),
        lambda document: document.update(head=[]),
        lambda document: document.update(files=[]),
        lambda document: document.update(contents={}),
        lambda document: document["recipe"].update(backbone="hf-hub:someone/else"),
        lambda document: document["preprocessing"].update(height=10**9),
        lambda document: document["preprocessing"].update(std=[0, 0, 0]),
        lambda document: document.update(format_version=99),
        lambda document: document["files"]["model.safetensors"].update(sha256=7),
    ],
)
def test_a_document_that_makes_no_sense(
    folder: Path, edit: Callable[[dict[str, Any]], object]
) -> None:
    change(folder, edit)

    assert "bundle.json" in refusal(folder)


def test_more_classes_than_the_weights_have(folder: Path) -> None:
    change(folder, lambda document: document["classes"].append("one more"))

    assert "(5, 1280)" in refusal(folder)


def test_weights_that_are_missing(folder: Path) -> None:
    (folder / "model.safetensors").unlink()

    assert "model.safetensors is missing" in refusal(folder)


def test_an_export_without_weights_says_what_it_lacks(folder: Path) -> None:
    change(folder, lambda document: document["files"].pop("model.safetensors"))

    with pytest.raises(BundleError, match=r"without model\.safetensors") as raised:
        open_export(folder)
    assert "predict.py" in str(raised.value.hint)


def test_weights_that_were_cut_off_or_changed(folder: Path) -> None:
    path = folder / "model.safetensors"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    said = refusal(folder)
    assert "model.safetensors" in said
    assert "checksum" in said

    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    change(folder, lambda document: document["files"]["model.safetensors"].update(sha256=digest))
    said = refusal(folder)
    assert "model.safetensors" in said
    assert "checksum" not in said


def test_weights_that_are_no_numbers(folder: Path) -> None:
    def spoil(tensors: Tensors) -> None:
        tensors["conv_stem.weight"][0] = np.nan

    forge(folder, spoil)

    said = refusal(folder)
    assert "model.safetensors" in said
    assert "conv_stem.weight has values that are not numbers" in said


def test_weights_of_another_shape(folder: Path) -> None:
    def cut(tensors: Tensors) -> None:
        tensors["conv_stem.weight"] = tensors["conv_stem.weight"][:, :, :1].copy()

    forge(folder, cut)

    said = refusal(folder)
    assert "model.safetensors" in said
    assert "conv_stem.weight has the shape (32, 3, 1, 3)" in said


def test_weights_of_another_network(folder: Path) -> None:
    forge(folder, lambda tensors: tensors.pop("conv_stem.weight"))

    assert "model.safetensors belongs to another network" in refusal(folder)
