"""A table of paths and labels, where a folder of classes is taken."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from tests.engine import runs
from tlgui.engine.deploy.html_report import repeating_words
from tlgui.engine.progress import Control
from tlgui.engine.project import scan_of_run
from tlgui.engine.training.run import open_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.calls import Outcome


def table_of(folder: Path, table: Path, names: tuple[str, str]) -> Path:
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for picture in sorted(folder.glob("*/*.png")):
            writer.writerow([picture.relative_to(table.parent), f"digit {picture.parent.name}"])
    return table


def test_a_table_is_listed_learned_from_and_judged_like_a_folder(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = tmp_path / "data"
    pictures = runs.write_some_digits(root / "pictures")
    table = table_of(pictures, root / "labels.csv", ("bild", "class"))
    run, columns = tmp_path / "run", ("--columns", "path=bild")

    listed = tlgui_says("scan", table, *columns, "--json")
    trained = tlgui_says("train", table, *columns, "--out", run, "--device", "cpu", "--json")
    judged = tlgui_says("evaluate", run, table, *columns, "--device", "cpu", "--json")
    without = tlgui_says("scan", table)

    names = [f"digit {digit}" for digit in (0, 1, 4, 7)]
    assert [row["name"] for row in listed.document["classes"]] == names
    assert trained.code == 0, trained.err
    assert trained.document["classes"] == names
    assert sum(trained.document["images"].values()) == 56
    assert judged.document["accuracy"] > 0.8
    assert without.code == 1
    assert "No column" in without.err
    assert "--columns" in without.err


def test_scan_of_a_table_names_its_columns_and_groups(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = tmp_path / "data"
    pictures = runs.write_some_digits(root / "pictures", digits=(0, 1), a_class=6)
    table = root / "labels.csv"
    rows = [
        f"{picture.relative_to(root).as_posix()},{picture.parent.name},p{number // 3}\n"
        for number, picture in enumerate(sorted(pictures.glob("*/*.png")))
    ]
    table.write_text("bild,class,patient\n" + "".join(rows), encoding="utf-8")

    told = tlgui_says("scan", table, "--columns", "path=bild").out
    document = tlgui_says("scan", table, "--columns", "path=bild", "--json").document

    assert told.startswith(f"{table}: 12 pictures in 2 classes")
    assert "Columns: path from bild, label from class, group from patient" in told
    assert "12 pictures in 4 groups of two or more stay on one side of the split" in told
    assert document["table"] == {
        "file": str(table),
        "columns": {"path": "bild", "label": "class", "split": "", "group": "patient"},
    }
    assert document["kept_together"] == {"groups": 4, "images": 12}
    assert tlgui_says("scan", runs.digits(), "--json").document["table"] is None


def test_a_table_is_edited_and_copied_as_edited(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = tmp_path / "data"
    pictures = runs.write_some_digits(root / "pictures")
    table = table_of(pictures, root / "labels.csv", ("bild", "class"))
    columns = ("--columns", "path=bild")
    some = min(pictures.glob("0/*.png"))
    name = some.relative_to(root).as_posix()

    edited = tlgui_says("edit", table, "relabel", "digit 1", name, *columns, "--json")
    copied = tlgui_says("edit", table, "apply", tmp_path / "copy", *columns, "--json")

    assert edited.code == 0, edited.err
    assert copied.document["relabelled"] == 1
    assert copied.document["copied"] == 56
    before, after = (
        {
            row["name"]: row["images"]
            for row in tlgui_says("scan", *place, "--json").document["classes"]
        }
        for place in ((pictures,), (tmp_path / "copy",))
    )
    assert after == {
        "digit 0": before["0"] - 1,
        "digit 1": before["1"] + 1,
        "digit 4": before["4"],
        "digit 7": before["7"],
    }


def test_a_run_of_a_table_keeps_what_repeats_it(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = tmp_path / "data"
    pictures = runs.write_some_digits(root / "pictures")
    table = table_of(pictures, root / "labels.csv", ("bild", "class"))
    asked = ("--columns", "path=bild", "--split-seed", "5", "--device", "cpu")
    assert tlgui_says("train", table, *asked, "--out", tmp_path / "run").code == 0

    program, *words = repeating_words(open_run(tmp_path / "run"))
    assert program == "tlgui"
    words[words.index(Path("run"))] = tmp_path / "again"
    again = tlgui_says(*words)

    assert again.code == 0, again.err
    first, second = (open_run(tmp_path / name) for name in ("run", "again"))
    assert first.files == second.files
    assert first.dataset_root == second.dataset_root == root


def test_a_run_beside_its_table_is_made_and_known_again_with_its_classes(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    """The folders that a table's pictures lie in are no classes of theirs."""
    root = tmp_path / "data"
    pictures = runs.write_some_digits(root / "pictures")
    table = table_of(pictures, root / "labels.csv", ("bild", "class"))
    run = root / "run"
    trained = tlgui_says(
        *("train", table, "--columns", "path=bild", "--out", run, "--device", "cpu")
    )
    assert trained.code == 0, trained.err

    index = scan_of_run(open_run(run), Control())

    assert index.classes == tuple(f"digit {digit}" for digit in runs.DIGITS)
    assert index.place == table
