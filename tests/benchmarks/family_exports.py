"""One network of each of 30 families in every format, answered again by other programs.

    python -m tests.benchmarks.family_exports ROWS [NAME ...] [--heads last,all-stages]
    python -m tests.benchmarks.family_exports ROWS --table

With random weights: published ones would need a download. Rows of JSON are appended to the file
ROWS; what is there already is not made again. ``--table`` prints them as Markdown. An hour on two
cores.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.engine.deploy.elsewhere import PROGRAMS, network_inputs, try_formats
from tests.engine.models.families import FAMILIES, run_of_family

FORMATS = ("safetensors", "onnx", "openvino", "pt2", "onnx-int8")
HEADS = ("last", "all-stages")
PICTURES = 6


def row_of(name: str, head: str) -> dict[str, Any]:
    """Everything about one family."""
    with tempfile.TemporaryDirectory() as scratch:
        run = run_of_family(name, Path(scratch), all_stages=head == "all-stages")
        row = {"name": name, "head": head, "kind": run.head.kind.value}
        if head == "all-stages" and row["kind"] != head:
            return row  # It has no stages to look at: the head is that of the other row.
        tried = try_formats(run, Path(scratch), FORMATS, network_inputs(run, PICTURES), apart=True)
        return {**row, **asdict(tried)}


def table(rows: list[dict[str, Any]]) -> str:
    """The rows as Markdown."""
    columns = [*FORMATS, "timm", *PROGRAMS]
    lines = [f"| backbone | head | {' | '.join(columns)} |", f"|---|---|{'---|' * len(columns)}"]
    for row in sorted(rows, key=lambda row: (FAMILIES.index(row["name"]), row["head"])):
        if "formats" not in row:
            continue
        told = {**row["formats"], "timm": row["timm_logits"], **row["programs"]}
        cells = [row["name"], row["kind"], *(_cell(told.get(name)) for name in columns)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(told: float | str | None) -> str:
    if told is None:
        return "-"
    if isinstance(told, str):
        return "cannot"
    return f"{told:.0e}" if told else "0"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rows", type=Path, help="file of rows, a JSON document a line")
    parser.add_argument("names", nargs="*", help="backbones; all 30 by default")
    parser.add_argument("--heads", default=",".join(HEADS))
    parser.add_argument("--table", action="store_true")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    there = asked.rows.read_text().splitlines() if asked.rows.exists() else []
    rows = [json.loads(line) for line in there]
    if asked.table:
        sys.stdout.write(table(rows) + "\n")
        return
    done = {(row["name"], row["head"]) for row in rows}
    for head in asked.heads.split(","):
        for name in asked.names or FAMILIES:
            if (name, head) in done:
                continue
            start = time.perf_counter()
            row = row_of(name, head)
            with asked.rows.open("a") as file:
                file.write(json.dumps(row) + "\n")
            sys.stdout.write(f"{name}, {head}: {time.perf_counter() - start:.0f} s\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
