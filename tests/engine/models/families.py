"""One network of each family with random weights, and runs of them as training would leave them.

Published weights need a download; random ones come from a file, as a user's own would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import timm
import torch
from safetensors.torch import save_file

from tlgui.engine.data.images import decode
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.pictures import draw_sample
from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.models.heads import LinearHead
from tlgui.engine.models.making import pretrained_network
from tlgui.engine.training.method import RunEnd
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.run import Record
from tlgui.engine.training.run_writer import RunWriter

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.models.network import Network
    from tlgui.engine.training.run import Run

FAMILIES = (
    "caformer_s18.sail_in1k",
    "coatnet_nano_rw_224.sw_in1k",
    "convnext_atto.d2_in1k",
    "crossvit_tiny_240.in1k",
    "deit_tiny_distilled_patch16_224.fb_in1k",
    "densenet121.ra_in1k",
    "dpn68.mx_in1k",
    "edgenext_xx_small.in1k",
    "efficientformer_l1.snap_dist_in1k",
    "efficientnet_b0.ra_in1k",
    "fastvit_t8.apple_in1k",
    "ghostnet_100.in1k",
    "hiera_tiny_224.mae_in1k_ft_in1k",
    "hrnet_w18_small.gluon_in1k",
    "inception_v3.tv_in1k",
    "levit_128s.fb_dist_in1k",
    "maxvit_rmlp_pico_rw_256.sw_in1k",
    "mobilenetv3_small_050.lamb_in1k",
    "mobilenetv4_conv_small.e2400_r224_in1k",
    "mobilevit_xxs.cvnets_in1k",
    "pit_ti_224.in1k",
    "poolformer_s12.sail_in1k",
    "regnety_002.pycls_in1k",
    "repvgg_a0.rvgg_in1k",
    "resmlp_12_224.fb_in1k",
    "resnet18.a1_in1k",
    "rexnet_100.nav_in1k",
    "swin_tiny_patch4_window7_224.ms_in1k",
    "vit_tiny_patch16_224.augreg_in21k_ft_in1k",
    "xcit_nano_12_p16_224.fb_in1k",
)
CLASS_NAMES = ("cat", "dog", "hen")


def network_with_random_weights(name: str, folder: Path) -> Network:
    torch.manual_seed(0)
    module = timm.create_model(name, pretrained=False)
    _settle(module)
    tensors = {key: tensor.contiguous().clone() for key, tensor in module.state_dict().items()}
    save_file(tensors, folder / "weights.safetensors")
    return pretrained_network(find_backbone(name), folder / "weights.safetensors")


def _settle(module: Any) -> None:
    """Give its normalising layers the statistics of pictures, as training leaves them.

    A conversion that ignored them would not show otherwise; and what tells pictures apart would
    drown in what they have in common.
    """
    norms = [part for part in module.modules() if isinstance(part, torch.nn.BatchNorm2d)]
    if not norms:
        return
    for norm in norms:
        norm.momentum = None  # All of the batch that comes, none of before.
    coarse = torch.randn(8, 3, 9, 9)
    size = module.pretrained_cfg["input_size"][1:]
    with torch.no_grad():
        module.train()(torch.nn.functional.interpolate(coarse, size, mode="bicubic"))
    module.eval()


def run_of_family(name: str, folder: Path, *, all_stages: bool = False, pictures: int = 12) -> Run:
    """A run of the family's network in ``folder / "run"``, its head fitted to nothing.

    Its scores have mean 0 and deviation 2 over its pictures, so that every class is answered and
    most answers are clear: with random weights, features of different pictures are nearly alike.

    Args:
        name: of the backbone.
        folder: for the run, its pictures and its file of weights.
        all_stages: whether the head looks at the features of all stages.
        pictures: of which the head's scale is taken; all are validation and training pictures.
    """
    network = network_with_random_weights(name, folder)
    preprocessing = network.preprocessing
    drawn = folder / "pictures"
    drawn.mkdir()
    files = draw_sample(drawn).files[:pictures]
    inputs = [
        preprocessing.prepare(decode(file, minimum_side=preprocessing.minimum_side))
        for file in files
    ]
    head = _telling_apart(_features(network, inputs), network.groups, all_stages=all_stages)
    whole = network.with_head(head)
    folded = whole.folded()
    names = tuple(file.name for file in files)
    record = Record(
        recipe=FeatureExtraction(backbone=name, weights=str(folder / "weights.safetensors")),
        classes=CLASS_NAMES,
        dataset_root=drawn,
        files={SplitName.TRAIN: names, SplitName.VALIDATION: names, SplitName.TEST: ()},
        preprocessing=preprocessing,
        head=folded.place,
        history=(),
        ended_by=RunEnd.COMPLETED,
        threshold=0.5,
        created="2026-11-28T00:00:00+00:00",
        seconds={},
        facts={},
        notices=(),
        problems=(),
        figures={},
    )
    return RunWriter(folder / "run").finish(record, folded.tensors, {}, {})


def _features(network: Network, inputs: list[NDArray[np.uint8]]) -> NDArray[np.float32]:
    """(N, width) features of prepared pictures, by PyTorch."""
    pixels = torch.from_numpy(np.stack(inputs)).permute(0, 3, 1, 2).float() / 255
    mean, std = (
        torch.tensor(values).view(1, 3, 1, 1)
        for values in (network.preprocessing.mean, network.preprocessing.std)
    )
    with torch.inference_mode():
        return np.asarray(network.build_body()((pixels - mean) / std).numpy())


def _telling_apart(
    features: NDArray[np.float32], groups: tuple[int, ...], *, all_stages: bool
) -> LinearHead:
    looked_at = features[:, : sum(groups) if all_stages else groups[0]].astype(np.float64)
    centre = looked_at.mean(axis=0)
    directions = np.random.default_rng(0).normal(size=(len(CLASS_NAMES), looked_at.shape[1]))
    scale = 2 / ((looked_at - centre) @ directions.T).std(axis=0)
    weight = directions * scale[:, None]
    return LinearHead(weight.astype(np.float32), (-weight @ centre).astype(np.float32))
