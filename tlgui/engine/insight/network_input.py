"""A picture as what a network takes, for what looks into networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from tlgui.engine.data.preprocessing import Preprocessing


def normalised(pixels: NDArray[np.uint8], known: Preprocessing, device: object) -> Tensor:
    """(1, 3, H, W) float32 on ``device``, for a picture (H, W, 3) uint8 of any size."""
    import torch

    # A copy: a decoded picture may be one that nobody may write to.
    tensor = torch.from_numpy(np.array(pixels)).to(device).permute(2, 0, 1)[None].float() / 255  # type: ignore[call-overload]  # a device or its name
    mean, std = (
        torch.tensor(values, device=tensor.device).view(1, 3, 1, 1)
        for values in (known.mean, known.std)
    )
    normalised_tensor: Tensor = (tensor - mean) / std
    return normalised_tensor
