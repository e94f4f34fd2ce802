"""What comes ready to run is what the library builds and the converter makes of it."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tlgui.engine import places
from tlgui.engine.devices import cpu_device
from tlgui.engine.errors import WeightsError
from tlgui.engine.models import engines, weights
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.models.engines import TorchEngine, reference_engine
from tlgui.engine.models.making import built_body, network_of, pretrained_network
from tlgui.engine.models.pretrained import ready
from tlgui.engine.models.weights import fingerprint
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

BACKBONE = find_backbone(DEFAULT_BACKBONE)


def some_pictures() -> NDArray[np.uint8]:
    return np.random.default_rng(0).integers(0, 256, (3, 224, 224, 3), np.uint8)


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what comes ready, to be damaged."""
    copy = shutil.copytree(places.asset_folder("networks"), tmp_path / "networks")
    monkeypatch.setattr(ready, "_asset", lambda name: copy / name)
    return copy


@pytest.mark.parametrize("name", [DEFAULT_BACKBONE])
def test_ready_body_is_the_one_that_the_library_builds(name: str) -> None:
    found, built = ready.ready_body(find_backbone(name)), built_body(find_backbone(name))

    assert found is not None
    assert found.weights == built.weights == fingerprint(found.tensors)
    assert list(found.tensors) == list(built.tensors)
    assert found.preprocessing == built.preprocessing
    assert found.place == built.place


@pytest.mark.parametrize("name", [DEFAULT_BACKBONE])
def test_ready_graph_answers_as_the_library_and_as_a_fresh_conversion(
    name: str, fresh_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = pretrained_network(find_backbone(name))
    pictures, control = some_pictures(), Control()
    came = reference_engine(network, cpu_device(), pictures, control)
    assert not (fresh_home / "cache" / "engines").exists()
    monkeypatch.setattr(engines, "ready_graph", lambda *_: None)
    converted = reference_engine(network, cpu_device(), pictures, control)
    assert list((fresh_home / "cache" / "engines").iterdir())

    found = next(came.infer([pictures]))

    np.testing.assert_array_equal(found, next(converted.infer([pictures])))
    by_library = next(TorchEngine(network, cpu_device()).infer([pictures]))
    np.testing.assert_allclose(found, by_library, atol=1e-4 * np.abs(by_library).max())


def test_other_weights_get_no_ready_graph() -> None:
    body = ready.ready_body(BACKBONE)
    assert body is not None
    changed = {**body.tensors, "conv_stem.weight": body.tensors["conv_stem.weight"] * 2}

    assert ready.ready_graph(BACKBONE.name, body.weights, body.tensors) is not None
    assert ready.ready_graph(BACKBONE.name, "other", body.tensors) is None
    assert ready.ready_graph(BACKBONE.name, body.weights, changed) is None
    assert ready.ready_graph("another", body.weights, body.tensors) is None


@pytest.fixture(scope="module")
def by_library() -> tuple[str, NDArray[np.float32]]:
    """What identifies the library's own network, and its answers for some pictures."""
    network = network_of(BACKBONE, built_body(BACKBONE))
    return network.weights, next(TorchEngine(network, cpu_device()).infer([some_pictures()]))


@pytest.mark.parametrize("suffix", ["json", "xml"])
@pytest.mark.parametrize("damage", ["gone", "cut", "nonsense"])
def test_without_what_comes_ready_it_is_made(
    suffix: str,
    damage: str,
    assets: Path,
    fresh_home: Path,
    by_library: tuple[str, NDArray[np.float32]],
) -> None:
    file = assets / f"{BACKBONE.name}.{suffix}"
    whole = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(whole[: len(whole) // 2] if damage == "cut" else b"{}")
    pictures = some_pictures()

    network = pretrained_network(BACKBONE)
    engine = reference_engine(network, cpu_device(), pictures, Control())

    weights_there, answers = by_library
    assert network.weights == weights_there
    found = next(engine.infer([pictures]))
    np.testing.assert_allclose(found, answers, atol=1e-4 * np.abs(answers).max())


def test_another_file_with_weights_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.pth"
    other.write_bytes(b"nothing of use")
    monkeypatch.setattr(weights, "embedded_weights_file", lambda *_name: other)

    with pytest.raises(WeightsError, match="not those of"):
        pretrained_network(BACKBONE)


def test_start_asks_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "timm", None)  # importing it fails
    network = pretrained_network(BACKBONE)

    assert reference_engine(network, cpu_device(), some_pictures(), Control()).precision == "f32"
    with pytest.raises(ImportError):
        network.build_body()
