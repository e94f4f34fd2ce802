"""Heat maps depend on what was learned (Adebayo et al., Sanity Checks for Saliency Maps, 2018)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from PIL import Image
from scipy.stats import spearmanr
from sklearn.datasets import load_sample_images

from tests.engine import runs
from tlgui.engine.insight.cam import Explainer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tlgui.engine.training.run import Run

LIKE = 0.5
"""Rank correlation above which a map of other weights would still be the same map."""


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Pieces of two photos: something is to be seen all over them."""
    folder = tmp_path_factory.mktemp("photos")
    files = []
    for number, photo in enumerate(load_sample_images().images):
        for row in range(2):
            for column in range(3):
                top, left = 213 * row, 213 * column
                files.append(folder / f"{number}-{row}-{column}.png")
                Image.fromarray(photo[top : top + 213, left : left + 213]).save(files[-1])
    return tuple(files)


def maps(
    explainer: Explainer, method: str, asked: list[tuple[Path, int]]
) -> list[np.ndarray[Any, Any]]:
    return [explainer.heat_map(path, target, method).values for path, target in asked]


@cache
def asked(photos: tuple[Path, ...]) -> list[tuple[Path, int]]:
    """Each photo with the class that the trained run takes it for."""
    explainer = Explainer.of_run(runs.trained_run())
    return [(path, explainer.heat_map(path).target) for path in photos]


@cache
def plain_maps(photos: tuple[Path, ...], method: str) -> list[np.ndarray[Any, Any]]:
    """Those of the trained run, for the classes in ``asked``."""
    return maps(Explainer.of_run(runs.trained_run()), method, asked(photos))


def likeness(ones: list[np.ndarray[Any, Any]], others: list[np.ndarray[Any, Any]]) -> float:
    """The mean rank correlation of two rows of maps; one without any heat is like no other."""
    found = []
    for one, other in zip(ones, others, strict=True):
        constant = np.ptp(one) == 0 or np.ptp(other) == 0
        found.append(0.0 if constant else float(spearmanr(one.ravel(), other.ravel()).statistic))
    return float(np.mean(found))


def shuffled(tensor: torch.Tensor) -> torch.Tensor:
    order = torch.randperm(tensor.numel(), generator=torch.Generator().manual_seed(0))
    return tensor.flatten()[order].reshape(tensor.shape)


@pytest.mark.parametrize("part", ["head", "last stage"])
@pytest.mark.parametrize("method", ["evidence", "grad-cam", "finer-cam"])
def test_other_weights_give_other_maps(
    trained_run: Run,
    photos: tuple[Path, ...],
    part: str,
    method: str,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    plain = plain_maps(photos, method)
    tensors = trained_run.tensors()
    names = (
        [trained_run.head.weight]
        if part == "head"
        else [name for name in tensors if name.startswith(("blocks.6.", "conv_head"))]
    )
    assert names
    for name in names:
        if tensors[name].dtype == np.float32 and tensors[name].ndim > 1:
            tensors[name] = shuffled(torch.from_numpy(np.array(tensors[name]))).numpy()
    monkeypatch.setattr(type(trained_run), "tensors", lambda _run: tensors)

    other = maps(Explainer.of_run(trained_run), method, asked(photos))

    assert likeness(plain, plain) == pytest.approx(1.0)
    found = likeness(plain, other)
    record_property("rank_correlation", found)
    assert found < LIKE
