"""A run: the folder in which one training keeps its recipe, weights, figures and history."""

from __future__ import annotations

import hashlib
import math
import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tlgui.engine.calibration import LARGEST_TEMPERATURE
from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.data.records import Problem, ProblemKind, Split, SplitName
from tlgui.engine.data.split import read_division
from tlgui.engine.errors import BundleError, Message, RecipeError
from tlgui.engine.metrics import Thresholds
from tlgui.engine.models.class_changes import ClassChanges, read_class_changes
from tlgui.engine.models.heads import HeadKind, HeadPlace
from tlgui.engine.progress import EpochDone
from tlgui.engine.storage import read_json, read_json_lines
from tlgui.engine.training.method import RunEnd
from tlgui.engine.training.methods import read_recipe

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.models.network import Network
    from tlgui.engine.training.recipe import Recipe

FORMAT_VERSION = 2
"""Of all documents in a run's folder. Until the first release a change carries nothing along."""

WEIGHTS_SIZE_LIMIT = 4 * 1024**3
FIGURES = ("accuracy", "macro_f1", "loss")


@dataclass(frozen=True, eq=False, kw_only=True)
class Record:
    """What the documents in a run's folder tell, weights and reports left out.

    Attributes:
        recipe: what was asked for.
        classes: class names, in the order of the head's outputs.
        dataset_root: the folder of pictures it was trained on.
        files: the pictures of each split, relative to ``dataset_root``.
        preprocessing: of the network's input.
        head: what stands on the body, and where the weights keep it.
        history: a row an epoch; empty where the head was fitted exactly.
        ended_by: why it ended.
        threshold: confidence below which an answer is "unsure".
        created: local time, ISO 8601.
        seconds: time that each part took.
        facts: versions, device, the precision of the features, the chosen penalty ...
        notices: what the user was told on the way.
        problems: pictures that were left out, and why.
        figures: the four figures of each split that was evaluated.
        contents: marks of the training pictures' files, by which copies of them are told wherever
            they lie; see ``quality.content_marks``.
        name: what the user calls it; empty where they did not say.
        class_thresholds: those of some classes that it learned, by their names; the others have
            ``threshold``.
        temperature: by which scores are divided before they become probabilities; 1 as they were
            learned. Thresholds are of the probabilities that come out.
    """

    recipe: Recipe
    classes: tuple[str, ...]
    dataset_root: Path
    files: dict[SplitName, tuple[str, ...]]
    preprocessing: Preprocessing
    head: HeadPlace
    history: tuple[EpochDone, ...]
    ended_by: RunEnd
    threshold: float
    created: str
    seconds: dict[str, float]
    facts: dict[str, Any]
    notices: tuple[Message, ...]
    problems: tuple[Problem, ...]
    figures: dict[SplitName, dict[str, Any]]
    contents: tuple[str, ...] = ()
    name: str = ""
    class_thresholds: dict[str, float] = field(default_factory=dict)
    temperature: float = 1.0

    def document(self) -> dict[str, Any]:
        """What ``run.json`` says."""
        return {
            "format_version": FORMAT_VERSION,
            "classes": list(self.classes),
            "dataset_root": str(self.dataset_root),
            "preprocessing": self.preprocessing.to_json(),
            "head": self.head.to_json(),
            "ended_by": self.ended_by.value,
            "created": self.created,
            "seconds": self.seconds,
            "facts": self.facts,
            "notices": [message.to_json() for message in self.notices],
            "problems": [
                problem_row(problem) | {"message": problem.message.to_json()}
                for problem in self.problems
            ],
            "figures": {name.value: row for name, row in self.figures.items()},
            "name": self.name,
            **self.decisions,
        }

    @property
    def decisions(self) -> dict[str, Any]:
        """What of ``run.json`` tells from how sure on answers are accepted."""
        return {
            "threshold": self.threshold,
            "class_thresholds": self.class_thresholds,
            "temperature": self.temperature,
        }


