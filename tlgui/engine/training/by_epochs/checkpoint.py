"""Everything that a training needs to go on after an end too soon, in one file.

Which pictures come when, and what is drawn at random, follow from the seed and the number of the
step: they need no place here.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from tlgui.engine.errors import BundleError
from tlgui.engine.progress import EpochDone, Notice
from tlgui.engine.storage import atomic_write, is_there
from tlgui.engine.training.by_epochs.judging import Verdict
from tlgui.engine.training.kept.files import damaged, not_kept, of_another

if TYPE_CHECKING:
    from pathlib import Path

    import torch
    from torch import Tensor

    from tlgui.engine.progress import Control

FORMAT_VERSION = 1
FILE = "checkpoint.safetensors"
SAVE_SHARE = 0.05
"""Of the time that a training takes, at most, for keeping how far it is."""


@dataclass
class State:
    """How far a training is.

    Attributes:
        step: steps done.
        loss_sum: of the pictures of the epoch that goes on.
        right: of them, those that were told right.
        seen: how many they are.
        best_epoch: the best one so far, counted from 1; 0 is what it began with.
        best_score: of that one: the larger the better, its first number first.
        since_gain: epochs since then.
        temperature: by which the scores of the best epoch are best divided.
        plateaus: how often the rate fell for want of gain.
        chunk: pictures that are computed at once; 0 before it is known.
        started: what it was worth before the first step; None where nobody judged it.
        history: a row an epoch.
        weights: of all that trains, by name.
        best: the same at the best epoch.
        average: their running average; empty where none is kept.
        optimizer: its state, as ``torch`` gives it.
    """

    step: int = 0
    loss_sum: float = 0.0
    right: int = 0
    seen: int = 0
    best_epoch: int = 0
    best_score: tuple[float, float] = (float("-inf"), float("-inf"))
    since_gain: int = 0
    temperature: float = 1.0
    plateaus: int = 0
    chunk: int = 0
    started: Verdict | None = None
    history: list[EpochDone] = field(default_factory=list)
    weights: dict[str, Tensor] = field(default_factory=dict)
    best: dict[str, Tensor] = field(default_factory=dict)
    average: dict[str, Tensor] = field(default_factory=dict)
    optimizer: dict[str, Any] = field(default_factory=dict)


_NUMBERS = (
    "step",
    "loss_sum",
    "right",
    "seen",
    "best_epoch",
    "since_gain",
    "temperature",
    "plateaus",
    "chunk",
)
_TENSORS = ("weights", "best", "average")


def save_state(state: State, folder: Path, asked: str) -> None:
    """Write ``state`` into ``folder``; an older one there stays until the new one is whole.

    Args:
        state: how far the training is.
        folder: of the run.
        asked: what tells this training from others; see ``load_state``.

    Raises:
        BundleError: the disk is full, or cannot be written.
    """
    from safetensors.torch import save

    tensors = {
        f"{part}/{name}": tensor.detach().cpu().contiguous()
        for part in _TENSORS
        for name, tensor in getattr(state, part).items()
    }
    numbers, moments = _optimizer_parts(state.optimizer)
    document = {
        "format_version": FORMAT_VERSION,
        "asked": asked,
        **{name: getattr(state, name) for name in _NUMBERS},
        "best_score": list(state.best_score),
        "started": None if state.started is None else asdict(state.started),
        "history": [asdict(row) for row in state.history],
        "optimizer": numbers,
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with atomic_write(folder / FILE) as file:
            file.write(save({**tensors, **moments}, {"state": json.dumps(document)}))
    except OSError as error:
        raise not_kept(folder, error) from error


class Keeper:
    """Keeps how far a training is, as often as that costs little beside the training itself.

    Args:
        folder: where.
        asked: what tells this training from others.
        control: is told, once, where it cannot be kept: the training itself can go on.
    """

    def __init__(self, folder: Path, asked: str, control: Control) -> None:
        self._folder, self._asked, self._control = folder, asked, control
        self._kept, self._seconds = time.monotonic(), 0.0
        self._failed = False

    def is_due(self, seconds: float) -> bool:
        """Whether it was kept that long ago, and long enough for what it costs."""
        return time.monotonic() - self._kept >= max(seconds, self._seconds / SAVE_SHARE)

    def keep(self, state: State) -> None:
        """Keep ``state``."""
        start = time.monotonic()
        try:
            save_state(state, self._folder, self._asked)
        except BundleError as error:
            if not self._failed:
                self._control.report(Notice(error.message))
            self._failed = True
        self._kept = time.monotonic()
        self._seconds = self._kept - start


def load_state(folder: Path, asked: str) -> State | None:
    """The state in ``folder``; None where there is none.

    Raises:
        DamagedError: it cannot be read.
        BundleError: it belongs to another training.
    """
    from safetensors import SafetensorError, safe_open
    from safetensors.torch import load

    path = folder / FILE
    try:
        if not is_there(path):
            return None
        with safe_open(path, "pt") as file:
            document = json.loads(file.metadata()["state"])
        # Not mapped: the next save moves another file into its place.
        tensors = load(path.read_bytes())
        if document["format_version"] != FORMAT_VERSION:
            raise ValueError("it is of another version")
        if document["asked"] != asked:
            raise of_another(path)
        parts: dict[str, dict[str, Tensor]] = {part: {} for part in _TENSORS}
        for name, tensor in tensors.items():
            part, _slash, own = name.partition("/")
            if part in parts:
                parts[part][own] = tensor
        first, second = document["best_score"]
        # What was kept before this was told lacks it.
        started = document.get("started")
        return State(
            **{name: document[name] for name in _NUMBERS},
            best_score=(float(first), float(second)),
            started=None if started is None else Verdict(**started),
            history=[EpochDone(**row) for row in document["history"]],
            optimizer=_joined(document["optimizer"], tensors),
            weights=parts["weights"],
            best=parts["best"],
            average=parts["average"],
        )
    except (SafetensorError, OSError, LookupError, TypeError, ValueError) as error:
        raise damaged(path, error) from error


def read_history(folder: Path) -> tuple[EpochDone, ...]:
    """The epochs that the state in ``folder`` tells of; only the head of its file is read.

    Raises:
        DamagedError: there is none, or it cannot be read.
    """
    from safetensors import SafetensorError, safe_open

    path = folder / FILE
    try:
        with safe_open(path, "np") as file:
            document = json.loads(file.metadata()["state"])
        return tuple(EpochDone(**row) for row in document["history"])
    except (SafetensorError, OSError, LookupError, TypeError, ValueError) as error:
        raise damaged(path, error) from error


def _optimizer_parts(state: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Tensor]]:
    """The numbers of an optimiser's state, as JSON, and its tensors by names of our own."""
    import torch

    numbers: dict[str, dict[str, Any]] = {}
    tensors: dict[str, torch.Tensor] = {}
    for number, values in state.get("state", {}).items():
        numbers[str(number)] = {}
        for name, value in values.items():
            if isinstance(value, torch.Tensor):
                tensors[f"optimizer/{number}/{name}"] = value.detach().cpu().contiguous()
            else:
                numbers[str(number)][name] = value
    groups = [
        {
            # Some optimisers keep numbers of a group as tensors without axes.
            name: value.item() if isinstance(value, torch.Tensor) else value
            for name, value in group.items()
            if name != "params"
        }
        for group in state.get("param_groups", [])
    ]
    return {"state": numbers, "groups": groups}, tensors


