"""What fine-tuning is asked, beside what every method is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tlgui.engine.errors import Message
from tlgui.engine.training.by_epochs.choices import Scope
from tlgui.engine.training.by_epochs.epoch_recipe import EpochRecipe
from tlgui.engine.training.methods.feature_extraction import FeatureSource, features_setting
from tlgui.engine.training.settings import Choice, Group, Level, again, setting

_BELOW_HEAD = ("scope", tuple(scope for scope in Scope if scope is not Scope.HEAD))


@dataclass(frozen=True, kw_only=True)
class FineTuning(EpochRecipe):
    """What fine-tuning is asked, beside what every training by steps is.

    Attributes:
        scope: how much of the network learns.
        stages: how many of the last stages, where the scope is that.
        features: what the head looks at that the training begins with.
    """

    method: ClassVar[str] = "fine-tune"

    scope: Scope = setting(
        Scope.LAST_STAGES,
        label=Message("What learns"),
        spoken=Message("scope"),
        sentence=Message("How much of the network learns beside the head."),
        choices={
            Scope.HEAD: Choice(
                label=Message("The head only"),
                sentence=Message("The backbone stays as it is; wants a few pictures a class."),
            ),
            Scope.LAST_BLOCK: Choice(
                label=Message("The last stage too"),
                sentence=Message("A little of the network; wants about 20 pictures a class."),
            ),
            Scope.LAST_STAGES: Choice(
                label=Message("The last stages too"),
                sentence=Message("What sees parts and shapes; wants about 50 pictures a class."),
            ),
            Scope.EVERYTHING: Choice(
                label=Message("Everything"),
                sentence=Message(
                    "All layers, the slowest way; wants some hundred pictures a class."
                ),
            ),
        },
    )
    stages: int = setting(
        3,
        label=Message("Number of stages"),
        spoken=Message("number of stages"),
        sentence=Message("How many of the last stages learn."),
        level=Level.ADVANCED,
        group=Group.START,
        low=1,
        high=64,
        where=("scope", Scope.LAST_STAGES),
    )
    layer_decay: float = again(EpochRecipe, "layer_decay", 0.9, where=_BELOW_HEAD)
    unfreeze: bool = again(EpochRecipe, "unfreeze", False, where=_BELOW_HEAD)
    adapt_norms: bool = again(EpochRecipe, "adapt_norms", False, where=_BELOW_HEAD)
    features: FeatureSource = features_setting(Level.ADVANCED, Group.START)  # noqa: RUF009 - it makes a field

    @property
    def groups_learning(self) -> int | None:
        """How many of the body's last groups, ``layers.depth_groups``, learn; None for all."""
        return {
            Scope.HEAD: 0,
            Scope.LAST_BLOCK: 1,
            Scope.LAST_STAGES: self.stages,
            Scope.EVERYTHING: None,
        }[self.scope]

    @property
    def learns_below_head(self) -> bool:
        """Whether more than a head learns."""
        return self.scope is not Scope.HEAD

    @property
    def pace(self) -> str:
        """What it has in common with recipes whose fit takes as long for a picture and pass."""
        stages = f" {self.stages}" if self.scope is Scope.LAST_STAGES else ""
        varied = " varied" if self.varies else ""
        return f"{self.method} {self.scope}{stages}{varied}"
