from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.devices import cpu_device
from tlgui.engine.errors import DeviceError
from tlgui.engine.models.engines import TorchEngine
from tlgui.engine.models.network import Network


class SmallMemory(nn.Module):
    """Takes at most so many pictures at a time; the rest "does not fit"."""

    def __init__(self, limit: int, message: str) -> None:
        super().__init__()
        self._limit, self._message = limit, message

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        if len(inputs) > self._limit:
            raise RuntimeError(self._message)
        return inputs.mean(dim=(2, 3))


CPU_SENTENCE = "[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 9"


def engine(limit: int, message: str = CPU_SENTENCE) -> TorchEngine:
    preprocessing = Preprocessing(4, 4, 4, "bicubic", (0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
    network = Network("tiny", "", preprocessing, lambda: SmallMemory(limit, message))
    return TorchEngine(network, cpu_device())


def pictures(count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.random.default_rng(0).integers(0, 256, (count, 4, 4, 3), dtype=np.uint8)


@pytest.mark.parametrize("limit", [1, 3, 8])
def test_batch_too_large_for_the_memory_is_halved_until_it_fits(limit: int) -> None:
    pixels = pictures(7)
    (features,) = engine(limit).infer([pixels])
    assert features == pytest.approx(pixels.mean(axis=(1, 2)) / 255, abs=1e-5)


def test_memory_too_small_for_one_picture_is_said() -> None:
    with pytest.raises(DeviceError, match="memory of cpu is too small"):
        next(engine(0).infer([pictures(4)]))


def test_other_failures_are_not_taken_for_lack_of_memory() -> None:
    with pytest.raises(RuntimeError, match="wrong shape"):
        next(engine(0, "wrong shape").infer([pictures(4)]))
