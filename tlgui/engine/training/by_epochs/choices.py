"""The choices that training by epochs offers, by the names they have in recipes."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """How much of the network learns."""

    HEAD = "head"
    LAST_BLOCK = "last-block"
    LAST_STAGES = "last-stages"
    EVERYTHING = "everything"


class OptimizerName(StrEnum):
    """How a gradient becomes a step; the values are the library's names."""

    SGD = "sgd"
    MOMENTUM = "momentum"
    NESTEROV = "nesterov"
    ADAGRAD = "adagrad"
    RMSPROP = "rmsprop"
    ADAM = "adam"
    ADAMW = "adamw"
    NADAM = "nadam"
    RADAM = "radam"
    LAMB = "lamb"
    LION = "lion"


_ADAMS = (
    OptimizerName.ADAM,
    OptimizerName.ADAMW,
    OptimizerName.NADAM,
    OptimizerName.RADAM,
    OptimizerName.LAMB,
    OptimizerName.LION,
)
WITH_MOMENTUM = (OptimizerName.MOMENTUM, OptimizerName.NESTEROV, *_ADAMS)
"""Those that keep some of their speed; the Adams call it their first beta."""
WITH_BETA2 = (OptimizerName.RMSPROP, *_ADAMS)
"""Those that remember the size of gradients, with a decay of one's own."""


class ScheduleName(StrEnum):
    """How the learning rate changes over the training."""

    ONE_CYCLE = "one-cycle"
    COSINE = "cosine"
    STEP = "step"
    PLATEAU = "plateau"
    CONSTANT = "constant"


FALLING = (ScheduleName.STEP, ScheduleName.PLATEAU)
"""Those whose rate falls by a factor."""


class LossName(StrEnum):
    """What the training makes small."""

    CROSS_ENTROPY = "cross-entropy"
    BINARY_CROSS_ENTROPY = "binary-cross-entropy"
    MEAN_SQUARED_ERROR = "mean-squared-error"


class Arithmetic(StrEnum):
    """In how many bits the steps compute; weights always have 32."""

    AUTO = "auto"
    FP32 = "fp32"
    BF16 = "bf16"


class Judge(StrEnum):
    """By what of the validation pictures the best epoch is chosen."""

    ACCURACY = "accuracy"
    LOSS = "loss"


class Mirroring(StrEnum):
    """Whether mirrored pictures are learned from too."""

    AUTO = "auto"
    YES = "yes"
    NO = "no"


class AutoAugment(StrEnum):
    """Changes of pictures that were found by search."""

    NONE = "none"
    TRIVIAL = "trivial"
    RANDOM = "random"
