"""The stand-alone predict.py: it sees what tlgui sees, to the last bit, and answers alike."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from tests import pictures
from tests.engine import exports
from tlgui.engine.data.images import decode
from tlgui.engine.data.preprocessing import Framing, Preprocessing
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.errors import PictureError
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SHAPES = ((224, 224), (100, 100), (640, 480), (301, 1207), (3, 2500), (1, 1), (257, 90))

# What predict.py needs, and nothing of what tlgui is made of.
ALONE = """
import runpy, sys
for name in ("tlgui", "torch", "torchvision", "timm", "openvino", "scipy", "sklearn", "onnx",
             "safetensors", "matplotlib", "PySide6", "platformdirs", "typer"):
    sys.modules[name] = None
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture(scope="module")
def script() -> Any:
    """The exported predict.py as a module."""
    spec = spec_from_file_location("exported_predict", exports.exported() / "predict.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def model(script: Any) -> Any:
    return script.Model(str(exports.exported()), "model.onnx")


def seen_by_tlgui(path: Path, preprocessing: Preprocessing) -> NDArray[np.uint8]:
    return preprocessing.prepare(
        decode(
            path,
            minimum_side=preprocessing.minimum_side,
            bit_depth=preprocessing.bit_depth,
        )
    )


def odd_files() -> dict[str, bytes]:
    turned = {f"turned-{number}.jpg": pictures.oriented(number) for number in range(1, 9)}
    turned |= {f"turned-{number}.png": pictures.oriented(number, "PNG") for number in (3, 6)}
    turned |= {f"turned-{number}.tif": pictures.oriented(number, "TIFF") for number in (3, 6)}
    return {
        **pictures.grey_files(),
        **pictures.red_files(),
        **{f"clear-{name}": data for name, data in pictures.clear_files().items()},
        **turned,
        **{f"{w}x{h}.png": pictures.noisy("PNG", (w, h)) for w, h in SHAPES},
        "large.jpg": pictures.noisy("JPEG", (1500, 1100)),
    }


@pytest.mark.parametrize("framing", list(Framing))
@pytest.mark.parametrize("bit_depth", [None, 12])
def test_odd_pictures_are_seen_alike(
    model: Any, tmp_path: Path, framing: Framing, bit_depth: int | None
) -> None:
    preprocessing = replace(exports.plain_run().preprocessing, framing=framing, bit_depth=bit_depth)
    model.numbers = json.loads(json.dumps(preprocessing.to_json()))

    for path in pictures.write_files(tmp_path, odd_files()):
        assert np.array_equal(model.read(str(path)), seen_by_tlgui(path, preprocessing)), path.name


def test_twelve_bits_of_sixteen(model: Any, tmp_path: Path) -> None:
    values = np.random.default_rng(0).integers(0, 4096, (300, 260)).astype(np.uint16)
    path = tmp_path / "scan.png"
    Image.fromarray(values).save(path)
    preprocessing = replace(exports.plain_run().preprocessing, bit_depth=12)
    model.numbers = json.loads(json.dumps(preprocessing.to_json()))

    seen = model.read(str(path))

    assert np.array_equal(seen, seen_by_tlgui(path, preprocessing))
    assert seen.max() > 100


@pytest.mark.parametrize("interpolation", ["bicubic", "bilinear"])
def test_photos_are_seen_alike(model: Any, real_pictures: Path, interpolation: str) -> None:
    preprocessing = replace(exports.plain_run().preprocessing, interpolation=interpolation)
    model.numbers = json.loads(json.dumps(preprocessing.to_json()))
    photos = sorted((real_pictures / "clothing" / "validation").rglob("*.jpg"))[::17]

    assert len(photos) > 10
    for path in photos:
        assert np.array_equal(model.read(str(path)), seen_by_tlgui(path, preprocessing)), path


def test_what_tlgui_does_not_read_is_not_read(model: Any, script: Any, tmp_path: Path) -> None:
    model.numbers = json.loads(json.dumps(exports.plain_run().preprocessing.to_json()))
    files = {**pictures.broken_files(), **pictures.bombs()}
    for path in pictures.write_files(tmp_path, files):
        with pytest.raises(PictureError):
            seen_by_tlgui(path, exports.plain_run().preprocessing)
        try:
            model.read(str(path))
        except script.PictureError:
            continue
        pytest.fail(f"{path.name} was read")


def alone(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", ALONE, exports.exported() / "predict.py", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )


def test_alone_it_answers_as_tlgui_does(tmp_path: Path) -> None:
    root = exports.plain_run().dataset_root
    (tmp_path / "broken.png").write_bytes(b"no picture")
    predictor = Predictor(exports.plain_run())
    expected = predictor.predict(sorted(root.rglob("*.png")), Control())

    done = alone(root, tmp_path / "broken.png", "--json", "--csv", tmp_path / "all.csv")

    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["predictions"]
    assert rows[-1]["label"] is None
    assert "broken.png cannot be read" in rows[-1]["error"]
    by_file = {row["file"]: row for row in rows}
    for answer in expected:
        row = by_file[str(answer.file)]
        assert row["label"] == answer.label
        # The threshold is the confidence of one of these pictures, to the last bit.
        if abs((answer.confidence or 0) - predictor.thresholds.common) > 1e-4:
            assert row["decision"] == answer.decision
        assert row["confidence"] == pytest.approx(answer.confidence, abs=1e-4)
    with (tmp_path / "all.csv").open(newline="") as file:
        table = list(csv.DictReader(file))
    assert len(table) == len(rows)
    assert set(exports.plain_run().classes) < set(table[0])
    assert [row["label"] for row in table[:-1]] == [row["label"] for row in rows[:-1]]


def test_alone_with_nothing_to_read_it_fails_in_a_sentence(tmp_path: Path) -> None:
    done = alone(tmp_path / "missing.jpg")

    assert done.returncode == 1
    assert "missing.jpg cannot be read: it does not exist." in done.stdout
    assert "Traceback" not in done.stderr


def test_alone_a_table_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    table = tmp_path / "nowhere" / "all.csv"

    done = alone(tmp_path / "missing.jpg", "--csv", table)

    assert done.returncode == 1
    assert f"error: {table} cannot be written: " in done.stderr
    assert "Traceback" not in done.stderr
