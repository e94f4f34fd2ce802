"""Everything that is asked of a training run, checked before anything starts: the common part.

Each method has a recipe of its own beside its code, ``methods/feature_extraction.py`` say.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from tlgui.engine.devices import DEVICE_NAMES
from tlgui.engine.errors import Message, RecipeError
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.training.framing import FramingRule
from tlgui.engine.training.settings import Choice, Level, Unit, fields_of, setting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tlgui.engine.data.preprocessing import Preprocessing
    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.models.network import Origin


class EnsembleRule(StrEnum):
    """Of how many models a run's model is made, and how these come to differ."""

    NONE = "none"
    BAGGING = "bagging"
    SEEDS = "seeds"


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What every method is asked. Making one checks it.

    Attributes:
        method: name of the method whose recipe it is.
        unused: names of fields of all recipes that mean nothing to this method.
        pretrained: whether its network was trained before, on other pictures.
        reads_training: whether it looks at the training pictures.
        class_weights: whether each class weighs the same, however many pictures it has.
        target_accuracy: that accepted pictures should reach; sets the threshold of "unsure".
        framing: how pictures of any shape are brought to that of the network's input.
        folds: of the cross-validation by which it is judged; 0 for none.
        ensemble: whether several models answer together, and how they come to differ.
        members: how many these are.
        seed: of the split's and the method's random draws.
        backbone: timm's name of the pretrained network.
        weights: file with weights for it, instead of the published ones; empty for those.
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.

    Raises:
        RecipeError: a value makes no sense.
    """

    method: ClassVar[str] = ""
    unused: ClassVar[tuple[str, ...]] = ()
    pretrained: ClassVar[bool] = True
    reads_training: ClassVar[bool] = True

    class_weights: bool = setting(
        False,
        label=Message("Balance uneven classes"),
        spoken=Message("balance of classes"),
        sentence=Message(
            "Pictures of small classes count for more, so that every class has the same say."
        ),
        term="class_weights",
    )
    target_accuracy: float = setting(
        0.95,
        label=Message("Accuracy wanted"),
        spoken=Message("target accuracy"),
        sentence=Message("of accepted pictures; less sure ones are marked unsure"),
        accessible=Message("Accuracy wanted of accepted pictures, percent"),
        term="threshold",
        low=0.0,
        high=1.0,
        usual=(0.5, 0.999),
        unit=Unit.PERCENT,
    )
    framing: FramingRule = setting(
        FramingRule.CENTRE,
        label=Message("What the network sees of a picture"),
        spoken=Message("framing"),
        sentence=Message("How a picture is brought to the square that the network takes."),
        term="framing",
        level=Level.ADVANCED,
        choices={
            FramingRule.CENTRE: Choice(
                label=Message("Its centre"),
                sentence=Message("What lies outside is cut off. Best on ordinary photos."),
            ),
            FramingRule.WHOLE: Choice(
                label=Message("All of it, with margins"),
                sentence=Message("Nothing is cut off and nothing bent; details get smaller."),
            ),
            FramingRule.SQUEEZE: Choice(
                label=Message("All of it, squeezed"),
                sentence=Message("Nothing is cut off; shapes are bent."),
            ),
            FramingRule.AUTO: Choice(
                label=Message("What answers best"),
                sentence=Message(
                    "Cross-validation decides; pictures are read up to three times for it."
                ),
            ),
        },
    )
    folds: int = setting(
        0,
        label=Message("Folds of cross-validation"),
        spoken=Message("number of folds"),
        sentence=Message(
            "Each picture is judged once, by a model that did not learn from it; 0 for none."
        ),
        term="cross_validation",
        level=Level.ADVANCED,
        low=0,
        high=50,
    )
    ensemble: EnsembleRule = setting(
        EnsembleRule.NONE,
        label=Message("Several models that answer together"),
        spoken=Message("ensemble"),
        sentence=Message("The mean of what they answer counts; each takes as long as one alone."),
        term="ensemble",
        level=Level.ADVANCED,
        choices={
            EnsembleRule.NONE: Choice(
                label=Message("None"),
                sentence=Message("One model learns from all training pictures."),
            ),
            EnsembleRule.BAGGING: Choice(
                label=Message("Each on a sample (bagging)"),
                sentence=Message(
                    "Each learns from as many training pictures, drawn at random with repetition."
                ),
            ),
            EnsembleRule.SEEDS: Choice(
                label=Message("Each with a seed of its own"),
                sentence=Message("All learn from the same pictures; what is random differs."),
            ),
        },
    )
    members: int = setting(
        5,
        label=Message("How many models"),
        spoken=Message("number of models"),
        sentence=Message("Of the ensemble."),
        level=Level.ADVANCED,
        low=2,
        high=50,
        where=("ensemble", (EnsembleRule.BAGGING, EnsembleRule.SEEDS)),
    )
    seed: int = setting(
        0,
        label=Message("Seed"),
        spoken=Message("seed"),
        sentence=Message("The same seed on the same pictures repeats a run."),
        term="seed",
        level=Level.ADVANCED,
        low=0,
        high=2**32 - 1,
    )
    backbone: str = setting(
        DEFAULT_BACKBONE,
        label=Message("Backbone"),
        spoken=Message("backbone"),
        sentence=Message("The pretrained network."),
        level=Level.COMMAND_LINE,
    )
    weights: str = setting(
        "",
        label=Message("Weights"),
        spoken=Message("weights"),
        sentence=Message("A file with weights of one's own for the backbone (.safetensors, .pth)."),
        level=Level.COMMAND_LINE,
    )
    device: str = setting(
        "auto",
        label=Message("Device"),
        spoken=Message("device"),
        sentence=Message("What computes: auto, cpu, cuda or mps."),
        level=Level.COMMAND_LINE,
        among=DEVICE_NAMES,
    )

    def __post_init__(self) -> None:
        assert self.found_backbone
        for field in fields_of(type(self)):
            object.__setattr__(self, field.name, field.checked(getattr(self, field.name)))
        if self.folds == 1:
            raise RecipeError(
                Message("One fold leaves nothing to learn from."),
                Message("Take two at least, five say (--folds 5), or 0 for none."),
            )

    @property
    def sees_mirrored(self) -> bool:
        """Whether features are means over a picture and its mirror image."""
        return False

    @property
    def found_backbone(self) -> Backbone:
        """What people are told of its backbone.

        Raises:
            RecipeError: there is none of that name.
        """
        return find_backbone(self.backbone)

    def origin(self, preprocessing: Preprocessing, facts: Mapping[str, Any]) -> Origin | None:
        """What the network of such a run is built from; None for timm's backbone of its name.

        Args:
            preprocessing: of its input.
            facts: that the run keeps of how it came about.
        """
        del preprocessing, facts
        return None

    @property
    def weights_file(self) -> Path | None:
        """The user's own file of weights; None where the published ones are asked for."""
        return Path(self.weights) if self.weights else None

    @property
    def epochs_at_most(self) -> int:
        """Epochs that its curves may have; 0 where nothing is learned epoch by epoch."""
        return 0

    @property
    def passes(self) -> int:
        """Passes over the training pictures of which each takes as long; 1 where it has none."""
        return 1

    @property
    def weighs_classes(self) -> bool:
        """Whether pictures of small classes count for more in what is learned."""
        return self.class_weights

    @property
    def learns_below_head(self) -> bool:
        """Whether more than a head learns: each model of an ensemble then has its own network."""
        return False

    @property
    def trainings(self) -> int:
        """How often it takes what training one model on the training pictures does.

        Each of k folds learns from the others' pictures, and then one model from all: together
        from k times as many as that one.
        """
        members = 1 if self.ensemble is EnsembleRule.NONE else self.members
        return members * max(1, self.folds)

    @property
    def bodies(self) -> int:
        """How many networks answer in the end: where only heads learn, an ensemble's share one."""
        several = self.ensemble is not EnsembleRule.NONE and self.learns_below_head
        return self.members if several else 1

    @property
    def pace(self) -> str:
        """What it has in common with recipes whose fit takes as long for a picture."""
        return self.method

    def said(self) -> dict[str, Any]:
        """Its document without what has its default.

        One from before there was a setting says the same as one from after.
        """
        usual = {field.name: field.default for field in fields(self)}
        document = self.to_json()
        return {
            name: value
            for name, value in document.items()
            if name not in usual or value != usual[name]
        }

    def to_json(self) -> dict[str, Any]:
        """A plain document from which ``methods.read_recipe`` makes this object again."""
        return {"method": self.method, **asdict(self)}
