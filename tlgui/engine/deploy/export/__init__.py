"""Exports: a trained run as files for other programs, each tried before it is kept.

A module in this folder with a ``FORMAT`` is a format: there is no list to add it to.
"""

from __future__ import annotations

import os
import pkgutil
import secrets
import shutil
import zipfile
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from tlgui.engine.data.names import shown
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.bundle import BUNDLE, bundle_document, with_answer_figures
from tlgui.engine.deploy.card import licenses_text, model_card
from tlgui.engine.deploy.export_format import Format
from tlgui.engine.deploy.pictures import calibration_files
from tlgui.engine.deploy.verify import (
    reference_answers,
    run_child,
    self_test,
    tried_elsewhere,
)
from tlgui.engine.errors import BundleError, Message, RecipeError
from tlgui.engine.places import asset_folder
from tlgui.engine.progress import BatchDone, Notice, Stage, StageName
from tlgui.engine.storage import TEMPORARY_MARK, is_abandoned, write_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tlgui.engine.deploy.comparison import Reference, SelfTest
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run

DEFAULT_FORMATS = ("safetensors", "onnx")
SCRIPT = "predict.py"
_RUN_BY_SCRIPT = frozenset({"onnx", "onnx-int8"})


@dataclass(frozen=True)
class ExportedFormat:
    """One format of an export.

    Attributes:
        name: of the format.
        files: names of its files.
        size_bytes: of them all.
        latency_ms: that one picture takes here, decoding left out.
        self_test: how its answers compare with the run's.
        note: what the user should know of it, if anything.
    """

    name: str
    files: tuple[str, ...]
    size_bytes: int
    latency_ms: float
    self_test: SelfTest
    note: Message | None


@dataclass(frozen=True)
class Exported:
    """What an export made.

    Attributes:
        out: its folder.
        files: names of all files in it.
        formats: those that were asked for, each with its figures.
        archive: the same folder as one ZIP file; None where none was asked for.
    """

    out: Path
    files: tuple[str, ...]
    formats: tuple[ExportedFormat, ...]
    archive: Path | None


