"""``tlgui evaluate``: its keys, its exit codes, and what it says when it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from tests.cli.calls import CLASSES, FIGURES
from tests.engine import runs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.calls import Outcome


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


def test_evaluate_says_whether_several_looks_help(
    trained: Path, labelled: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    once = tlgui_says("evaluate", trained, labelled, "--json").document
    several = tlgui_says("evaluate", trained, labelled, "--looks", "mirror", "--json").document
    told = tlgui_says("evaluate", trained, labelled, "--looks", "mirror").out

    assert once["gain"] is None
    assert several["gain"]["before"] == once["accuracy"]
    assert several["gain"]["after"] == several["accuracy"]
    assert "Against one look at each picture: " in told


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
