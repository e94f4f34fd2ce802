"""What was decided when a training began: one that goes on decides nothing anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.errors import BundleError, DamagedError, Message
from tlgui.engine.storage import MissingError, read_json, write_json
from tlgui.engine.training.kept.files import damaged, not_kept
from tlgui.engine.training.linear_heads.scaling import Standardiser

if TYPE_CHECKING:
    from pathlib import Path

FILE = "plan.json"


@dataclass(frozen=True)
class Plan:
    """Decisions that hang on more than the recipe: on the disk's room, on what was tried.

    Attributes:
        mirrored: whether mirrored pictures are learned from.
        cut: name of the first module above the cut; empty where there is none.
        standardise: the head's inputs: of features that may be computed otherwise another day.
    """

    mirrored: bool
    cut: str
    standardise: Standardiser


def keep_plan(plan: Plan, folder: Path) -> None:
    """Keep ``plan`` in ``folder``.

    Raises:
        BundleError: it cannot be written.
    """
    document = {
        "mirrored": plan.mirrored,
        "cut": plan.cut,
        "mean": plan.standardise.mean.tolist(),
        "scale": plan.standardise.scale.tolist(),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_json(folder / FILE, document)
    except OSError as error:
        raise not_kept(folder, error) from error


def kept_plan(folder: Path) -> Plan | None:
    """The plan in ``folder``; None where there is none.

    Raises:
        DamagedError: it cannot be read.
    """
    try:
        document = read_json(folder / FILE)
        mirrored, cut = document["mirrored"], document["cut"]
        if not isinstance(mirrored, bool) or not isinstance(cut, str):
            raise TypeError("a decision is of the wrong type")
        mean, scale = (np.asarray(document[name], np.float32) for name in ("mean", "scale"))
    except MissingError:
        return None
    except BundleError as error:
        raise DamagedError(error.message, Message("Train anew.")) from error
    except (LookupError, TypeError, ValueError) as error:
        raise damaged(folder / FILE, error) from error
    return Plan(mirrored, cut, Standardiser(mean, scale))
