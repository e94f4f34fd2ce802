"""Layer tables: what was computed by hand, what PyTorch counts, and what was published."""

from __future__ import annotations

import math

import pytest
import timm
import torch
import torchvision
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from tlgui.engine.errors import BundleError
from tlgui.engine.models import layers, summary
from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.models.layer_table import LayerRow, LayerTable, Learning, layer_table
from tlgui.engine.models.summary import summarise

FAMILIES = (
    "caformer_s18.sail_in1k",
    "convnext_atto.d2_in1k",
    "crossvit_tiny_240.in1k",
    "deit_tiny_distilled_patch16_224.fb_in1k",
    "densenet121.ra_in1k",
    "efficientnet_b0.ra_in1k",
    "fastvit_t8.apple_in1k",
    "hiera_tiny_224.mae_in1k_ft_in1k",
    "inception_v3.tv_in1k",
    "levit_128s.fb_dist_in1k",
    "maxvit_rmlp_pico_rw_256.sw_in1k",
    "mobilenetv3_small_050.lamb_in1k",
    "pit_ti_224.in1k",
    "resmlp_12_224.fb_in1k",
    "resnet18.a1_in1k",
    "swin_tiny_patch4_window7_224.ms_in1k",
    "vit_tiny_patch16_224.augreg_in21k_ft_in1k",
    "xcit_nano_12_p16_224.fb_in1k",
)
PUBLISHED_MILLIONS = {
    "vgg16.tv_in1k": 138.4,
    "resnet50.a1_in1k": 25.6,
    "mobilenetv2_100.ra_in1k": 3.5,
    "densenet121.ra_in1k": 8.0,
    "efficientnet_b0.ra_in1k": 5.3,
}


def lenet() -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(1, 6, 5),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 5),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Conv2d(16, 120, 5),
        nn.Tanh(),
        nn.Flatten(),
        nn.Linear(120, 84),
        nn.Tanh(),
        nn.Linear(84, 10),
    )


def numbers(row: LayerRow) -> tuple[str, tuple[int, ...] | None, int, int, int]:
    shown = str(row.kind)
    return shown, row.shape, row.parameters, row.multiply_adds, row.activation_bytes


def layers_of(table: LayerTable) -> list[LayerRow]:
    return [row for _level, row in table.walk() if not row.children]


def counted(module: nn.Module, size: tuple[int, ...]) -> int:
    """Multiply-adds of a picture, as PyTorch counts them."""
    module.requires_grad_(False).eval()
    counter = FlopCounterMode(display=False)
    with torch.no_grad(), counter:
        module(torch.empty(1, *size, device="meta"))
    return counter.get_total_flops() // 2


def on_meta(name: str) -> nn.Module:
    with torch.device("meta"):
        module: nn.Module = timm.create_model(name)
    return module


def test_lenet_has_the_numbers_of_the_paper() -> None:
    table = layer_table(lenet(), (1, 32, 32))

    assert [numbers(row) for row in table.rows] == [
        # (5 x 5 x 1) x 6 + 6 parameters; 28 x 28 x 6 values of 25 products each.
        ("Convolution 5 \u00d7 5", (6, 28, 28), 156, 117_600, 4 * 4704),
        ("Tanh", (6, 28, 28), 0, 0, 4 * 4704),
        ("Average pooling 2 \u00d7 2, stride 2", (6, 14, 14), 0, 0, 4 * 1176),
        # (5 x 5 x 6) x 16 + 16; 10 x 10 x 16 values of 150.
        ("Convolution 5 \u00d7 5", (16, 10, 10), 2416, 240_000, 4 * 1600),
        ("Tanh", (16, 10, 10), 0, 0, 4 * 1600),
        ("Average pooling 2 \u00d7 2, stride 2", (16, 5, 5), 0, 0, 4 * 400),
        # (5 x 5 x 16) x 120 + 120; one place of 120 x 400.
        ("Convolution 5 \u00d7 5", (120, 1, 1), 48_120, 48_000, 4 * 120),
        ("Tanh", (120, 1, 1), 0, 0, 4 * 120),
        ("Flatten", (120,), 0, 0, 0),
        ("Fully connected", (84,), 10_164, 10_080, 4 * 84),
        ("Tanh", (84,), 0, 0, 4 * 84),
        ("Fully connected", (10,), 850, 840, 4 * 10),
    ]
    assert table.parameters == 61_706
    assert table.multiply_adds == 416_520
    assert table.activation_bytes == 4 * (2 * 4704 + 1176 + 2 * 1600 + 400 + 2 * 120 + 2 * 84 + 10)


