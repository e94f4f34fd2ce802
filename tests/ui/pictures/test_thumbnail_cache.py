from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage

from tests.pictures import encoded, noisy
from tlgui.ui.pictures.thumbnail_cache import SMALL_FILE, ThumbnailCache
from tlgui.ui.pictures.thumbnails import ThumbnailLoader, make_thumbnail

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner


def picture(color: str = "red", side: int = 60) -> QImage:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    return image


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    path.write_bytes(noisy("PNG", (200, 150)))
    assert path.stat().st_size > SMALL_FILE
    return path


def test_thumbnail_comes_back_for_the_file_as_it_was(tmp_path: Path, photo: Path) -> None:
    cache = ThumbnailCache(tmp_path / "kept")
    assert cache.get(photo, photo.stat(), 192) is None
    cache.put(photo, photo.stat(), 192, picture())
    again = ThumbnailCache(tmp_path / "kept").get(photo, photo.stat(), 192)
    assert again is not None
    assert (again.width(), again.height()) == (60, 60)
    assert again.pixelColor(30, 30).red() > 240
    assert cache.get(photo, photo.stat(), 384) is None
    os.utime(photo, ns=(1, 1))
    assert cache.get(photo, photo.stat(), 192) is None


@pytest.mark.parametrize("damage", [b"", b"\xff\xd8\xff no picture", b"\x89PNG", b"cut"])
def test_damaged_thumbnail_is_not_known_and_made_anew(
    tmp_path: Path, photo: Path, damage: bytes
) -> None:
    cache = ThumbnailCache(tmp_path / "kept")
    cache.put(photo, photo.stat(), 192, picture())
    (kept,) = (tmp_path / "kept").rglob("*.jpg")
    kept.write_bytes(kept.read_bytes()[:-400] if damage == b"cut" else damage)
    assert cache.get(photo, photo.stat(), 192) is None
    cache.put(photo, photo.stat(), 192, picture())
    assert cache.get(photo, photo.stat(), 192) is not None


def test_longest_unused_go_first_and_the_bytes_stay_bounded(tmp_path: Path, photo: Path) -> None:
    limit = 12_000
    cache = ThumbnailCache(tmp_path / "kept", limit)
    status = photo.stat()
    names = [tmp_path / f"{n}.png" for n in range(60)]
    for age, name in enumerate(names):
        before = set((tmp_path / "kept").rglob("*.jpg"))
        cache.put(name, status, 192, picture())
        new = set((tmp_path / "kept").rglob("*.jpg")) - before
        for file in new:
            os.utime(file, (1_000_000_000 + age, 1_000_000_000 + age))
    kept = list((tmp_path / "kept").rglob("*.jpg"))
    assert 0 < sum(file.stat().st_size for file in kept) <= limit
    known = [n for n, name in enumerate(names) if cache.get(name, status, 192) is not None]
    assert known == list(range(len(names) - len(known), len(names)))
    assert not list((tmp_path / "kept").rglob(".tlgui-partial-*"))


def test_folder_that_cannot_be_written_keeps_nothing_and_says_nothing(
    tmp_path: Path, photo: Path
) -> None:
    (tmp_path / "kept").write_text("a file stands in the way")
    cache = ThumbnailCache(tmp_path / "kept")
    cache.put(photo, photo.stat(), 192, picture())
    assert cache.get(photo, photo.stat(), 192) is None


def test_second_loader_decodes_nothing_that_the_first_one_made(
    qtbot: QtBot, runner: JobRunner, tmp_path: Path, photo: Path
) -> None:
    made: list[Path] = []

    def make(path: Path, side: int, bit_depth: int | None) -> QImage | None:
        made.append(path)
        return make_thumbnail(path, side, bit_depth)

    tiny = tmp_path / "tiny.png"
    tiny.write_bytes(noisy("PNG", (8, 8)))
    for _ in range(2):
        loader = ThumbnailLoader(
            runner, side=192, make=make, cache=ThumbnailCache(tmp_path / "kept")
        )
        loader.pixmap(photo)
        loader.pixmap(tiny)
        qtbot.waitUntil(lambda: not runner.jobs)
        shown = loader.pixmap(photo)
        assert shown is not None
        assert (shown.width(), shown.height()) == (192, 144)
    assert sorted(made) == sorted([photo, tiny, tiny])
    assert len(list((tmp_path / "kept").rglob("*.jpg"))) == 1


def test_another_bit_depth_makes_thumbnails_anew(
    qtbot: QtBot, runner: JobRunner, tmp_path: Path
) -> None:
    deep = tmp_path / "deep.png"
    noise = np.random.default_rng(0).integers(4000, 4096, (300, 300)).astype(np.uint16)
    deep.write_bytes(encoded(Image.fromarray(noise), "PNG"))
    loader = ThumbnailLoader(runner, side=96, cache=ThumbnailCache(tmp_path / "kept"))

    def lightness() -> int:
        qtbot.waitUntil(lambda: loader.pixmap(deep) is not None)
        made = loader.pixmap(deep)
        assert made is not None
        return made.toImage().pixelColor(48, 48).lightness()

    assert lightness() < 30
    with qtbot.waitSignal(loader.some_arrived):
        loader.set_bit_depth(12)
    assert lightness() > 240
    loader.set_bit_depth(None)
    assert lightness() < 30
