"""The backbones that tlgui offers, with the facts a user chooses by.

Every pretrained network of timm, from a file in the package: neither timm nor PyTorch is imported
to show them. ``packaging/catalogue.py`` makes the file, a test compares it with timm.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from tlgui.engine import places
from tlgui.engine.errors import Message, RecipeError
from tlgui.engine.models.scratch.textbook import BY_NAME
from tlgui.engine.models.weights import PACKAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT_VERSION = 1
COLUMNS = (
    "name",
    "family",
    "license",
    "parameters",
    "weights_bytes",
    "width",
    "head",
    "classes",
    "stages",
    "stage_widths",
    "input",
    "crop",
    "accuracy",
    "accuracy_size",
    "gmacs",
    "mega_activations",
    "cpu_speed",
    "hub_id",
    "hub_file",
    "year",
    "paper",
)
"""Of the file, in this order; the names are those of the attributes where there are such."""

DEFAULT_BACKBONE = "tf_efficientnet_lite0"
# Shorter names of what comes along, or with a package of its own.
_LABELS = {
    "tf_efficientnet_lite0.in1k": "EfficientNet-Lite0",
    "tf_efficientnet_lite1.in1k": "EfficientNet-Lite1",
    "tf_efficientnet_lite2.in1k": "EfficientNet-Lite2",
}
FREE_LICENSES = frozenset(("Apache-2.0", "MIT", "BSD-3-Clause", "CC-BY-4.0"))
_NOT_COMMERCIAL = ("CC-BY-NC", "noncommercial", "apple-amlr", "seer-license")


@dataclass(frozen=True)
class Backbone:
    """A pretrained network.

    Attributes:
        name: under which recipes ask for it: timm's, with its tag; that of the one which comes
            along is without.
        timm_name: timm's name with its tag.
        label: for people.
        family: timm's module that it is from: ``resnet``, ``vision_transformer`` ...
        license: of the weights, as an SPDX identifier or its name; empty where none is stated.
        parameters: number of weights, classifier included.
        weights_bytes: size of its weights, about.
        width: length of the features that leave its last stage.
        head: kind of its own classifier: ``linear`` where one of one's own takes its place.
        classes: that its own classifier tells apart; 0 where it has none.
        stages: which maps of the library's ``forward_intermediates`` are looked at; empty where
            the stages have names, or are not told.
        stage_widths: channels of each stage's maps, in the order in which a picture passes them.
        input_size: side of the picture it sees, in pixels.
        crop: share of a picture's shorter side that it sees of its centre.
        accuracy: published, on ImageNet-1k's validation pictures, in percent; None where unknown.
        accuracy_size: side of the pictures at which it was measured.
        gmacs: multiply-adds for a picture, in billions.
        mega_activations: values that its layers give for a picture, in millions.
        cpu_speed: pictures a second on one desktop processor (i9-10940X, fp32), published.
        hub_id: of its repository on the Hugging Face hub; empty where there is none.
        hub_file: of its weights there, where it is not the usual one.
        year: of its paper; None where unknown.
        paper: its arXiv identifier.
        weights_sha256: of the file that carries the weights; empty where none comes along.
    """

    name: str
    timm_name: str
    label: str
    family: str
    license: str
    parameters: int
    weights_bytes: int
    width: int
    head: str
    classes: int
    stages: tuple[int, ...]
    stage_widths: tuple[int, ...]
    input_size: int
    crop: float
    accuracy: float | None
    accuracy_size: int | None
    gmacs: float | None
    mega_activations: float | None
    cpu_speed: float | None
    hub_id: str
    hub_file: str
    year: int | None
    paper: str
    weights_sha256: str = ""

    @property
    def feature_groups(self) -> tuple[int, ...]:
        """Widths of the parts of a picture's features: the last stage's, then each stage's mean."""
        return (self.width, *self.stage_widths)

    @property
    def architecture(self) -> str:
        """Its name without the tag: what its weights were trained on is not in it."""
        return self.timm_name.partition(".")[0]

    @property
    def commercial_use(self) -> bool | None:
        """Whether its weights may be used commercially; None where their own terms must be read."""
        if self.license in FREE_LICENSES:
            return True
        return False if any(part in self.license for part in _NOT_COMMERCIAL) else None

    @property
    def trained_on(self) -> str:
        """What its own classifier was trained on: ``ImageNet-1k``; empty where it has none."""
        if not self.classes:
            return ""
        known = {1000: "ImageNet-1k", 11221: "ImageNet-21k-P", 11821: "ImageNet-12k"}
        return known.get(self.classes, "ImageNet-22k" if 19_000 < self.classes < 22_000 else "")


def all_backbones() -> Mapping[str, Backbone]:
    """Every backbone by its name, in the order of the names.

    Raises:
        RecipeError: the catalogue is missing or damaged.
    """
    return _read()


@cache
def _read() -> dict[str, Backbone]:
    file = places.asset_folder("catalogue") / "backbones.json"
    try:
        document = json.loads(file.read_bytes())
        if document["format_version"] != FORMAT_VERSION:
            raise ValueError(document["format_version"])
        columns = document["columns"]
        found = [_backbone(dict(zip(columns, row, strict=True))) for row in document["rows"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RecipeError(
            Message("The catalogue of backbones cannot be read: {path}.", path=file),
            Message("Install tlgui again."),
        ) from error
    return {backbone.name: backbone for backbone in found}


def _backbone(facts: dict[str, Any]) -> Backbone:
    timm_name = facts.pop("name")
    height, width = facts.pop("input")
    is_default = timm_name.partition(".")[0] == DEFAULT_BACKBONE
    name = DEFAULT_BACKBONE if is_default else timm_name
    return Backbone(
        **facts
        | {
            "name": name,
            "timm_name": timm_name,
            "label": _LABELS.get(timm_name, timm_name),
            "input_size": max(height, width),
            "stages": tuple(facts["stages"]),
            "stage_widths": tuple(facts["stage_widths"]),
            "weights_sha256": _package_sha256(timm_name),
        }
    )


def backbone_asked(settings: Mapping[str, Any]) -> str:
    """What a recipe's document asks for; the one that comes along where it names none of these."""
    asked = settings.get("backbone")
    return asked if isinstance(asked, str) and asked in all_backbones() else DEFAULT_BACKBONE


def _package_sha256(timm_name: str) -> str:
    architecture, _dot, tag = timm_name.partition(".")
    package = PACKAGES.get(architecture) if tag == "in1k" else None
    return "" if package is None else package.sha256


def find_backbone(name: str) -> Backbone:
    """The backbone of exactly that name; one without a tag where only one tag is possible.

    Raises:
        RecipeError: there is none. Names are never passed on to a library that would go and
            look for them elsewhere.
    """
    backbones = all_backbones()
    found = backbones.get(name) or next(
        (backbone for backbone in backbones.values() if backbone.timm_name == name), None
    )
    if found is not None:
        return found
    tagged = [each for each in backbones if each.startswith(f"{name}.")]
    if len(tagged) == 1:
        return backbones[tagged[0]]
    raise RecipeError(
        Message("There is no backbone called {name}.", name=name), _similar(name, tagged)
    )


def _similar(name: str, tagged: list[str]) -> Message:
    if tagged:
        return Message("Say which of its weights: {names}.", names=", ".join(tagged[:6]))
    if name in BY_NAME:
        return Message("It has no weights to begin with: --method from-scratch has it learn.")
    near = get_close_matches(name, all_backbones(), 3, 0.6)
    return Message(
        "Available: {names} and all others that `tlgui models` lists.",
        names=", ".join(dict.fromkeys([*near, DEFAULT_BACKBONE])),
    )
