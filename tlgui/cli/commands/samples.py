"""``tlgui samples``: well-known data sets, fetched and written as class folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlgui.cli.options import AsJson
from tlgui.cli.refusals import WrongUsageError, path
from tlgui.cli.reports import print_json, print_line
from tlgui.cli.terminal import progress
from tlgui.engine.errors import Message

if TYPE_CHECKING:
    from tlgui.engine.sample_sets.catalog import SampleSet

MEGABYTE = 1_000_000


def command(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="Which to write; without it, all are listed.")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            parser=path,
            metavar="DIR",
            help="The new folder; by default beside tlgui's data.",
        ),
    ] = None,
    per_class: Annotated[
        int | None,
        typer.Option(
            "--per-class", min=1, metavar="N", help="Only N pictures of each class in each part."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List well-known data sets (MNIST, CIFAR-10 ...), or download one as class folders."""
    from tlgui.engine.sample_sets.catalog import SAMPLES, find_sample

    if not name:
        if out is not None or per_class is not None:
            raise WrongUsageError(
                Message("NAME is missing: which sample should be written?"),
                Message("There are: {names}.", names=", ".join(one.key for one in SAMPLES)),
            )
        if as_json:
            print_json({"samples": [_document(sample) for sample in SAMPLES]})
        else:
            _print_table(SAMPLES)
        return
    _write(find_sample(name), out, per_class, as_json)


def _write(sample: SampleSet, out: Path | None, per_class: int | None, as_json: bool) -> None:
    from tlgui.engine.sample_sets.catalog import DIGITS
    from tlgui.engine.sample_sets.writing import usual_folder, write_sample

    if sample.key == DIGITS and per_class is not None:
        raise WrongUsageError(
            Message("The digits are written whole: --per-class is for samples that are larger.")
        )
    folder = out if out is not None else usual_folder(sample, per_class)
    with progress(quiet=as_json) as control:
        folder = write_sample(sample, folder.absolute(), control, per_class)
    if as_json:
        print_json({"folder": str(folder), **_document(sample)})
        return
    print_line(f"{sample.title} is in {folder}")
    print_line(f"Licence: {sample.licence}")
    print_line(f"Next: tlgui {folder}")


def _document(sample: SampleSet) -> dict[str, Any]:
    return {
        "name": sample.key,
        "title": sample.title,
        "about": str(sample.sentence),
        "pictures": sample.pictures,
        "classes": sample.classes,
        "picture_size": str(sample.size),
        "download_bytes": sample.download_bytes,
        "licence": str(sample.licence),
        "source": sample.source,
        "citation": sample.citation,
    }


def _print_table(samples: tuple[SampleSet, ...]) -> None:
    wide = max(len(sample.key) for sample in samples)
    print_line(f"{'NAME':{wide}}  PICTURES  CLASSES  DOWNLOAD  WHAT")
    for sample in samples:
        megabytes = f"{sample.download_bytes / MEGABYTE:,.0f} MB" if sample.download_bytes else "-"
        print_line(
            f"{sample.key:{wide}}  {sample.pictures:8,}  {sample.classes:7}  {megabytes:>8}  "
            f"{sample.title}: {sample.sentence}"
        )
    print_line("`tlgui samples NAME` downloads one; --json tells licences and sources.")