def all_formats() -> dict[str, Format]:
    """Every format by its name, in the order in which they are listed."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        each = import_module(f"{__name__}.{module.name}").FORMAT
        assert isinstance(each, Format), f"{module.name} has no FORMAT"
        found.append(each)
    return {each.name: each for each in sorted(found, key=lambda each: each.order)}


def find_format(name: str) -> Format:
    """The format of that name.

    Raises:
        RecipeError: there is none; the hint lists those that exist.
    """
    formats = all_formats()
    if name not in formats:
        raise RecipeError(
            Message("The format {name} does not exist here.", name=name),
            Message("Available: {names}.", names=", ".join(formats)),
        )
    return formats[name]


def unavailable(run: Run) -> dict[str, Message]:
    """Why some formats cannot be made of ``run``, by their names; empty where all can."""
    if calibration_files(run):
        return {}
    learned = run.files[SplitName.TRAIN]
    reason = Message(
        "it is fitted to the run's training pictures, which are no longer in {path}",
        path=run.dataset_root,
    )
    if run.is_export:
        reason = Message("it is fitted to training pictures, and an exported model brings none")
    elif not learned:
        reason = Message("it is fitted to training pictures, and this run learned from none")
    return {name: reason for name, each in all_formats().items() if each.looks_at_pictures}


def export(
    run: Run,
    out: Path,
    formats: Iterable[str],
    control: Control,
    *,
    archive: bool = False,
) -> Exported:
    """Export ``run`` to the new folder ``out``; all of it is there, or nothing is.

    Args:
        run: a trained run.
        out: a folder that does not exist yet, or is empty.
        formats: names of the formats.
        control: hears ``Stage``, ``BatchDone`` and ``Notice``.
        archive: make a ZIP file of the folder too, beside it.

    Raises:
        RecipeError: a format does not exist, or none was named.
        BundleError: the run is damaged, a format cannot be made of it or failed its self-test,
            ``out`` is taken or cannot be written.
        Cancelled: the user cancelled.
    """
    # "." has no name of its own, from which that of the ZIP file is made.
    out = out.absolute() if out.name else out.resolve()
    asked = {find_format(name).name for name in formats}
    if not asked:
        raise RecipeError(Message("No format is named."), _available())
    chosen = [each for name, each in all_formats().items() if name in asked]
    refused = unavailable(run)
    for each in chosen:
        if each.name in refused:
            raise BundleError(
                Message(
                    "{format} cannot be made: {reason}.",
                    format=each.name,
                    reason=refused[each.name],
                ),
                Message("Put the pictures back, or choose other formats with --format.")
                if run.files[SplitName.TRAIN]
                else Message("Choose other formats with --format."),
            )
    zip_file = out.with_name(f"{out.name}.zip") if archive else None
    made: list[Path] = []
    staging = out.parent / f"{TEMPORARY_MARK}{os.getpid()}-{secrets.token_hex(4)}"
    try:
        _refuse_taken(out, zip_file)
        made = _make_parents(out.parent)
        _sweep(out.parent)
        staging.mkdir()
        exported = _write_all(run, staging, chosen, control)
        packed = staging / "whole.zip"
        if zip_file is not None:
            _pack(staging / "export", packed, out.name, control)
        control.check()
        _move_into_place(staging / "export", out, packed, zip_file)
        made = []
    except OSError as error:
        raise BundleError(
            Message(
                "The export cannot be written to {path}: {reason}.",
                path=out,
                reason=error.strerror or error,
            ),
            Message("Make room on the disk, or choose a folder that you may write to."),
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
    return Exported(out, _names(out), exported, zip_file)


def _write_all(
    run: Run, staging: Path, chosen: Sequence[Format], control: Control
) -> tuple[ExportedFormat, ...]:
    """Write and try each format, then the files around them, into ``staging/export``."""
    work, each_in, final = (staging / name for name in ("work", "formats", "export"))
    for folder in (work, each_in, final):
        folder.mkdir()
    # First of all: the answers that it is compared with are part of it.
    control.report(Stage(StageName.EXPORT))
    control.report(Stage(StageName.LOADING_MODEL))
    reference = reference_answers(run, work, control)
    if reference.split is None:
        control.report(
            Notice(
                Message(
                    "The run's validation pictures are not here: the self-test looks at drawn ones."
                )
            )
        )
    if reference.split is SplitName.TRAIN:
        control.report(
            Notice(
                Message(
                    "The model learned from all pictures that there are: the self-test compares it"
                    " with its export, and does not tell how good it is."
                )
            )
        )
    done = []
    control.report(Stage(StageName.EXPORT, len(chosen)))
    for number, each in enumerate(chosen, 1):
        done.append(_write_one(each, run, each_in, work, reference, control))
        control.report(BatchDone(number, len(chosen)))
    control.report(Stage(StageName.SAVING))
    for one in done:
        for name in one.files:
            (each_in / one.name / name).rename(final / name)
    _write_surroundings(run, final, done)
    _to_disk(final)
    return tuple(done)


def _write_one(
    each: Format, run: Run, each_in: Path, work: Path, reference: Reference, control: Control
) -> ExportedFormat:
    folder = each_in / each.name
    folder.mkdir()
    pictures = calibration_files(run) if each.looks_at_pictures else ()
    run_child(each, run, folder, pictures, work, control, {"do": "write"})
    tested, latency_ms = self_test(each, run, folder, reference, work, control)
    if not tested.passed:
        raise _not_passed(each, tested)
    elsewhere = tried_elsewhere(each, folder, reference, work, control)
    tested = replace(tested, elsewhere=elsewhere)
    note = each.note(run)
    if each.may_lose and tested.accuracy is not None:
        note = Message(
            "{format}: accuracy {before:.1%} of the run, {after:.1%} in 8 bits, on {count}"
            " pictures.",
            format=each.name,
            before=tested.accuracy[0],
            after=tested.accuracy[1],
            count=tested.images,
        )
    if note is not None:
        control.report(Notice(note))
    names = _names(folder)
    size = sum((folder / name).stat().st_size for name in names)
    return ExportedFormat(each.name, names, size, latency_ms, tested, note)


def _not_passed(each: Format, tested: SelfTest) -> BundleError:
    if each.may_lose and tested.accuracy is not None:
        return BundleError(
            Message(
                "{format} loses too much accuracy: {before:.1%} of the run, {after:.1%} of it, on"
                " {count} pictures.",
                format=each.name,
                before=tested.accuracy[0],
                after=tested.accuracy[1],
                count=tested.images,
            ),
            Message("Nothing was kept. Export without it."),
        )
    return BundleError(
        Message(
            "{format} answers differently from the run: {agreement:.1%} of {count} pictures get"
            " the same class, probabilities differ by up to {difference:.3g}.",
            format=each.name,
            agreement=tested.agreement,
            count=tested.images,
            difference=tested.max_abs_difference,
        ),
        Message("Nothing was kept. Choose other formats with --format."),
    )


def _write_surroundings(run: Run, final: Path, done: Sequence[ExportedFormat]) -> None:
    """Labels, script, model card, licences, and at last the document that names all of them."""
    labels = "".join(f"{shown(name)}\n" for name in run.classes)
    (final / "labels.txt").write_bytes(labels.encode("utf-8", "backslashreplace"))
    if _RUN_BY_SCRIPT & {one.name for one in done}:
        shutil.copyfile(asset_folder("export") / SCRIPT, final / SCRIPT)
    card = model_card(run, [(one.name, one.files, one.self_test) for one in done])
    (final / "README.md").write_bytes(card.encode("utf-8", "backslashreplace"))
    (final / "LICENSES.txt").write_text(licenses_text(run, [one.name for one in done]), "utf-8")
    document: dict[str, Any] = bundle_document(with_answer_figures(run), final, _names(final))
    for key, value in figures_of(done).items():
        document[key] = value
    write_json(final / BUNDLE, document)


def figures_of(formats: Sequence[ExportedFormat]) -> dict[str, dict[str, Any]]:
    """Self-test, size and latency of each format by its name, as documents tell them."""
    return {
        "self_test": {one.name: one.self_test.document() for one in formats},
        "size_bytes": {one.name: one.size_bytes for one in formats},
        "latency_ms": {one.name: one.latency_ms for one in formats},
    }


def _refuse_taken(out: Path, zip_file: Path | None) -> None:
    if os.path.lexists(out) and (not os.path.isdir(out) or any(out.iterdir())):
        taken = out
    elif zip_file is not None and os.path.lexists(zip_file):
        taken = zip_file
    else:
        return
    raise BundleError(
        Message("{path} exists already.", path=taken),
        Message("Choose another folder for the export, or delete that one."),
    )


def _make_parents(folder: Path) -> list[Path]:
    """Make ``folder`` and what it lies in; those that were made, the innermost first."""
    missing = []
    while not os.path.exists(folder) and folder != folder.parent:
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir()
    return missing


def _sweep(parent: Path) -> None:
    """Delete what exports that were killed left behind a day ago or before."""
    for leftover in parent.glob(f"{TEMPORARY_MARK}*"):
        with suppress(OSError):
            if os.path.isdir(leftover) and not os.path.islink(leftover) and is_abandoned(leftover):
                shutil.rmtree(leftover, ignore_errors=True)


def _pack(folder: Path, packed: Path, name: str, control: Control) -> None:
    with zipfile.ZipFile(packed, "x", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for file in _names(folder):
            control.check()
            archive.write(folder / file, f"{name}/{file}")
    _flush(packed)


def _move_into_place(folder: Path, out: Path, packed: Path, zip_file: Path | None) -> None:
    if os.path.isdir(out):
        out.rmdir()
    folder.rename(out)
    if zip_file is None:
        return
    try:
        packed.rename(zip_file)
    except OSError:
        shutil.rmtree(out, ignore_errors=True)
        raise


def _to_disk(folder: Path) -> None:
    for name in _names(folder):
        _flush(folder / name)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(os.listdir(folder)))


def _available() -> Message:
    return Message("Available: {names}.", names=", ".join(all_formats()))
