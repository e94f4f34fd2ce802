from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tlgui.engine.data.images import decode
from tlgui.engine.data.index import scan
from tlgui.engine.errors import Cancelled, DatasetError
from tlgui.engine.progress import BatchDone, Control
from tlgui.engine.sample_sets import digits as samples
from tlgui.engine.sample_sets.digits import DIGIT_PICTURES, write_digits

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


@pytest.fixture
def few_digits(monkeypatch: pytest.MonkeyPatch) -> dict[str, NDArray[np.uint8]]:
    """Twenty of the pictures, so that tests of the writing are quick."""
    few = dict(list(samples._digits().items())[:20])
    monkeypatch.setattr(samples, "_digits", lambda: few)
    return few


def state(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in folder.rglob("*.png")
    }


def test_all_digits_are_written_as_they_are(tmp_path: Path) -> None:
    from sklearn.datasets import load_digits

    folder = write_digits(tmp_path / "samples" / "digits")
    index = scan(folder)
    digits = load_digits()
    assert index.classes == tuple("0123456789")
    assert len(index.records) == DIGIT_PICTURES == len(digits.target)
    assert index.class_counts() == np.bincount(digits.target).tolist()
    assert index.problems == ()
    assert index.ignored == 0
    for number in (0, 1000, 1796):
        picture = decode(folder / str(digits.target[number]) / f"{number:04d}.png")
        assert np.abs(picture[..., 0] / 255 * 16 - digits.images[number]).max() < 0.05
    assert os.listdir(folder.parent) == ["digits"]


@pytest.mark.usefixtures("few_digits")
def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    folder = write_digits(tmp_path / "digits")
    before = state(folder)
    assert write_digits(folder) == folder
    assert state(folder) == before


@pytest.mark.usefixtures("few_digits")
def test_what_is_missing_is_written_again(tmp_path: Path) -> None:
    folder = write_digits(tmp_path / "digits")
    before = state(folder)
    (folder / "3" / "0003.png").unlink()
    (folder / "0" / ".DS_Store").touch()
    write_digits(folder)
    assert state(folder).keys() == before.keys()


@pytest.mark.usefixtures("few_digits")
def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(DatasetError) as refused:
        write_digits(tmp_path)
    assert refused.value.hint is not None
    assert os.listdir(tmp_path) == ["thesis.txt"]


@pytest.mark.usefixtures("few_digits")
def test_cancelling_leaves_nothing_behind(tmp_path: Path) -> None:
    def listen(event: object) -> None:
        if isinstance(event, BatchDone) and event.done == 5:
            control.cancel()

    control = Control(listen)
    with pytest.raises(Cancelled):
        write_digits(tmp_path / "digits", control)
    assert os.listdir(tmp_path) == []


@pytest.mark.usefixtures("few_digits")
def test_a_full_disk_leaves_nothing_behind_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(DatasetError, match="No space left on device"):
        write_digits(tmp_path / "digits")
    assert os.listdir(tmp_path) == []
