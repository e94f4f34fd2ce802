from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.pictures import broken_files, encoded, grey_files, oriented, plain, red_files
from tlgui.engine.data.facts import picture_facts
from tlgui.engine.data.images import decode
from tlgui.engine.errors import PictureError

if TYPE_CHECKING:
    from pathlib import Path


def saved(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def animation(kind: str, frames: int = 3, **options: object) -> bytes:
    """``frames`` pictures of different colours in one file."""
    first, *others = (Image.new("RGB", (40, 30), (60 * n, 0, 90)) for n in range(frames))
    return encoded(first, kind, save_all=True, append_images=others, **options)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "TIFF", "WEBP"])
def test_frames_and_pages_are_counted(tmp_path: Path, kind: str) -> None:
    facts = picture_facts(saved(tmp_path, "moving", animation(kind)))
    assert (facts.format, facts.frames) == (kind, 3)
    assert (facts.width, facts.height) == (40, 30)


def test_every_kind_of_picture_has_the_size_that_decoding_gives(tmp_path: Path) -> None:
    for name, data in (red_files() | grey_files()).items():
        path = saved(tmp_path, name, data)
        facts = picture_facts(path)
        assert (facts.height, facts.width) == decode(path).shape[:2], name
        assert facts.frames == 1, name
        assert facts.size == len(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_size_is_that_of_the_upright_picture(tmp_path: Path, kind: str, turn: int) -> None:
    path = saved(tmp_path, "turned", oriented(turn, kind))
    facts = picture_facts(path)
    assert (facts.width, facts.height) == (48, 32)


def test_damaged_files_give_facts_or_a_picture_error(tmp_path: Path) -> None:
    refused: list[str] = []
    for name, data in broken_files().items():
        path = saved(tmp_path, name, data)
        try:
            assert picture_facts(path).frames >= 1, name
        except PictureError as error:
            refused.append(str(error.message))
    assert len(refused) > 5
    assert all("cannot be read" in message for message in refused)
    with pytest.raises(PictureError, match="does not exist"):
        picture_facts(tmp_path / "gone.jpg")


def test_animation_that_is_cut_off_counts_what_is_there_or_one(tmp_path: Path) -> None:
    whole = animation("GIF", 8)
    facts = picture_facts(saved(tmp_path, "cut.gif", whole[: len(whole) // 2]))
    assert 1 <= facts.frames <= 8


def test_nothing_is_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, "a.png", plain("PNG"))
    monkeypatch.setattr(Image.Image, "load", lambda _image: pytest.fail("decoded"))
    assert picture_facts(path).width == 40