def test_alexnet_has_the_numbers_computed_by_hand() -> None:
    table = layer_table(torchvision.models.alexnet(), (3, 224, 224))

    weighing = [row for row in layers_of(table) if row.parameters]
    assert [(row.shape, row.parameters, row.multiply_adds) for row in weighing] == [
        # (224 + 2 x 2 - 11) / 4 + 1 = 55
        ((64, 55, 55), 11 * 11 * 3 * 64 + 64, 55 * 55 * 64 * 363),
        ((192, 27, 27), 5 * 5 * 64 * 192 + 192, 27 * 27 * 192 * 1600),
        ((384, 13, 13), 3 * 3 * 192 * 384 + 384, 13 * 13 * 384 * 1728),
        ((256, 13, 13), 3 * 3 * 384 * 256 + 256, 13 * 13 * 256 * 3456),
        ((256, 13, 13), 3 * 3 * 256 * 256 + 256, 13 * 13 * 256 * 2304),
        ((4096,), 9216 * 4096 + 4096, 9216 * 4096),
        ((4096,), 4096 * 4096 + 4096, 4096 * 4096),
        ((1000,), 4096 * 1000 + 1000, 4096 * 1000),
    ]
    pools = [row.shape for row in layers_of(table) if "ooling" in str(row.kind)]
    assert pools == [(64, 27, 27), (192, 13, 13), (256, 6, 6), (256, 6, 6)]
    assert table.parameters == 61_100_840
    assert table.multiply_adds == 714_188_480
    # Computed in place, or not at all while it predicts: no memory of its own.
    idle = [row for row in layers_of(table) if str(row.kind) in ("ReLU", "Dropout 0.5")]
    assert len(idle) == 9
    assert not any(row.activation_bytes for row in idle)


@pytest.mark.parametrize("name", FAMILIES)
def test_totals_are_those_of_pytorch(name: str) -> None:
    module = on_meta(name)
    size = module.pretrained_cfg["input_size"]  # type: ignore[index]  # the library's own

    table = layer_table(module, size)  # type: ignore[arg-type]

    assert table.parameters == sum(each.numel() for each in module.parameters())
    assert table.multiply_adds == counted(module, size)  # type: ignore[arg-type]
    for of in ("parameters", "multiply_adds"):
        assert sum(getattr(row, of) for row in layers_of(table)) == getattr(table, of)
        assert sum(getattr(row, of) for row in table.rows) == getattr(table, of)
    for _level, row in table.walk():
        if row.children:
            assert sum(each.parameters for each in row.children) == row.parameters
            assert sum(each.multiply_adds for each in row.children) == row.multiply_adds
            assert sum(each.activation_bytes for each in row.children) <= row.activation_bytes


@pytest.mark.parametrize(("name", "millions"), PUBLISHED_MILLIONS.items())
def test_parameters_are_those_that_were_published(name: str, millions: float) -> None:
    backbone = find_backbone(name)

    table = summarise(backbone).table

    assert round(table.parameters / 1e6, 1) == millions
    assert table.parameters == backbone.parameters
    assert backbone.gmacs is not None
    assert table.multiply_adds / 1e9 == pytest.approx(backbone.gmacs, rel=0.06)


def test_channels_come_first_wherever_a_network_has_them() -> None:
    swin = summarise(find_backbone("swin_tiny_patch4_window7_224.ms_in1k")).table

    shapes = [row.shape for row in swin.rows]
    assert shapes[:5] == [(96, 56, 56), (96, 56, 56), (192, 28, 28), (384, 14, 14), (768, 7, 7)]


def test_stages_stand_first_and_hold_their_blocks() -> None:
    lite = summarise(find_backbone("efficientnet_b0.ra_in1k")).table
    assert [len(row.children) for row in lite.rows if row.name.startswith("blocks.")][2] == 2
    assert str(lite.rows[3].kind) == "2 \u00d7 Inverted residual block"

    vit = summarise(find_backbone("vit_tiny_patch16_224.augreg_in21k_ft_in1k")).table
    blocks = [row for row in vit.rows if str(row.kind) == "Transformer block"]
    assert len(blocks) == 12
    kinds = [str(row.kind) for row in blocks[0].children]
    expected = ["Layer normalisation", "Attention", "Layer normalisation", "Feed-forward network"]
    assert kinds == expected


def test_work_that_no_part_does_is_told_too() -> None:
    vit = summarise(find_backbone("vit_tiny_patch16_224.augreg_in21k_ft_in1k")).table

    first = vit.rows[0]
    assert str(first.kind) == "Own weights: cls_token, pos_embed"
    assert first.parameters == 192 + 197 * 192
    products = [row for row in layers_of(vit) if str(row.kind) == "Matrix products"]
    # Queries by keys, then shares by values: 3 heads of 64, 197 tokens.
    assert [row.multiply_adds for row in products] == [2 * 3 * 64 * 197 * 197] * 12


