"""Fast engines answer as PyTorch does, or PyTorch computes; a damaged cache is made again."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.engine import runs
from tlgui.engine import places
from tlgui.engine.devices import cpu_device
from tlgui.engine.errors import WeightsError
from tlgui.engine.models import engines
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.models.engines import OpenVinoEngine, TorchEngine, reference_engine
from tlgui.engine.models.making import pretrained_network, trained_network
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.models.network import Network
    from tlgui.engine.training.run import Run

# Importing it here would let its telemetry in.
if importlib.util.find_spec("openvino") is None:
    pytest.skip("there is no OpenVINO for this system", allow_module_level=True)


def shared_graph(network: Network) -> Path:
    """The converted graph of ``network`` that all tests share; other networks have theirs."""
    key = f"{network.body_key} {engines.import_openvino().__version__}"
    name = hashlib.sha256(key.encode()).hexdigest()[:24]
    return runs.shared_home() / "cache" / "engines" / f"{name}.xml"


@pytest.fixture(autouse=True)
def nothing_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """The backbone is converted here, as one that does not come ready."""
    monkeypatch.setattr(engines, "ready_graph", lambda *_: None)


@pytest.fixture(scope="module")
def network() -> Network:
    return pretrained_network(find_backbone(DEFAULT_BACKBONE))


@pytest.fixture(scope="module")
def pictures() -> NDArray[np.uint8]:
    """(12, 224, 224, 3): noise over different greys."""
    random = np.random.default_rng(0)
    noise = random.integers(0, 120, (12, 224, 224, 3))
    return np.asarray(noise + np.arange(12)[:, None, None, None] * 10, dtype=np.uint8)


@pytest.fixture
def converted(nothing_ready: None, network: Network, pictures: NDArray[np.uint8]) -> OpenVinoEngine:
    """The reference engine; the first test that wants it leaves the model in the shared home."""
    engine = reference_engine(network, cpu_device(), pictures[:2], Control())
    assert isinstance(engine, OpenVinoEngine)
    return engine


def graph_files() -> dict[str, Path]:
    return {path.suffix: path for path in (places.cache_folder() / "engines").iterdir()}


@pytest.fixture
def own_cache(
    converted: OpenVinoEngine, network: Network, fresh_home: Path, trained_run: Run
) -> dict[str, Path]:
    """A home with a copy of the converted model, which a test may damage."""
    graph, folder = shared_graph(network), fresh_home / "cache" / "engines"
    folder.mkdir(parents=True)
    for suffix in (".xml", ".bin", ".json"):
        shutil.copy(graph.with_suffix(suffix), folder)
    return graph_files()


def features(engine: engines.Engine, *batches: NDArray[np.uint8]) -> list[NDArray[np.float32]]:
    return list(engine.infer(iter(batches)))


def test_openvino_in_f32_equals_pytorch(
    converted: OpenVinoEngine, network: Network, pictures: NDArray[np.uint8]
) -> None:
    (expected,) = features(TorchEngine(network, cpu_device()), pictures)
    (found,) = features(converted, pictures)

    assert converted.precision == "f32"
    assert found.shape == (12, 2064)
    assert found.dtype == np.float32
    assert np.abs(found - expected).max() <= 1e-3 * np.abs(expected).max()


def test_batches_come_out_in_order_whatever_their_number_and_size(
    converted: OpenVinoEngine, pictures: NDArray[np.uint8]
) -> None:
    (alone,) = features(converted, pictures)
    batches = [pictures[[place % 12]] for place in range(9)] + [pictures[9:12]]

    found = features(converted, *batches)

    assert [len(part) for part in found] == [1] * 9 + [3]
    np.testing.assert_allclose(np.concatenate(found), alone, rtol=1e-3, atol=1e-3)


def test_engine_closed_early_leaves_nothing_running_and_works_again(
    converted: OpenVinoEngine, pictures: NDArray[np.uint8]
) -> None:
    running = converted.infer(pictures[[place]] for place in range(12))
    first = next(running)
    running.close()  # type: ignore[attr-defined]  # it is a generator

    (again,) = features(converted, pictures[:1])

    np.testing.assert_allclose(first, again, rtol=1e-4, atol=1e-4)


def test_telemetry_is_never_loaded(converted: OpenVinoEngine) -> None:
    assert sys.modules.get("openvino_telemetry", "absent") in (None, "absent")


LET_GO_ELSEWHERE = """
import gc, os, signal, threading
from openvino import Model, Type, opset13
from tlgui.engine.models.engines import OpenVinoEngine

# Whoever runs the tests in the background has it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
given = opset13.parameter([1, 3, 8, 8], Type.f32)
engines = [OpenVinoEngine(Model([opset13.relu(given)], [given]), "f32")]
thread = threading.Thread(target=lambda: (engines.clear(), gc.collect()))
thread.start()
thread.join()
try:
    os.kill(os.getpid(), signal.SIGINT)
    signal.pause()
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_is_answered_after_an_engine_was_let_go_by_another_thread() -> None:
    process = subprocess.run(
        [sys.executable, "-c", LET_GO_ELSEWHERE],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(engines.__file__).parents[3])},
        timeout=900,
        check=False,
    )

    assert process.stdout.strip() == "interrupted", process.stderr
    assert process.returncode == 0


