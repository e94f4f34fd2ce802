"""What a training by steps is asked about them: optimiser, schedule, loss, and when to end."""

from __future__ import annotations

from dataclasses import dataclass

from tlgui.engine.errors import Message
from tlgui.engine.training.by_epochs.choices import (
    FALLING,
    WITH_BETA2,
    WITH_MOMENTUM,
    Judge,
    LossName,
    OptimizerName,
    ScheduleName,
)
from tlgui.engine.training.recipe import Recipe
from tlgui.engine.training.settings import Choice, Group, Level, Unit, setting


@dataclass(frozen=True, kw_only=True)
class StepSettings(Recipe):
    """How a training goes down the gradient, step by step.

    Attributes:
        optimizer: how a gradient becomes a step.
        learning_rate: the largest step size, of the head and the last layers.
        batch_size: pictures a step.
        momentum: of those that have it; the first beta of the Adams.
        beta2: the second beta of the Adams, or the decay of RMSprop's average.
        gradient_clip: largest norm of a step's gradient; 0 for no limit.
        schedule: how the rate changes over the training.
        warmup: share of the training over which the rate rises from nearly nothing.
        step_epochs: epochs between two falls of the step schedule, or without gain on the plateau.
        step_factor: what the rate is multiplied by then.
        loss: what is made small.
        label_smoothing: share of certainty that is given to the other classes.
        weight_decay: apart from the gradient, but for Adam; norms and biases are left alone.
        dropout: share of the head's inputs that are left out at random.
        drop_path: share of blocks that are skipped at random, of the last; 0 at the first.
        average: decay of the running average of weights that is kept; 0 for none.
        balanced_sampling: whether each class is drawn as often.
        judge: by what the best epoch is chosen.
        patience: epochs without gain before it ends; 0 for never.
    """

    optimizer: OptimizerName = setting(
        OptimizerName.ADAMW,
        label=Message("Optimiser"),
        spoken=Message("optimiser"),
        sentence=Message("How a gradient becomes a step."),
        level=Level.ADVANCED,
        group=Group.OPTIMISER,
        choices={
            OptimizerName.SGD: Choice(
                label=Message("SGD"),
                sentence=Message("Straight down the gradient; wants a rate of about 0.01."),
            ),
            OptimizerName.MOMENTUM: Choice(
                label=Message("Momentum"),
                sentence=Message("SGD that keeps some of its speed; wants a rate of about 0.01."),
            ),
            OptimizerName.NESTEROV: Choice(
                label=Message("Nesterov"),
                sentence=Message("Momentum that looks ahead; wants a rate of about 0.01."),
            ),
            OptimizerName.ADAGRAD: Choice(
                label=Message("Adagrad"),
                sentence=Message("Smaller steps where many were made before."),
            ),
            OptimizerName.RMSPROP: Choice(
                label=Message("RMSprop"),
                sentence=Message("Steps scaled by the gradient's recent size."),
            ),
            OptimizerName.ADAM: Choice(
                label=Message("Adam"),
                sentence=Message("RMSprop with momentum; weight decay goes through its gradient."),
            ),
            OptimizerName.ADAMW: Choice(
                label=Message("AdamW"),
                sentence=Message("Adam with decoupled weight decay. Good nearly always."),
            ),
            OptimizerName.NADAM: Choice(
                label=Message("NAdam"), sentence=Message("Adam with Nesterov's momentum.")
            ),
            OptimizerName.RADAM: Choice(
                label=Message("RAdam"), sentence=Message("Adam with a careful beginning.")
            ),
            OptimizerName.LAMB: Choice(
                label=Message("LAMB"), sentence=Message("Adam for very large batches.")
            ),
            OptimizerName.LION: Choice(
                label=Message("Lion"),
                sentence=Message("Steps of one size; wants a tenth of Adam's rate."),
            ),
        },
    )
    learning_rate: float = setting(
        5e-4,
        label=Message("Learning rate"),
        spoken=Message("learning rate"),
        sentence=Message("How far each step goes, at most."),
        term="learning_rate",
        level=Level.ADVANCED,
        group=Group.OPTIMISER,
        low=1e-8,
        high=10.0,
        unit=Unit.SCIENTIFIC,
    )
    batch_size: int = setting(
        32,
        label=Message("Batch size"),
        spoken=Message("batch size"),
        sentence=Message("Pictures that each step looks at; as many as there are, at most."),
        level=Level.ADVANCED,
        group=Group.OPTIMISER,
        low=1,
        high=1_000_000,
    )
    momentum: float = setting(
        0.9,
        label=Message("Momentum"),
        spoken=Message("momentum"),
        sentence=Message("Share of its speed that a step keeps; the first beta of Adam."),
        level=Level.ADVANCED,
        group=Group.OPTIMISER,
        low=0.0,
        high=0.9999,
        where=("optimizer", WITH_MOMENTUM),
    )
    beta2: float = setting(
        0.999,
        label=Message("Second beta"),
        spoken=Message("second beta"),
        sentence=Message("How long the size of gradients is remembered, by Adam and RMSprop."),
        level=Level.ADVANCED,
        group=Group.OPTIMISER,
        low=0.0,
        high=0.999999,
        where=("optimizer", WITH_BETA2),
    )
    gradient_clip: float = setting(
        1.0,
        label=Message("Largest gradient"),
        spoken=Message("largest gradient"),
        sentence=Message("Norm to which a step's gradient is cut; 0 for no limit."),
        level=Level.ADVANCED,
        group=Group.OPTIMISER,
        low=0.0,
        high=1e6,
    )
    schedule: ScheduleName = setting(
        ScheduleName.COSINE,
        label=Message("Schedule"),
        spoken=Message("schedule"),
        sentence=Message("How the learning rate changes over the training."),
        level=Level.ADVANCED,
        group=Group.SCHEDULE,
        choices={
            ScheduleName.ONE_CYCLE: Choice(
                label=Message("One cycle"),
                sentence=Message("As cosine; momentum falls while the rate rises, and back."),
            ),
            ScheduleName.COSINE: Choice(
                label=Message("Cosine"),
                sentence=Message("After the warm-up down to nothing along a cosine."),
            ),
            ScheduleName.STEP: Choice(
                label=Message("Steps"), sentence=Message("Falls by a factor every few epochs.")
            ),
            ScheduleName.PLATEAU: Choice(
                label=Message("Plateau"),
                sentence=Message("Falls by a factor where epochs bring no gain."),
            ),
            ScheduleName.CONSTANT: Choice(
                label=Message("Constant"), sentence=Message("Stays as it is.")
            ),
        },
    )
    warmup: float = setting(
        0.2,
        label=Message("Warm-up"),
        spoken=Message("warm-up"),
        sentence=Message("Share of the training over which the rate rises from nearly nothing."),
        level=Level.ADVANCED,
        group=Group.SCHEDULE,
        low=0.0,
        high=0.9,
        unit=Unit.PERCENT,
    )
    step_epochs: int = setting(
        3,
        label=Message("Epochs until the rate falls"),
        spoken=Message("epochs until the rate falls"),
        sentence=Message("Between two steps, or without gain on the plateau."),
        level=Level.ADVANCED,
        group=Group.SCHEDULE,
        low=1,
        high=10_000,
        where=("schedule", FALLING),
    )
    step_factor: float = setting(
        0.1,
        label=Message("Factor by which it falls"),
        spoken=Message("factor of the step"),
        sentence=Message("What the rate is multiplied by, at a step or on the plateau."),
        level=Level.ADVANCED,
        group=Group.SCHEDULE,
        low=0.0,
        high=1.0,
        where=("schedule", FALLING),
    )
    loss: LossName = setting(
        LossName.CROSS_ENTROPY,
        label=Message("Loss"),
        spoken=Message("loss"),
        sentence=Message("What the training makes small."),
        level=Level.ADVANCED,
        group=Group.REGULARISATION,
        choices={
            LossName.CROSS_ENTROPY: Choice(
                label=Message("Cross-entropy"),
                sentence=Message("How surprised the network is by the right class."),
            ),
            LossName.BINARY_CROSS_ENTROPY: Choice(
                label=Message("Binary cross-entropy"),
                sentence=Message("Each class by itself: is it this one or not?"),
            ),
            LossName.MEAN_SQUARED_ERROR: Choice(
                label=Message("Mean squared error"),
                sentence=Message("Squared distance of the probabilities from 0 and 1."),
            ),
        },
    )
    label_smoothing: float = setting(
        0.1,
        label=Message("Label smoothing"),
        spoken=Message("label smoothing"),
        sentence=Message("Share of certainty that the right class gives to the others."),
        level=Level.ADVANCED,
        group=Group.REGULARISATION,
        low=0.0,
        high=0.9,
    )
    weight_decay: float = setting(
        0.05,
        label=Message("Weight decay"),
        spoken=Message("weight decay"),
        sentence=Message("How strongly weights are drawn towards zero; norms and biases are not."),
        level=Level.ADVANCED,
        group=Group.REGULARISATION,
        low=0.0,
        high=10.0,
    )
    dropout: float = setting(
        0.0,
        label=Message("Dropout"),
        spoken=Message("dropout"),
        sentence=Message("Share of the head's inputs that are left out at random."),
        level=Level.ADVANCED,
        group=Group.REGULARISATION,
        low=0.0,
        high=0.95,
    )
    drop_path: float = setting(
        0.0,
        label=Message("Stochastic depth"),
        spoken=Message("stochastic depth"),
        sentence=Message("Share of times that the last block is skipped; earlier ones less."),
        level=Level.ADVANCED,
        group=Group.REGULARISATION,
        low=0.0,
        high=0.9,
    )
    average: float = setting(
        0.0,
        label=Message("Average of weights"),
        spoken=Message("average of weights"),
        sentence=Message("How much of the running average each step keeps; 0 for none."),
        level=Level.ADVANCED,
        group=Group.REGULARISATION,
        low=0.0,
        high=0.99999,
    )
    balanced_sampling: bool = setting(
        False,
        label=Message("Draw every class as often"),
        spoken=Message("balanced sampling"),
        sentence=Message(
            "Pictures of small classes are shown more often in an epoch, instead of counting more."
        ),
        level=Level.ADVANCED,
        group=Group.REGULARISATION,
    )
    judge: Judge = setting(
        Judge.LOSS,
        label=Message("The best epoch has"),
        spoken=Message("quantity that chooses the epoch"),
        sentence=Message("On the validation pictures; the other one decides between equals."),
        level=Level.ADVANCED,
        group=Group.STOPPING,
        choices={
            Judge.ACCURACY: Choice(
                label=Message("The highest accuracy"),
                sentence=Message("What is right most often."),
            ),
            Judge.LOSS: Choice(
                label=Message("The lowest loss"),
                sentence=Message("What is sure when right and unsure when wrong."),
            ),
        },
    )
    patience: int = setting(
        0,
        label=Message("Stop after epochs without gain"),
        spoken=Message("patience"),
        sentence=Message("Epochs without a better one before it ends; 0 for never."),
        level=Level.ADVANCED,
        group=Group.STOPPING,
        low=0,
        high=10_000,
    )
