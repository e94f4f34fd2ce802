"""What learning from scratch is asked, beside what every training by epochs is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from tlgui.engine.errors import Message, RecipeError
from tlgui.engine.models.scratch.building import DESIGN, Blueprint, blueprint_backbone
from tlgui.engine.models.scratch.design import design_of_text
from tlgui.engine.training.by_epochs.choices import Judge, Mirroring
from tlgui.engine.training.by_epochs.epoch_recipe import EpochRecipe
from tlgui.engine.training.framing import FramingRule
from tlgui.engine.training.settings import Choice, Level, again, setting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tlgui.engine.data.preprocessing import Preprocessing
    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.models.network import Origin
    from tlgui.engine.models.scratch.design import Design


class Channels(StrEnum):
    """Whether a network sees colours."""

    AUTO = "auto"
    RGB = "rgb"
    GREY = "grey"


@dataclass(frozen=True, kw_only=True)
class FromScratch(EpochRecipe):
    """What learning from scratch is asked, beside what every training by epochs is.

    Attributes:
        backbone: name of a network of the textbooks, or of an architecture of timm's; ``design``
            for one of one's own.
        design: its layers as JSON, or the path of a file with them; means something only where
            ``backbone`` asks for it.
        image_size: side of the square pictures that it takes, in pixels; 0 for that of the
            pictures themselves, up to the one that the network was published for.
        channels: whether it sees colours.
    """

    method: ClassVar[str] = "from-scratch"
    pretrained: ClassVar[bool] = False
    unused: ClassVar[tuple[str, ...]] = (
        "weights",
        "layer_decay",
        "head_rate",
        "unfreeze",
        "adapt_norms",
    )

    backbone: str = again(EpochRecipe, "backbone", "cifar_cnn")
    design: str = setting(
        "",
        label=Message("Design"),
        spoken=Message("design"),
        sentence=Message("Layers of a network of one's own: a file, or its JSON itself."),
        level=Level.COMMAND_LINE,
    )
    image_size: int = setting(
        0,
        label=Message("Side of the picture"),
        spoken=Message("side of the picture"),
        sentence=Message(
            "In pixels; 0: as the pictures are, up to what the network was published for."
        ),
        low=0,
        high=1024,
    )
    channels: Channels = setting(
        Channels.AUTO,
        label=Message("Colours"),
        spoken=Message("colours"),
        sentence=Message("What the network sees of the pictures' colours."),
        level=Level.ADVANCED,
        choices={
            Channels.AUTO: Choice(
                label=Message("As the pictures are"),
                sentence=Message("Grey where all of them are grey."),
            ),
            Channels.RGB: Choice(
                label=Message("Colours"), sentence=Message("Red, green and blue: three channels.")
            ),
            Channels.GREY: Choice(
                label=Message("Grey"), sentence=Message("Brightness only: one channel.")
            ),
        },
    )
    epochs: int = again(EpochRecipe, "epochs", 20)
    learning_rate: float = again(EpochRecipe, "learning_rate", 1e-3)
    batch_size: int = again(EpochRecipe, "batch_size", 64)
    label_smoothing: float = again(EpochRecipe, "label_smoothing", 0.0)
    judge: Judge = again(EpochRecipe, "judge", Judge.ACCURACY)  # noqa: RUF009 - it makes a field
    adapt_norms: bool = again(EpochRecipe, "adapt_norms", True)
    layer_decay: float = again(EpochRecipe, "layer_decay", 1.0)
    views: int = again(EpochRecipe, "views", 0)
    mirror: Mirroring = again(  # noqa: RUF009 - it makes a field
        EpochRecipe,
        "mirror",
        Mirroring.NO,
        choices={
            Mirroring.YES: Choice(
                label=Message("Yes"),
                sentence=Message("Each picture is mirrored half of the time."),
            ),
            Mirroring.NO: Choice(
                label=Message("No"), sentence=Message("Pictures are learned from as they are.")
            ),
        },
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        design = self.own_design
        if design is not None:
            # Its layers, not the place of a file that may be another tomorrow.
            object.__setattr__(self, "design", design.text())
        if self.framing is FramingRule.AUTO:
            raise RecipeError(
                Message("What suits the pictures best is found with a pretrained network only."),
                Message("Choose what the network sees of a picture: its centre, or all of it."),
            )

    @property
    def own_design(self) -> Design | None:
        """The network of one's own; None where a known one is asked for.

        Raises:
            RecipeError: it cannot be read, or cannot be built.
        """
        if self.backbone != DESIGN:
            return None
        if not self.design:
            raise RecipeError(
                Message("There is no design yet."),
                Message("Give one (--design FILE), or name a network (--backbone NAME)."),
            )
        design = design_of_text(self.design)
        design.check()
        return design

    @property
    def found_backbone(self) -> Backbone:
        """What people are told of its network."""
        design = self.own_design
        return blueprint_backbone(self.backbone if design is None else DESIGN, design)

    def origin(self, preprocessing: Preprocessing, facts: Mapping[str, Any]) -> Origin:
        """What its network is built from."""
        return self.blueprint(int(facts.get("channels", 3)), preprocessing.height).origin()

    def blueprint(self, channels: int, side: int) -> Blueprint:
        """What its network is built from, for pictures of that colour and size."""
        design = self.own_design
        name = self.found_backbone.name
        return Blueprint(name, channels, side, design)

    @property
    def pace(self) -> str:
        """What it has in common with recipes whose fit takes as long for a picture and pass."""
        mark = "" if self.own_design is None else f" {self.own_design.digest}"
        size = f" {self.image_size}" if self.image_size else ""
        return f"{self.method}{mark}{size}{' varied' if self.varies else ''}"
