"""What every method is asked that learns epoch by epoch, down the gradient of the whole network."""

from __future__ import annotations

from dataclasses import dataclass

from tlgui.engine.errors import Message, RecipeError
from tlgui.engine.training.by_epochs.augmentation_settings import AugmentationSettings
from tlgui.engine.training.by_epochs.choices import Arithmetic, OptimizerName
from tlgui.engine.training.by_epochs.step_settings import StepSettings
from tlgui.engine.training.settings import Choice, Group, Level, setting


@dataclass(frozen=True, kw_only=True)
class EpochRecipe(StepSettings, AugmentationSettings):
    """What the training loop is asked.

    Attributes:
        epochs: passes over the training pictures.
        layer_decay: by how much the rate falls from each layer to the one below.
        head_rate: the head's rate, as a multiple of that.
        unfreeze: whether stages join one by one over the first half.
        adapt_norms: whether the statistics of batch normalisation follow the new pictures.
        arithmetic: in how many bits the steps compute.
    """

    epochs: int = setting(
        8,
        label=Message("Epochs"),
        spoken=Message("epochs"),
        sentence=Message("Passes over the training pictures. More where the curves still improve."),
        term="epoch",
        low=1,
        high=10_000,
    )
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
    arithmetic: Arithmetic = setting(
        Arithmetic.AUTO,
        label=Message("Arithmetic of the steps"),
        spoken=Message("arithmetic"),
        sentence=Message("In how many bits gradients are computed; weights and figures have 32."),
        level=Level.ADVANCED,
        group=Group.OPTIMISER,
        choices={
            Arithmetic.AUTO: Choice(
                label=Message("What is quicker here"),
                sentence=Message("16 bits where processor and network are quicker by it."),
            ),
            Arithmetic.FP32: Choice(
                label=Message("32 bits (fp32)"),
                sentence=Message("Exact to seven digits."),
            ),
            Arithmetic.BF16: Choice(
                label=Message("16 bits (bf16)"),
                sentence=Message("Mixed precision: to two or three digits."),
            ),
        },
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.optimizer is OptimizerName.NESTEROV and not self.momentum:
            raise RecipeError(
                Message("Nesterov's method needs a momentum."),
                Message("Set one, 0.9 say, or take SGD."),
            )
        asked = self.adapt_norms and "adapt_norms" not in self.unused
        if asked and self.learns_below_head and self.batch_size == 1:
            raise RecipeError(
                Message("Batch normalisation cannot follow batches of one picture."),
                Message("Take larger batches, or leave its statistics as they are."),
            )

    @property
    def epochs_at_most(self) -> int:
        """Epochs that its curves may have."""
        return self.epochs

    @property
    def passes(self) -> int:
        """Passes over the training pictures."""
        return self.epochs

    @property
    def weighs_classes(self) -> bool:
        """Whether pictures of small classes count for more: not where they come more often."""
        return self.class_weights and not self.balanced_sampling

    @property
    def learns_below_head(self) -> bool:
        """Whether more than a head learns."""
        return True
