"""A computer on which nothing was fetched yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

HUB_VARIABLES = (
    "HF_HUB_CACHE",
    "HUGGINGFACE_HUB_CACHE",
    "HF_HUB_OFFLINE",
    "TRANSFORMERS_OFFLINE",
    "HF_TOKEN",
    "HUGGING_FACE_HUB_TOKEN",
    "HF_TOKEN_PATH",
    "HF_ENDPOINT",
    "TLGUI_WEIGHTS",
    "http_proxy",
    "HTTP_PROXY",
    "all_proxy",
    "ALL_PROXY",
)


@pytest.fixture(autouse=True)
def hub_home(fresh_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the hub's clients keep what they fetched; tlgui's own home is fresh too."""
    for variable in HUB_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    fresh_home.mkdir()
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    return tmp_path / "hf"
