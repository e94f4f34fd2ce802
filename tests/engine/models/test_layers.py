"""What the library calls its layers is found from the modules, and known in one place only."""

from __future__ import annotations

import ast

import pytest
import timm
import torch

from tests.sources import PACKAGE, imported, modules
from tlgui.engine.models.layers import LayerKind, classifier_name, last_maps, stages
from tlgui.engine.models.modules import compute_in_steps

FAMILIES = {
    "tf_efficientnet_lite0": "bn2",
    "resnet18": "layer4",
    "mobilenetv3_small_050": "blocks",
    "convnext_atto": "stages",
    "densenet121": "features",
    "regnety_002": "s4",
    "vgg11": "features",
}
"""The layer of each that gives the last maps: found by hand."""
NAMES = ("classifier", "bn2", "conv_head", "global_pool", "head.fc")
METHODS = (
    "reset_classifier",
    "get_classifier",
    "forward_features",
    "forward_head",
    "head_hidden_size",
)
LIBRARY_ROOMS = tuple(f"tlgui.engine.models.{name}" for name in ("network", "making", "layers"))
# What other modules do of it: nothing else is let pass there.
ELSEWHERE = {
    # Files in others' formats, as the library converts them; and its names of classes.
    "tlgui.engine.models.pretrained.loading": {"imports timm"},
    "tlgui.engine.models.class_names": {
        "imports timm.data.ImageNetInfo",
        "imports timm.data.infer_imagenet_subset",
        "imports timm.data",
    },
    # Its optimisers, by their names.
    "tlgui.engine.training.by_epochs.steps": {"imports timm.optim.create_optimizer_v2"},
    # A folder as the library keeps its own: it is opened by it, and one key has such a name.
    "tlgui.engine.models.checkpoint": {"imports timm", "names classifier"},
    # Networks beside the library's own, which answer to the same names.
    "tlgui.engine.models.scratch.building": {"imports timm"},
    "tlgui.engine.models.scratch.modules": {
        *("names classifier", "asks for classifier", "asks for forward_features"),
        *("asks for forward_head", "asks for head_hidden_size"),
    },
}


@pytest.mark.parametrize("name", ["mobilenetv3_small_050", "vit_tiny_patch16_224"])
def test_network_that_computes_in_steps_answers_alike(name: str) -> None:
    torch.manual_seed(0)
    module = timm.create_model(name, pretrained=False).eval()
    # As they come, the scores of random weights differ by less than rounding.
    getattr(module, classifier_name(module)).weight.data.normal_()
    pictures = torch.randn(2, 3, 224, 224)
    with torch.inference_mode():
        before = module(pictures)
        compute_in_steps(module)
        after = module(pictures)

    torch.testing.assert_close(after, before, rtol=0, atol=1e-4 * float(before.abs().max()))
    steps = [getattr(part, "fused_attn", None) for part in module.modules()]
    assert True not in steps
    assert (False in steps) == name.startswith("vit")
    kinds = [type(part).__name__ for part in module.modules()]
    assert not {"HardSigmoid", "Hardsigmoid"} & set(kinds)
    assert ("HardSigmoidInSteps" in kinds) == name.startswith("mobilenet")


@pytest.mark.parametrize("name", FAMILIES)
def test_last_maps_are_the_last_output_with_height_and_width(name: str) -> None:
    module = timm.create_model(name, pretrained=False).eval()
    found = last_maps(module)
    shapes = []
    module.get_submodule(found).register_forward_hook(
        lambda _m, _i, output: shapes.append(tuple(output.shape))
    )

    with torch.inference_mode():
        module(torch.zeros(1, 3, 96, 96))

    assert found == FAMILIES[name] or found == "norm_pre"
    (shape,) = shapes
    assert len(shape) == 4
    assert shape[2] == shape[3] > 1, "maps that still have places"


@pytest.mark.parametrize("name", FAMILIES)
def test_classifier_is_the_layer_that_gives_the_scores(name: str) -> None:
    module = timm.create_model(name, pretrained=False, num_classes=7)

    assert module.get_submodule(classifier_name(module)).out_features == 7


def test_stages_of_a_residual_network_are_its_layers() -> None:
    found = stages(timm.create_model("resnet18", pretrained=False))

    assert [stage.name for stage in found][1:] == [
        "layer1",
        "layer2",
        "layer3",
        "layer4",
        "global_pool",
    ]
    assert found[0].kind is LayerKind.STEM
    assert [stage.blocks for stage in found[1:5]] == [2, 2, 2, 2]


def test_names_of_the_library_stand_in_two_modules_only() -> None:
    found = []
    for module in modules():
        if not module.startswith("tlgui.engine") or module in LIBRARY_ROOMS:
            continue
        passed = ELSEWHERE.get(module, set())
        found += [
            f"{module}:{line} {what}"
            for line, what in told_of_the_library(module)
            if what not in passed
        ]

    assert found == []


def told_of_the_library(module: str) -> list[tuple[int, str]]:
    """Each line of ``module`` that knows something of the library, and what."""
    found = [
        (line, f"imports {name}") for line, name in imported(module) if name.split(".")[0] == "timm"
    ]
    path = PACKAGE.parent.joinpath(*module.split("."))
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if (text := node.value.rstrip(".")) in NAMES:
                found.append((node.lineno, f"names {text}"))
        elif isinstance(node, ast.Attribute) and node.attr in (*NAMES, *METHODS):
            found.append((node.lineno, f"asks for {node.attr}"))
    return found
