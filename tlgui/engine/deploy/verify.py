"""The self-test of an export: read again in a process of its own, and compared with the run."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.records import SplitName
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

CLEAR = 0.02
"""A picture whose two best probabilities differ by more must get the same class."""
ELSEWHERE_MOST = 20
"""Pictures, at most, that a format is tried on where it will be used."""
CLEAR_ELSEWHERE = 0.1
"""The same, where pictures are read by another decoder: reduced JPEGs are rounded otherwise."""
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


@dataclass(frozen=True)
class Elsewhere:
    """A format tried where it will be used, as a web page in a browser.

    Attributes:
        where: its name and version; empty where it could not be tried.
        images: pictures that both answered, read from their files by each.
        agreement: share of those with a clear answer that got the same class.
        max_abs_difference: of all probabilities.
        untried: why it could not be tried.
    """

    where: str = ""
    images: int = 0
    agreement: float = 0.0
    max_abs_difference: float = 0.0
    untried: Message | None = None

    def document(self) -> dict[str, Any]:
        """What the command line and ``bundle.json`` tell of it."""
        if self.untried is not None:
            return {"untried": str(self.untried)}
        return {
            "where": self.where,
            "images": self.images,
            "agreement": self.agreement,
            "max_abs_difference": self.max_abs_difference,
        }


@dataclass(frozen=True)
class SelfTest:
    """How a format's answers compare with the run's own.

    Attributes:
        images: pictures that both answered.
        agreement: share of those with a clear answer that got the same class.
        max_abs_difference: of all probabilities.
        passed: whether it may be used.
        split: where the pictures come from, ``TRAIN`` for what the model learned from; None for
            made-up ones, because the run's own are gone.
        accuracy: (the run's, this format's) on these pictures; None where the classes are not
            known.
        elsewhere: how it did where it will be used, for formats that are tried there.
    """

    images: int
    agreement: float
    max_abs_difference: float
    passed: bool
    split: SplitName | None
    accuracy: tuple[float, float] | None
    elsewhere: Elsewhere | None = None

    @property
    def pictures(self) -> str:
        """What the pictures are to the model: "validation", "test", "training", or "drawn"."""
        if self.split is None:
            return "drawn"
        return "training" if self.split is SplitName.TRAIN else self.split.value

    def document(self) -> dict[str, Any]:
        """What the command line and ``bundle.json`` tell of it."""
        told: dict[str, Any] = {
            "images": self.images,
            "agreement": self.agreement,
            "max_abs_difference": self.max_abs_difference,
            "passed": self.passed,
            "pictures": self.pictures,
        }
        if self.accuracy is not None:
            told["accuracy"] = {"run": self.accuracy[0], "export": self.accuracy[1]}
        if self.elsewhere is not None:
            told["elsewhere"] = self.elsewhere.document()
        return told


@dataclass(frozen=True, eq=False)
class Reference:
    """The run's own answers, fp32, on some pictures.

    Attributes:
        files: N pictures.
        probabilities: (N, C) float32.
        targets: (N,) true classes; None where they are not known.
        split: where the pictures come from; None for made-up ones.
    """

    files: tuple[Path, ...]
    probabilities: NDArray[np.float32]
    targets: NDArray[np.int64] | None
    split: SplitName | None


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
        for position, known in predictor.probabilities(chosen.files, control):
            if not isinstance(known, Message):
                answers[position] = known
        if answers:
            break
    order = sorted(answers)
    targets = chosen.targets
    return Reference(
        files=tuple(chosen.files[at] for at in order),
        probabilities=np.stack([answers[at] for at in order]),
        targets=None if targets is None else np.array([targets[at] for at in order], np.int64),
        split=chosen.split,
    )


def compare(
    reference: Reference,
    answers: NDArray[np.float32],
    may_lose: float = 0.0,
    clear_from: float = CLEAR,
) -> SelfTest:
    """How ``answers``, (N, C), compare with those of the run.

    Args:
        reference: the run's.
        answers: the export's.
        may_lose: share of accuracy that the format may lose; 0 where it must not differ at all.
        clear_from: by how much the two best probabilities differ where an answer is clear.
    """
    expected = reference.probabilities
    if answers.shape != expected.shape or not bool(np.isfinite(answers).all()):
        return SelfTest(len(expected), 0.0, 1.0, False, reference.split, None)
    difference = float(np.abs(answers - expected).max())
    same = answers.argmax(axis=1) == expected.argmax(axis=1)
    best = np.sort(expected, axis=1)[:, -2:]
    clear = best[:, 1] - best[:, 0] > clear_from
    agreement = float(same[clear].mean()) if clear.any() else float(difference <= clear_from)
    accuracy = None
    if reference.targets is not None:
        right = [
            float((rows.argmax(axis=1) == reference.targets).mean()) for rows in (expected, answers)
        ]
        accuracy = (right[0], right[1])
    if not may_lose:
        passed = agreement == 1.0
    elif accuracy is not None:
        passed = accuracy[0] - accuracy[1] <= may_lose + 1e-9
    else:
        passed = agreement >= 1.0 - may_lose
    return SelfTest(len(expected), agreement, difference, passed, reference.split, accuracy)


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
    rows = reference.probabilities[[some[at] for at in places]]
    expected = replace(reference, probabilities=rows, targets=None)
    theirs = _stacked(answers, places)
    tested = compare(expected, theirs)
    if not compare(expected, theirs, clear_from=CLEAR_ELSEWHERE).passed:
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
    return Elsewhere(where, tested.images, tested.agreement, tested.max_abs_difference)


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
    if not result.exists():
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
