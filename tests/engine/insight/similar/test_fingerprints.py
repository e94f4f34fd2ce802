"""Fingerprints: copies have nearly the same, strangers and flat pictures have not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tests.engine.insight.similar.photos import CHANGES, pieces, write
from tlgui.engine.errors import Cancelled
from tlgui.engine.insight.similar import fingerprints
from tlgui.engine.insight.similar.fingerprints import (
    fingerprint,
    gradients,
    mirrored,
    read_fingerprints,
)
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_is_more_alike_than_any_stranger(tmp_path: Path, change: str) -> None:
    photos = pieces()
    files = write([*photos, *map(CHANGES[change], photos)], tmp_path)

    pixels = np.stack([fingerprint(file) for file in files])
    ours, theirs = pixels[: len(photos)], pixels[len(photos) :]
    asked = mirrored(ours) if "mirrored" in change else ours
    alike = gradients(asked) @ gradients(theirs).T

    own = np.diag(alike)
    strangers = alike[~np.eye(len(photos), dtype=bool)]
    assert own.min() > 0.95
    assert strangers.max() < 0.8


def test_a_flat_picture_is_like_nothing(tmp_path: Path) -> None:
    files = write([Image.new("RGB", (40, 40), "white")] * 2, tmp_path)

    rows = gradients(np.stack([fingerprint(file) for file in files]))

    assert not rows.any()


def test_they_are_read_once_and_a_damaged_file_is_left_out(
    fresh_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = write(pieces()[:4], tmp_path)
    files[1].write_bytes(b"no picture")

    first = read_fingerprints(files, Control())
    monkeypatch.setattr(fingerprints, "thumbnail", lambda *_: pytest.fail("read again"))
    again = read_fingerprints([files[0], files[2], files[3]], Control())

    assert first.positions.tolist() == [0, 2, 3]
    assert np.array_equal(first.pixels, again.pixels)
    wanted = np.asarray(Image.open(files[2]).resize((24, 24), Image.Resampling.BILINEAR))
    assert np.abs(first.pixels[1].astype(np.int64) - wanted).mean() < 2


def test_reading_ends_when_it_is_cancelled(fresh_home: Path, tmp_path: Path) -> None:
    control = Control()
    control.cancel()

    with pytest.raises(Cancelled):
        read_fingerprints(write(pieces()[:4], tmp_path), control)


def test_no_files_have_no_fingerprints(fresh_home: Path) -> None:
    assert read_fingerprints([], Control()).pixels.shape == (0, 24, 24, 3)
