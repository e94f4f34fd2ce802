"""Links, pipes, strange names and long paths: listed, or named as a problem."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import pictures
from tests.engine.data.listing.folders import PIXEL, linux_names, paths, problems, put
from tlgui.engine.data.images import decode
from tlgui.engine.data.index import class_name, scan
from tlgui.engine.data.records import ProblemKind, SplitName
from tlgui.engine.errors import PictureError

if TYPE_CHECKING:
    from collections.abc import Iterator


@linux_names
def test_what_is_named_like_a_picture_but_is_no_file_is_never_opened(tmp_path: Path) -> None:
    put(tmp_path, "cat/a.png", "cat/folder.jpg/b.png", "dog/c.png")
    os.mkfifo(tmp_path / "cat/pipe.jpg")
    os.mkfifo(tmp_path / "cat/pipe")
    (tmp_path / "cat/dangling.jpg").symlink_to("nothing.jpg")
    (tmp_path / "cat/own-tail.png").symlink_to("own-tail.png")
    (tmp_path / "cat/device.png").symlink_to("/dev/zero")
    index = scan(tmp_path)
    assert paths(index) == ["cat/a.png", "cat/folder.jpg/b.png", "dog/c.png"]
    assert problems(index) == {
        (f"cat/{name}", "NOT_A_FILE")
        for name in ("pipe.jpg", "dangling.jpg", "own-tail.png", "device.png", "folder.jpg")
    }
    assert index.ignored == 1


def test_links_that_go_in_circles_or_upwards_end(tmp_path: Path) -> None:
    root = tmp_path / "around" / "data"
    put(tmp_path, "around/not-mine.png", "around/other/x.png")
    put(root, "cat/a.png", "dog/b.png", "dog/deep/c.png")
    (root / "cat/up").symlink_to(root)
    (root / "cat/self").symlink_to(root / "cat")
    (root / "dog/deep/parent").symlink_to("..")
    (root / "dog/above").symlink_to(tmp_path / "around")
    (root / "all").symlink_to("/")
    index = scan(root)
    assert paths(index) == ["cat/a.png", "dog/b.png", "dog/deep/c.png"]
    assert index.ignored == 5


def test_a_file_system_without_numbers_for_folders_is_listed_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "around" / "data"
    put(root, "cat/a.png", "cat/young/b.png", "dog/c.png")
    (root / "dog/above").symlink_to(tmp_path / "around")
    (root / "dog/cats").symlink_to(root / "cat")
    stat = os.stat

    def numberless(*arguments: Any, **options: Any) -> os.stat_result:
        found = stat(*arguments, **options)
        return os.stat_result((found.st_mode, 0, *found[2:]))

    monkeypatch.setattr(os, "stat", numberless)

    index = scan(root)

    assert paths(index) == ["cat/a.png", "cat/young/b.png", "dog/c.png"]
    assert index.ignored == 2


def test_class_folders_may_be_links_to_elsewhere(tmp_path: Path) -> None:
    pictures.write_classes(tmp_path / "store", {"one": 5, "two": 6})
    root = tmp_path / "data"
    (root / "train").mkdir(parents=True)
    (root / "train/cat").symlink_to(tmp_path / "store/one")
    (root / "train/dog").symlink_to(tmp_path / "store/two", target_is_directory=True)
    index = scan(root)
    assert index.classes == ("cat", "dog")
    assert index.class_counts() == [5, 6]
    assert index.problems == ()


def test_a_split_that_links_to_another_adds_nothing(tmp_path: Path) -> None:
    pictures.write_classes(tmp_path / "train", {"cat": 5, "dog": 5})
    (tmp_path / "test").symlink_to("train")
    (tmp_path / "train/dog/back").symlink_to(tmp_path / "train")
    index = scan(tmp_path)
    assert index.split_counts() == {
        SplitName.TRAIN: 10,
        SplitName.VALIDATION: 0,
        SplitName.TEST: 0,
    }
    assert index.ignored == 2


def test_a_file_with_many_names_comes_once(tmp_path: Path) -> None:
    put(tmp_path, "cat/b.png", "dog/d.png")
    (tmp_path / "cat/c.png").hardlink_to(tmp_path / "cat/b.png")
    (tmp_path / "cat/a.png").symlink_to("b.png")
    index = scan(tmp_path)
    assert paths(index) == ["cat/b.png", "dog/d.png"]
    assert index.ignored == 2


def test_one_file_in_two_classes_or_splits_is_named(tmp_path: Path) -> None:
    put(tmp_path, "train/cat/a.png", "train/dog/b.png", "test/dog/c.png")
    (tmp_path / "train/dog/a-too.png").hardlink_to(tmp_path / "train/cat/a.png")
    (tmp_path / "train/dog/c-too.png").symlink_to(tmp_path / "test/dog/c.png")
    index = scan(tmp_path)
    assert paths(index) == ["test/dog/c.png", "train/cat/a.png", "train/dog/b.png"]
    assert problems(index) == {
        ("train/dog/a-too.png", "CONFLICTING_LABELS"),
        ("train/dog/c-too.png", "DUPLICATE_ACROSS_SPLITS"),
    }


@linux_names
def test_two_spellings_of_a_korean_name_are_one_class(tmp_path: Path) -> None:
    composed = "고양이"
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    pictures.write_classes(tmp_path, {composed: 5, decomposed: 6, "dog": 5})
    index = scan(tmp_path)
    assert index.classes == ("dog", composed)
    assert index.class_counts() == [5, 11]
    assert {path.split("/")[0] for path in paths(index)} == {composed, decomposed, "dog"}
    assert all(index.file(at).is_file() for at in range(len(index.records)))
    (problem,) = index.problems
    assert problem.kind is ProblemKind.MERGED_CLASS_NAMES
    assert problem.path in (composed, decomposed)


NAMES = [
    os.fsdecode(b"caf\xe9"),
    "two\nlines",
    "tab\there",
    "quote'\"`",
    "\u202egpj.exe",
    "\u200f\u05e9\u05dc\u05d5\u05dd",
    "\U0001f469\u200d\U0001f52c",
    "%s{0}{name}",
    "-rf",
    "<b>bold<b>",
    "=1+1",
    "back\\slash",
    "con",
    "trailing. ",
    "x" * 250,
]


@linux_names
@pytest.mark.parametrize("name", NAMES)
def test_strange_names_survive_listing_json_and_log(name: str, tmp_path: Path) -> None:
    put(tmp_path, f"{name}/{name[:240]}.png", "dog/a.png")
    put(tmp_path, f"dog/{name[:240]}.jpg", data=b"x")
    index = scan(tmp_path)
    assert class_name(name) in index.classes
    assert len(index.records) == 3
    assert [index.file(at).exists() for at in range(3)] == [True] * 3
    json.dumps([index.classes, [record.path for record in index.records]]).encode("ascii")
    for label in index.classes:
        label.encode("utf-8")
    for problem in index.problems:
        sentence = str(problem.message)
        sentence.encode("utf-8")
        assert len(sentence.splitlines()) == 1
    (broken,) = [at for at, record in enumerate(index.records) if record.path.endswith(".jpg")]
    with pytest.raises(PictureError) as refused:
        decode(index.file(broken))
    str(refused.value).encode("utf-8")
    assert len(str(refused.value).splitlines()) == 1


@linux_names
def test_paths_of_3700_characters_are_listed_and_read(tmp_path: Path) -> None:
    folder = os.path.join(tmp_path, "cat")
    os.mkdir(folder)
    while len(folder) < 3600:
        folder = os.path.join(folder, "d" * min(100, 3690 - len(folder)))
        os.mkdir(folder)
    with open(os.path.join(folder, "a.png"), "wb") as file:
        file.write(PIXEL)
    put(tmp_path, "dog/b.png")
    index = scan(tmp_path)
    assert index.class_counts() == [1, 1]
    assert len(str(index.file(0))) > 3600
    assert decode(index.file(0)).shape == (2, 2, 3)
    shutil.rmtree(tmp_path / "cat")


@linux_names
def test_what_is_deeper_than_the_system_allows_is_named(tmp_path: Path) -> None:
    put(tmp_path, "cat/a.png", "dog/b.png")
    (tmp_path / "cat/deep").mkdir()
    handle = os.open(tmp_path / "cat/deep", os.O_RDONLY)
    for _ in range(20):  # 20 x 250 characters: no path reaches the end
        os.mkdir("d" * 250, dir_fd=handle)
        inner = os.open("d" * 250, os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(handle)
    index = scan(tmp_path)
    assert paths(index) == ["cat/a.png", "dog/b.png"]
    (problem,) = [p for p in index.problems if p.kind is ProblemKind.UNREADABLE_FOLDER]
    assert problem.path.startswith("cat/deep/ddd")
    shutil.rmtree(tmp_path / "cat/deep")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A temporary folder that other users may enter, unlike ``tmp_path``."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for parent, _, _ in os.walk(folder):
        os.chmod(parent, 0o755)
    shutil.rmtree(folder)


AS_ANOTHER_USER = """
import json, os, pathlib, sys
from tlgui.engine.data.images import decode
from tlgui.engine.data.index import expand_pictures, scan
from tlgui.engine.errors import PictureError

