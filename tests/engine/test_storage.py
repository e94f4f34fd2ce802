"""Files are whole or not there, and no cell of a table is executed."""

from __future__ import annotations

import csv
import errno
import os
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.engine.disks import FullDisk, out_of_reach
from tlgui.engine import storage
from tlgui.engine.errors import BundleError
from tlgui.engine.storage import (
    ABANDONED_AFTER_S,
    JSON_SIZE_LIMIT,
    TEMPORARY_MARK,
    MissingError,
    append_json_line,
    atomic_write,
    is_there,
    json_lines,
    neutralise_cell,
    read_json,
    read_json_lines,
    write_csv,
    write_json,
)


class BoomError(Exception):
    pass


def test_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"

    with atomic_write(path) as file:
        file.write(b"half")
        assert not path.exists()
        file.write(b" and half")

    assert path.read_bytes() == b"half and half"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("failing", ["block", "fsync", "replace"])
def test_failed_write_keeps_the_old_file_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise BoomError

    if failing == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    elif failing == "replace":
        monkeypatch.setattr(type(path), "replace", fail)

    def write() -> None:
        with atomic_write(path) as file:
            file.write(b"new")
            if failing == "block":
                raise BoomError

    with pytest.raises(BoomError):
        write()

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_json_comes_back_and_names_of_any_bytes_survive(tmp_path: Path) -> None:
    document = {"name": "\udcff 한글 \n", "number": 0.1, "rows": [None, True]}

    write_json(tmp_path / "x.json", document)

    assert read_json(tmp_path / "x.json") == document


def test_numbers_that_are_none_are_neither_written_nor_read(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    write_json(path, 1)

    with pytest.raises(ValueError, match="JSON"):
        write_json(path, {"loss": float("nan")})
    assert read_json(path) == 1
    for constant in ("NaN", "Infinity", "-Infinity"):
        path.write_text(f'{{"loss": {constant}}}')
        with pytest.raises(BundleError, match=r"x\.json is damaged"):
            read_json(path)


def test_missing_and_huge_documents_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="No such file"):
        read_json(tmp_path / "missing.json")
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(JSON_SIZE_LIMIT + 1)
    with pytest.raises(BundleError, match="too large"):
        read_json(tmp_path / "huge.json")
    with pytest.raises(BundleError, match="too large"):
        read_json_lines(tmp_path / "huge.json")


@pytest.mark.parametrize("path", [".", "/"])
def test_what_has_no_name_is_no_file_to_write(path: str) -> None:
    with pytest.raises(IsADirectoryError), atomic_write(Path(path)):
        pass


@pytest.mark.parametrize("code", [errno.EACCES, errno.ESTALE, errno.EIO])
def test_what_cannot_be_looked_at_is_not_taken_for_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    path = tmp_path / "file"
    assert not is_there(path)
    assert not is_there(path / "below")
    with pytest.raises(MissingError):
        read_json(path)
    assert read_json_lines(path) == []
    write_json(path, {"a": 1})
    assert is_there(path)
    out_of_reach(monkeypatch, path, code)

    with pytest.raises(OSError, match=os.strerror(code)):
        is_there(path)
    for read in (read_json, read_json_lines):
        with pytest.raises(BundleError, match="cannot be read") as raised:
            read(path)
        assert not isinstance(raised.value, MissingError)


def test_torn_last_line_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    for number in range(3):
        append_json_line(path, {"number": number})
    path.write_bytes(path.read_bytes() + b'{"number": 3, "te')

    assert [row["number"] for row in read_json_lines(path)] == [0, 1, 2]
    assert read_json_lines(tmp_path / "missing.jsonl") == []


def test_rows_may_be_more_than_a_document_may_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rows.jsonl"
    for number in range(100):
        append_json_line(path, {"number": number})
    monkeypatch.setattr(storage, "JSON_SIZE_LIMIT", 200)

    assert [row["number"] for row in read_json_lines(path)] == [*range(100)]
    append_json_line(path, {"long": "x" * 200})
    with pytest.raises(BundleError, match="too large"):
        read_json_lines(path)
    assert next(json_lines(path)) == {"number": 0}


def test_hostile_lines_are_left_out(tmp_path: Path) -> None:
    lines = [b"[" * 100_000, b"1" * 5000, b'{"x": NaN}', b"[1]", b"\xff\xfe", b'{"x": 1}']
    (tmp_path / "rows.jsonl").write_bytes(b"\n".join(lines))

    assert read_json_lines(tmp_path / "rows.jsonl") == [{"x": 1}]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_cell_that_a_spreadsheet_would_execute_gets_an_apostrophe(start: str) -> None:
    assert neutralise_cell(f"{start}cmd") == f"'{start}cmd"


@pytest.mark.parametrize("value", [-1.5, -3, 0, None, "cat", "a=b", "", "0.5"])
def test_harmless_cells_and_numbers_stay_as_they_are(value: object) -> None:
    assert neutralise_cell(value) == value


def test_table_with_hostile_cells_keeps_its_shape(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"

    write_csv(
        path,
        ["file", "=SUM(A1)", "한글"],
        [["-x.jpg", -0.25, 'a "b", c'], ["two\nlines", 1e-9, "\udcff"]],
    )

    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["file", "'=SUM(A1)", "한글"],
        ["'-x.jpg", "-0.25", 'a "b", c'],
        ["two\nlines", "1e-09", "\\udcff"],
    ]
    assert float(rows[1][1]) == -0.25


def test_table_that_fails_half_way_keeps_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("old")

    def rows() -> list[list[object]]:
        raise BoomError

    with pytest.raises(BoomError):
        write_csv(path, ["a"], (row for _ in range(1) for row in rows()))

    assert path.read_text() == "old"
    assert not list(tmp_path.glob(f"{TEMPORARY_MARK}*"))


def test_full_disk_at_any_write_keeps_the_old_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("old")
    failures = 0
    for allowed in range(20):
        disk = FullDisk(allowed)
        with monkeypatch.context() as patch:
            disk.install(patch)
            with suppress(OSError):
                write_csv(path, ["a"], [[number] for number in range(100)])
        assert [entry.name for entry in tmp_path.iterdir()] == ["table.csv"]
        if not disk.failed:
            break
        failures += 1
        assert path.read_text() == "old"
    assert failures == 3, "open, flush, move"
    assert path.read_text().split() == ["a", *map(str, range(100))]


def test_table_sweeps_what_killed_writes_left_beside_it_long_ago(tmp_path: Path) -> None:
    old = time.time() - 2 * ABANDONED_AFTER_S
    for name, age in (("old", old), ("young", time.time())):
        (tmp_path / f"{TEMPORARY_MARK}{name}").write_text("half")
        os.utime(tmp_path / f"{TEMPORARY_MARK}{name}", (age, age))

    write_csv(tmp_path / "table.csv", ["a"], [])

    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        f"{TEMPORARY_MARK}young",
        "table.csv",
    ]
