from __future__ import annotations

import json
import subprocess
import sys

import pytest
import torch

from tlgui.engine import devices
from tlgui.engine.devices import resolve_device
from tlgui.engine.errors import DeviceError

# Torch's libraries are loaded in a thread while another one counts how long it is kept waiting.
WATCHED_LOADING = """
import json, sys, threading, time
from tlgui.engine.devices import load_torch_libraries
result = []
worker = threading.Thread(target=lambda: result.append(load_torch_libraries()))
longest, last = 0.0, time.perf_counter()
worker.start()
while worker.is_alive():
    time.sleep(0.001)
    now = time.perf_counter()
    longest, last = max(longest, now - last), now
import torch
print(json.dumps([result[0], longest, float(torch.ones(2).sum()), load_torch_libraries()]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="torch is imported before the window there")
def test_loading_torchs_libraries_leaves_the_lock_to_the_window() -> None:
    for _ in range(3):
        child = subprocess.run(
            [sys.executable, "-c", WATCHED_LOADING], capture_output=True, text=True, check=True
        )
        loaded, longest, total, again = json.loads(child.stdout)
        assert loaded
        assert not again, "nothing is left to do once torch is there"
        assert total == 2.0
        # A lock that is held is held each time; a busy computer lets one through in between.
        if longest < 0.2:
            return
    pytest.fail(f"the interpreter's lock was held for {longest:.2f} s")


def test_a_device_that_is_not_there_is_named() -> None:
    with pytest.raises(DeviceError, match="abacus"):
        resolve_device("abacus")


def test_computer_without_a_gpu_is_known_without_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "may_have_gpu", lambda: False)
    monkeypatch.setitem(sys.modules, "torch", None)  # importing it fails

    assert resolve_device("auto").name == "cpu"
    with pytest.raises(ImportError):
        resolve_device("cuda")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere PyTorch is asked")
def test_torch_sees_no_gpu_where_none_is_expected() -> None:
    assert devices.may_have_gpu() or not torch.cuda.is_available()
