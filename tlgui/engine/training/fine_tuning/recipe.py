"""What fine-tuning is asked, beside what every method is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tlgui.engine.errors import Message, RecipeError
from tlgui.engine.training.fine_tuning.augmentation_settings import AugmentationSettings
from tlgui.engine.training.fine_tuning.choices import OptimizerName, Scope
from tlgui.engine.training.fine_tuning.step_settings import StepSettings
from tlgui.engine.training.methods.feature_extraction import FeatureSource, features_setting
from tlgui.engine.training.settings import Choice, Group, Level, setting


@dataclass(frozen=True, kw_only=True)
class FineTuning(StepSettings, AugmentationSettings):
    """What fine-tuning is asked, beside what every training by steps is.

    Attributes:
        scope: how much of the network learns.
        stages: how many of the last stages, where the scope is that.
        epochs: passes over the training pictures.
        features: what the head looks at that the training begins with.
        layer_decay: by how much the rate falls from each layer to the one below.
        head_rate: the head's rate, as a multiple of that.
        unfreeze: whether stages join one by one over the first half.
        adapt_norms: whether the statistics of batch normalisation follow the new pictures.
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
    epochs: int = setting(
        8,
        label=Message("Epochs"),
        spoken=Message("epochs"),
        sentence=Message("Passes over the training pictures. More where the curves still improve."),
        term="epoch",
        low=1,
        high=10_000,
    )
    features: FeatureSource = features_setting(Level.ADVANCED, Group.START)  # noqa: RUF009 - it makes a field
    layer_decay: float = setting(
        0.9,
        label=Message("Rate from layer to layer"),
        spoken=Message("layer decay"),
        sentence=Message("Lower layers change less: each has this share of the next one's rate."),
        level=Level.ADVANCED,
        group=Group.OPTIMISER,
        low=0.01,
        high=1.0,
    )
    head_rate: float = setting(
        1.0,
        label=Message("Rate of the head"),
        spoken=Message("rate of the head"),
        sentence=Message("As a multiple of the learning rate."),
        level=Level.COMMAND_LINE,
        group=Group.OPTIMISER,
        low=0.0,
        high=1000.0,
    )
    unfreeze: bool = setting(
        False,
        label=Message("Unfreeze stage by stage"),
        spoken=Message("gradual unfreezing"),
        sentence=Message("The last stage begins; the others join one by one over the first half."),
        level=Level.ADVANCED,
        group=Group.SCHEDULE,
    )
    adapt_norms: bool = setting(
        False,
        label=Message("Batch normalisation follows the new pictures"),
        spoken=Message("adaptation of batch normalisation"),
        sentence=Message("Its statistics move in the stages that learn; wants large batches."),
        level=Level.ADVANCED,
        group=Group.REGULARISATION,
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.optimizer is OptimizerName.NESTEROV and not self.momentum:
            raise RecipeError(
                Message("Nesterov's method needs a momentum."),
                Message("Set one, 0.9 say, or take SGD."),
            )
        if self.adapt_norms and self.batch_size == 1:
            raise RecipeError(
                Message("Batch normalisation cannot follow batches of one picture."),
                Message("Take larger batches, or leave its statistics as they are."),
            )

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
    def epochs_at_most(self) -> int:
        """Epochs that its curves may have."""
        return self.epochs

    @property
    def passes(self) -> int:
        """Passes over the training pictures."""
        return self.epochs

    @property
    def pace(self) -> str:
        """What it has in common with recipes whose fit takes as long for a picture and pass."""
        stages = f" {self.stages}" if self.scope is Scope.LAST_STAGES else ""
        varied = " varied" if self.varies else ""
        return f"{self.method} {self.scope}{stages}{varied}"
