"""The command line is a contract: its keys, its exit codes, and what it says when it refuses."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from PIL import Image

import tlgui
from tests.engine import runs
from tlgui.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Callable

CLASSES = [str(digit) for digit in runs.DIGITS]
FIGURES = {"accuracy", "accuracy_interval", "macro_f1", "loss"}


class Outcome(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """All of stdout is one JSON document."""
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TLGUI_HOME", str(runs.shared_home()))


@pytest.fixture
def tlgui_says(capfd: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Runs the command line in this process; what it printed, native libraries included."""

    def call(*arguments: str | Path) -> Outcome:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Outcome(code, out, err)

    return call


def in_a_process(
    *arguments: str | Path | bytes, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(*arguments), capture_output=True, env=env(environment), check=False, timeout=180
    )


def command(*arguments: str | Path | bytes) -> list[str | Path | bytes]:
    return [sys.executable, "-m", "tlgui", *arguments]


def env(changes: dict[str, str] | None = None) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(tlgui.__file__).parents[1]), **(changes or {})}


@pytest.fixture
def trained() -> Path:
    return runs.trained_run().folder


@pytest.fixture
def picture(trained: Path) -> Path:
    return runs.digits() / "0" / "000.png"


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Pictures that the run has not seen."""
    return runs.write_some_digits(tmp_path / "labelled", a_class=4, skip=20)


# ---- scan


def test_scan_lists_classes_splits_and_problems(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = tmp_path / "set"
    runs.write_some_digits(root / "train", digits=(0, 1), a_class=3)
    runs.write_some_digits(root / "val", digits=(0, 1), a_class=2)
    (root / "train" / "empty").mkdir()

    outcome = tlgui_says("scan", root, "--json")

    assert outcome.code == 0
    document = outcome.document
    assert {"root", "classes", "images", "splits", "problems"} <= document.keys()
    assert document["root"] == str(root)
    assert document["classes"] == [{"name": "0", "images": 5}, {"name": "1", "images": 5}]
    assert document["images"] == 10
    assert document["splits"] == {"train": 6, "validation": 4, "test": 0}
    assert all({"path", "kind", "message"} <= problem.keys() for problem in document["problems"])
    assert any("empty" in problem["path"] for problem in document["problems"])


def test_scan_without_split_folders_has_no_splits(tlgui_says: Callable[..., Outcome]) -> None:
    outcome = tlgui_says("scan", runs.digits(), "--json")

    assert outcome.document["splits"] is None
    assert [row["name"] for row in outcome.document["classes"]] == CLASSES


def test_scan_for_people_counts_each_class(tlgui_says: Callable[..., Outcome]) -> None:
    outcome = tlgui_says("scan", runs.digits())

    assert outcome.code == 0
    assert "56 pictures in 4 classes" in outcome.out
    assert "sub-folder" not in outcome.out


def test_scan_counts_pictures_in_sub_folders_of_a_class(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = runs.write_some_digits(tmp_path / "set", digits=(0, 1), a_class=6)
    (root / "0" / "later").mkdir()
    (root / "0" / "000.png").rename(root / "0" / "later" / "000.png")

    document = tlgui_says("scan", root, "--json").document

    assert document["nested"] == 1
    assert document["problems"] == []
    assert "1 picture lies in a sub-folder of the class's folder" in tlgui_says("scan", root).out


def test_scan_says_one_picture_in_one_class(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = runs.write_some_digits(tmp_path / "set", digits=(0,), a_class=1)

    outcome = tlgui_says("scan", root)

    assert outcome.out.splitlines()[0] == f"{root}: 1 picture in 1 class"
    assert "1 problem:" in outcome.out


def test_scan_prints_the_first_problems_and_how_many_more(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = runs.write_some_digits(tmp_path / "set", digits=(0, 1), a_class=6)
    for number in range(23):
        shutil.copy(root / "0" / "000.png", root / f"stray{number:02d}.png")

    outcome = tlgui_says("scan", root)

    lines = outcome.out.splitlines()
    assert lines[-22].endswith(" problems:")
    total = int(lines[-22].split()[0])
    assert total >= 23
    assert lines[-1] == f"  ... and {total - 20} more (--json lists all)"
    assert len(tlgui_says("scan", root, "--json").document["problems"]) == total


def test_a_problem_names_its_path_once(tmp_path: Path, tlgui_says: Callable[..., Outcome]) -> None:
    root = runs.write_some_digits(tmp_path / "set", digits=(0, 1), a_class=6)
    (root / "stray.png").write_bytes((root / "0" / "000.png").read_bytes() + b"x")
    (root / "0" / "empty.png").touch()

    lines = tlgui_says("scan", root).out.splitlines()

    assert "  stray.png lies outside the class folders; it is left out." in lines
    assert "  0/empty.png: empty.png cannot be read: it is empty." in lines


def test_scan_says_what_it_ignored(tmp_path: Path, tlgui_says: Callable[..., Outcome]) -> None:
    root = runs.write_some_digits(tmp_path / "set", digits=(0, 1), a_class=6)
    (root / "0" / "note.txt").write_text("a note")

    outcome = tlgui_says("scan", root)

    assert "1 other file ignored (no picture, hidden or system)" in outcome.out.splitlines()


def test_a_folder_without_class_folders_is_one_error(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    folder = runs.write_some_digits(tmp_path / "set", digits=(0, 1), a_class=6) / "0"

    for arguments in (("scan", folder), ("train", folder, "--out", tmp_path / "run")):
        outcome = tlgui_says(*arguments)

        assert outcome.code == 1
        assert outcome.out == ""
        *_, error, hint = outcome.err.splitlines()
        assert error == f"error: {folder} has no class folders: its pictures lie directly in it."
        assert hint == "hint: Open the folder above, which holds one sub-folder per class."


def test_scan_and_train_name_doubled_pictures(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = runs.write_some_digits(tmp_path / "set", digits=(0, 1), a_class=6)
    shutil.copy(root / "0" / "000.png", root / "1" / "same.png")

    problems = tlgui_says("scan", root, "--json").document["problems"]
    outcome = tlgui_says("train", root, "--out", tmp_path / "run", "--json")

    assert [(row["path"], row["kind"]) for row in problems] == [
        ("1/same.png", "same picture, two classes")
    ]
    assert outcome.document["problems"] == problems
    told = [line for line in outcome.err.splitlines() if "1/same.png" in line]
    assert [line.startswith("notice: ") for line in told] == [True]
    assert outcome.err.index("1/same.png") < outcome.err.index("features"), "before training"


# ---- train


@pytest.mark.parametrize("head", ["logistic-regression", "gradient-descent"])
def test_train_prints_the_figures_of_the_run(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome], head: str
) -> None:
    out = tmp_path / "run"

    outcome = tlgui_says(
        *("train", runs.digits(), "--out", out, "--head", head, "--epochs", "3"),
        *("--method", "feature-extraction", "--device", "cpu", "--json"),
    )

    assert outcome.code == 0
    document = outcome.document
    assert document["run"] == str(out)
    assert document["backbone"] == "tf_efficientnet_lite0"
    assert document["method"] == "feature-extraction"
    assert document["classes"] == CLASSES
    assert document["images"].keys() == {"train", "validation", "test"}
    assert sum(document["images"].values()) == 56
    assert document["validation"].keys() == document["test"].keys() == FIGURES
    low, high = document["test"]["accuracy_interval"]
    assert 0 <= low <= document["test"]["accuracy"] <= high <= 1
    assert document["epochs"] == (0 if head == "logistic-regression" else 3)
    assert ("not used" in outcome.err) is (head == "logistic-regression")
    assert document["ended_by"] == "completed"
    seconds = document["seconds"]
    assert {"total", "features", "fit"} <= seconds.keys()
    parts = sum(spent for name, spent in seconds.items() if name != "total")
    assert parts == pytest.approx(seconds["total"], abs=0.0011)
    assert "features" in outcome.err
    assert (out / "best.safetensors").is_file()


def test_train_without_test_folder_has_null_there(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = tmp_path / "set"
    runs.write_some_digits(root / "train", digits=(0, 1))
    runs.write_some_digits(root / "val", digits=(0, 1), a_class=4, skip=14)

    outcome = tlgui_says("train", root, "--out", tmp_path / "run", "--json")

    assert outcome.document["test"] is None
    assert outcome.document["validation"].keys() == FIGURES
    assert outcome.document["images"] == {"train": 28, "validation": 8, "test": 0}


@pytest.mark.parametrize(
    ("option", "value", "exists", "code"),
    [
        # What could exist but does not here.
        ("--backbone", "resnet9000", "tf_efficientnet_lite0", 1),
        ("--backbone", "hf-hub:someone/something", "tf_efficientnet_lite0", 1),
        ("--backbone", "local-dir:/etc", "tf_efficientnet_lite0", 1),
        ("--method", "fine-tune", "feature-extraction", 1),
        ("--method", "from-scratch", "feature-extraction", 1),
        ("--method", "as-is", "feature-extraction", 1),
        # What makes no sense.
        ("--method", "magic", "feature-extraction", 2),
        ("--head", "oracle", "logistic-regression, gradient-descent", 2),
        ("--device", "abacus", "cpu", 2),
        ("--epochs", "0", None, 2),
        ("--epochs", "-1", None, 2),
        ("--learning-rate", "nan", None, 2),
        ("--target-accuracy", "95", None, 2),
        ("--seed", "-1", None, 2),
    ],
)
def test_what_does_not_exist_is_refused_by_name_with_what_does(
    tmp_path: Path,
    tlgui_says: Callable[..., Outcome],
    option: str,
    value: str,
    exists: str | None,
    code: int,
) -> None:
    outcome = tlgui_says("train", runs.digits(), "--out", tmp_path / "run", option, value, "--json")

    assert outcome.code == code
    assert outcome.out == ""
    error, *hints = [line for line in outcome.err.splitlines() if not line.startswith("notice: ")]
    assert error.startswith("error: ")
    assert value in error or option.strip("-").replace("-", " ") in error
    if exists is not None:
        assert hints[-1].startswith("hint: ")
        assert exists in hints[-1]
    assert not (tmp_path / "run").exists()


def test_train_refuses_a_folder_that_is_taken(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    outcome = tlgui_says("train", runs.digits(), "--out", tmp_path)

    assert outcome.code == 1
    # Nothing before it: no picture was listed for nothing.
    error, hint = outcome.err.splitlines()
    assert error == f"error: {tmp_path} exists already."
    assert hint.startswith("hint: ")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


# ---- evaluate


def test_evaluate_reports_figures_and_leaves_unknown_classes_out(
    trained: Path, labelled: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    runs.write_some_digits(labelled, digits=(5,), a_class=3)
    (labelled / "0" / "broken.png").write_bytes(b"no picture")

    outcome = tlgui_says("evaluate", trained, labelled, "--json")

    assert outcome.code == 0
    document = outcome.document
    keys = FIGURES | {"images", "classes", "confusion", "per_class", "problems"}
    assert keys <= document.keys()
    assert document["images"] == 16
    assert document["unknown_class_images"] == 3
    assert document["classes"] == CLASSES
    assert [sum(row) for row in document["confusion"]] == [4, 4, 4, 4]
    trace = sum(document["confusion"][place][place] for place in range(4))
    assert document["accuracy"] == trace / 16
    assert [row["name"] for row in document["per_class"]] == CLASSES
    assert all(
        row.keys() == {"name", "precision", "recall", "f1", "support"}
        for row in document["per_class"]
    )
    told = {problem["path"]: problem["kind"] for problem in document["problems"]}
    assert told["5"] == "unknown class"
    assert told["0/broken.png"] == "unreadable"


def test_evaluate_says_one_picture_left_out(
    trained: Path, labelled: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    runs.write_some_digits(labelled, digits=(5,), a_class=1)

    outcome = tlgui_says("evaluate", trained, labelled)

    assert "5: The model does not know the class 5: 1 picture left out." in outcome.out


def test_evaluate_says_that_copies_of_training_pictures_flatter_the_figures(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    learned = json.loads((trained / "split.json").read_text())["files"]["train"]
    root = Path(json.loads((trained / "run.json").read_text())["dataset_root"])
    copies = tmp_path / "copies"
    for place, file in enumerate(learned[:5]):
        target = copies / Path(file).parent.name / f"renamed {place}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((root / file).read_bytes())
    linked = tmp_path / "linked"
    linked.symlink_to(root, target_is_directory=True)

    outcome = tlgui_says("evaluate", trained, copies, "--json")
    through_link = tlgui_says("evaluate", trained, linked, "--json")

    assert outcome.document["training_images"] == 5
    (told,) = [p for p in outcome.document["problems"] if p["kind"] == "learned from"]
    assert "learned from 5 of these 5 pictures" in told["message"]
    assert through_link.document["training_images"] == len(learned)


def test_evaluate_says_which_classes_have_no_pictures(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    one = runs.write_some_digits(tmp_path / "one", digits=(4,), a_class=3, skip=20)

    lines = tlgui_says("evaluate", trained, one).out.splitlines()

    assert [line for line in lines if line.endswith("no pictures")] == [
        f"  {name}: no pictures" for name in CLASSES if name != "4"
    ]
    assert any(line.startswith("  4: precision") and line.endswith("3 pictures") for line in lines)


def test_evaluate_where_nothing_can_be_judged_is_an_error(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    strange = runs.write_some_digits(tmp_path / "strange", digits=(5, 6), a_class=2)

    outcome = tlgui_says("evaluate", trained, strange, "--json")

    assert outcome.code == 1
    assert outcome.out == ""
    (error,) = [line for line in outcome.err.splitlines() if line.startswith("error: ")]
    assert "5, 6" in error
    assert "0, 1, 4, 7" in outcome.err.splitlines()[-1]


def test_evaluate_says_what_it_expects_of_a_folder_without_class_folders(
    trained: Path, labelled: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    outcome = tlgui_says("evaluate", trained, labelled / "4")

    assert outcome.code == 1
    *_, error, hint = outcome.err.splitlines()
    assert error.startswith(f"error: {labelled / '4'} has no class folders")
    assert "one sub-folder per class" in hint
    assert "0, 1, 4, 7" in hint


def test_evaluate_takes_a_folder_with_a_single_class(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    one = runs.write_some_digits(tmp_path / "one", digits=(4,), a_class=3, skip=20)

    outcome = tlgui_says("evaluate", trained, one, "--json")

    assert outcome.code == 0
    assert outcome.document["images"] == 3


# ---- predict


def test_predict_answers_each_picture_in_order(
    trained: Path, labelled: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    broken = labelled / "broken.jpg"
    broken.write_bytes(b"no picture")
    files = [labelled / "4" / "020.png", broken, labelled / "0" / "021.png"]

    outcome = tlgui_says("predict", trained, *files, "--top-k", "2", "--json")

    assert outcome.code == 0
    rows = outcome.document["predictions"]
    assert [row["file"] for row in rows] == [str(file) for file in files]
    for row in rows:
        assert row.keys() == {"file", "label", "confidence", "decision", "top", "error"}
    first, failed, _ = rows
    assert first["error"] is None
    assert first["label"] in CLASSES
    assert first["decision"] in ("accepted", "unsure")
    assert [entry.keys() for entry in first["top"]] == [{"label", "confidence"}] * 2
    assert first["top"][0] == {"label": first["label"], "confidence": first["confidence"]}
    assert first["top"][0]["confidence"] >= first["top"][1]["confidence"]
    assert "broken.jpg" in failed["error"]
    assert (failed["label"], failed["confidence"], failed["decision"]) == (None, None, None)
    assert failed["top"] == []


def test_predict_where_nothing_can_be_read_exits_with_1(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    missing = tmp_path / "missing.jpg"

    outcome = tlgui_says("predict", trained, tmp_path / "broken.jpg", missing, "--json")

    assert outcome.code == 1
    assert [bool(row["error"]) for row in outcome.document["predictions"]] == [True, True]
    assert "missing.jpg cannot be read: it does not exist." in outcome.out
    assert outcome.err.splitlines()[-2] == "error: No picture could be read."
    assert outcome.err.splitlines()[-1] == "hint: The rows of the pictures say why."


def test_predict_where_no_picture_is_named_asks_for_some(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    outcome = tlgui_says("predict", trained, tmp_path)

    assert outcome.code == 1
    assert outcome.err.splitlines()[-2:] == [
        "error: No picture could be read.",
        "hint: Name pictures, or folders that hold some.",
    ]


def test_predict_on_a_folder_answers_for_an_empty_file_in_a_row_of_its_own(
    trained: Path, labelled: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    (labelled / "0" / "nothing.png").touch()

    outcome = tlgui_says("predict", trained, labelled / "0", "--json")

    assert outcome.code == 0
    errors = [row["error"] for row in outcome.document["predictions"] if row["error"]]
    assert errors == ["nothing.png cannot be read: it is empty."]


def test_csv_has_the_columns_of_the_contract(
    trained: Path, labelled: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    (labelled / "broken.jpg").write_bytes(b"no picture")
    table = tmp_path / "answers.csv"
    table.write_text("an older table")

    outcome = tlgui_says("predict", trained, labelled, "--csv", table)

    assert outcome.code == 0
    with table.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == [
        *("file", "label", "confidence", "second_label", "second_confidence", "decision"),
        *CLASSES,
        "error",
    ]
    assert len(rows) == 17
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        if cells["error"]:
            assert set(row[1:-1]) == {""}
            continue
        shares = sorted((float(cells[name]) for name in CLASSES), reverse=True)
        assert sum(shares) == pytest.approx(1, abs=1e-5)
        assert float(cells["confidence"]) == shares[0] == float(cells[cells["label"]])
        assert float(cells["second_confidence"]) == shares[1]
    assert sum(bool(row[-1]) for row in rows) == 1


def test_csv_that_cannot_be_written_is_an_error_line(
    trained: Path, picture: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    outcome = tlgui_says("predict", trained, picture, "--csv", tmp_path)

    assert outcome.code == 1
    assert f"error: {tmp_path} cannot be written" in outcome.err


STRANGE_NAMES = [
    b"-dash.png",
    b"--json.png",
    b"new\nline.png",
    b"\xff\xfe not utf-8.png",
    "=cmd|' calc'!A1 한글 \u202egnp.png".encode(),
    b"%s{0}.png",
]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_strange_file_names_survive_json_csv_and_an_ascii_terminal(
    trained: Path, picture: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "strange"
    folder.mkdir()
    for name in STRANGE_NAMES:
        Path(folder, os.fsdecode(name)).write_bytes(picture.read_bytes())
    table = tmp_path / "t.csv"

    as_json = in_a_process("predict", trained, folder, "--json", "--csv", table)
    as_text = in_a_process("predict", trained, folder, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    relative = subprocess.run(
        command("predict", trained, "--json", "--", *STRANGE_NAMES),
        cwd=folder,
        capture_output=True,
        env=env(),
        check=False,
        timeout=180,
    )

    assert as_json.returncode == as_text.returncode == relative.returncode == 0, as_text.stderr
    found = {row["file"] for row in json.loads(as_json.stdout)["predictions"]}
    assert found == {os.path.join(folder, os.fsdecode(name)) for name in STRANGE_NAMES}
    named = [row["file"] for row in json.loads(relative.stdout)["predictions"]]
    assert named == [os.fsdecode(name) for name in STRANGE_NAMES]
    assert b"Traceback" not in as_text.stderr
    assert len(as_text.stdout.splitlines()) == len(STRANGE_NAMES)
    with table.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    assert len(rows) == len(STRANGE_NAMES)
    assert all(len(row) == 6 + len(CLASSES) + 1 for row in rows)


# ---- explain


def test_explain_writes_an_overlay_and_a_heat_map_for_each_picture(
    trained: Path, picture: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    out = tmp_path / "maps"
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")

    outcome = tlgui_says(
        *("explain", trained, picture, broken, "--out", out),
        *("--method", "grad-cam", "--target", CLASSES[1], "--json"),
    )

    assert outcome.code == 0
    first, failed = outcome.document["images"]
    assert {"file", "target", "confidence", "overlay", "heatmap"} <= first.keys()
    assert (first["file"], first["target"]) == (str(picture), CLASSES[1])
    assert 0 <= first["confidence"] <= 1
    heat = np.load(first["heatmap"], allow_pickle=False)
    assert (heat.shape, heat.dtype) == ((224, 224), np.float32)
    assert 0 <= heat.min() <= heat.max() <= 1
    with Image.open(first["overlay"]) as image:
        assert (image.size, image.format) == ((224, 224), "PNG")
    assert "broken.jpg" in failed["error"]
    assert failed["overlay"] is None
    assert len(list(out.glob("[!.]*"))) == 2


def test_explain_takes_folders_and_a_device(
    trained: Path, labelled: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    outcome = tlgui_says(
        *("explain", trained, labelled / "0", labelled / "1" / "020.png"),
        *("--out", tmp_path / "maps", "--device", "cpu", "--json"),
    )

    assert outcome.code == 0
    files = [row["file"] for row in outcome.document["images"]]
    assert files == [
        *(str(labelled / "0" / f"{number:03d}.png") for number in range(20, 24)),
        str(labelled / "1" / "020.png"),
    ]


def test_explain_where_nothing_can_be_read_says_so_and_leaves_no_folder(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    (tmp_path / "empty").mkdir()

    for given in (tmp_path / "broken.jpg", tmp_path / "missing.jpg", tmp_path / "empty"):
        outcome = tlgui_says("explain", trained, given, "--out", tmp_path / "new" / "maps")

        assert outcome.code == 1
        assert outcome.err.splitlines()[-2] == "error: No picture could be read."
        assert outcome.err.splitlines()[-1].startswith("hint: ")
        assert not (tmp_path / "new").exists()


def test_heat_maps_among_the_pictures_are_no_class_of_theirs(
    trained: Path, labelled: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    before = tlgui_says("scan", labelled, "--json").document
    for out in (labelled / "maps", labelled / "0" / "maps"):
        arguments = ("explain", trained, labelled / "0" / "020.png", "--out", out, "--json")
        assert tlgui_says(*arguments).code == 0

    after = tlgui_says("scan", labelled, "--json").document
    again = tlgui_says("explain", trained, labelled / "0", "--out", labelled / "maps", "--json")

    assert after == {**before, "ignored": before["ignored"] + 2}
    assert len(again.document["images"]) == 4, "no heat map of a heat map"


def test_a_folder_with_the_users_files_is_not_marked_as_one_of_heat_maps(
    trained: Path, labelled: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    picture = labelled / "0" / "020.png"

    tlgui_says("explain", trained, picture, "--out", labelled / "1", "--json")

    classes = tlgui_says("scan", labelled, "--json").document["classes"]
    assert [row["name"] for row in classes] == CLASSES


def test_explain_overwrites_nothing(
    trained: Path, picture: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    names = []
    for _ in range(2):
        outcome = tlgui_says("explain", trained, picture, "--out", tmp_path, "--json")
        names.append(outcome.document["images"][0]["heatmap"])
        Path(outcome.document["images"][0]["overlay"]).unlink()

    assert names[0] != names[1]


@pytest.mark.parametrize(
    ("options", "exists"),
    [(("--target", "elephant"), "0, 1, 4, 7"), (("--method", "guess"), "grad-cam")],
)
def test_explain_refuses_unknown_classes_and_methods_before_it_loads_anything(
    trained: Path,
    picture: Path,
    tmp_path: Path,
    tlgui_says: Callable[..., Outcome],
    options: tuple[str, str],
    exists: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tlgui.engine.models.network.trained_network", None)

    outcome = tlgui_says("explain", trained, picture, "--out", tmp_path / "out", *options)

    assert outcome.code == (1 if options[0] == "--target" else 2)
    assert not (tmp_path / "out").exists()
    assert options[1] in outcome.err
    assert exists in outcome.err.splitlines()[-1]


# ---- doctor, wrong usage, endings


def test_doctor_tells_versions_devices_engines_and_caches(
    tlgui_says: Callable[..., Outcome],
) -> None:
    outcome = tlgui_says("doctor", "--json")

    assert outcome.code == 0
    document = outcome.document
    assert {"versions", "devices", "engines", "caches"} <= document.keys()
    assert document["versions"]["tlgui"] == tlgui.__version__
    assert {"torch", "timm", "python"} <= document["versions"].keys()
    assert "torch" in tlgui_says("doctor").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("scan",),
        ("train", "here"),
        ("scan", "here", "--frob"),
        ("predict", "run", "x.png", "--top-k", "0"),
        ("predict", "run", "x.png", "--top-k", "many"),
        ("predict", "run", "x.png", "--device", "abacus"),
        ("evaluate", "run", "folder", "--device", "abacus"),
        ("explain", "run", "x.png", "--out", "d", "--device", "abacus"),
        ("explain", "run", "x.png", "--out", "d", "--method", "x"),
        ("x" * 300,),
        ("",),
    ],
)
def test_wrong_usage_exits_with_2_and_says_what_is_wrong(
    tlgui_says: Callable[..., Outcome], arguments: tuple[str, ...]
) -> None:
    outcome = tlgui_says(*arguments)

    assert outcome.code == 2
    assert outcome.out == ""
    error, hint = outcome.err.splitlines()
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("",),
        ("open", ""),
        ("scan", ""),
        ("train", "", "--out", "run"),
        ("train", "folder", "--out", ""),
        ("evaluate", "", "folder"),
        ("evaluate", "run", ""),
        ("predict", "", "x.png"),
        ("predict", "run", "x.png", ""),
        ("predict", "run", "x.png", "--csv", ""),
        ("explain", "", "x.png", "--out", "maps"),
        ("explain", "run", "", "--out", "maps"),
        ("explain", "run", "x.png", "--out", ""),
    ],
    ids=" ".join,
)
def test_an_empty_path_is_not_the_current_folder(
    tlgui_says: Callable[..., Outcome], arguments: tuple[str, ...]
) -> None:
    outcome = tlgui_says(*arguments)

    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.splitlines() == ["error: A path is empty.", "hint: Name a file or a folder."]


@pytest.mark.parametrize("command", ["export", "models"])
def test_commands_of_a_later_version_are_refused_by_name_with_what_exists(
    tlgui_says: Callable[..., Outcome], command: str
) -> None:
    outcome = tlgui_says(command, "run")

    assert outcome.code == 1
    error, hint = outcome.err.splitlines()
    assert error == f"error: The command {command} does not exist in this version."
    assert "train" in hint


@pytest.mark.parametrize(
    "arguments",
    [
        ("scan", "{missing}"),
        ("scan", "{file}"),
        ("scan", "{empty}"),
        ("train", "{missing}", "--out", "{empty}/run"),
        ("evaluate", "{empty}", "{empty}"),
        ("evaluate", "{long}", "{empty}"),
        ("predict", "{empty}", "{file}"),
        ("predict", "{missing}", "{file}"),
        ("explain", "{file}", "{file}", "--out", "{empty}"),
        ("open", "{missing}"),
        ("open", "{file}"),
        ("{missing}",),
        ("{file}",),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("as_json", [False, True])
def test_bad_input_is_one_error_line_and_exit_code_1(
    tmp_path: Path,
    tlgui_says: Callable[..., Outcome],
    arguments: tuple[str, ...],
    as_json: bool,
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("text")
    names = {name: str(tmp_path / name) for name in ("missing", "file", "empty")}
    names["long"] = "x" * 5000

    has_json = arguments[0] in ("scan", "train", "evaluate", "predict", "explain")
    outcome = tlgui_says(
        *(argument.format_map(names) for argument in arguments),
        *(["--json"] if as_json and has_json else []),
    )

    assert outcome.code == 1
    assert outcome.out == ""
    lines = outcome.err.splitlines()
    assert sum(line.startswith("error: ") for line in lines) == 1
    assert list((tmp_path / "empty").iterdir()) == []


@pytest.mark.parametrize("command", [["open"], []], ids=["open", "no command"])
def test_folders_of_pictures_projects_and_runs_open_in_the_window(
    trained: Path,
    tmp_path: Path,
    tlgui_says: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
) -> None:
    opened: list[dict[str, Path | None]] = []

    def run_window(**what: Path | None) -> int:
        opened.append(what)
        return 0

    monkeypatch.setattr("tlgui.app.run_window", run_window)
    project = tmp_path / "project"
    project.mkdir()
    (project / "project.json").write_text("{}")

    for given in (runs.digits(), project, project / "project.json", trained):
        assert tlgui_says(*command, given).code == 0

    assert opened == [
        {"folder": runs.digits()},
        {"folder": project},
        {"folder": project},
        {"run": trained},
    ]


def test_help_of_open_names_all_that_it_opens(tlgui_says: Callable[..., Outcome]) -> None:
    text = tlgui_says("open", "--help").out

    for word in ("pictures", "project", "run", "tlgui FOLDER"):
        assert word in text


def test_version_and_help_are_printed(tlgui_says: Callable[..., Outcome]) -> None:
    assert tlgui_says("--version").out.strip() == tlgui.__version__
    outcome = tlgui_says("--help")
    assert outcome.code == 0
    for name in ("scan", "train", "evaluate", "predict", "explain", "doctor", "demo"):
        assert name in outcome.out


def test_reader_that_leaves_early_is_no_traceback(trained: Path) -> None:
    process = subprocess.Popen(
        command("scan", runs.digits(), "--json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env(),
    )
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate(timeout=60)

    assert b"Traceback" not in err
    assert b"BrokenPipe" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process there")
@pytest.mark.parametrize("times", [1, 2])
def test_interrupted_training_ends_soon_and_leaves_no_run_folder(
    trained: Path, tmp_path: Path, times: int
) -> None:
    root = runs.write_some_digits(tmp_path / "many", digits=tuple(range(10)), a_class=170)
    out = tmp_path / "runs" / "run"
    process = subprocess.Popen(
        command("train", root, "--out", out),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env(),
    )
    assert process.stderr is not None
    heard = b""
    while b"features" not in heard:
        line = process.stderr.readline()
        assert line, heard
        heard += line
    start = time.perf_counter()
    for _ in range(times):
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)

    out_text, err = process.communicate(timeout=60)

    assert time.perf_counter() - start < 5
    assert process.returncode == 130
    assert out_text == b""
    assert b"Traceback" not in heard + err
    assert not out.exists()
    assert list(out.parent.iterdir()) == []


@pytest.mark.slow
def test_demo_works_in_an_empty_home_without_a_network(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    # Where the system cannot take the network away, any socket to it is an error.
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(
        "import socket\n"
        "def refuse(*_, **__):\n"
        "    raise SystemExit('the network was asked for')\n"
        "socket.socket.connect = socket.socket.connect_ex = refuse\n"
        "socket.getaddrinfo = socket.create_connection = refuse\n"
    )
    changes = {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "c"),
        "XDG_DATA_HOME": str(home / "d"),
        "PYTHONPATH": os.pathsep.join([str(guard), env()["PYTHONPATH"]]),
    }
    environment = env(changes)
    del environment["TLGUI_HOME"]
    isolated = ["unshare", "-n"]
    available = shutil.which("unshare") and not subprocess.run([*isolated, "true"]).returncode
    start = time.perf_counter()

    process = subprocess.run(
        [*(isolated if available else []), *command("demo", "--no-window", "--json")],
        capture_output=True,
        env=environment,
        check=False,
        timeout=300,
    )

    assert process.returncode == 0, process.stderr
    document = json.loads(process.stdout)
    assert document["classes"] == [str(digit) for digit in range(10)]
    assert sum(document["images"].values()) == 1797
    assert document["test"]["accuracy"] >= 0.9
    assert Path(document["run"], "best.safetensors").is_file()
    assert time.perf_counter() - start < 240


@pytest.mark.skipif(sys.platform == "win32", reason="Windows refuses such names")
def test_class_name_cannot_command_the_terminal(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    runs.write_some_digits(tmp_path, digits=(0,), a_class=2)
    (tmp_path / "0").rename(tmp_path / "red\x1b[31m\nerror: fake")

    outcome = tlgui_says("scan", tmp_path)

    assert "\x1b" not in outcome.out + outcome.err
    assert not any(line.startswith("error:") for line in outcome.out.splitlines())
