"""What is unknown to the run is unknown to its exports: other programs, predict.py, the page."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from tests import pictures
from tests.engine import exports, runs
from tests.engine.deploy.test_export_script import ALONE, odd_files
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.export import export
from tlgui.engine.deploy.export_format import Material
from tlgui.engine.deploy.predictor import Decision, Predictor
from tlgui.engine.deploy.web.browser import Browser, console_of, find_browser
from tlgui.engine.insight.familiar import FILE, familiar_of
from tlgui.engine.models.engines import import_openvino
from tlgui.engine.progress import Control
from tlgui.engine.training.run import open_run

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.deploy.predictor import Prediction

NEAR = 2e-3
"""Share of the limit within which rounding may decide."""

# Gives the page its pictures, and says the table that it would save.
TABLE = """<!doctype html><meta charset="utf-8">
<iframe src="PAGE" width="1000" height="800"></iframe>
<script>
const pictures = PICTURES;
const frame = document.querySelector("iframe");
const bytesAt = (address) => new Promise((done) => {
  const request = new XMLHttpRequest();
  request.open("GET", address);
  request.responseType = "blob";
  request.onload = () => done(request.response);
  request.send();
});
let waiting = pictures.length;
addEventListener("load", async () => {
  frame.contentWindow.document.addEventListener("tlgui-answer", () => {
    if (--waiting) return;
    console.log("tlgui:table " + encodeURI(frame.contentWindow.table()).replaceAll('"', "%22"));
    console.log("tlgui:end ");
  });
  const { document, DataTransfer, Event, File } = frame.contentWindow;
  const chosen = new DataTransfer();
  for (const [number, address] of pictures.entries()) {
    chosen.items.add(new File([await bytesAt(address)], String(number)));
  }
  document.getElementById("files").files = chosen.files;
  document.getElementById("files").dispatchEvent(new Event("change"));
});
</script>
"""


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Held-out digits, odd pictures, and noise."""
    folder = tmp_path_factory.mktemp("mixed")
    run = exports.plain_run()
    held_out = [run.dataset_root / file for file in run.files[SplitName.VALIDATION]]
    odd = pictures.write_files(folder, odd_files())
    draw = np.random.default_rng(0)
    noise = []
    for number in range(3):
        noise.append(folder / f"noise-{number}.png")
        values = draw.integers(0, 256, (90, 70 + number, 3)).astype(np.uint8)
        Image.fromarray(values).save(noise[-1])
    return [*held_out, *odd, *noise]


@pytest.fixture(scope="module")
def expected(mixed: list[Path]) -> dict[str, Prediction]:
    """What the app says of each."""
    with runs.at_home(runs.shared_home()):
        found = Predictor(exports.plain_run(), "cpu").predict(mixed, Control())
    decisions = {one.decision for one in found}
    assert {Decision.UNKNOWN, Decision.ACCEPTED} <= decisions
    return {str(one.file): one for one in found}


@pytest.fixture(scope="module")
def whole() -> Path:
    """An export with a file for every other program, and the page."""
    return exports.whole().out


def clear(prediction: Prediction) -> bool:
    """Whether rounding cannot change the decision."""
    assert prediction.strange is not None
    threshold = exports.plain_run().threshold
    near = abs((prediction.confidence or 0) - threshold) < 1e-4 and prediction.strange < 1
    return abs(prediction.strange - 1) > NEAR and not near


def inputs(files: list[Path]) -> NDArray[np.float32]:
    from tlgui.engine.deploy.pictures import input_pictures

    return np.concatenate(list(input_pictures(exports.plain_run(), files)))


def by_onnxruntime(folder: Path, batch: NDArray[np.float32]) -> NDArray[np.float32]:
    import onnxruntime

    session = onnxruntime.InferenceSession(folder / "model.onnx")
    return np.asarray(session.run(["distance"], {"pictures": batch})[0])


def by_openvino(file: str, folder: Path, batch: NDArray[np.float32]) -> NDArray[np.float32]:
    hint = {"INFERENCE_PRECISION_HINT": "f32"}
    model = import_openvino().Core().compile_model(folder / file, "CPU", hint)
    return np.array(model({"pictures": batch})["distance"])


def by_opencv(folder: Path, batch: NDArray[np.float32]) -> NDArray[np.float32]:
    cv2 = pytest.importorskip("cv2", reason="opencv-python-headless is not installed")
    network: Any = cv2.dnn.readNetFromONNX(str(folder / "model.onnx"))
    found = []
    for picture in batch:
        network.setInput(picture[None], "pictures")
        found.append(np.array(network.forward("distance")).reshape(-1)[0])
    return np.array(found)


def by_torch(folder: Path, batch: NDArray[np.float32]) -> NDArray[np.float32]:
    import torch

    module = torch.export.load(folder / "model.pt2").module()
    with torch.inference_mode():
        return np.asarray(module(torch.from_numpy(batch))[1].numpy())


