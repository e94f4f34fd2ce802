"""Settings under a name: some that come along, and those that the user keeps."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tlgui.engine import places
from tlgui.engine.errors import BundleError, Message, TlguiError
from tlgui.engine.storage import read_json
from tlgui.engine.training.by_epochs.choices import (
    Mirroring,
    OptimizerName,
    ScheduleName,
    Scope,
)
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.recipe import Recipe
from tlgui.engine.training.recipe_files import read_recipe_file, write_recipe_file
from tlgui.engine.training.scratch.recipe import FromScratch
from tlgui.engine.training.settings import fields_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME_LIMIT = 60
ELSEWHERE = frozenset({"backbone", "weights", "design", "device"})
"""Settings that are chosen elsewhere: a preset leaves them as they are."""


@dataclass(frozen=True)
class Preset:
    """Settings under a name.

    Attributes:
        name: what people call it.
        document: the recipe as JSON, without what is left as it is.
        sentence: what it is for; None for the user's own.
    """

    name: Message
    document: Mapping[str, Any]
    sentence: Message | None = None


def _own(recipe: Recipe) -> dict[str, Any]:
    """What only the method of ``recipe`` is asked."""
    common = {field.name for field in fields_of(Recipe)} | ELSEWHERE
    values = {name: value for name, value in recipe.to_json().items() if name not in common}
    return {"method": recipe.method, **values}


_AS_IN_2012: dict[str, Any] = {
    # Krizhevsky et al., NIPS 2012.
    "optimizer": OptimizerName.MOMENTUM,
    "learning_rate": 0.01,
    "momentum": 0.9,
    "batch_size": 128,
    "gradient_clip": 0.0,
    "schedule": ScheduleName.STEP,
    "step_factor": 0.1,
    "warmup": 0.0,
    "weight_decay": 5e-4,
    "label_smoothing": 0.0,
    "dropout": 0.5,
    "mirror": Mirroring.YES,
    "views": 4,
    "crop": 0.77,
    "colour": 0.1,
}

BUILT_IN = (
    Preset(
        Message("Careful"),
        _own(FineTuning(learning_rate=2e-4, epochs=16)),
        Message("A lower learning rate and more epochs."),
    ),
    Preset(
        Message("Quick"),
        _own(FineTuning(scope=Scope.LAST_BLOCK, epochs=3)),
        Message("Only the last stage learns, for a few epochs."),
    ),
    Preset(
        Message("As in 2012"),
        _own(FineTuning(epochs=30, step_epochs=10, layer_decay=1.0, **_AS_IN_2012)),
        Message("The settings of AlexNet: SGD with momentum, steps, dropout, crops and colours."),
    ),
    Preset(
        Message("From scratch as in 2012"),
        _own(FromScratch(epochs=90, step_epochs=30, **_AS_IN_2012)),
        Message("The settings of AlexNet, for a network that begins with nothing: 90 epochs."),
    ),
)


def presets_folder() -> Path:
    """Where the user's own lie, a recipe file each."""
    return places.data_folder() / "presets"


def own_presets() -> list[Preset]:
    """The user's own by name; what is damaged is left out."""
    found = []
    for path in presets_folder().glob("*.json"):
        with suppress(TlguiError, KeyError, TypeError):
            name = str(read_json(path)["name"])
            found.append(Preset(Message("{text}", text=name), read_recipe_file(path)))
    return sorted(found, key=lambda preset: str(preset.name).casefold())


def find_own(name: str) -> Preset | None:
    """The user's own of that name."""
    wanted = _plain(name).casefold()
    return next((each for each in own_presets() if str(each.name).casefold() == wanted), None)


def keep_preset(name: str, recipe: Mapping[str, Any]) -> Preset:
    """Keep a recipe's document under ``name``, instead of what was kept so before.

    Raises:
        BundleError: it cannot be written.
    """
    name = _plain(name)
    document = {key: value for key, value in recipe.items() if key not in ELSEWHERE}
    path = _file(name)
    with suppress(OSError):  # Writing tells better why it cannot.
        path.parent.mkdir(parents=True, exist_ok=True)
    write_recipe_file(path, {**document, "name": name})
    return Preset(Message("{text}", text=name), document)


def delete_preset(name: str) -> None:
    """Forget the user's own of that name.

    Raises:
        BundleError: it cannot be deleted.
    """
    path = _file(_plain(name))
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise BundleError(
            Message("{path} cannot be deleted: {reason}.", path=path, reason=error.strerror)
        ) from error


def _plain(name: str) -> str:
    return " ".join(name.split())[:NAME_LIMIT]


def _file(name: str) -> Path:
    # A name may hold anything; a file's name may not, and some disks do not tell A from a.
    digest = hashlib.sha256(name.casefold().encode("utf-8", "surrogatepass")).hexdigest()
    return presets_folder() / f"{digest[:16]}.json"