@pytest.mark.parametrize("name", ["tf_efficientnet_lite0", "resnet18.a1_in1k"])
def test_norm_makes_values_that_its_activation_changes_in_place(name: str) -> None:
    table = summarise(find_backbone(name)).table

    convolution, norm = table.rows[:2]
    assert str(norm.kind).startswith("Batch normalisation")
    assert convolution.shape is not None
    size = 4 * math.prod(convolution.shape)
    assert convolution.activation_bytes == norm.activation_bytes == size


class Odd(nn.Module):
    """Uses a layer twice, another never, shares weights, and gives a tuple."""

    def __init__(self) -> None:
        super().__init__()
        self.twice = nn.Conv2d(3, 3, 1)
        self.never = nn.Linear(5, 5)
        self.nothing = nn.Identity()
        self.first = nn.Linear(3, 4, bias=False)
        self.shared = nn.Linear(3, 4, bias=False)
        self.shared.weight = self.first.weight
        self.again = self.twice

    def forward(self, pictures: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        pooled = self.nothing(self.again(self.twice(pictures))).mean(dim=(2, 3))
        return self.first(pooled) + self.shared(pooled), {"pooled": pooled}


def test_networks_out_of_the_ordinary_are_told() -> None:
    module = Odd()
    before = {name: tensor.clone() for name, tensor in module.state_dict().items()}

    table = layer_table(module, (3, 8, 8))

    told = {row.name: row for row in table.rows}
    assert list(told) == ["twice", "never", "first", "shared"]
    assert (told["twice"].uses, told["twice"].multiply_adds) == (2, 2 * 9 * 64)
    assert (told["never"].uses, told["never"].parameters, told["never"].shape) == (0, 30, None)
    assert (told["first"].parameters, told["shared"].parameters) == (12, 0)
    assert table.parameters == sum(each.numel() for each in module.parameters())
    # The network itself is left as it was.
    assert module.training
    assert all(each.requires_grad for each in module.parameters())
    assert all(torch.equal(module.state_dict()[name], was) for name, was in before.items())
    assert not any(part._forward_hooks for part in module.modules())


def test_row_learns_where_its_parameters_are_among_the_last_groups() -> None:
    module = lenet()
    groups = [["0.weight", "0.bias"], ["3.weight", "3.bias"], ["6.weight", "6.bias"]]

    table = layer_table(module, (1, 32, 32), groups=groups)

    def learning(last: int | None) -> str:
        found = [table.learning(row, last) for row in table.rows]
        return "".join(each.value[0] for each in found if each is not None)

    assert table.learning(table.rows[1], None) is None  # An activation has nothing to learn.
    assert learning(-1) == "fffff"
    assert learning(0) == "fffll"  # The head: what is in no group.
    assert learning(1) == "fflll"
    assert learning(2) == "fllll"
    assert learning(None) == learning(9) == "lllll"


@pytest.mark.parametrize(
    "name", ["resnet18.a1_in1k", "swin_tiny_patch4_window7_224.ms_in1k", "pit_ti_224.in1k"]
)
@pytest.mark.parametrize("last", [-1, 0, 1, 2, None])
def test_boundary_is_where_fine_tuning_has_it(name: str, last: int | None) -> None:
    table = summarise(find_backbone(name)).table
    with torch.device("meta"):
        body = timm.create_model(name, num_classes=0)
    trained = layers.last_groups(body, last)
    sizes = {each: parameter.numel() for each, parameter in body.named_parameters()}

    counted = 0
    for row in layers_of(table):
        own = [each for each in sizes if each.rpartition(".")[0] == row.name]
        if row.parameters and own:
            assert table.learning(row, last) is not Learning.PARTLY
            if table.learning(row, last) is Learning.WHOLLY:
                counted += row.parameters

    assert counted == sum(sizes[each] for each in trained)


def test_network_that_the_library_has_no_stages_of_is_told_in_its_order() -> None:
    backbone = find_backbone("rdnet_tiny.nv_in1k")

    table = summarise(backbone).table

    assert table.parameters == backbone.parameters
    assert table.groups > 3
    body = [row for row in layers_of(table) if row.parameters and not row.name.startswith("head")]
    low = [row.depth[0] for row in body if row.depth is not None]
    assert low == sorted(low)


def test_stage_that_learns_in_part_says_so() -> None:
    module = nn.Sequential(
        nn.Sequential(nn.Conv2d(3, 4, 3), nn.Conv2d(4, 4, 3)), nn.Conv2d(4, 1, 1)
    )

    table = layer_table(module, (3, 9, 9), groups=[["0.0.weight", "0.0.bias"]])

    assert table.learning(table.rows[0], 0) is Learning.PARTLY
    assert table.learning(table.rows[1], 0) is Learning.WHOLLY


def test_network_that_cannot_be_run_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(summary, "layer_table", broken)

    with pytest.raises(BundleError, match=r"resnet26\.bt_in1k"):
        summarise(find_backbone("resnet26.bt_in1k"))
