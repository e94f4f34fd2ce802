"""What this computer can compute with. PyTorch is imported only when it is asked."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

from tlgui.engine.errors import DeviceError, Message

DEVICE_NAMES = ("auto", "cpu", "cuda", "mps")
"""What a user may ask for."""


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
    count = usable_cores()
    cores = "1 core" if count == 1 else f"{count} cores"
    return Device("cpu", f"CPU, {cores} ({platform.machine()})")


def load_torch_libraries() -> bool:
    """Load the shared libraries of PyTorch before it is imported; whether that was possible.

    Python's own loader holds the interpreter's lock meanwhile, for half a second in which no
    window can be painted. A foreign function gives the lock back while it runs, and ``dlopen`` is
    one. Windows has no ``dlopen``; there PyTorch is imported before the window is made.
    """
    # The window asks this module how many cores there are before it is painted.
    import ctypes
    import importlib.util

    name = {"linux": "libtorch_python.so", "darwin": "libtorch_python.dylib"}.get(sys.platform)
    found = importlib.util.find_spec("torch")
    if name is None or found is None or found.origin is None or "torch" in sys.modules:
        return False
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.argtypes, dlopen.restype = [ctypes.c_char_p, ctypes.c_int], ctypes.c_void_p
    library = Path(found.origin).parent / "lib" / name
    return bool(dlopen(os.fsencode(library), os.RTLD_LAZY | os.RTLD_LOCAL))


def may_have_gpu() -> bool:
    """Whether PyTorch could find a GPU here; False only where it is certain that it cannot.

    Known without PyTorch: drivers of NVIDIA and AMD leave a device file behind on Linux.
    """
    if sys.platform != "linux":
        return True
    return any(os.path.exists(device) for device in ("/dev/nvidiactl", "/dev/kfd", "/dev/dxg"))


def resolve_device(name: str = "auto") -> Device:
    """The device that ``name`` asks for; ``auto`` takes a GPU where PyTorch sees one.

    Raises:
        DeviceError: that device is not here.
    """
    if name == "cpu" or (name == "auto" and not may_have_gpu()):
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
