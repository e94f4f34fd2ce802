"""The self-test of an export: read again in a process of its own, and compared with the run."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.deploy.bundle import decided_of
from tlgui.engine.deploy.comparison import (
    CLEAR_ELSEWHERE,
    NEAR_ELSEWHERE,
    Elsewhere,
    Reference,
    SelfTest,
    compare,
)
from tlgui.engine.deploy.pictures import draw_sample, held_out_sample
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.storage import read_json, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tlgui.engine.deploy.export_format import Format
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run

ELSEWHERE_MOST = 20
"""Pictures, at most, that a format is tried on where it will be used."""
CHILD_LIMIT_S = 900.0
_POLL_S = 0.05


class UntriedError(Exception):
    """A format cannot be tried where it will be used.

    Attributes:
        reason: why not, for people.
    """

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


def reference_answers(run: Run, folder: Path, control: Control) -> Reference:
    """What ``run`` answers on pictures held out, or on pictures drawn into ``folder``.

    Raises:
        Cancelled: the user cancelled.
        BundleError: the run is damaged.
    """
    predictor = Predictor(run, "cpu")
    for sample in (held_out_sample(run), None):
        chosen = draw_sample(folder) if sample is None else sample
        answers: dict[int, NDArray[np.float32]] = {}
        for position, known in predictor.rows(chosen.files, control):
            if not isinstance(known, Message):
                answers[position] = known
        if answers:
            break
    order = sorted(answers)
    targets, familiar = chosen.targets, predictor.familiar
    rows, count = np.stack([answers[at] for at in order]), len(run.classes)
    return Reference(
        files=tuple(chosen.files[at] for at in order),
        probabilities=rows[:, :count],
        targets=None if targets is None else np.array([targets[at] for at in order], np.int64),
        split=chosen.split,
        distances=None if familiar is None else rows[:, count],
        limit=1.0 if familiar is None else familiar.limit,
    )


def self_test(
    found: Format, run: Run, folder: Path, reference: Reference, work: Path, control: Control
) -> tuple[SelfTest, float]:
    """Try what lies in ``folder``: the comparison, and milliseconds that one picture takes.

    Raises:
        BundleError: it cannot be read again, or took too long.
        Cancelled: the user cancelled; the process is gone.
    """
    answers = work / f"{found.name}-answers.npy"
    job = {"do": "test", "answers": str(answers)}
    result = run_child(found, run, folder, reference.files, work, control, job)
    rows = np.load(answers, allow_pickle=False)
    return compare(reference, rows, found.may_lose), float(result["latency_ms"])


def tried_elsewhere(
    found: Format, folder: Path, reference: Reference, work: Path, control: Control
) -> Elsewhere | None:
    """How what lies in ``folder`` answers where it will be used; None where that is here.

    Raises:
        BundleError: it does not work there, or answers differently.
        Cancelled: the user cancelled.
    """
    if found.elsewhere is None:
        return None
    count = min(ELSEWHERE_MOST, len(reference.files))
    some = [at * len(reference.files) // count for at in range(count)]
    room = work / f"{found.name}-elsewhere"
    room.mkdir()
    try:
        where, answers = found.elsewhere(
            folder, [reference.files[at] for at in some], room, control
        )
    except UntriedError as error:
        return Elsewhere(untried=error.reason)
    if not answers:
        return Elsewhere(untried=Message("{name} reads none of these pictures", name=where))
    places = sorted(answers)
    expected = reference.some([some[at] for at in places])
    theirs = _stacked(answers, places)
    tested = compare(expected, theirs)
    loosely = compare(
        expected, theirs, clear_from=CLEAR_ELSEWHERE, near=NEAR_ELSEWHERE, most_apart=1.0
    )
    if not loosely.passed:
        raise BundleError(
            Message(
                "In {name} the answers are different: {agreement:.1%} of {count} pictures get the"
                " same class, probabilities differ by up to {difference:.3g}.",
                name=where,
                agreement=tested.agreement,
                count=tested.images,
                difference=tested.max_abs_difference,
            ),
            Message("Nothing was kept. Choose other formats with --format."),
        )
    figures = tested.images, tested.agreement, tested.max_abs_difference
    return Elsewhere(where, *figures, unknown=tested.unknown)


def _stacked(answers: dict[int, NDArray[np.float32]], places: list[int]) -> NDArray[np.float32]:
    """(N, C), or nothing that compares where the rows are not alike."""
    rows = [answers[at] for at in places]
    if len({row.shape for row in rows}) != 1:
        return np.zeros((0, 0), np.float32)
    return np.stack(rows)


def run_child(
    found: Format,
    run: Run,
    folder: Path,
    pictures: Sequence[Path],
    work: Path,
    control: Control,
    job: dict[str, Any],
) -> dict[str, Any]:
    """Let a process of its own do ``job`` with a format; what it tells.

    Args:
        found: the format.
        run: the run that is exported.
        folder: where the format's files are, or shall be.
        pictures: that it looks at.
        work: a folder for what the two processes tell each other.
        control: asked all the while; the process is killed once the user cancels.
        job: the rest of the document that the process is given.
    """
    stem = work / f"{found.name}-{secrets.token_hex(4)}"
    result, noise = stem.with_suffix(".result.json"), stem.with_suffix(".txt")
    document = {
        "format": found.name,
        "run": os.path.abspath(run.folder),
        # Thresholds and the like can be moved while the export is made.
        "decided": decided_of(run),
        "folder": str(folder),
        "earlier": {other.name: str(other) for other in folder.parent.iterdir() if other != folder},
        "pictures": [str(file) for file in pictures],
        "result": str(result),
        **job,
    }
    write_json(stem.with_suffix(".json"), document)
    with noise.open("xb") as output:
        code = _run_to_its_end(stem.with_suffix(".json"), output, control)
    if code is None:
        raise _failed(found, Message("it took more than {count} s", count=int(CHILD_LIMIT_S)))
    if not os.path.exists(result):
        lines = noise.read_text("utf-8", "replace").strip().splitlines()
        last = lines[-1][:300] if lines else ""
        raise _failed(found, Message("its process ended with {code}. {last}", code=code, last=last))
    told: dict[str, Any] = read_json(result)
    if "error" in told:
        raise _failed(found, Message.from_json(told["error"]))
    return told


def _run_to_its_end(job: Path, output: Any, control: Control) -> int | None:
    """The exit code; None where the time was up."""
    package = str(Path(__file__).resolve().parents[3])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    process = subprocess.Popen(
        [sys.executable, "-m", "tlgui.engine.deploy.export_child", str(job)],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    end = time.monotonic() + CHILD_LIMIT_S
    try:
        while time.monotonic() < end:
            control.check()
            try:
                return process.wait(_POLL_S)
            except subprocess.TimeoutExpired:
                continue
        return None
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _failed(found: Format, reason: Message) -> BundleError:
    return BundleError(
        Message(
            "The export to {format} failed: {reason}.",
            format=found.name,
            reason=str(reason).rstrip("."),
        ),
        Message("Nothing was kept. Choose other formats with --format."),
    )
