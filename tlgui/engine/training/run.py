"""A run: the folder in which one training keeps its recipe, weights, figures and history."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.data.records import Problem, ProblemKind, SplitName
from tlgui.engine.errors import BundleError, Message, RecipeError
from tlgui.engine.progress import EpochDone
from tlgui.engine.storage import read_json, read_json_lines, sweep_temporaries, write_json
from tlgui.engine.training.recipe import Recipe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

FORMAT_VERSION = 1
PARTIAL_MARK = ".partial-"
_ABANDONED_AFTER_S = 24 * 3600


class RunEnd(StrEnum):
    """Why a run ended."""

    COMPLETED = "completed"
    STOPPED = "stopped"
    EARLY = "stopped early"


@dataclass(frozen=True, eq=False)
class Run:
    """A finished training, as its folder tells it. Weights and reports are read when asked for.

    Attributes:
        folder: where it lies.
        recipe: what was asked for.
        classes: class names, in the order of the head's outputs.
        dataset_root: the folder of pictures it was trained on.
        files: the pictures of each split, relative to ``dataset_root``.
        preprocessing: of the network's input.
        history: a row an epoch; empty where the head was fitted exactly.
        ended_by: why it ended.
        threshold: confidence below which an answer is "unsure".
        created: local time, ISO 8601.
        seconds: time that each part took.
        facts: versions, device, engines and their agreement, the chosen penalty ...
        notices: what the user was told on the way.
        problems: pictures that were left out, and why.
        figures: the four figures of each split that was evaluated.
    """

    folder: Path
    recipe: Recipe
    classes: tuple[str, ...]
    dataset_root: Path
    files: dict[SplitName, tuple[str, ...]]
    preprocessing: Preprocessing
    history: tuple[EpochDone, ...]
    ended_by: RunEnd
    threshold: float
    created: str
    seconds: dict[str, float]
    facts: dict[str, Any]
    notices: tuple[Message, ...]
    problems: tuple[Problem, ...]
    figures: dict[SplitName, dict[str, Any]]

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

    def tensors(self) -> dict[str, NDArray[np.generic]]:
        """The weights of the whole network, by timm's names.

        Raises:
            BundleError: they are missing or damaged.
        """
        from safetensors import SafetensorError
        from safetensors.numpy import load

        try:
            # Read whole, not mapped: a mapped file cannot be replaced on Windows.
            return load((self.folder / "best.safetensors").read_bytes())
        except (OSError, SafetensorError, ValueError) as error:
            raise BundleError(
                Message(
                    "The weights of the run {run} cannot be read: {reason}.",
                    run=self.folder.name,
                    reason=error,
                )
            ) from error


def open_run(folder: Path) -> Run:
    """The run in ``folder``.

    Raises:
        BundleError: there is none, or its files are damaged.
    """
    if not (folder / "run.json").is_file():
        raise BundleError(
            Message("{path} is not a run: it has no run.json.", path=folder),
            Message("Name the folder that `tlgui train --out` wrote."),
        )
    document = read_json(folder / "run.json")
    try:
        version = document["format_version"]
        if version != FORMAT_VERSION:
            raise BundleError(
                Message(
                    "{path} was written by another version of tlgui (format {version}).",
                    path=folder,
                    version=version,
                )
            )
        recipe = Recipe.from_json(read_json(folder / "recipe.json"))
        files = read_json(folder / "split.json")["files"]
        classes = tuple(str(name) for name in document["classes"])
        if len(set(classes)) != len(classes) or len(classes) < 2:
            raise ValueError("class names")
        return Run(
            folder=folder,
            recipe=recipe,
            classes=classes,
            dataset_root=Path(document["dataset_root"]),
            files={name: tuple(str(file) for file in files[name.value]) for name in SplitName},
            preprocessing=Preprocessing.from_json(document["preprocessing"]),
            history=tuple(EpochDone(**row) for row in read_json_lines(folder / "history.jsonl")),
            ended_by=RunEnd(document["ended_by"]),
            threshold=float(document["threshold"]),
            created=str(document["created"]),
            seconds={str(name): float(value) for name, value in document["seconds"].items()},
            facts=dict(document["facts"]),
            notices=tuple(Message("{text}", text=text) for text in document["notices"]),
            problems=tuple(
                Problem(
                    row["path"], ProblemKind(row["kind"]), Message("{text}", text=row["message"])
                )
                for row in document["problems"]
            ),
            figures={SplitName(name): dict(row) for name, row in document["figures"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecipeError) as error:
        raise BundleError(
            Message("The run in {path} is damaged: {reason}.", path=folder, reason=error)
        ) from error


def list_runs(parent: Path) -> list[Run]:
    """The runs in ``parent``, newest first; what is no run or is damaged is left out."""
    runs = []
    if parent.is_dir():
        for folder in parent.iterdir():
            with suppress(BundleError):
                runs.append(open_run(folder))
    return sorted(runs, key=lambda run: run.created, reverse=True)


class RunWriter:
    """A run that is being made: a folder beside its final place, moved there when all is done.

    Args:
        out: the final place; it must not exist, or be empty.

    Raises:
        BundleError: something is there already, or the place cannot be written.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        try:
            if out.exists() and (not out.is_dir() or any(out.iterdir())):
                raise BundleError(
                    Message("{path} exists already.", path=out),
                    Message("Choose another folder for the run, or delete that one."),
                )
            out.parent.mkdir(parents=True, exist_ok=True)
            _sweep_partial_runs(out.parent)
            self.folder = out.with_name(f"{PARTIAL_MARK}{out.name[:100]}-{time.time_ns():x}")
            self.folder.mkdir()
        except OSError as error:
            raise BundleError(
                Message(
                    "The run cannot be kept in {path}: {reason}.",
                    path=out,
                    reason=error.strerror or error,
                ),
                Message("Choose a folder that you may write to."),
            ) from error

    def finish(
        self,
        recipe: Recipe,
        document: dict[str, Any],
        files: Mapping[SplitName, Sequence[str]],
        tensors: dict[str, Any],
        arrays: dict[str, NDArray[Any]],
        details: dict[str, Any],
    ) -> Run:
        """Write everything and move the folder into place; the run, reopened from there.

        Raises:
            BundleError: it could not be written; nothing stays behind.
        """
        import numpy as np
        from safetensors.torch import save

        from tlgui.engine.storage import atomic_write

        try:
            with atomic_write(self.folder / "best.safetensors") as file:
                file.write(save(tensors))
            with atomic_write(self.folder / "report.npz") as file:
                np.savez_compressed(file, allow_pickle=False, **arrays)
            write_json(self.folder / "report.json", {"format_version": FORMAT_VERSION, **details})
            write_json(
                self.folder / "recipe.json", {"format_version": FORMAT_VERSION, **recipe.to_json()}
            )
            by_name = {name.value: list(paths) for name, paths in files.items()}
            write_json(
                self.folder / "split.json", {"format_version": FORMAT_VERSION, "files": by_name}
            )
            write_json(self.folder / "run.json", {"format_version": FORMAT_VERSION, **document})
            if self._out.exists():
                self._out.rmdir()
            self.folder.rename(self._out)
        except OSError as error:
            self.discard()
            raise BundleError(
                Message(
                    "The run cannot be saved in {path}: {reason}.",
                    path=self._out,
                    reason=error.strerror or error,
                ),
                Message("Make room on the disk, or choose another folder."),
            ) from error
        return open_run(self._out)

    def discard(self) -> None:
        """Delete what was written so far."""
        shutil.rmtree(self.folder, ignore_errors=True)


def problem_row(problem: Problem) -> dict[str, str]:
    """A problem as a row of a JSON document."""
    return {"path": problem.path, "kind": problem.kind.value, "message": str(problem.message)}


def epoch_row(epoch: EpochDone) -> dict[str, Any]:
    """An epoch as a row of ``history.jsonl``."""
    return asdict(epoch)


def _sweep_partial_runs(parent: Path) -> None:
    """Delete what runs that were killed left behind, once they are surely not running any more."""
    sweep_temporaries(parent)
    for leftover in parent.glob(f"{PARTIAL_MARK}*"):
        with suppress(OSError):
            if time.time() - leftover.stat().st_mtime > _ABANDONED_AFTER_S:
                shutil.rmtree(leftover, ignore_errors=True)
