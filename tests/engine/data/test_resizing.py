"""Without PyTorch, pictures are resized to the last bit as PyTorch resizes them."""

from __future__ import annotations

import sys
import tracemalloc
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from torch.nn.functional import interpolate

from tlgui.engine.data.resizing import Part, by_products, keep_to_one_thread, resized

if TYPE_CHECKING:
    from numpy.typing import NDArray


def by_torch(
    pixels: NDArray[np.uint8], height: int, width: int, interpolation: str
) -> NDArray[np.uint8]:
    """As a plain script would call it."""
    tensor = torch.from_numpy(pixels.copy()).permute(2, 0, 1)[None]
    made = interpolate(tensor, (height, width), mode=interpolation, antialias=True)
    return np.asarray(made[0].permute(1, 2, 0).numpy())


@pytest.mark.parametrize("interpolation", ["bicubic", "bilinear"])
@pytest.mark.parametrize("seed", range(40))
def test_every_pixel_is_that_of_torch(interpolation: str, seed: int) -> None:
    generator = np.random.default_rng(seed)
    source_height, source_width = (int(side) for side in generator.integers(1, 900, 2))
    height, width = (int(side) for side in generator.integers(1, 500, 2))
    if seed % 5 == 0:
        height = source_height
    pixels = generator.integers(0, 256, (source_height, source_width, 3), np.uint8)
    if seed % 2:
        pixels = np.where(pixels > 127, 255, 0).astype(np.uint8)  # overshoots the most
    top, left = int(generator.integers(0, height)), int(generator.integers(0, width))
    part = Part(top, left, height - top, width - left)

    expected = by_torch(pixels, height, width, interpolation)

    whole = by_products(pixels, height, width, interpolation, Part(0, 0, height, width))
    np.testing.assert_array_equal(whole, expected)
    found = by_products(pixels, height, width, interpolation, part)
    np.testing.assert_array_equal(found, part.of(expected))
    np.testing.assert_array_equal(resized(pixels, height, width, interpolation), expected)


@pytest.mark.parametrize("size", [(1, 1), (1, 700), (3, 4000), (6000, 2)])
def test_dots_and_strips_too(size: tuple[int, int]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (*size, 3), np.uint8)

    found = by_products(pixels, 224, 224, "bicubic", Part(0, 0, 224, 224))

    np.testing.assert_array_equal(found, by_torch(pixels, 224, 224, "bicubic"))


def test_prepared_picture_is_the_same_without_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    from tlgui.engine.data.preprocessing import Framing, Preprocessing

    mean = std = (0.5, 0.5, 0.5)
    pixels = np.random.default_rng(0).integers(0, 256, (533, 400, 3), np.uint8)
    pixels.flags.writeable = False
    for framing in Framing:
        numbers = Preprocessing(224, 224, 256, "bicubic", mean, std, framing=framing)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            expected = numbers.prepare(pixels)
        with monkeypatch.context() as without:
            without.delitem(sys.modules, "torch")
            found = numbers.prepare(pixels)
        np.testing.assert_array_equal(found, expected)


def test_large_picture_takes_little_memory_and_is_the_same() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (3000, 5000, 3), np.uint8)
    tracemalloc.start()
    try:
        found = by_products(pixels, 256, 427, "bicubic", Part(16, 101, 224, 224))
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 60_000_000  # what is read of it is 84 MB as floating point
    whole = by_torch(pixels, 256, 427, "bicubic")
    np.testing.assert_array_equal(found, Part(16, 101, 224, 224).of(whole))


def test_a_thread_that_keeps_to_one_core_leaves_the_others_to_those_that_come_later() -> None:
    """A training in a thread of its own used one core once pictures had been read."""
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:

        def keep() -> int:
            keep_to_one_thread()
            return torch.get_num_threads()

        with ThreadPoolExecutor(3) as readers:
            assert list(readers.map(lambda _: keep(), range(9))) == [1] * 9
        with ThreadPoolExecutor(1) as later:
            assert later.submit(torch.get_num_threads).result() == 2
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)
