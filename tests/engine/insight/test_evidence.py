"""Evidence maps: what each place adds to a score, and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from tests.engine.runs import train_on, write_some_digits
from tlgui.engine.errors import RecipeError
from tlgui.engine.insight.cam import Explainer
from tlgui.engine.insight.evidence import EvidenceMaker
from tlgui.engine.insight.target_layer import Layout, TargetLayer
from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.models.heads import LinearHead
from tlgui.engine.models.making import pretrained_network
from tlgui.engine.models.modules import StagesBody
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, FeatureSource

SIDES = {FeatureSource.LAST: [7], FeatureSource.ALL_STAGES: [112, 56, 28, 14, 14, 7, 7, 7]}


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_some_digits(tmp_path_factory.mktemp("evidence") / "pictures")


@pytest.mark.parametrize("source", SIDES)
def test_sum_of_the_evidence_is_the_logit(
    source: FeatureSource, pictures: Path, tmp_path: Path
) -> None:
    run = train_on(pictures, tmp_path / "run", FeatureExtraction(device="cpu", features=source))
    explainer = Explainer.of_run(run)

    for picture in sorted(Path(pictures).glob("*/*.png"))[::20]:
        scores = []
        for target in range(4):
            found = explainer.heat_map(picture, target, "evidence")
            assert found.evidence is not None
            assert found.evidence.total == pytest.approx(found.evidence.score, abs=1e-3)
            assert [len(part) for part in found.evidence.parts] == SIDES[source]
            assert found.values.shape == (224, 224)
            assert found.values.dtype == np.float32
            assert 0 <= found.values.min() <= found.values.max() <= 1
            # Spread over the picture, it is still that score.
            whole = found.evidence.over(224, 224)
            assert float(whole.mean(dtype=np.float64)) == pytest.approx(
                found.evidence.score, rel=1e-3, abs=1e-3
            )
            scores.append(found.evidence.score)
        odds = np.exp(np.array(scores) - max(scores))
        assert found.probabilities == pytest.approx(odds / odds.sum(), abs=1e-4)


LAST_MAPS = TargetLayer("bn2", Layout.MAPS)


def test_evidence_is_the_usual_method_where_it_is_exact(pictures: Path, tmp_path: Path) -> None:
    run = train_on(pictures, tmp_path / "run")
    explainer = Explainer.of_run(run)
    picture = next(Path(pictures).glob("*/*.png"))

    assert explainer.methods == ("evidence", "grad-cam", "finer-cam")
    assert explainer.heat_map(picture).evidence is not None
    assert explainer.heat_map(picture, method="grad-cam").evidence is None


def test_place_without_light_has_no_evidence_of_its_own() -> None:
    """A head on the brightness of one corner's maps finds it in that corner."""
    network = pretrained_network(find_backbone("tf_efficientnet_lite0"))
    body = network.build_body()
    assert isinstance(body, StagesBody)
    weight = np.zeros((1, sum(network.groups)), np.float32)
    weight[0, 1280:1296] = 1.0  # the first stage only
    maker = EvidenceMaker(
        body, LAST_MAPS, LinearHead(weight, np.zeros(1, np.float32)), network.groups
    )
    still = torch.zeros(1, 3, 224, 224)
    moved = still.clone()
    moved[..., :40, :40] = torch.randn(3, 40, 40, generator=torch.Generator().manual_seed(0))

    change = np.abs(maker(moved, 0).parts[0] - maker(still, 0).parts[0])

    assert change[:22, :22].sum() > 0
    assert change[30:, 30:].sum() == 0


def test_network_that_does_more_than_average_has_no_evidence() -> None:
    class Squared(StagesBody):
        def with_maps(
            self, pictures: torch.Tensor, *others: str
        ) -> tuple[torch.Tensor, list[torch.Tensor]]:
            last, maps = super().with_maps(pictures, *others)
            return last**2, maps

    network = pretrained_network(find_backbone("tf_efficientnet_lite0"))
    body = network.build_body()
    assert isinstance(body, StagesBody)
    head = LinearHead(np.ones((1, 1280), np.float32), np.zeros(1, np.float32))
    squared = Squared(body.library, body.taps).eval()
    exact = EvidenceMaker(body, LAST_MAPS, head, network.groups)
    wrong = EvidenceMaker(squared, LAST_MAPS, head, network.groups)
    picture = torch.randn(1, 3, 224, 224, generator=torch.Generator().manual_seed(0))

    assert exact(picture, 0).is_exact
    assert not wrong(picture, 0).is_exact


def test_explainer_without_evidence_says_so(pictures: Path, tmp_path: Path) -> None:
    run = train_on(pictures, tmp_path / "run")
    module = run.network().build()
    explainer = Explainer(module, "body.library.bn2", run.classes, run.preprocessing)
    if not hasattr(module, "body"):
        explainer = Explainer(module, "bn2", run.classes, run.preprocessing)

    assert explainer.methods == ("grad-cam", "finer-cam")
    with pytest.raises(RecipeError, match="no exact evidence"):
        explainer.explain_pixels(np.zeros((224, 224, 3), np.uint8), 0, "evidence")
