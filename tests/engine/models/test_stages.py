"""Features of all stages: out of one pass, named right, and with a head that a run keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import timm
import torch
from safetensors.torch import load_file

from tests.engine.runs import train_on, write_some_digits
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.models.heads import HeadKind, LinearHead, softmax
from tlgui.engine.models.layers import block_stages
from tlgui.engine.models.making import pretrained_network
from tlgui.engine.models.modules import StagesBody
from tlgui.engine.progress import Control
from tlgui.engine.training.methods.feature_extraction import (
    FeatureExtraction,
    FeatureSource,
    HeadFit,
    what_helped,
)
from tlgui.engine.training.run import open_run

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.models.network import Network
    from tlgui.engine.training.run import Run

PICTURES = torch.randn(2, 3, 224, 224, generator=torch.Generator().manual_seed(1))


@pytest.fixture(scope="module")
def network() -> Network:
    return pretrained_network(find_backbone("tf_efficientnet_lite0"))


@pytest.mark.parametrize("name", [DEFAULT_BACKBONE])
def test_catalogue_says_how_many_maps_each_stage_has(name: str) -> None:
    module = timm.create_model(name, pretrained=False).eval()
    widths = []
    for stage in block_stages(module):
        module.get_submodule(stage).register_forward_hook(
            lambda _m, _i, maps: widths.append(maps.shape[1])
        )

    with torch.inference_mode():
        module(torch.zeros(1, 3, 64, 64))

    assert tuple(widths) == find_backbone(name).stage_widths


def test_features_are_those_of_the_last_stage_and_then_each_stages_mean(network: Network) -> None:
    body = network.build_body()
    assert isinstance(body, StagesBody)
    with torch.inference_mode():
        features = body(PICTURES)
        last = body.library(PICTURES)
        maps, means = PICTURES, []
        for part in (body.library.conv_stem, body.library.bn1):
            maps = part(maps)  # type: ignore[operator]  # torch does not know its children
        for stage in body.library.blocks:  # type: ignore[union-attr]  # nor that it can be walked
            maps = stage(maps)
            means.append(maps.mean(dim=(2, 3)))

    assert features.shape == (2, sum(network.groups))
    assert torch.equal(features[:, :1280], last)
    assert torch.allclose(features[:, 1280:], torch.cat(means, 1), atol=1e-5)
    assert not any(module._forward_hooks for module in body.modules())


def test_head_on_all_stages_answers_alike_in_the_network_and_in_numbers(network: Network) -> None:
    random = np.random.default_rng(0)
    weight = random.normal(size=(3, sum(network.groups))).astype(np.float32)
    whole = network.with_head(LinearHead(weight, np.arange(3, dtype=np.float32)))

    with torch.inference_mode():
        scores = whole.build()(PICTURES).numpy()
        features = whole.build_body()(PICTURES).numpy()
    folded = whole.folded()

    assert whole.head_kind is HeadKind.ALL_STAGES
    assert whole.probabilities(features) == pytest.approx(softmax(scores), abs=1e-5)
    assert folded.place.kind is HeadKind.ALL_STAGES
    assert np.array_equal(folded.tensors[folded.place.weight], weight)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_some_digits(tmp_path_factory.mktemp("stages") / "pictures")


def trained(pictures: Path, out: Path, **settings: object) -> Run:
    recipe = FeatureExtraction(device="cpu", **settings)  # type: ignore[arg-type]  # as they come
    return train_on(pictures, out, recipe)


@pytest.mark.parametrize("head", HeadFit)
@pytest.mark.parametrize("source", FeatureSource)
def test_run_keeps_a_head_on_what_was_asked_for(
    source: FeatureSource, head: HeadFit, pictures: Path, tmp_path: Path
) -> None:
    run = trained(pictures, tmp_path / "run", features=source, head=head, epochs=3)

    taken = run.facts["features"]
    last = taken == "last"
    assert source in (FeatureSource.AUTO, taken)
    assert run.head.kind is (HeadKind.LINEAR if last else HeadKind.ALL_STAGES)
    assert run.tensors()[run.head.weight].shape == (4, 1280 if last else 2064)
    told = str(what_helped(run.recipe, run.facts))
    assert ("of the last stage" in told or "last stage only" in told) == last
    assert ("help" in told) == (source is FeatureSource.AUTO)
    if source is FeatureSource.AUTO:
        losses = run.facts["features_losses"]
        assert losses[taken] == min(losses["last"], losses["all-stages"])
    files = [run.dataset_root / file for file in next(iter(run.files.values()))[:5]]
    before = Predictor(run, "cpu").predict(files, Control())
    again = Predictor(open_run(run.folder), "cpu").predict(files, Control())
    assert [one.ranked for one in before] == [one.ranked for one in again]
    assert all(one.error is None for one in before)


def test_last_stage_gives_a_plain_checkpoint_of_the_library(pictures: Path, tmp_path: Path) -> None:
    run = trained(pictures, tmp_path / "run", features=FeatureSource.LAST)

    module = timm.create_model(run.recipe.backbone, pretrained=False, num_classes=4)
    module.load_state_dict(load_file(run.folder / "best.safetensors"))