def test_second_time_the_converted_model_comes_from_the_cache(
    own_cache: dict[str, Path],
    network: Network,
    pictures: NDArray[np.uint8],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_network: Network) -> Any:
        raise AssertionError("converted again")

    monkeypatch.setattr(engines, "convert", refuse)
    control = Control()

    engine = reference_engine(network, cpu_device(), pictures[:2], control)

    assert isinstance(engine, OpenVinoEngine)
    assert control.notices == []


@pytest.mark.parametrize("suffix", [".xml", ".bin", ".json"])
@pytest.mark.parametrize("damage", ["cut", "changed", "gone"])
def test_damaged_cache_is_made_again(
    own_cache: dict[str, Path],
    network: Network,
    pictures: NDArray[np.uint8],
    suffix: str,
    damage: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stored = own_cache[suffix].read_bytes()
    middle = len(stored) // 2
    if damage == "gone":
        own_cache[suffix].unlink()
    elif damage == "cut":
        own_cache[suffix].write_bytes(stored[:middle])
    else:
        changed = bytes(byte ^ 0x55 for byte in stored[middle : middle + 4096])
        own_cache[suffix].write_bytes(stored[:middle] + changed + stored[middle + len(changed) :])
    xml = shared_graph(network)
    whole = engines.import_openvino().Core().read_model(xml)
    converted_again: list[Network] = []

    def convert(network: Network) -> Any:
        converted_again.append(network)
        return whole

    # Converting and compiling take seconds each: they are not what is tested here.
    monkeypatch.setattr(engines, "convert", convert)
    monkeypatch.setattr(engines, "OpenVinoEngine", lambda model, _precision: model)
    monkeypatch.setattr(engines, "_difference", lambda *_: 0.0)
    control = Control()

    for _ in range(2):
        assert reference_engine(network, cpu_device(), pictures[:2], control) is not None

    assert len(converted_again) == 1
    assert control.notices == []
    assert own_cache[".bin"].read_bytes() == xml.with_suffix(".bin").read_bytes()


def test_converter_that_fails_is_told_once_and_pytorch_computes(
    fresh_home: Path,
    network: Network,
    pictures: NDArray[np.uint8],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_network: Network) -> Any:
        raise RuntimeError("unsupported operator\nat 0x12345")

    monkeypatch.setattr(engines, "convert", fail)
    control = Control()

    engine = reference_engine(network, cpu_device(), pictures[:2], control)

    assert isinstance(engine, TorchEngine)
    (notice,) = map(str, control.notices)
    assert "unsupported operator" in notice
    assert "PyTorch" in notice
    assert "0x12345" not in notice


@pytest.mark.parametrize("difference", [0.5, float("nan")])
def test_conversion_that_disagrees_is_told_once_and_remembered(
    fresh_home: Path,
    network: Network,
    pictures: NDArray[np.uint8],
    monkeypatch: pytest.MonkeyPatch,
    difference: float,
) -> None:
    conversions: list[Network] = []
    monkeypatch.setattr(engines, "convert", conversions.append)
    monkeypatch.setattr(engines, "OpenVinoEngine", lambda *_: None)
    monkeypatch.setattr(engines, "_difference", lambda *_: difference)
    control = Control()

    first = reference_engine(network, cpu_device(), pictures[:2], control)
    second = reference_engine(network, cpu_device(), pictures[:2], control)

    assert isinstance(first, TorchEngine)
    assert isinstance(second, TorchEngine)
    assert len(conversions) == 1
    (notice,) = map(str, control.notices)
    assert "differently" in notice


def test_cache_folder_that_cannot_be_written_does_not_stop_the_job(
    converted: OpenVinoEngine,
    fresh_home: Path,
    network: Network,
    pictures: NDArray[np.uint8],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    xml = shared_graph(network)
    whole = engines.import_openvino().Core().read_model(xml)
    monkeypatch.setattr(engines, "convert", lambda _network: whole)
    (fresh_home / "cache").mkdir(parents=True)
    (fresh_home / "cache" / "engines").write_text("a file where the folder should be")

    engine = reference_engine(network, cpu_device(), pictures[:2], Control())

    assert isinstance(engine, OpenVinoEngine)


def test_weights_that_do_not_fit_are_the_fault_of_the_weights(
    fresh_home: Path, trained_run: Run, pictures: NDArray[np.uint8]
) -> None:
    tensors = trained_run.tensors()
    tensors["conv_stem.weight"] = np.full((32, 3, 3, 3), np.nan, np.float32)
    broken = trained_network(
        find_backbone(DEFAULT_BACKBONE),
        tensors,
        trained_run.preprocessing,
        trained_run.head,
        len(trained_run.classes),
    )
    control = Control()

    with pytest.raises(WeightsError, match=r"conv_stem\.weight"):
        reference_engine(broken, cpu_device(), pictures[:2], control)

    assert control.notices == []
