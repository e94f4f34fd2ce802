"""Which parts of a network behave as in training: what is random, and statistics that follow."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from tlgui.engine.models.layers import keep_no_caches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor, nn

    from tlgui.engine.models.modules import Tunable


def set_mode(model: Tunable, *, adapt_norms: bool) -> None:
    """What is random while learning is; batch normalisation only follows where it is asked to.

    A frozen network's statistics would move in training mode, its weights frozen or not.
    """
    from torch import nn

    if adapt_norms and all(parameter.requires_grad for parameter in model.parameters()):
        # All of it learns: its functions that are random ask the modules around them.
        model.train()
        return
    model.eval()
    keep_no_caches(model)
    model.dropout.train()
    for module in _learning(model):
        random = isinstance(module, nn.Dropout) or type(module).__name__ == "DropPath"
        if random or (adapt_norms and _is_batch_norm(module)):
            module.train()


def _learning(model: nn.Module) -> Iterator[nn.Module]:
    """The modules in which something trains, and from the first of them on those without weights.

    Modules stand in the order in which a picture passes them: what is random below them stays
    out of it.
    """
    begun = False
    for module in model.modules():
        own = list(module.parameters(recurse=False))
        trains = any(parameter.requires_grad for parameter in own)
        begun = begun or trains
        if trains or (begun and not own):
            yield module


def _is_batch_norm(module: Any) -> bool:
    from torch.nn.modules.batchnorm import _BatchNorm

    return isinstance(module, _BatchNorm)


def statistics(model: nn.Module) -> list[tuple[str, Tensor]]:
    """The statistics of batch normalisation in what trains, by name."""
    found: deque[tuple[str, Tensor]] = deque()
    learning = set(map(id, _learning(model)))
    for name, module in model.named_modules():
        if _is_batch_norm(module) and id(module) in learning:
            found.extend((f"{name}.{own}", buffer) for own, buffer in module.named_buffers())
    return list(found)
