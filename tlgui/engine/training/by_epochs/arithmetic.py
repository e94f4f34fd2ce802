"""In how many bits a training computes: mixed precision where the hardware is quicker by it."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from tlgui.engine.models.engines import has_bf16
from tlgui.engine.training.by_epochs.choices import Arithmetic

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from torch import nn

    from tlgui.engine.devices import Device


def computes_in_bf16(asked: Arithmetic, device: Device, model: nn.Module) -> bool:
    """Whether the steps of ``model`` compute in bf16 (Micikevicius et al., ICLR 2018).

    By itself on graphics cards and processors that have bf16 in hardware. Not where convolutions
    are in groups (depthwise ones above all): on processors PyTorch computes these slower in bf16.
    """
    import torch

    if asked is not Arithmetic.AUTO:
        return asked is Arithmetic.BF16
    if device.name == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    return device.name == "cpu" and has_bf16() and not _in_groups(model)


def autocast(device: Device, *, bf16: bool) -> AbstractContextManager[object]:
    """Within it, what may be computed in bf16 is."""
    import torch

    return torch.autocast(device.name, torch.bfloat16) if bf16 else nullcontext()


def _in_groups(model: nn.Module) -> bool:
    return any(getattr(module, "groups", 1) != 1 for module in model.modules())