if os.geteuid() == 0:  # root reads what chmod forbids
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
root = pathlib.Path(sys.argv[1])
index = scan(root)
reasons = []
for at in range(len(index.records)):
    try:
        decode(index.file(at))
    except PictureError as error:
        reasons.append(str(error))
print(json.dumps({
    "classes": index.classes,
    "paths": [record.path for record in index.records],
    "problems": [[p.path, p.kind.name, str(p.message)] for p in index.problems],
    "reasons": reasons,
    "expanded": [len(part) for part in expand_pictures([root])],
}))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="chmod means little there")
def test_what_may_not_be_opened_is_named(open_folder: Path) -> None:
    pictures.write_classes(open_folder, {"cat": 5, "dog": 5, "secret": 5})
    put(open_folder, "dog/inner/hidden.png")
    (open_folder / "secret").chmod(0)
    (open_folder / "dog/inner").chmod(0)
    (open_folder / "cat/000.png").chmod(0)
    child = subprocess.run(
        [sys.executable, "-c", AS_ANOTHER_USER, str(open_folder)],
        capture_output=True,
        text=True,
        timeout=900,
        check=True,
    )
    found = json.loads(child.stdout)
    assert found["classes"] == ["cat", "dog"]
    assert len(found["paths"]) == 10
    assert found["problems"] == [
        [path, "UNREADABLE_FOLDER", f"The folder {path} cannot be opened: Permission denied."]
        for path in ("dog/inner", "secret")
    ]
    assert found["reasons"] == ["000.png cannot be read: it may not be opened by you."]
    assert found["expanded"] == [10, 2]
