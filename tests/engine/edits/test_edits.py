from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.pictures import write_classes
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import DatasetIndex, Edited, ImageRecord, ProblemKind, SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.edits.edit import LEFT_OUT, NO_EDITS, Edit, EditKind, Edits, check_class_name
from tlgui.engine.edits.overlay import with_edits
from tlgui.engine.errors import DatasetError
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from collections.abc import Callable

RELABEL, EXCLUDE, KEEP, GROUP = EditKind.RELABEL, EditKind.EXCLUDE, EditKind.KEEP, EditKind.GROUP
RESTORE, RENAME, HIDE = EditKind.RESTORE, EditKind.RENAME, EditKind.HIDE


def listed(counts: dict[str, int], split: SplitName | None = None) -> DatasetIndex:
    classes = tuple(sorted(counts))
    records = tuple(
        ImageRecord(f"{name}/{number:03d}.png", at, split, 9, 0)
        for at, name in enumerate(classes)
        for number in range(counts[name])
    )
    return DatasetIndex(Path("/pets"), classes, records, (), 0)


def labels(index: DatasetIndex) -> dict[str, str]:
    return {record.path: index.classes[record.class_index] for record in index.records}


def laid(index: DatasetIndex, *edits: Edit) -> dict[str, str]:
    return labels(with_edits(index, Edits.of(edits)))


def test_without_edits_the_folder_is_what_it_was() -> None:
    index = listed({"cat": 3, "dog": 3})

    assert with_edits(index, NO_EDITS) is index


def test_relabelled_pictures_have_their_class_and_stay_where_they_are() -> None:
    index = listed({"cat": 3, "dog": 3})

    edited = with_edits(index, Edits.of([Edit(RELABEL, ("cat/001.png",), "dog")]))

    assert labels(edited) == {**labels(index), "cat/001.png": "dog"}
    assert edited.class_counts() == [2, 4]
    assert edited.edited == Edited(relabelled=1)
    assert index.class_counts() == [3, 3], "what was listed is as it was"


def test_a_new_class_has_its_place_in_natural_order_and_an_emptied_one_is_gone() -> None:
    index = listed({"2": 1, "10": 2})

    edited = with_edits(index, Edits.of([Edit(RELABEL, ("2/000.png",), "3")]))

    assert edited.classes == ("3", "10")
    assert labels(edited) == {"2/000.png": "3", "10/000.png": "10", "10/001.png": "10"}


def test_excluded_pictures_are_left_out_and_the_last_word_counts() -> None:
    index = listed({"cat": 2, "dog": 2})
    out = Edit(EXCLUDE, ("cat/000.png", "dog/000.png"))

    assert set(laid(index, out)) == {"cat/001.png", "dog/001.png"}
    assert laid(index, out, Edit(RELABEL, ("cat/000.png",), "dog"))["cat/000.png"] == "dog"
    assert laid(index, out, Edit(RESTORE, out.files)) == labels(index)
    assert with_edits(index, Edits.of([out])).edited == Edited(excluded=2)


def test_renamed_merged_swapped_and_hidden_classes() -> None:
    index = listed({"cat": 1, "dog": 1, "emu": 1})
    moved = Edit(RELABEL, ("emu/000.png",), "cat")

    assert set(laid(index, Edit(RENAME, (), "cat", "pet"), Edit(RENAME, (), "dog", "pet"))) == {
        *labels(index)
    }
    merged = with_edits(index, Edits.of([Edit(RENAME, (), "cat", "dog")]))
    assert merged.classes == ("dog", "emu")
    assert laid(index, moved, Edit(RENAME, (), "cat", "tom"))["emu/000.png"] == "tom"
    swapped = laid(
        index,
        Edit(RENAME, (), "cat", "x"),
        Edit(RENAME, (), "dog", "cat"),
        Edit(RENAME, (), "x", "dog"),
    )
    assert swapped == {"cat/000.png": "dog", "dog/000.png": "cat", "emu/000.png": "emu"}
    assert laid(index, Edit(RENAME, (), "cat", "tom"), moved)["cat/000.png"] == "tom"
    assert set(laid(index, moved, Edit(HIDE, (), "cat"))) == {"dog/000.png"}


def test_groups_that_share_a_picture_are_one_and_what_is_gone_is_counted() -> None:
    index = listed({"cat": 5})
    a, b, c, d = (f"cat/00{n}.png" for n in range(4))
    edits = [Edit(GROUP, (a, b)), Edit(GROUP, (b, c)), Edit(GROUP, (d, "cat/gone.png"))]

    edited = with_edits(index, Edits.of([*edits, Edit(RELABEL, ("cat/lost.png",), "dog")]))

    assert edited.groups == ((0, 1, 2),)
    assert edited.edited == Edited(grouped=3, gone=2)


