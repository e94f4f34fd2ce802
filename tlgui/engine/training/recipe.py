"""Everything that is asked of a training run, checked before anything starts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from tlgui.engine.devices import DEVICE_NAMES
from tlgui.engine.errors import Message, RecipeError
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone


class Method(StrEnum):
    """How much of the network learns."""

    FEATURE_EXTRACTION = "feature-extraction"


class HeadFit(StrEnum):
    """How the head is fitted on frozen features."""

    LOGISTIC_REGRESSION = "logistic-regression"
    GRADIENT_DESCENT = "gradient-descent"


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A training run before it starts. Making one checks it.

    Attributes:
        backbone: timm's name of the pretrained network.
        method: how much of it learns.
        head: how the head is fitted.
        class_weights: whether each class weighs the same, however many pictures it has.
        epochs: gradient descent: passes over the training pictures, at most.
        learning_rate: gradient descent: AdamW's step size.
        batch_size: gradient descent: pictures a step.
        weight_decay: gradient descent: AdamW's decoupled weight decay.
        patience: gradient descent: epochs without a better validation loss before it ends.
        target_accuracy: that accepted pictures should reach; sets the threshold of "unsure".
        seed: of the split's and the head's random draws.
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.

    Raises:
        RecipeError: a value makes no sense.
    """

    backbone: str = DEFAULT_BACKBONE
    method: Method = Method.FEATURE_EXTRACTION
    head: HeadFit = HeadFit.LOGISTIC_REGRESSION
    class_weights: bool = False
    epochs: int = 100
    learning_rate: float = 1e-3
    batch_size: int = 256
    weight_decay: float = 1e-2
    patience: int = 10
    target_accuracy: float = 0.95
    seed: int = 0
    device: str = "auto"

    def __post_init__(self) -> None:
        find_backbone(self.backbone)
        # Qt hands plain text back for what went in as an enum.
        object.__setattr__(self, "method", parse_method(self.method))
        object.__setattr__(self, "head", parse_head(self.head))
        ranges: dict[str, tuple[Message, float, float]] = {
            "epochs": (Message("epochs"), 1, 10_000),
            "learning_rate": (Message("learning rate"), 1e-8, 10.0),
            "batch_size": (Message("batch size"), 1, 65_536),
            "weight_decay": (Message("weight decay"), 0.0, 10.0),
            "patience": (Message("patience"), 1, 10_000),
            "target_accuracy": (Message("target accuracy"), 0.0, 1.0),
            "seed": (Message("seed"), 0, 2**32 - 1),
        }
        for name, (spoken, low, high) in ranges.items():
            value = getattr(self, name)
            if not low <= value <= high:  # also refuses NaN
                raise RecipeError(
                    Message(
                        "{name} is {value}; it must lie between {low} and {high}.",
                        name=spoken,
                        value=value,
                        low=low,
                        high=high,
                    )
                )
        if self.device not in DEVICE_NAMES:
            raise RecipeError(
                Message("There is no kind of device called {name}.", name=self.device),
                Message("Available: {names}.", names=", ".join(DEVICE_NAMES)),
            )

    def to_json(self) -> dict[str, Any]:
        """A plain document from which ``from_json`` makes this object again."""
        return asdict(self)

    @classmethod
    def from_json(cls, document: object) -> Recipe:
        """The recipe that ``to_json`` wrote.

        Raises:
            RecipeError: a value is missing, of the wrong type, or makes no sense.
        """
        try:
            if not isinstance(document, dict):
                raise TypeError("not an object")
            defaults = asdict(cls())
            values = {
                name: _typed(name, document[name], type(defaults[name]))
                for name in defaults
                if name in document
            }
        except (TypeError, ValueError, OverflowError) as error:
            raise RecipeError(
                Message("The recipe cannot be read: {reason}.", reason=error)
            ) from error
        return cls(**values)


def _typed(name: str, value: object, wanted: type) -> Any:
    """``value`` as the type that the field has; nothing is guessed from another type."""
    json_types: dict[type, tuple[type, ...]] = {bool: (bool,), int: (int,), float: (int, float)}
    found = json_types.get(wanted, (str,))
    if not isinstance(value, found) or (isinstance(value, bool) and wanted is not bool):
        raise TypeError(f"{name} is of the wrong type")
    return wanted(value)


def parse_method(name: str) -> Method:
    """The method of that name.

    Raises:
        RecipeError: there is none; the hint lists those that exist.
    """
    try:
        return Method(name)
    except ValueError:
        raise RecipeError(
            Message("The method {name} does not exist here.", name=name),
            Message("Available: {names}.", names=", ".join(Method)),
        ) from None


def parse_head(name: str) -> HeadFit:
    """The way to fit a head of that name.

    Raises:
        RecipeError: there is none; the hint lists those that exist.
    """
    try:
        return HeadFit(name)
    except ValueError:
        raise RecipeError(
            Message("There is no way to fit a head called {name}.", name=name),
            Message("Available: {names}.", names=", ".join(HeadFit)),
        ) from None
