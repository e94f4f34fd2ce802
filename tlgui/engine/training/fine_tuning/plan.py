"""What was decided when a training began: one that goes on decides nothing anew."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from tlgui.engine.errors import BundleError, DamagedError, Message
from tlgui.engine.storage import read_json_if_there, write_json
from tlgui.engine.training.kept.files import damaged

if TYPE_CHECKING:
    from pathlib import Path

FILE = "plan.json"


@dataclass(frozen=True)
class Plan:
    """Decisions that hang on more than the recipe: on the disk's room, on what was tried.

    Attributes:
        mirrored: whether mirrored pictures are learned from.
        cut: name of the first module above the cut; empty where there is none.
    """

    mirrored: bool
    cut: str


def keep_plan(plan: Plan, folder: Path) -> None:
    """Keep ``plan`` in ``folder``.

    Raises:
        BundleError: it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_json(folder / FILE, asdict(plan))
    except OSError as error:
        raise BundleError(
            Message(
                "How far the training is cannot be kept in {path}: {reason}.",
                path=folder,
                reason=error.strerror or error,
            ),
            Message("Make room on the disk."),
        ) from error


def kept_plan(folder: Path) -> Plan | None:
    """The plan in ``folder``; None where there is none.

    Raises:
        DamagedError: it cannot be read.
    """
    try:
        document = read_json_if_there(folder / FILE)
        if document is None:
            return None
        plan = Plan(**document)
        if not isinstance(plan.mirrored, bool) or not isinstance(plan.cut, str):
            raise TypeError("a decision is of the wrong type")
    except BundleError as error:
        raise DamagedError(error.message, Message("Train anew.")) from error
    except TypeError as error:
        raise damaged(folder / FILE, error) from error
    return plan
