"""What this computer can compute with. PyTorch is imported only when it is asked."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass

from tlgui.engine.errors import DeviceError, Message


@dataclass(frozen=True)
class Device:
    """Where a model runs.

    Attributes:
        name: PyTorch's name for it: ``cpu``, ``cuda``, ``mps``.
        label: its name for people.
    """

    name: str
    label: str


def usable_cores() -> int:
    """Processor cores that this process may use (containers and ``taskset`` may allow fewer)."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def cpu_device() -> Device:
    """The processor; known without PyTorch."""
    return Device("cpu", f"CPU, {usable_cores()} cores ({platform.machine()})")


def resolve_device(name: str = "auto") -> Device:
    """The device that ``name`` asks for; ``auto`` takes a GPU where PyTorch sees one.

    Raises:
        DeviceError: that device is not here.
    """
    if name == "cpu":
        return cpu_device()
    import torch

    if name in ("auto", "cuda") and torch.cuda.is_available():
        return Device("cuda", torch.cuda.get_device_name())
    if name in ("auto", "mps") and torch.backends.mps.is_available():
        return Device("mps", "Apple GPU")
    if name == "auto":
        return cpu_device()
    raise DeviceError(
        Message("The device {name} is not available on this computer.", name=name),
        Message("Use --device cpu, or run `tlgui doctor` to see what there is."),
    )
