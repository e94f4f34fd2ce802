"""What a training by steps is asked about its pictures: how they are varied."""

from __future__ import annotations

from dataclasses import dataclass

from tlgui.engine.errors import Message
from tlgui.engine.training.by_epochs.choices import AutoAugment, Mirroring
from tlgui.engine.training.recipe import Recipe
from tlgui.engine.training.settings import Choice, Group, Level, Unit, setting


@dataclass(frozen=True, kw_only=True)
class AugmentationSettings(Recipe):
    """How pictures are varied, so that what does not matter is not learned by heart.

    Attributes:
        mirror: whether mirrored pictures are learned from too.
        views: shifted and cropped variants of each picture, beside the picture itself.
        crop: smallest share of a picture's area that such a variant shows.
        vertical_flip: whether pictures are turned upside down half of the time.
        rotation: degrees to either side, at most.
        translation: share of a side, at most.
        zoom: share by which pictures grow or shrink, at most.
        colour: how strongly brightness, contrast, saturation and hue change.
        grey: share of pictures without colour.
        blur: share of blurred pictures.
        noise: deviation of normal noise, as a share of the range of brightness.
        erasing: share of pictures of which a patch is hidden.
        auto_augment: ready-made changes.
        mixup: alpha of its beta distribution; 0 for none.
        cutmix: likewise.
    """

    mirror: Mirroring = setting(
        Mirroring.AUTO,
        label=Message("Learn from mirrored pictures too"),
        spoken=Message("mirroring"),
        sentence=Message("Helps where left and right mean the same; harms on digits and letters."),
        choices={
            Mirroring.AUTO: Choice(
                label=Message("Where that changes no meaning"),
                sentence=Message(
                    "Tried on the linear head: does it know mirrored pictures as well?"
                ),
            ),
            Mirroring.YES: Choice(
                label=Message("Yes"),
                sentence=Message("Each picture is mirrored half of the time."),
            ),
            Mirroring.NO: Choice(
                label=Message("No"), sentence=Message("Pictures are learned from as they are.")
            ),
        },
    )
    views: int = setting(
        1,
        label=Message("Cropped variants a picture"),
        spoken=Message("number of variants"),
        sentence=Message("Kept beside each picture; more of them make learning by heart harder."),
        level=Level.ADVANCED,
        group=Group.AUGMENTATION,
        low=0,
        high=64,
    )
    crop: float = setting(
        0.6,
        label=Message("Smallest crop"),
        spoken=Message("smallest crop"),
        sentence=Message("Share of a picture's area that a cropped variant shows at least."),
        level=Level.ADVANCED,
        group=Group.AUGMENTATION,
        low=0.05,
        high=1.0,
        unit=Unit.PERCENT,
    )
    vertical_flip: bool = setting(
        False,
        label=Message("Turn upside down too"),
        spoken=Message("vertical flip"),
        sentence=Message("Changes what digits and letters mean; for pictures from above."),
        level=Level.ADVANCED,
        group=Group.AUGMENTATION,
    )
    rotation: float = setting(
        0.0,
        label=Message("Rotation"),
        spoken=Message("rotation"),
        sentence=Message("Degrees to either side, at most."),
        level=Level.ADVANCED,
        group=Group.AUGMENTATION,
        low=0.0,
        high=180.0,
    )
    translation: float = setting(
        0.0,
        label=Message("Shift"),
        spoken=Message("shift"),
        sentence=Message("Share of the side by which pictures are moved, at most."),
        level=Level.ADVANCED,
        group=Group.AUGMENTATION,
        low=0.0,
        high=0.5,
        unit=Unit.PERCENT,
    )
    zoom: float = setting(
        0.0,
        label=Message("Zoom"),
        spoken=Message("zoom"),
        sentence=Message("Share by which pictures grow or shrink, at most."),
        level=Level.ADVANCED,
        group=Group.AUGMENTATION,
        low=0.0,
        high=0.9,
        unit=Unit.PERCENT,
    )
    colour: float = setting(
        0.0,
        label=Message("Colours"),
        spoken=Message("change of colours"),
        sentence=Message("How strongly brightness, contrast and colours change."),
        level=Level.ADVANCED,
        group=Group.AUGMENTATION,
        low=0.0,
        high=1.0,
        unit=Unit.PERCENT,
    )
    grey: float = setting(
        0.0,
        label=Message("Without colour"),
        spoken=Message("share of grey pictures"),
        sentence=Message("Share of pictures that are shown in grey."),
        level=Level.ADVANCED,
        group=Group.AUGMENTATION,
        low=0.0,
        high=1.0,
        unit=Unit.PERCENT,
    )
    blur: float = setting(
        0.0,
        label=Message("Blurred"),
        spoken=Message("share of blurred pictures"),
        sentence=Message("Share of pictures that are shown out of focus."),
        level=Level.ADVANCED,
        group=Group.AUGMENTATION,
        low=0.0,
        high=1.0,
        unit=Unit.PERCENT,
    )
    noise: float = setting(
        0.0,
        label=Message("Noise"),
        spoken=Message("noise"),
        sentence=Message("Its deviation, as a share of the whole range of brightness."),
        level=Level.ADVANCED,
        group=Group.AUGMENTATION,
        low=0.0,
        high=0.5,
        unit=Unit.PERCENT,
    )
    erasing: float = setting(
        0.0,
        label=Message("Erased patches"),
        spoken=Message("share of erased pictures"),
        sentence=Message("Share of pictures of which a patch is hidden."),
        level=Level.ADVANCED,
        group=Group.AUGMENTATION,
        low=0.0,
        high=1.0,
        unit=Unit.PERCENT,
    )
    auto_augment: AutoAugment = setting(
        AutoAugment.NONE,
        label=Message("Ready-made changes"),
        spoken=Message("ready-made changes"),
        sentence=Message("Many kinds of changes at once; they slow the training down."),
        level=Level.ADVANCED,
        group=Group.AUGMENTATION,
        choices={
            AutoAugment.NONE: Choice(label=Message("None"), sentence=Message("Only those above.")),
            AutoAugment.TRIVIAL: Choice(
                label=Message("TrivialAugment"),
                sentence=Message("One change of any kind and strength a picture."),
            ),
            AutoAugment.RANDOM: Choice(
                label=Message("RandAugment"), sentence=Message("Two changes of medium strength.")
            ),
        },
    )
    mixup: float = setting(
        0.0,
        label=Message("Mixup"),
        spoken=Message("mixup"),
        sentence=Message("Blends two pictures and their classes; 0 for none, 0.2 is usual."),
        level=Level.ADVANCED,
        group=Group.AUGMENTATION,
        low=0.0,
        high=10.0,
    )
    cutmix: float = setting(
        0.0,
        label=Message("CutMix"),
        spoken=Message("cutmix"),
        sentence=Message("Puts a patch of one picture into another; 0 for none, 1 is usual."),
        level=Level.ADVANCED,
        group=Group.AUGMENTATION,
        low=0.0,
        high=10.0,
    )

    @property
    def varies(self) -> bool:
        """Whether pictures are changed anew at every step."""
        amounts = (
            *(self.rotation, self.translation, self.zoom, self.colour, self.grey, self.blur),
            *(self.noise, self.erasing, self.mixup, self.cutmix),
        )
        return self.vertical_flip or self.auto_augment is not AutoAugment.NONE or any(amounts)
