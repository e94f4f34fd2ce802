"""A model of several, kept once it is done: of its weights, those that its training changed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.records import Problem, ProblemKind
from tlgui.engine.errors import Message
from tlgui.engine.models.heads import LinearHead
from tlgui.engine.models.making import tuned_network
from tlgui.engine.progress import EpochDone
from tlgui.engine.training.by_epochs.company import company
from tlgui.engine.training.extraction import Extraction
from tlgui.engine.training.kept.files import Kept
from tlgui.engine.training.kept.parts import keep_part, kept_part
from tlgui.engine.training.method import ClassNumbers, Fitted, RunEnd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tlgui.engine.models.network import Network
    from tlgui.engine.training.method import Task

_HEAD = ("head.weight", "head.bias")
_BODY = "body."


def keep_member(task: Task, fitted: Fitted) -> None:
    """Keep ``fitted`` in the folder of ``task``, and no longer how far its training was.

    Where it cannot be kept that is told, and the training goes on.
    """
    if task.folder is None or not company().leads:
        return
    tensors = _tensors(task.network, fitted.network)
    if tensors is None:
        return
    keep_part(
        task,
        Kept(_document(task, fitted), tensors),
        lambda reason: Message(
            "A model that is done cannot be kept to go on with: {reason}.", reason=reason
        ),
    )


def kept_member(task: Task) -> Fitted | None:
    """What was kept of ``task`` when it was done, another day; None where it was not.

    Raises:
        DamagedError: it cannot be read.
        BundleError: it belongs to another training.
    """
    return kept_part(task, _fitted)


def _tensors(before: Network, after: Network) -> dict[str, NDArray[Any]] | None:
    """What was learned: the head, and what changed of the body.

    None where ``after`` is not made of such.
    """
    head = after.head
    if head is None:
        return None
    changed = {
        name: array
        for name, array in after.tensors.items()
        if name not in before.tensors or not np.array_equal(array, before.tensors[name])
    }
    if _network(before, head, changed).fingerprint != after.fingerprint:
        return None
    return {
        **dict(zip(_HEAD, (head.weight, head.bias), strict=True)),
        **{f"{_BODY}{name}": array for name, array in changed.items()},
    }


def _network(
    before: Network, head: LinearHead, changed: Mapping[str, NDArray[np.generic]]
) -> Network:
    return (tuned_network(before, changed) if changed else before).with_head(head)


def _document(task: Task, fitted: Fitted) -> dict[str, Any]:
    index = task.index
    return {
        "classes": list(fitted.classes.names),
        "numbers": {index.classes[label]: own for label, own in fitted.classes.number.items()},
        "trained_on": [index.records[position].path for position in fitted.trained_on],
        "facts": fitted.facts,
        "history": [asdict(row) for row in fitted.history],
        "ended_by": fitted.ended_by.value,
        "problems": [
            {"path": each.path, "kind": each.kind.value, "message": each.message.to_json()}
            for each in fitted.problems
        ],
        "unreadable": [
            [index.records[position].path, reason.to_json()]
            for position, reason in sorted(fitted.extraction.failures.items())
        ],
    }


def _fitted(task: Task, kept: Kept) -> Fitted:
    document, index = kept.document, task.index
    weight, bias = (np.asarray(kept.tensors[name], np.float32) for name in _HEAD)
    changed = {
        name.removeprefix(_BODY): array
        for name, array in kept.tensors.items()
        if name.startswith(_BODY)
    }
    network = _network(task.network, LinearHead(weight, bias), changed)
    extraction = task.extraction
    if changed:
        held_out = len(task.held_out)
        extraction = Extraction(network, task.device, index, held_out, task.control)
    places = {record.path: position for position, record in enumerate(index.records)}
    for path, reason in document["unreadable"]:
        extraction.failures.setdefault(places[path], Message.from_json(reason))
    return Fitted(
        network=network,
        classes=ClassNumbers(
            tuple(document["classes"]),
            {index.classes.index(name): own for name, own in document["numbers"].items()},
        ),
        trained_on=[places[path] for path in document["trained_on"]],
        extraction=extraction,
        facts=document["facts"],
        history=tuple(EpochDone(**row) for row in document["history"]),
        ended_by=RunEnd(document["ended_by"]),
        problems=tuple(
            Problem(row["path"], ProblemKind(row["kind"]), Message.from_json(row["message"]))
            for row in document["problems"]
        ),
    )
