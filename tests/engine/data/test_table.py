"""Labels from a table: what is read, what is told, what is refused."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from tests.engine.disks import drives
from tests.pictures import plain
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import ProblemKind, SplitName, is_table
from tlgui.engine.data.split import draw_split
from tlgui.engine.data.table import TableColumns, listed, read_head, read_table
from tlgui.engine.edits.edit import Edit, EditKind, Edits
from tlgui.engine.edits.overlay import with_edits
from tlgui.engine.errors import DatasetError
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from collections.abc import Sequence

    Rows = Sequence[Sequence[object]]

PICTURES = ("a1.png", "a2.png", "b1.png", "b2.png")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    (root / "pictures").mkdir(parents=True)
    for name in PICTURES:
        (root / "pictures" / name).write_bytes(plain("PNG"))
    return root


def write(table: Path, rows: Rows) -> Path:
    if table.suffix == ".xlsx":
        book: Any = Workbook()
        for row in rows:
            book.active.append(list(row))
        book.save(table)
    elif table.suffix in (".jsonl", ".ndjson"):
        header, *others = rows
        lines = [json.dumps(dict(zip(header, row, strict=True))) for row in others]
        table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        separator = "\t" if table.suffix == ".tsv" else ","
        with table.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=separator).writerows(rows)
    return table


USUAL = [
    ("file_name", "note", "class"),
    ("pictures/a1.png", "x", "a"),
    ("pictures/b1.png", "y", "b"),
    ("pictures/a2.png", "", "a"),
    ("pictures/b2.png", "", "b"),
]


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".jsonl", ".ndjson", ".CSV"])
def test_each_format_is_read_and_its_columns_are_found(folder: Path, suffix: str) -> None:
    table = write(folder / f"labels{suffix.lower()}", USUAL)
    if suffix.isupper():
        table = table.rename(table.with_suffix(suffix))

    index = listed(table, Control())

    assert is_table(table)
    assert index.root == folder
    assert index.classes == ("a", "b")
    assert [(r.path, r.class_index, r.split) for r in index.records] == [
        (f"pictures/{name}", name[0] == "b", None) for name in PICTURES
    ]
    assert index.problems == ()
    assert index.file(0).read_bytes() == plain("PNG")


def test_a_folder_is_scanned_as_before(folder: Path) -> None:
    assert not is_table(folder)
    assert listed(folder, Control()) == scan(folder, Control())


def test_splits_groups_and_columns_of_other_names_are_taken(folder: Path) -> None:
    rows = [
        ("bild", "art", "teil", "tier"),
        ("pictures/a1.png", "a", "train", "1"),
        ("pictures/a2.png", "a", "test", "1"),
        ("pictures/b1.png", "b", "Training", "2"),
        ("pictures/b2.png", "b", "val", ""),
    ]
    columns = TableColumns.parse("path=bild,label=art,split=teil,group=tier")

    index = read_table(write(folder / "t.csv", rows), Control(), columns)

    named = [SplitName.TRAIN, SplitName.TEST, SplitName.TRAIN, SplitName.VALIDATION]
    assert [record.split for record in index.records] == named
    assert index.groups == ((0, 1),)
    split = draw_split(index, Control())
    assert (split.train, split.test, split.validation) == ((0, 2), (1,), (3,))


def test_a_column_that_is_there_twice_is_named_where_it_is_used(folder: Path) -> None:
    rows = [("path", "label", "label", "note", "note"), ("pictures/a1.png", "a", "b", "x", "y")]
    table = write(folder / "t.csv", rows)

    with pytest.raises(DatasetError, match="has 2 columns called label") as caught:
        read_table(table)

    assert "name of its own" in str(caught.value.hint)
    other = [
        ("path", "label", "note", "note"),
        *((f"pictures/{n}", n[0], "", "") for n in PICTURES),
    ]
    assert len(read_table(write(folder / "u.csv", other)).records) == 4


def test_paths_may_be_absolute_and_elsewhere(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "tables"
    elsewhere.mkdir()
    rows = [("path", "label"), *((folder / "pictures" / name, name[0]) for name in PICTURES)]

    index = read_table(write(elsewhere / "t.csv", rows))

    assert index.root == folder / "pictures"
    assert [record.path for record in index.records] == list(PICTURES)


def test_pictures_have_one_name_however_the_table_is_spelled(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "t.csv", USUAL)
    monkeypatch.chdir(folder / "pictures")

    index = read_table(Path("../t.csv"))

    assert index == read_table(folder / "t.csv")
    assert index.root == folder
    assert index.place == folder / "t.csv"
    assert [record.path for record in index.records] == [f"pictures/{name}" for name in PICTURES]


def test_the_pictures_may_lie_on_another_drive_than_the_table(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "C"
    elsewhere.mkdir()
    rows = [("path", "label"), *((folder / "pictures" / name, name[0]) for name in PICTURES)]
    table = write(elsewhere / "t.csv", [*rows, ("gone.png", "a")])
    drives(monkeypatch, folder, elsewhere)

    index = read_table(table)

    assert index.root == folder / "pictures"
    assert [record.path for record in index.records] == list(PICTURES)
    assert [problem.path for problem in index.problems] == [(elsewhere / "gone.png").as_posix()]


def test_a_table_that_names_pictures_on_two_drives_is_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "D"
    other.mkdir()
    (other / "c.png").write_bytes(plain("PNG"))
    rows = [("path", "label"), ("pictures/a1.png", "a"), (other / "c.png", "c")]
    table = write(folder / "t.csv", rows)
    drives(monkeypatch, folder, other)

    with pytest.raises(DatasetError, match="several drives"):
        read_table(table)


def test_a_spreadsheet_s_marks_semicolons_and_numbers_do_no_harm(folder: Path) -> None:
    table = folder / "t.csv"
    table.write_bytes("\ufeffpath;label\npictures/a1.png;1\npictures/b1.png;2\n".encode())
    assert read_table(table).classes == ("1", "2")

    numbers = [("path", "label"), ("pictures/a1.png", 3.0), ("pictures/b1.png", 10.0)]
    assert read_table(write(folder / "t.xlsx", numbers)).classes == ("3", "10")


def test_what_is_wrong_is_named_with_its_row(folder: Path) -> None:
    rows = [
        *USUAL,
        ("pictures/gone.png", "", "a"),
        ("pictures/a1.png", "", "a"),
        ("pictures/b2.png", "", "a"),
        ("pictures/a2.png", "", ""),
        ("pictures", "", "a"),
        ("pictures/empty.png", "", "a"),
        ("", "", ""),
    ]
    (folder / "pictures" / "empty.png").touch()

    index = read_table(write(folder / "t.csv", rows))

    told = {problem.kind: str(problem.message) for problem in index.problems}
    assert {(p.path, p.kind) for p in index.problems if "of row" in str(p.message)} == {
        ("pictures/gone.png", ProblemKind.MISSING_FILE),
        ("pictures", ProblemKind.NOT_A_FILE),
        ("pictures/empty.png", ProblemKind.UNREADABLE),
    }
    assert told[ProblemKind.UNREADABLE] == "empty.png of row 11 is empty."
    assert "row 2 and in row 7" in told[ProblemKind.DOUBLED_ROW]
    assert "row 5 and something else in row 8" in told[ProblemKind.CONFLICTING_LABELS]
    assert "Row 9 has no label" in told[ProblemKind.STRAY_PICTURE]
    assert [record.path for record in index.records] == [
        "pictures/a1.png",
        "pictures/a2.png",
        "pictures/b1.png",
    ]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("x", "y"), ("pictures/a1.png", "a")], "No column of .* is told to be the path"),
        ([("path", "y"), ("pictures/a1.png", "a")], "is told to be the label"),
        ([("path", "label"), ("gone.png", "a")], "None of the pictures"),
        ([("path", "label")], "None of the pictures"),
        (
            [("path", "label", "split"), ("pictures/a1.png", "a", "trian")],
            "Row 2 of .* has the split trian",
        ),
        (
            [
                ("path", "label", "split"),
                ("pictures/a1.png", "a", "train"),
                ("pictures/b1.png", "b", ""),
            ],
            "Row 3 of .* has no split",
        ),
    ],
)
def test_what_cannot_be_learned_from_is_refused(folder: Path, rows: Rows, sentence: str) -> None:
    with pytest.raises(DatasetError, match=sentence):
        read_table(write(folder / "t.csv", rows))


def test_names_of_columns_may_have_commas_and_equals_signs() -> None:
    columns = TableColumns("file, of the picture", "class=species", group="a,b")

    assert TableColumns.parse(columns.text()) == columns


def test_a_column_that_is_not_there_is_named_with_those_that_are(folder: Path) -> None:
    with pytest.raises(DatasetError, match="no column kind") as caught:
        read_table(write(folder / "t.csv", USUAL), None, TableColumns(label="kind"))
    assert "file_name, note, class" in str(caught.value.hint)


@pytest.mark.parametrize("text", ["path", "pfad=x", "path=,label=y"])
def test_columns_that_say_nothing_are_refused(text: str) -> None:
    with pytest.raises(DatasetError, match="does not say which column"):
        TableColumns.parse(text)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", b""),
        ("t.csv", b"path,label\n\xff\xfe\x00,a\n"),
        ("t.csv", b'path,label\n"pictures/a1.png,a\n'),
        ("t.xlsx", b"no workbook"),
        ("t.jsonl", b"[1, 2]\n"),
        ("t.jsonl", b"{broken\n"),
        ("t.jsonl", b"[" * 100_000 + b"\n"),
    ],
)
def test_damaged_tables_are_refused(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(DatasetError, match=r"cannot be read|is empty"):
        read_table(folder / name)
    with pytest.raises(DatasetError, match="There is no table") as caught:
        read_table(folder / f"missing-{name}")
    assert "open it where it is now" in str(caught.value.hint)


@pytest.mark.parametrize("sheet", [b"<worksheet><sheetData><row>", b"", None])
def test_a_workbook_that_is_damaged_within_is_refused(folder: Path, sheet: bytes | None) -> None:
    """Where only its list of contents is whole, it is opened before anything is seen of it."""
    whole, table = write(folder / "whole.xlsx", USUAL), folder / "t.xlsx"
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(table, "w") as after:
        for name in before.namelist():
            is_sheet = name.endswith("sheet1.xml")
            after.writestr(name, before.read(name) if sheet is None or not is_sheet else sheet)
    if sheet is None:
        data = table.read_bytes()
        at = data.index(b"pictures/a1.png")
        table.write_bytes(data[:at] + b"x" + data[at + 1 :])

    with pytest.raises(DatasetError, match="cannot be read: it is no workbook, or damaged"):
        read_table(table)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "cp1252"])
def test_tables_as_spreadsheets_store_them_are_read(folder: Path, encoding: str) -> None:
    label = "caf\u00e9" if encoding == "cp1252" else "\uace0\uc591\uc774"
    text = f"path,label\npictures/a1.png,{label}\npictures/b1.png,b\n"
    table = folder / "labels.csv"
    table.write_bytes(text.encode(encoding))

    assert set(read_table(table).classes) == {label, "b"}
    assert read_head(table).names == ("path", "label")


def test_what_is_no_text_is_told(folder: Path) -> None:
    table = folder / "labels.csv"
    table.write_bytes(b"path,label\n\x81\x8d\xff\xfe\x81,\n")

    with pytest.raises(DatasetError, match="it is no text"):
        read_table(table)


def test_groups_of_many_classes_are_kept_on_one_side(folder: Path) -> None:
    rows: list[Sequence[object]] = [("path", "label", "patient")]
    for patient in range(20):
        for shot in range(6):
            name = f"pictures/{patient}-{shot}.png"
            (folder / name).write_bytes(plain("PNG", colour=(patient, shot, 9)))
            rows.append((name, "ab"[shot % 2], f"p{patient}"))
    index = read_table(write(folder / "labels.csv", rows))

    split = draw_split(index, Control())

    assert split.origin == "grouped"
    assert min(map(len, (split.validation, split.test))) >= 12
    parts = (split.train, split.validation, split.test)
    for group in index.groups:
        assert sum(bool(set(group) & set(part)) for part in parts) == 1


def test_edits_leave_the_groups_of_a_table_together(folder: Path) -> None:
    rows = [
        ("path", "label", "patient"),
        ("pictures/a1.png", "a", "1"),
        ("pictures/a2.png", "a", "1"),
        ("pictures/b1.png", "b", "2"),
        ("pictures/b2.png", "b", "2"),
    ]
    index = read_table(write(folder / "labels.csv", rows))
    edits = Edits.of((Edit(EditKind.RELABEL, ("pictures/b2.png",), "a"),))

    edited = with_edits(index, edits)

    assert edited.groups == index.groups == ((0, 1), (2, 3))
    assert edited.edited.grouped == 0
    left_out = with_edits(index, Edits.of((Edit(EditKind.EXCLUDE, ("pictures/a1.png",)),)))
    assert left_out.groups == ((1, 2),)


def test_a_table_from_windows_names_its_files_with_backslashes(folder: Path) -> None:
    rows = [(" path ", "label"), ("pictures\\a1.png", "a"), ("pictures\\b1.png", "b")]

    index = read_table(write(folder / "labels.csv", rows))

    assert [record.path for record in index.records] == ["pictures/a1.png", "pictures/b1.png"]
