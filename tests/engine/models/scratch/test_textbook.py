"""The networks of the textbooks: as many weights as published, and pictures of any size."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress

import pytest
import torch

from tlgui.engine.errors import RecipeError
from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.models.scratch.building import Blueprint, blueprint_backbone, initialise
from tlgui.engine.models.scratch.textbook import BY_NAME, TEXTBOOKS, Textbook

NAMES = [book.name for book in TEXTBOOKS]
# In millions, from the papers and the libraries that have them.
PUBLISHED = {
    "alexnet": 61.1,
    "vgg16": 138.4,
    "googlenet": 6.6,
    "resnet50": 25.6,
    "mobilenetv2_100": 3.5,
    "densenet121": 8.0,
    "efficientnet_b0": 5.3,
}


def parameters(name: str, classes: int, channels: int = 3) -> int:
    book = BY_NAME[name]
    if book.design is not None:
        channels = book.design.channels
    with torch.device("meta"):
        module = Blueprint(name, channels, book.side).create(classes)
    return sum(parameter.numel() for parameter in module.parameters())


@pytest.mark.parametrize("book", TEXTBOOKS, ids=NAMES)
def test_as_many_weights_as_it_says(book: Textbook) -> None:
    assert parameters(book.name, book.classes) == book.parameters


@pytest.mark.parametrize(("name", "millions"), PUBLISHED.items())
def test_as_many_weights_as_published(name: str, millions: float) -> None:
    assert round(parameters(name, 1000) / 1e6, 1) == millions


@pytest.mark.parametrize("book", TEXTBOOKS, ids=NAMES)
def test_it_takes_small_pictures_and_grey_ones(book: Textbook) -> None:
    with torch.device("meta"):
        for channels in (1, 3):
            module = Blueprint(book.name, channels, book.minimum).create(5).eval()
            first = next(each for each in module.modules() if isinstance(each, torch.nn.Conv2d))
            scores = module(torch.empty(2, 3, book.minimum, book.minimum))
            assert first.in_channels == channels
            assert scores.shape == (2, 5)


def test_a_grey_network_sees_brightness_only() -> None:
    module = Blueprint("squeezenet", 1, 64).create(4).eval()
    picture = torch.rand(1, 3, 64, 64)
    brightness = (picture * torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)).sum(1)

    grey = brightness[:, None].expand(1, 3, 64, 64)

    assert torch.allclose(module(picture), module(grey), atol=1e-5)


def test_years_go_up_and_papers_are_named() -> None:
    years = [book.year for book in TEXTBOOKS]

    assert years == sorted(years)
    assert (years[0], years[-1]) == (1998, 2019)
    assert all(book.paper and str(book.idea) for book in TEXTBOOKS)


def test_any_architecture_of_timm_can_begin_anew() -> None:
    named = blueprint_backbone("resnet26.bt_in1k")

    assert named.name == "resnet26"
    assert blueprint_backbone("resnet26").name == "resnet26"
    with pytest.raises(RecipeError, match="magicnet"):
        blueprint_backbone("magicnet")


def test_who_takes_one_without_weights_is_told_how_it_learns() -> None:
    for book in TEXTBOOKS:
        with suppress(RecipeError):
            find_backbone(f"{book.name}")
            continue
        with pytest.raises(RecipeError) as refused:
            find_backbone(book.name)
        hint = str(refused.value.hint)
        assert "Say which of its weights" in hint or "from-scratch" in hint, book.name


def test_what_passes_a_relu_keeps_its_size() -> None:
    torch.manual_seed(0)
    module = torch.nn.Sequential(
        *[part for _ in range(12) for part in (torch.nn.Linear(256, 256), torch.nn.ReLU())]
    )
    initialise(module)
    passed = module(torch.randn(64, 256)).detach()

    # Without the factor of two it would be a 4096th.
    assert 0.3 < float((passed**2).mean()) < 3


def test_the_list_needs_no_library() -> None:
    code = (
        "import sys, tlgui.engine.models.scratch.textbook as t; t.LENET.check();"
        "print([n for n in ('torch', 'timm', 'torchvision') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
