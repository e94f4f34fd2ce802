"""A trained network as timm keeps its own: a plain checkpoint with its ``config.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.preprocessing import Framing, Preprocessing
from tlgui.engine.models.heads import HeadKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import nn

    from tlgui.engine.models.network import Network

    Floats = NDArray[np.float32]

_CROP_MODES = {Framing.CENTRE: "center", Framing.WHOLE: "border", Framing.SQUEEZE: "squash"}
_KEPT = ("first_conv", "classifier", "fixed_input_size", "pool_size", "license")
"""What timm says of its own checkpoint and is true of this one too."""


def is_plain(network: Network) -> bool:
    """Whether the network's tensors are a checkpoint that timm opens as it stands."""
    known = network.origin is not None and bool(network.origin.architecture)
    return known and network.folded().place.kind is HeadKind.LINEAR


def checkpoint_config(network: Network, classes: Sequence[str]) -> dict[str, Any]:
    """The ``config.json`` that timm reads for a network whose head is plain.

    Args:
        network: the trained network.
        classes: names, in the order of its outputs.
    """
    import torch

    assert network.origin is not None
    with torch.device("meta"):
        module: Any = network.origin.create(classes=len(classes))
    known = dict(module.pretrained_cfg)
    preprocessing = network.preprocessing
    return {
        "architecture": network.origin.architecture,
        "num_classes": len(classes),
        "num_features": int(module.num_features),
        "label_names": list(classes),
        "pretrained_cfg": {
            **{name: known[name] for name in _KEPT if known.get(name) is not None},
            "num_classes": len(classes),
            "input_size": [3, preprocessing.height, preprocessing.width],
            "mean": list(preprocessing.mean),
            "std": list(preprocessing.std),
            "interpolation": preprocessing.interpolation,
            "crop_pct": _crop_share(preprocessing),
            "crop_mode": _CROP_MODES[preprocessing.framing],
        },
    }


def _crop_share(preprocessing: Preprocessing) -> float:
    """The share from which timm, rounding down, gets the same side to resize to."""
    if preprocessing.framing is not Framing.CENTRE:
        return 1.0
    shorter = min(preprocessing.height, preprocessing.width)
    share = shorter / preprocessing.resize_side
    while int(shorter / share) < preprocessing.resize_side:
        share = float(np.nextafter(share, 0.0))
    return share


def opened_by_timm(folder: Path) -> nn.Module:
    """The network in ``folder``, as timm itself opens it: no line of this program helps."""
    import timm

    module: nn.Module = timm.create_model(f"local-dir:{folder}", pretrained=True)
    return module.eval()


def probabilities_of(
    module: nn.Module, preprocessing: Preprocessing, temperature: float = 1.0
) -> Callable[[Floats], Floats]:
    """What answers (B, 3, H, W) pictures, 0..1, with the probabilities of ``module``'s logits.

    Args:
        module: normalised pictures to logits.
        preprocessing: of its input.
        temperature: by which the logits are divided.
    """
    import torch

    from tlgui.engine.models.modules import Deployed

    deployed = Deployed(module, preprocessing.mean, preprocessing.std, temperature).eval()

    def answer(pictures: Floats) -> Floats:
        with torch.inference_mode():
            return np.asarray(deployed(torch.from_numpy(pictures)).numpy())

    return answer
