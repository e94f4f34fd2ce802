"""One network of each family: built, run by both engines, given a head, looked into.

With random weights from a file, as a user's own would be: published ones need a download.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import torch

from tests.engine.models.families import FAMILIES, network_with_random_weights
from tlgui.engine.devices import resolve_device
from tlgui.engine.insight.cam import evidence_maker
from tlgui.engine.insight.target_layer import exposed, find_target_layer
from tlgui.engine.models import engines
from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.models.heads import HeadKind, LinearHead
from tlgui.engine.models.making import trained_network
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CLASSES = 3


LARGE = (
    "caformer_s18.sail_in1k",
    "coatnet_nano_rw_224.sw_in1k",
    "crossvit_tiny_240.in1k",
    "densenet121.ra_in1k",
    "dpn68.mx_in1k",
    "efficientformer_l1.snap_dist_in1k",
    "efficientnet_b0.ra_in1k",
    "fastvit_t8.apple_in1k",
    "ghostnet_100.in1k",
    "hiera_tiny_224.mae_in1k_ft_in1k",
    "hrnet_w18_small.gluon_in1k",
    "inception_v3.tv_in1k",
    "maxvit_rmlp_pico_rw_256.sw_in1k",
    "poolformer_s12.sail_in1k",
    "repvgg_a0.rvgg_in1k",
    "resmlp_12_224.fb_in1k",
    "rexnet_100.nav_in1k",
    "swin_tiny_patch4_window7_224.ms_in1k",
)
"""Only with ``--all-families``: each takes five seconds or more, and others are of their kind."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if (
        "name" in metafunc.fixturenames
        and metafunc.function is test_family_is_built_run_and_explained
    ):
        every = metafunc.config.getoption("--all-families")
        metafunc.parametrize("name", [each for each in FAMILIES if every or each not in LARGE])


def test_the_large_ones_are_families() -> None:
    assert set(LARGE) < set(FAMILIES)


def test_family_is_built_run_and_explained(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warnings.simplefilter("ignore")  # The library's own, about itself.
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    network = network_with_random_weights(name, tmp_path)
    height, width = network.preprocessing.height, network.preprocessing.width
    random = np.random.default_rng(0)
    pixels = random.integers(0, 256, (2, height, width, 3), np.uint8)
    device, control = resolve_device("cpu"), Control()

    # Engines agree, and the features are as wide as told.
    reference = engines.reference_engine(network, device, pixels, control)
    features = next(iter(reference.infer([pixels])))
    plain = next(iter(engines.TorchEngine(network, device).infer([pixels])))
    assert features.shape == (2, sum(network.groups))
    np.testing.assert_allclose(features, plain, atol=1e-3 * float(np.abs(plain).max()))
    assert float(np.abs(plain[0] - plain[1]).max()) > 0, "they tell pictures apart"

    # A head of each width, as a run keeps it and opens it again.
    inputs = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255
    mean, std = (
        torch.tensor(values).view(1, 3, 1, 1)
        for values in (network.preprocessing.mean, network.preprocessing.std)
    )
    for wide in {network.groups[0], sum(network.groups)}:
        weight = random.normal(size=(CLASSES, wide)).astype(np.float32)
        whole = network.with_head(LinearHead(weight, np.ones(CLASSES, np.float32)))
        folded = whole.folded()
        assert (folded.place.kind is HeadKind.ALL_STAGES) == (wide != network.groups[0])
        again = trained_network(
            find_backbone(name), folded.tensors, network.preprocessing, folded.place, CLASSES
        )
        expected = whole.probabilities(plain)
        with torch.inference_mode():
            found = again.build()((inputs - mean) / std).softmax(dim=1).numpy()
        np.testing.assert_allclose(found, expected, atol=1e-3)

    # Heat maps: a layer with places, found from the network.
    module = again.build().requires_grad_(False)
    layer = find_target_layer(module, height, width)
    assert layer is not None
    maker = evidence_maker(again, module, layer, "cpu")
    assert maker is None or maker((inputs[:1] - mean) / std, 1).is_exact
    seen: list[torch.Size] = []
    module.get_submodule(exposed(module, layer)).register_forward_hook(
        lambda _module, _inputs, output: seen.append(output.shape)
    )
    module(inputs[:1])
    assert len(seen[0]) == 4
    assert min(seen[0][2:]) > 1