@dataclass(frozen=True, eq=False, kw_only=True)
class Run(Record):
    """A finished training, as its folder tells it. Weights and reports are read when asked for.

    Its ``classes`` are those that it answers with; its figures are of those that it learned.

    Attributes:
        folder: where it lies.
        changes: what was made of the classes since; None where they are as it learned them.
        weights_file: name of the file with its weights, in the folder.
        weights_sha256: of that file; empty where nothing vouches for it.
    """

    folder: Path
    changes: ClassChanges | None = None
    weights_file: str = "best.safetensors"
    weights_sha256: str = ""

    @property
    def is_export(self) -> bool:
        """Whether it is an export opened again: without reports, pictures and history."""
        return bool(self.weights_sha256)

    @property
    def trained_classes(self) -> tuple[str, ...]:
        """The classes that it learned, in the order of the rows of its head."""
        return self.classes if self.changes is None else self.changes.trained

    def answering(self, changes: ClassChanges | None) -> Run:
        """The same run with the classes of ``changes`` as answers; with those it learned."""
        if changes is None or changes.is_none:
            return replace(self, classes=self.trained_classes, changes=None)
        return replace(self, classes=changes.classes, changes=changes)

    @property
    def thresholds(self) -> Thresholds:
        """From how sure on its answers are accepted.

        Classes that are answered as one have the highest of theirs.
        """
        if not self.class_thresholds:
            return Thresholds(self.threshold)
        changes = self.changes or ClassChanges.none(self.classes)
        learned = Thresholds(self.threshold, self.class_thresholds)
        own = {}
        for name, part in zip(changes.classes, changes.parts, strict=True):
            parts = [changes.trained[place] for place in part]
            if any(each in self.class_thresholds for each in parts):
                own[name] = max(learned.of_each(parts))
        return Thresholds(self.threshold, own)

    @property
    def counts(self) -> dict[str, int]:
        """Pictures used in each split."""
        return {name.value: len(self.files[name]) for name in SplitName}

    @property
    def headline_split(self) -> SplitName | None:
        """The split whose figures lead: test where there is one, else validation."""
        for name in (SplitName.TEST, SplitName.VALIDATION):
            if name in self.figures:
                return name
        return None

    def network(self) -> Network:
        """The trained network, body and head.

        Raises:
            BundleError: its weights are missing or damaged, or its head is not for its classes.
            RecipeError: its backbone is not known here.
        """
        from tlgui.engine.models.ensemble import trained_ensemble
        from tlgui.engine.models.making import trained_network

        opened = trained_ensemble if self.head.kind is HeadKind.ENSEMBLE else trained_network
        network = opened(
            self.recipe.found_backbone,
            self.tensors(),
            self.preprocessing,
            self.head,
            len(self.trained_classes),
            self.weights_file,
            self.recipe.origin(self.preprocessing, self.facts),
        )
        return network if self.changes is None else network.answering(self.changes.parts)

    def tensors(self) -> dict[str, NDArray[np.generic]]:
        """The weights of the whole network, by timm's names.

        Raises:
            BundleError: they are missing or damaged.
        """
        from safetensors import SafetensorError
        from safetensors.numpy import load

        path = self.folder / self.weights_file
        try:
            size = path.stat().st_size
            if size > WEIGHTS_SIZE_LIMIT:
                raise ValueError(f"{size} bytes are too many")
            # Read whole, not mapped: a mapped file cannot be replaced on Windows.
            whole = path.read_bytes()
            if self.weights_sha256 and hashlib.sha256(whole).hexdigest() != self.weights_sha256:
                raise ValueError("it is not the file that was exported, its checksum is another")
            tensors = load(whole)
            if self.weights_sha256:
                _refuse_what_is_nonumber(tensors)
            return tensors
        except KeyError as error:
            reason: object = f"numbers of the type {error} are not supported"
            cause: Exception = error
        except (OSError, SafetensorError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            cause = error
        raise BundleError(
            Message(
                "The weights {file} of {run} cannot be read: {reason}.",
                file=self.weights_file,
                run=self.folder.name,
                reason=reason,
            )
        ) from cause


def _refuse_what_is_nonumber(tensors: dict[str, NDArray[np.generic]]) -> None:
    import numpy as np

    for name, array in tensors.items():
        if array.dtype.kind == "f" and not bool(np.isfinite(array).all()):
            raise ValueError(f"{name} has values that are not numbers")


def open_run(folder: Path) -> Run:
    """The run in ``folder``.

    Raises:
        BundleError: there is none, or its files are damaged.
    """
    if not os.path.isfile(folder / "run.json"):
        raise BundleError(
            Message("{path} is not a run: it has no run.json.", path=folder),
            Message("It may have been moved or deleted."),
        )
    document = read_json(folder / "run.json")
    try:
        version = document["format_version"]
        if version != FORMAT_VERSION:
            raise _other_format(folder, document, version)
        recipe = read_recipe(read_json(folder / "recipe.json"))
        split = read_json(folder / "split.json")
        files = split["files"]
        common = common_parts(document)
        changes = read_class_changes(folder, common["classes"])
        return Run(
            folder=folder,
            recipe=recipe,
            **common | ({} if changes is None else {"classes": changes.classes}),
            changes=changes,
            dataset_root=Path(document["dataset_root"]),
            files={name: texts(files[name.value]) for name in SplitName},
            contents=texts(split["contents"]),
            history=tuple(_epoch(row) for row in read_json_lines(folder / "history.jsonl")),
            seconds={name: number(value) for name, value in document["seconds"].items()},
            notices=_messages(document["notices"]),
            problems=tuple(
                Problem(
                    str(row["path"]),
                    ProblemKind(row["kind"]),
                    Message.from_json(row["message"]),
                )
                for row in document["problems"]
            ),
        )
    except KeyError as error:
        raise BundleError(
            Message("The run in {path} is damaged: {name} is missing.", path=folder, name=error)
        ) from error
    except (TypeError, ValueError, AttributeError, OverflowError, RecipeError) as error:
        raise BundleError(
            Message("The run in {path} is damaged: {reason}.", path=folder, reason=error)
        ) from error


def common_parts(document: dict[str, Any]) -> dict[str, Any]:
    """What ``run.json`` and the document of an export tell alike, as ``Record`` takes it.

    Raises:
        KeyError, TypeError, ValueError, AttributeError, BundleError: something is missing or of
            the wrong kind.
    """
    classes = texts(document["classes"])
    if len(set(classes)) != len(classes) or len(classes) < 2:
        raise ValueError("its class names are not two or more different ones")
    return {
        "classes": classes,
        "preprocessing": Preprocessing.from_json(document["preprocessing"]),
        "head": HeadPlace.from_json(document["head"]),
        "ended_by": RunEnd(document["ended_by"]),
        "threshold": number(document["threshold"], 0.0, 1.0),
        "class_thresholds": {
            str(name): number(value, 0.0, 1.0)
            for name, value in document.get("class_thresholds", {}).items()
        },
        "temperature": number(
            document.get("temperature", 1.0), 1 / LARGEST_TEMPERATURE, LARGEST_TEMPERATURE
        ),
        "created": str(document["created"]),
        "facts": dict(document["facts"]),
        "figures": {SplitName(name): _figures(row) for name, row in document["figures"].items()},
        "name": str(document["name"]),
    }


def _other_format(folder: Path, document: dict[str, Any], version: object) -> BundleError:
    """Why a run of another format cannot be opened, and how to have it all the same."""
    if version == 1:
        return BundleError(
            Message("{path} is a run from before tlgui's first release.", path=folder),
            Message(
                "Train again on {folder}: the settings that it had are in its recipe.json.",
                folder=document.get("dataset_root", "?"),
            ),
        )
    return BundleError(
        Message(
            "{path} was written by another version of tlgui (format {version}).",
            path=folder,
            version=version,
        ),
        Message("Open it with that version, or a later one."),
    )


def number(value: object, low: float = -math.inf, high: float = math.inf) -> float:
    """The finite number that a document holds; TypeError or ValueError where it is none there."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{value!r} is not a number")
    number = float(value)
    if not (math.isfinite(number) and low <= number <= high):
        raise ValueError(f"{number} is out of range")
    return number


def texts(values: object) -> tuple[str, ...]:
    """The texts of a list in a document; TypeError where it is none."""
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError("a list of texts is something else")
    return tuple(values)


def _messages(values: object) -> tuple[Message, ...]:
    if not isinstance(values, list):
        raise TypeError("a list of messages is something else")
    return tuple(Message.from_json(value) for value in values)


def _figures(row: dict[str, Any]) -> dict[str, Any]:
    low, high = row["accuracy_interval"]
    return {
        **{name: number(row[name]) for name in FIGURES},
        "accuracy_interval": [number(low), number(high)],
        **({"groups": int(row["groups"])} if "groups" in row else {}),
    }


def _epoch(row: dict[str, Any]) -> EpochDone:
    epoch = EpochDone(**row)
    if not isinstance(epoch.epoch, int) or not isinstance(epoch.epochs, int):
        raise TypeError("an epoch is not counted in whole numbers")
    for value in (epoch.train_loss, epoch.train_accuracy):
        number(value)
    told = (epoch.validation_loss, epoch.validation_accuracy, epoch.learning_rate, epoch.seconds)
    for optional in told:
        if optional is not None:
            number(optional)
    return epoch


def split_of_run(run: Run, index: DatasetIndex) -> Split:
    """The split that ``run`` used, as positions in ``index``; files that are gone are left out.

    Groups are not kept with a run: ``split_in_groups`` finds them again.
    """
    positions = {record.path: position for position, record in enumerate(index.records)}
    train, validation, test = (
        tuple(positions[file] for file in run.files[name] if file in positions)
        for name in (SplitName.TRAIN, SplitName.VALIDATION, SplitName.TEST)
    )
    undrawn = run.facts.get("undrawn")
    if isinstance(undrawn, list):
        train = tuple(sorted({*train, *(positions[file] for file in undrawn if file in positions)}))
    origin = str(run.facts.get("split_origin", "folders"))
    folds = run.facts.get("folds")
    if isinstance(folds, dict):
        # Each picture was learned from and judged, by other models: the split was another.
        held_back = folds.get("held_back", [])
        kept = {positions[file] for file in held_back if file in positions}
        train = tuple(position for position in train if position not in kept)
        validation = tuple(sorted(kept))
    division = read_division(run.facts)
    seed = run.recipe.seed if division is None else division.seed
    return Split(train, validation, test, origin, seed, division=division)


def list_runs(parent: Path, dataset_root: Path | None = None) -> list[Run]:
    """The runs in ``parent``, newest first; what is no run or is damaged is left out.

    Args:
        parent: the folder that holds the runs' folders.
        dataset_root: where their pictures lie now, where they were moved.
    """
    runs = []
    folders: list[Path] = []
    with suppress(OSError):
        folders.extend(parent.iterdir())
    for folder in folders:
        with suppress(BundleError):
            run = open_run(folder)
            runs.append(run if dataset_root is None else replace(run, dataset_root=dataset_root))
    return sorted(runs, key=lambda run: run.created, reverse=True)


def problem_row(problem: Problem) -> dict[str, str]:
    """A problem as a row of a JSON document."""
    return {"path": problem.path, "kind": problem.kind.value, "message": str(problem.message)}
