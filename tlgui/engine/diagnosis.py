"""What a bug report needs to know about this computer."""

from __future__ import annotations

import platform
import sys
from typing import Any

from tlgui.engine import places
from tlgui.engine.devices import resolve_device, usable_cores
from tlgui.engine.models.engines import has_bf16
from tlgui.engine.training.feature_cache import FeatureCache
from tlgui.engine.workflow import versions


def diagnose() -> dict[str, dict[str, Any]]:
    """Versions, devices, engines and caches, by section."""
    import torch

    cache = FeatureCache(places.cache_folder() / "features")
    return {
        "versions": {
            **versions(),
            "python": sys.version.split()[0],
            "system": platform.platform(),
        },
        "devices": {
            "chosen": resolve_device().label,
            "cores": usable_cores(),
            "cuda": torch.cuda.is_available(),
            "cuda_in_this_torch": torch.version.cuda or "no: see the README for a build with CUDA",
            "mps": torch.backends.mps.is_available(),
        },
        "engines": {
            "openvino": "openvino" in versions(),
            "bf16": has_bf16(),
        },
        "caches": {
            "folder": str(places.cache_folder()),
            "features_bytes": cache.size_bytes(),
            "projects": str(places.data_folder() / "projects"),
        },
    }
