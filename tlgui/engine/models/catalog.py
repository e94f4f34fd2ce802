"""The backbones that tlgui offers, with the facts a user chooses by."""

from __future__ import annotations

from dataclasses import dataclass

from tlgui.engine.errors import Message, RecipeError


@dataclass(frozen=True)
class Backbone:
    """A pretrained network.

    Attributes:
        name: timm's name for it.
        label: a shorter name for people.
        parameters: number of weights, classifier included.
        width: length of the feature vectors that leave its last stage.
        stage_widths: channels of each stage's maps, in the order in which a picture passes them;
            empty where its stages have no names.
        input_size: side of the square picture it sees, in pixels.
        crop: share of a picture's shorter side that it sees of its centre.
        license: of the weights, as an SPDX identifier.
        weights_sha256: of the file that carries the weights.
    """

    name: str
    label: str
    parameters: int
    width: int
    stage_widths: tuple[int, ...]
    input_size: int
    crop: float
    license: str
    weights_sha256: str

    @property
    def feature_groups(self) -> tuple[int, ...]:
        """Widths of the parts of a picture's features: the last stage's, then each stage's mean."""
        return (self.width, *self.stage_widths)


DEFAULT_BACKBONE = "tf_efficientnet_lite0"

BACKBONES = {
    DEFAULT_BACKBONE: Backbone(
        name=DEFAULT_BACKBONE,
        label="EfficientNet-Lite0",
        parameters=4_652_008,
        width=1280,
        stage_widths=(16, 24, 40, 80, 112, 192, 320),
        input_size=224,
        crop=0.875,
        license="Apache-2.0",
        weights_sha256="579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
    ),
}


def find_backbone(name: str) -> Backbone:
    """The backbone of exactly that name.

    Raises:
        RecipeError: there is none. Names are never passed on to a library that would go and
            look for them elsewhere.
    """
    backbone = BACKBONES.get(name)
    if backbone is None:
        raise RecipeError(
            Message("There is no backbone called {name}.", name=name),
            Message("Available: {names}.", names=", ".join(BACKBONES)),
        )
    return backbone
