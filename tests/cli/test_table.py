"""A table of paths and labels, where a folder of classes is taken."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from tests.engine import runs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
