"""Several processes that train one model, each on a share of every batch: data parallelism.

They are started by ``torchrun``, on one machine or several, and told by its environment who they
are. All do the same job; the first one alone writes the run.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from torch import Tensor, nn

Value = TypeVar("Value")

LONGEST_WAIT = timedelta(days=7)
"""For one another: the first may read many pictures before the others join it."""


class Released(Exception):  # noqa: N818 - nothing went wrong
    """This process has helped to train; what is left is done by the first one."""


@dataclass
class Company:
    """The processes that train together, as one of them sees it.

    Attributes:
        number: of this process, from 0.
        size: how many they are.
    """

    number: int = 0
    size: int = 1
    _has_called: bool = field(default=False, init=False)

    @property
    def leads(self) -> bool:
        """Whether this process reads, writes and tells for all."""
        return self.number == 0

    def wait_for_the_first(self) -> None:
        """Let the first process prepare, and keep what it computes, before the others do it too.

        The first one calls them once it is there; with what is kept they catch up soon.
        """
        if self.size == 1 or self._has_called:
            return
        import torch.distributed as dist

        self._has_called = True
        dist.barrier()

    def share(self, pictures: NDArray[np.int64]) -> NDArray[np.int64]:
        """Those of ``pictures`` that this process computes: shares follow each other, in order."""
        return np.array_split(pictures, self.size)[self.number]

    def add_gradients(
        self, parameters: Sequence[nn.Parameter], told: Sequence[float]
    ) -> list[float]:
        """Sum the gradients of all processes into each one's, and the numbers that they tell.

        A gradient that no process has stays none.
        """
        if self.size == 1:
            return list(told)
        import torch
        import torch.distributed as dist

        device = parameters[0].device
        has = [float(each.grad is not None) for each in parameters]
        numbers = torch.tensor([*told, *has], dtype=torch.float64, device=device)
        dist.all_reduce(numbers)
        sums: list[float] = numbers.tolist()
        kept = [each for each, count in zip(parameters, sums[len(told) :], strict=True) if count]
        parts = [torch.zeros_like(each) if each.grad is None else each.grad for each in kept]
        if parts:
            whole = torch.cat([part.reshape(-1) for part in parts])
            dist.all_reduce(whole)
            pieces = torch.split(whole, [part.numel() for part in parts])
            for each, piece in zip(kept, pieces, strict=True):
                each.grad = piece.reshape(each.shape).clone()
        return sums[: len(told)]

    def average(self, tensors: Sequence[Tensor]) -> None:
        """Set each of ``tensors`` that holds fractions to its mean over all processes."""
        if self.size == 1:
            return
        import torch.distributed as dist

        for tensor in tensors:
            if tensor.is_floating_point():
                dist.all_reduce(tensor)
                tensor /= self.size

    def joined(self, rows: Tensor) -> Tensor:
        """The rows that all have computed of their shares, in order, on the CPU."""
        if self.size == 1:
            return rows
        import torch
        import torch.distributed as dist

        parts: list[Any] = [None] * self.size
        dist.all_gather_object(parts, rows.numpy())
        return torch.from_numpy(np.concatenate(parts))

    def same(self, value: Value) -> Value:
        """The first process's ``value``."""
        if self.size == 1:
            return value
        import torch.distributed as dist

        told: list[Any] = [value if self.leads else None]
        dist.broadcast_object_list(told)
        found: Value = told[0]
        return found

    def begin_alike(self, model: nn.Module) -> None:
        """Give all the first process's weights and statistics: other machines round otherwise."""
        if self.size == 1:
            return
        import torch.distributed as dist

        for tensor in model.state_dict().values():
            dist.broadcast(tensor, 0)


def company() -> Company:
    """The processes that have joined; this one alone where none have."""
    return _joined[-1] if _joined else Company()


def join() -> Company:
    """Join the processes that ``torchrun`` has started; this one alone where it has not."""
    if not _joined and int(os.environ.get("WORLD_SIZE", "1")) > 1:
        import torch
        import torch.distributed as dist

        if torch.cuda.is_available():
            torch.cuda.set_device(int(os.environ.get("LOCAL_RANK", "0")))
            dist.init_process_group("cpu:gloo,cuda:nccl", timeout=LONGEST_WAIT)
        else:
            dist.init_process_group("gloo", timeout=LONGEST_WAIT)
        _joined.append(Company(dist.get_rank(), dist.get_world_size()))
    return company()


def leave() -> None:
    """Leave the others, where this process has joined any."""
    if _joined:
        import torch.distributed as dist

        _joined.clear()
        dist.destroy_process_group()


_joined: list[Company] = []