def test_grouped_pictures_are_drawn_into_one_part(tmp_path: Path) -> None:
    index = scan(write_classes(tmp_path, {"cat": 30, "dog": 30}))
    alone = draw_split(index, Control())
    apart = (alone.train[0], alone.train[1], alone.validation[0], alone.test[0])
    files = tuple(index.records[position].path for position in apart)

    edited = with_edits(index, Edits.of([Edit(GROUP, files)]))
    split = draw_split(edited, Control())

    parts = [set(part) & set(apart) for part in (split.train, split.validation, split.test)]
    assert sorted(map(len, parts)) == [0, 0, 4]
    assert split.groups == (tuple(sorted(apart)),)
    moved = set(alone.train) ^ set(split.train)
    assert len(moved) <= 8, "the others stay where they were drawn"


def test_the_figures_of_classes_and_their_problems_follow(tmp_path: Path) -> None:
    root = write_classes(tmp_path, {"cat": 6, "dog": 6})
    (root / "cat" / "empty.png").touch()
    (root / "owl").mkdir()
    index = scan(root)
    kinds = {problem.path: problem.kind for problem in index.problems}
    assert kinds == {"cat/empty.png": ProblemKind.UNREADABLE, "owl": ProblemKind.EMPTY_CLASS}

    edited = with_edits(
        index,
        Edits.of(
            [
                Edit(EXCLUDE, ("cat/empty.png",)),
                Edit(RELABEL, ("cat/000.png", "cat/001.png"), "owl"),
            ]
        ),
    )

    few = {problem.path: problem.message.values["count"] for problem in edited.problems}
    assert few == {"cat": 4, "cat/000.png": 2}
    assert {problem.kind for problem in edited.problems} == {ProblemKind.FEW_PICTURES}


def test_edits_that_leave_nothing_are_refused() -> None:
    index = listed({"cat": 2})

    with pytest.raises(DatasetError, match="left out"):
        with_edits(index, Edits.of([Edit(HIDE, (), "cat")]))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Edit(RELABEL, ("a.png",)),
        lambda: Edit(RELABEL, (), "cat"),
        lambda: Edit(EXCLUDE, ()),
        lambda: Edit(GROUP, ("a.png", "a.png")),
        lambda: Edit(RENAME, (), "cat"),
        lambda: Edit(HIDE),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused(make: Callable[[], Edit]) -> None:
    with pytest.raises(DatasetError):
        make()


@pytest.mark.parametrize("name", ["n/a", ".x", "  "])
def test_a_class_that_a_table_names_is_edited_whatever_it_is_called(name: str) -> None:
    index = listed({"cat": 2, "dog": 1})
    merged = with_edits(index, Edits.of([Edit(RENAME, (), "dog", name)]))
    assert set(merged.classes) == {"cat", name}

    again = Edits.of([Edit(RENAME, (), "dog", name), Edit(RELABEL, ("cat/000.png",), name)])
    assert labels(with_edits(index, again))["cat/000.png"] == name
    check_class_name(name, merged.classes)


@pytest.mark.parametrize("name", ["a/b", ".hidden", "  ", ""])
def test_what_names_no_folder_is_no_name_of_a_new_class(name: str) -> None:
    check_class_name("cat", ())
    with pytest.raises(DatasetError):
        check_class_name(name, ("cat",))


def test_what_was_kept_is_remembered_with_what_was_asked() -> None:
    pair = ("a.png", "b.png")

    edits = Edits.of([Edit(KEEP, pair, about="twins"), Edit(KEEP, ("c.png",), about="outlier")])

    assert edits.kept == {("twins", pair), ("outlier", ("c.png",))}
    assert edits.label_of("a.png", "cat") == "cat"
    restored = Edits.of([Edit(KEEP, pair, about="twins"), Edit(RESTORE, ("b.png",))])
    assert not restored.kept


def test_an_edit_survives_as_a_document_and_names_are_normalised() -> None:
    edit = Edit(RELABEL, ("\udcff.png", "고양이/1.png"), "\u1100\u1161", at="2026-01-01T00:00:00")

    assert edit.label == "가"
    assert Edit.from_json(edit.to_json()) == edit
    assert replace(edit, at="") == edit
    documents: list[object] = [[], {}, {"kind": "paint"}, {"kind": "keep", "files": "a"}]
    for wrong in [*documents, {"kind": "keep"}]:
        with pytest.raises((ValueError, DatasetError)):
            Edit.from_json(wrong)


def test_left_out_is_no_name_of_a_class() -> None:
    assert LEFT_OUT == ""
