"""``tlgui review``: what it lists, for people and for scripts, and that it changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine import runs
from tests.engine.review.planted import Planted, plant

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.calls import Outcome


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return plant(tmp_path_factory.mktemp("planted"))


def files_in(root: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in root.rglob("*.*")}


def test_scripts_get_every_finding_in_order_and_nothing_is_changed(
    planted: Planted, tlgui_says: Callable[..., Outcome]
) -> None:
    before = files_in(planted.root)

    outcome = tlgui_says("review", planted.root, "--json")

    assert outcome.code == 0
    rows = outcome.document["findings"]
    found = {row["path"]: row for row in rows}
    assert [row["kind"] for row in rows][:2] == ["twins across splits"] * 2
    assert found["train/4/copy.png"]["twins"] == ["test/4/030.png"]
    conflict = found["train/1/conflict.jpg"]
    assert (conflict["label"], conflict["suggested"]) == ("1", "0")
    assert {found[path]["suggested"] for path in planted.exchanged} == {"0", "4", "7"}
    assert found[planted.broken]["suggested"] is None
    assert found[planted.broken]["neighbours"] == []
    assert any("their doubts can be believed" in told for told in outcome.document["notices"])
    assert files_in(planted.root) == before


def test_people_get_a_line_each_under_its_kind(
    planted: Planted, tlgui_says: Callable[..., Outcome]
) -> None:
    outcome = tlgui_says("review", planted.root, "--most", "1")

    assert outcome.code == 0
    lines = outcome.out.splitlines()
    at = lines.index("Twins across splits: 2")
    assert lines[at + 1].startswith("  train/")
    assert lines[at + 2] == "  ... and 1 more (--most, or --json for all)"
    assert any("1 -> 0? The same picture" in line for line in lines)
    assert "notice: Models that did not learn from a picture" in outcome.err
    assert not any("Unsure" in line for line in lines[: at + 2])


def test_pictures_of_a_table_are_looked_at_by_its_labels(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = runs.write_some_digits(tmp_path / "flat", digits=(0, 1), a_class=12)
    rows = [
        f"{path.relative_to(tmp_path).as_posix()},{'one' if path.parent.name == '1' else 'zero'}"
        for path in sorted(root.rglob("*.png"))
    ]
    rows[3] = rows[3].replace("zero", "one")
    table = tmp_path / "labels.csv"
    table.write_text("\n".join(["file,what", *rows]))

    outcome = tlgui_says("review", table, "--columns", "path=file,label=what", "--json")

    assert outcome.code == 0
    found = {row["path"]: row for row in outcome.document["findings"]}
    wrong = found["flat/0/003.png"]
    assert (wrong["kind"], wrong["label"], wrong["suggested"]) == ("suspect label", "one", "zero")


def test_one_kind_is_listed_alone(planted: Planted, tlgui_says: Callable[..., Outcome]) -> None:
    outcome = tlgui_says("review", planted.root, "--only", "unreadable", "--json")

    assert [row["path"] for row in outcome.document["findings"]] == [planted.broken]


def test_nothing_to_look_at_is_said(tmp_path: Path, tlgui_says: Callable[..., Outcome]) -> None:
    root = runs.write_some_digits(tmp_path / "few", digits=(0, 1), a_class=8)

    outcome = tlgui_says("review", root, "--only", "unreadable")

    assert outcome.code == 0
    assert "nothing to look at in 16 pictures" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--backbone", "no_such_net"), "no_such_net"),
        (("--only", "everything"), "everything"),
        (("--most", "0"), "--most"),
    ],
)
def test_wrong_usage_is_refused_with_the_word(
    planted: Planted,
    tlgui_says: Callable[..., Outcome],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    outcome = tlgui_says("review", planted.root, *arguments)

    assert outcome.code == 2
    assert said in outcome.err


def test_a_folder_that_is_not_there_is_refused(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    outcome = tlgui_says("review", tmp_path / "nowhere")

    assert outcome.code == 1
    assert "nowhere" in outcome.err