PROGRAMS = {
    "ONNX Runtime": by_onnxruntime,
    "OpenVINO": lambda folder, batch: by_openvino("openvino.xml", folder, batch),
    "OpenVINO, of ONNX": lambda folder, batch: by_openvino("model.onnx", folder, batch),
    "OpenCV": by_opencv,
    "PyTorch": by_torch,
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_each_program_measures_the_same_distances(
    whole: Path, mixed: list[Path], expected: dict[str, Prediction], program: str
) -> None:
    familiar = familiar_of(exports.plain_run())
    assert familiar is not None
    files = [file for file in mixed[::5] + mixed[-3:] if "large" not in file.name]

    found = PROGRAMS[program](whole, inputs(files))

    assert found.shape == (len(files),)
    known = np.array([expected[str(file)].strange for file in files], np.float64)
    np.testing.assert_allclose(found / familiar.limit, known, atol=NEAR)


def test_the_files_tell_the_limit(whole: Path) -> None:
    import onnxruntime

    run = exports.plain_run()
    familiar = familiar_of(run)
    assert familiar is not None
    document = json.loads((whole / "bundle.json").read_text())
    meta = onnxruntime.InferenceSession(whole / "model.onnx").get_modelmeta().custom_metadata_map

    assert document["unknown"]["limit"] == familiar.limit
    assert float(meta["unknown_above"]) == familiar.limit
    assert json.loads(meta["classes"]) == list(run.classes)
    assert "it is unknown" in (whole / "README.md").read_text()
    for name in ("onnx", "openvino", "pt2", "web"):
        assert document["self_test"][name]["unknown"]["agreement"] == 1.0


def test_alone_the_script_says_unknown_as_tlgui_does(
    mixed: list[Path], expected: dict[str, Prediction], tmp_path: Path
) -> None:
    table = answered_alone(exports.exported(), mixed, tmp_path / "all.csv")

    assert len(table) == len(mixed)
    told = [row["decision"] for row in table if clear(expected[row["file"]])]
    assert told == [
        str(expected[row["file"]].decision) for row in table if clear(expected[row["file"]])
    ]
    assert told.count("unknown") >= 3
    assert len(told) > len(table) - 3


def test_the_page_says_unknown_as_tlgui_does(
    whole: Path, mixed: list[Path], expected: dict[str, Prediction], tmp_path: Path
) -> None:
    browser = find_browser()
    if browser is None:
        pytest.skip("no browser of the Chromium family is installed")
    # Browsers read no TIFF, and reduce large photos otherwise.
    files = [file for file in mixed if ".tif" not in file.suffix and "large" not in file.name]

    table = table_of(browser, whole / "index.html", files, tmp_path)

    answers = {row["file"]: row["decision"] for row in table}
    known = [expected[str(file)] for file in files]
    told = [(str(at), one) for at, one in enumerate(known) if clear(one)]
    assert [answers[at] for at, _one in told] == [str(one.decision) for _at, one in told]
    assert [str(one.decision) for _at, one in told].count("unknown") >= 3


def test_what_was_exported_before_still_answers(mixed: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "run"
    shutil.copytree(exports.plain_run().folder, folder)
    (folder / FILE).unlink()
    with runs.at_home(runs.shared_home()), exports.in_this_process():
        done = export(open_run(folder), tmp_path / "before", ("onnx",), Control())

    table = answered_alone(done.out, mixed, tmp_path / "all.csv")

    assert {row["decision"] for row in table} <= {"accepted", "unsure"}
    document = json.loads((done.out / "bundle.json").read_text())
    assert "unknown" not in document
    assert "unknown" not in document["self_test"]["onnx"]
    assert Material(open_run(folder), tmp_path, {}).outputs == ["probabilities"]


def answered_alone(folder: Path, files: list[Path], out: Path) -> list[dict[str, str]]:
    """The table that predict.py writes with nothing of tlgui at hand."""
    script = folder / "predict.py"
    done = subprocess.run(
        [sys.executable, "-c", ALONE, script, *files, "--csv", out],
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    with out.open(newline="") as file:
        return list(csv.DictReader(file))


def table_of(browser: Browser, page: Path, files: list[Path], work: Path) -> list[dict[str, str]]:
    """The table that the page would save after it answered ``files``, named by their places."""
    from urllib.parse import unquote

    around = work / "around.html"
    addresses = json.dumps([file.as_uri() for file in files])
    around.write_text(TABLE.replace("PAGE", page.as_uri()).replace("PICTURES", addresses), "utf-8")
    said = dict(console_of(browser, around, work, Control()))
    return list(csv.DictReader(io.StringIO(unquote(said["table"]).removeprefix("\ufeff"))))
