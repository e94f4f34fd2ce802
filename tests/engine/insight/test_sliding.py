"""How a filter slides: the same sums as PyTorch's convolution, and refusals with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tlgui.engine.errors import RecipeError
from tlgui.engine.insight.sliding import KERNELS, Sliding, output_size

if TYPE_CHECKING:
    from numpy.typing import NDArray


def picture(height: int, width: int, seed: int = 0) -> NDArray[np.float64]:
    return np.random.default_rng(seed).integers(0, 10, (height, width)).astype(np.float64)


@settings(max_examples=60, deadline=None)
@given(
    height=st.integers(1, 12),
    width=st.integers(1, 12),
    kernel=st.integers(1, 6),
    stride=st.integers(1, 5),
    padding=st.integers(0, 4),
)
def test_activation_map_is_pytorchs(
    height: int, width: int, kernel: int, stride: int, padding: int
) -> None:
    pixels = picture(height, width)
    weights = np.random.default_rng(1).normal(size=(kernel, kernel))
    if kernel > min(height, width) + 2 * padding:
        with pytest.raises(RecipeError, match="does not fit"):
            Sliding(pixels, weights, stride, padding)
        return
    sliding = Sliding(pixels, weights, stride, padding, bias=0.5)

    expected = torch.nn.functional.conv2d(
        torch.from_numpy(pixels)[None, None],
        torch.from_numpy(weights)[None, None],
        torch.tensor([0.5], dtype=torch.float64),
        stride,
        padding,
    )[0, 0].numpy()

    assert sliding.shape == expected.shape
    np.testing.assert_allclose(sliding.activation_map(), expected, atol=1e-12)
    np.testing.assert_allclose(sliding.activation_map(relu=True), np.maximum(expected, 0))
    steps = [sliding.step(number).total + 0.5 for number in range(sliding.places)]
    np.testing.assert_allclose(np.reshape(steps, sliding.shape), expected, atol=1e-12)


def test_one_step_written_out() -> None:
    """The vertical Sobel kernel on a step from dark to bright."""
    pixels = np.array([[0, 0, 9, 9]] * 3, dtype=np.float64)
    sliding = Sliding(pixels, np.array(KERNELS["sobel-x"]))

    step = sliding.step(1)

    assert (step.top, step.left) == (0, 1)
    assert step.window.tolist() == [[0, 9, 9]] * 3
    assert step.products.tolist() == [[0, 0, 9], [0, 0, 18], [0, 0, 9]]
    assert step.total == 36
    with pytest.raises(IndexError):
        sliding.step(2)


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "padding", "expected"),
    [(227, 11, 4, 0, 55), (224, 7, 2, 3, 112), (32, 5, 1, 0, 28), (5, 2, 2, 0, 2)],
)
def test_sizes_of_well_known_layers(
    size: int, kernel: int, stride: int, padding: int, expected: int
) -> None:
    """AlexNet's first layer, ResNet's, LeNet-5's, and one that does not come out even."""
    assert output_size(size, kernel, stride, padding) == expected


@pytest.mark.parametrize("numbers", [(0, 1, 1, 0), (5, 0, 1, 0), (5, 3, 0, 0), (5, 3, 1, 9)])
def test_numbers_that_make_no_sense_are_refused(numbers: tuple[int, int, int, int]) -> None:
    with pytest.raises(RecipeError, match="make no convolution"):
        output_size(*numbers)


def test_kernels_are_what_they_are_called() -> None:
    flat = np.full((5, 5), 7.0)
    ramp = np.tile(np.arange(5.0), (5, 1))

    def over(name: str, pixels: NDArray[np.float64]) -> NDArray[np.float64]:
        return Sliding(pixels, np.array(KERNELS[name])).activation_map()

    for name in ("identity", "sharpen", "box-blur", "gaussian-blur", "emboss"):
        np.testing.assert_allclose(over(name, flat), 7.0)
    for name in ("edges", "sobel-x", "sobel-y"):
        np.testing.assert_allclose(over(name, flat), 0.0)
    assert (over("sobel-x", ramp) == 8).all()
    assert (over("sobel-y", ramp) == 0).all()
    assert (over("sobel-y", ramp.T) == 8).all()
