"""What a process of its own does for an export: write one format, or run it again.

``python -m tlgui.engine.deploy.export_child JOB`` does what the document ``JOB`` says, and writes
what came of it into the file that it names. Conversions cannot be interrupted, print as they
like, and may take the whole process with them: here they harm nobody.
"""

from __future__ import annotations

import sys
import time
import warnings
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.deploy.bundle import as_decided, open_model, with_answer_figures
from tlgui.engine.deploy.export import find_format
from tlgui.engine.deploy.export_format import Format, Material
from tlgui.engine.deploy.pictures import input_pictures
from tlgui.engine.errors import TlguiError
from tlgui.engine.storage import read_json, write_json

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.deploy.export_format import Answer

LATENCY_ROUNDS = 15
LATENCY_WARM_UP = 3
LATENCY_AT_MOST_S = 10.0


def main(path: Path) -> int:
    """Do the job in the document at ``path``; the exit code."""
    job = read_json(path)
    try:
        result = _do(job)
    except TlguiError as error:
        result = {"error": error.message.to_json()}
    except Exception as error:  # noqa: BLE001 - converters raise anything; the parent tells it
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        result = {"error": reason[:300]}
    write_json(Path(job["result"]), result)
    return 0


def _do(job: dict[str, Any]) -> dict[str, Any]:
    found = find_format(job["format"])
    run = as_decided(open_model(Path(job["run"])), job["decided"])
    material = Material(
        run=with_answer_figures(run),
        folder=Path(job["folder"]),
        earlier={name: Path(folder) for name, folder in job["earlier"].items()},
        pictures=tuple(Path(file) for file in job["pictures"]),
    )
    with warnings.catch_warnings():
        # Converters warn about themselves; what matters is compared afterwards.
        warnings.simplefilter("ignore")
        if job["do"] == "write":
            found.write(material)
            return {}
        return _try(found, material, Path(job["answers"]))


def _try(found: Format, material: Material, answers: Path) -> dict[str, Any]:
    """Answer the pictures and measure how long one takes, in milliseconds."""
    answer = found.load(material)
    rows = [answer(batch) for batch in input_pictures(material.run, material.pictures)]
    with answers.open("xb") as file:
        np.save(file, np.concatenate(rows), allow_pickle=False)
    one = next(input_pictures(material.run, material.pictures[:1]))
    return {"latency_ms": _latency(answer, one)}


def _latency(answer: Answer, one: NDArray[np.float32]) -> float:
    end = time.perf_counter() + LATENCY_AT_MOST_S
    for _ in range(LATENCY_WARM_UP):
        answer(one)
    taken: list[float] = []
    while len(taken) < LATENCY_ROUNDS and (not taken or time.perf_counter() < end):
        start = time.perf_counter()
        answer(one)
        taken.append(1000 * (time.perf_counter() - start))
    return round(median(taken), 3)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