def _joined(document: dict[str, Any], tensors: dict[str, Tensor]) -> dict[str, Any]:
    """The reverse of ``_optimizer_parts``."""
    state: dict[int, dict[str, Any]] = {
        int(number): dict(values) for number, values in document["state"].items()
    }
    for name, tensor in tensors.items():
        if name.startswith("optimizer/"):
            _part, number, own = name.split("/", 2)
            state.setdefault(int(number), {})[own] = tensor
    return {"state": state, "groups": document["groups"]}


def restore_optimizer(optimizer: torch.optim.Optimizer, saved: dict[str, Any]) -> None:
    """Put what ``load_state`` read back into an optimiser of the same groups."""
    import torch

    groups = optimizer.state_dict()["param_groups"]
    for group, numbers in zip(groups, saved["groups"], strict=True):
        for name, value in numbers.items():
            if isinstance(group.get(name), torch.Tensor):
                group[name] = torch.tensor(value)
            else:
                # JSON has no tuples.
                group[name] = tuple(value) if isinstance(value, list) else value
    optimizer.load_state_dict({"state": saved["state"], "param_groups": groups})
    for parameter, values in optimizer.state.items():
        for name, value in values.items():
            if isinstance(value, torch.Tensor) and value.shape == parameter.shape:
                values[name] = laid_as(value, parameter)


def laid_as(value: Tensor, like: Tensor) -> Tensor:
    """``value`` with its axes in memory as those of ``like``.

    What lies otherwise is computed one by one, not in vectors, and rounded otherwise.
    """
    import torch

    return torch.empty_like(like, dtype=value.dtype, device=value.device).copy_(value)
