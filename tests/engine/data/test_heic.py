"""HEIC files, by a decoder of their own that may be missing."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from tlgui.engine.data import images
from tlgui.engine.data.files import picture_format
from tlgui.engine.data.images import decode
from tlgui.engine.errors import PictureError

FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize("name", ["three_colours.heic", "three_colours_turned.heic"])
def test_a_heic_file_comes_out_upright_and_in_colour(name: str) -> None:
    """Red above left, green below right, blue elsewhere; the second is turned by its header."""
    picture = decode(FILES / name)
    if "turned" in name:  # orientation 6: to be turned by a quarter, clockwise
        picture = np.rot90(picture)
    assert picture.shape == (48, 64, 3)
    corners = {"red": picture[4, 4], "green": picture[-4, -4], "blue": picture[4, -4]}
    for strongest, corner in zip((0, 1, 2), corners.values(), strict=True):
        assert int(corner.argmax()) == strongest, corners


HEIC_HEAD = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


def test_a_damaged_heic_file_is_refused_by_its_own_decoder() -> None:
    assert picture_format(HEIC_HEAD) == "HEIF"
    with pytest.raises(PictureError, match="it is damaged"):
        decode(BytesIO(HEIC_HEAD + bytes(500)))


def test_heic_without_its_package_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    images._openers.cache_clear()
    try:
        with pytest.raises(PictureError, match="pi-heif"):
            decode(BytesIO(HEIC_HEAD + bytes(500)))
    finally:
        images._openers.cache_clear()
