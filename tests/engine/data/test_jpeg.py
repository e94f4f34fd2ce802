"""JPEG files that are decoded straight, without Pillow: the same pixels, or left to it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from tests import pictures
from tlgui.engine.data import images
from tlgui.engine.data.images import decode
from tlgui.engine.errors import PictureError

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("width", [1, 7, 16, 33, 250])
@pytest.mark.parametrize(
    "options",
    [
        {"subsampling": 0},
        {"subsampling": 1},
        {"subsampling": 2, "quality": 30},
        {"progressive": True},
        {"optimize": True, "quality": 98},
        {"keep_rgb": True},
        {"restart_marker_rows": 1},
        {"exif": b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"},
    ],
)
def test_a_jpeg_decoded_straight_is_what_pillow_decodes(
    options: dict[str, object], width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = pictures.encoded(
        Image.open(BytesIO(pictures.noisy(size=(width, 41)))), "JPEG", **options
    )
    with Image.open(BytesIO(data)) as image:
        expected = np.asarray(image)
    with monkeypatch.context() as patch:
        patch.setattr(images._Jpeg, "load", lambda _self: pytest.fail("Pillow decoded it"))
        assert (decode(BytesIO(data)) == expected).all()


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data + b"\0" * 3_000_000,
        lambda data: data[:-2] + b"what comes behind the picture" + data[-2:],
    ],
    ids=["much behind it", "a note before its end"],
)
def test_a_jpeg_that_is_not_quite_plain_is_left_to_pillow(
    change: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = change(pictures.noisy(size=(300, 200)))
    with Image.open(BytesIO(data)) as image:
        expected = np.asarray(image)
    load, loaded = images._Jpeg.load, list[object]()

    def counted(self: Any) -> object:
        loaded.append(self)
        return load(self)

    monkeypatch.setattr(images._Jpeg, "load", counted)
    assert (decode(BytesIO(data)) == expected).all()
    assert loaded


def test_a_jpeg_without_its_end_is_cut_off() -> None:
    with pytest.raises(PictureError, match="it is cut off"):
        decode(BytesIO(pictures.noisy(size=(300, 200))[:-2]))
