"""The document of an export, ``bundle.json``, and an export's folder opened again."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.export_format import DISTANCE_NAME, INPUT_NAME, OUTPUT_NAME
from tlgui.engine.errors import BundleError, Message, RecipeError
from tlgui.engine.insight.familiar import familiar_of
from tlgui.engine.insight.report import answer_report
from tlgui.engine.models.class_changes import ClassChanges
from tlgui.engine.storage import read_json
from tlgui.engine.training.methods import read_recipe
from tlgui.engine.training.run import Run, common_parts, open_run, texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

FORMAT_VERSION = 1
KIND = "tlgui export"
BUNDLE = "bundle.json"
WEIGHTS = "model.safetensors"
PACKAGES = ("torch", "timm", "onnx", "onnxscript", "onnxruntime", "openvino", "numpy", "pillow")
_PIECE = 4 * 1024 * 1024


def is_export(folder: Path) -> bool:
    """Whether ``folder`` looks like an export, not like a run."""
    return os.path.isfile(folder / BUNDLE) and not os.path.isfile(folder / "run.json")


def open_model(folder: Path) -> Run:
    """The model in ``folder``, a run or an export of one.

    Raises:
        BundleError: there is none, or its files are damaged.
    """
    return open_export(folder) if is_export(folder) else open_run(folder)


def open_export(folder: Path) -> Run:
    """The export in ``folder``, as the run that it was made of: without its pictures.

    Raises:
        BundleError: it is damaged, or has no weights that are opened here; the file is named.
    """
    path = folder / BUNDLE
    document = read_json(path)
    try:
        if document["format_version"] != FORMAT_VERSION or document["kind"] != KIND:
            raise BundleError(
                Message(
                    "{path} was written by another version of tlgui (format {version}).",
                    path=path,
                    version=document["format_version"],
                ),
                Message("Open it with that version, or a later one."),
            )
        if not isinstance(document["files"], dict):
            raise TypeError("its list of files is something else")
        if WEIGHTS not in document["files"]:
            raise _without_weights(folder, document["files"])
        if not os.path.isfile(folder / WEIGHTS):
            raise BundleError(
                Message("{file} is missing in {path}.", file=WEIGHTS, path=folder),
                Message("Export the run again, or copy the whole folder."),
            )
        digest = document["files"][WEIGHTS]["sha256"]
        if not isinstance(digest, str) or len(digest) != 64:
            raise ValueError("a checksum is something else")
        return Run(
            folder=folder,
            recipe=read_recipe(document["recipe"]),
            **_common(path, document),
            changes=_changes(document),
            dataset_root=Path(),
            files=dict.fromkeys(SplitName, ()),
            contents=texts(document["contents"]),
            history=(),
            seconds={},
            notices=(),
            problems=(),
            weights_file=WEIGHTS,
            weights_sha256=digest,
        )
    except KeyError as error:
        raise BundleError(
            Message("{path} is damaged: {name} is missing.", path=path, name=error)
        ) from error
    except (TypeError, ValueError, AttributeError, OverflowError, RecipeError) as error:
        raise BundleError(
            Message("{path} is damaged: {reason}.", path=path, reason=str(error).rstrip("."))
        ) from error


def _common(path: Path, document: dict[str, Any]) -> dict[str, Any]:
    try:
        return common_parts(document)
    except BundleError as error:
        raise BundleError(
            Message("{path} is damaged. {reason}", path=path, reason=error.message)
        ) from error


def with_answer_figures(run: Run) -> Run:
    """``run`` with the figures of what it answers with now, and the pictures judged by.

    Those that cannot be told any more are left out. An export has no others.
    """
    changed = run.changes is not None or run.temperature != 1
    if not changed or is_export(run.folder):
        return run
    figures, files = {}, dict(run.files)
    for split in run.figures:
        with suppress(BundleError):
            report = answer_report(run, split)
            figures[split], files[split] = report.figures(), report.files
    return replace(run, figures=figures, files=files)


def decided_of(run: Run) -> dict[str, Any]:
    """What the user decided of ``run`` until now, as JSON; ``as_decided`` reads it."""
    changes = run.changes or ClassChanges.none(run.trained_classes)
    return {"run": {**run.decisions, "name": run.name}, "classes": changes.to_json()}


def as_decided(run: Run, document: dict[str, Any]) -> Run:
    """``run``, which was read anew, as it was when ``decided_of`` was asked."""
    changes = ClassChanges.from_json(document["classes"], run.trained_classes)
    return replace(run, **document["run"]).answering(changes)


def _changes(document: dict[str, Any]) -> ClassChanges | None:
    """Which classes that were learned each answer is made of."""
    made_of = document.get("made_of")
    if made_of is None:
        return None
    parts = [texts(part) for part in made_of]
    if len(parts) != len(document["classes"]) or not all(parts):
        raise ValueError("what its classes are made of is something else")
    trained = tuple(name for part in parts for name in part)
    if len(set(trained)) != len(trained):
        raise ValueError("a class is part of two")
    pairs = zip(document["classes"], parts, strict=True)
    changes = ClassChanges(trained, tuple(name for name, part in pairs for _each in part))
    return None if changes.is_none else changes


def _without_weights(folder: Path, files: Collection[str]) -> BundleError:
    hint = Message("Use its predict.py, or export the run again with --format safetensors.")
    if "index.html" in files and "predict.py" not in files:
        hint = Message(
            "Open its index.html in a browser, or export the run again with --format safetensors."
        )
    return BundleError(
        Message(
            "{path} was exported without {file}, from which tlgui opens an export.",
            path=folder,
            file=WEIGHTS,
        ),
        hint,
    )


def bundle_document(run: Run, folder: Path, files: Iterable[str]) -> dict[str, Any]:
    """What ``bundle.json`` says of ``run``; the figures of each format are added by the caller.

    Args:
        run: the run that is exported.
        folder: where the exported files lie.
        files: their names.
    """
    from tlgui import __version__

    preprocessing = run.preprocessing
    network = run.network()
    told = run.document()
    kept = ("classes", "preprocessing", "head", "ended_by", *run.decisions)
    return {
        "format_version": FORMAT_VERSION,
        "kind": KIND,
        **{name: told[name] for name in (*kept, "created", "facts", "figures", "name")},
        "input": {
            "name": INPUT_NAME,
            "type": "float32",
            "layout": "NCHW",
            "shape": ["batch", 3, preprocessing.height, preprocessing.width],
            "colours": "RGB",
            "range": [0, 1],
            "meaning": "pictures framed as preprocessing says, by 255; the graph normalises",
        },
        "output": {
            "name": OUTPUT_NAME,
            "type": "float32",
            "shape": ["batch", len(run.classes)],
            "meaning": "probabilities, a class a column, in the order of classes",
        },
        # A class a place, in their order; class_thresholds are of those that were learned.
        "thresholds": run.thresholds.of_each(run.classes),
        **_unknown(run),
        **_made_of(run.changes),
        "recipe": run.recipe.to_json(),
        "pictures": run.counts,
        "provenance": {
            "tlgui": __version__,
            "run": run.folder.name,
            "backbone": network.backbone,
            "backbone_license": run.recipe.found_backbone.license,
            "body_sha256": network.weights,
        },
        "versions": installed_versions(),
        "files": {
            name: {
                "sha256": digest_of(folder / name),
                "size_bytes": (folder / name).stat().st_size,
            }
            for name in files
        },
        "contents": list(run.contents),
    }


def _unknown(run: Run) -> dict[str, Any]:
    """How unknown pictures are told, where the run tells them."""
    familiar = familiar_of(run)
    if familiar is None:
        return {}
    told = {
        "output": DISTANCE_NAME,
        "type": "float32",
        "shape": ["batch"],
        "limit": familiar.limit,
        "pictures": len(familiar.kept),
        "judged": familiar.judged,
        "meaning": "one less the cosine of the angle to the nearest picture that was learned from,"
        " in the features of the last stage; a picture above the limit is unknown",
    }
    return {"unknown": told}


def _made_of(changes: ClassChanges | None) -> dict[str, Any]:
    """Which classes that were learned each answer is made of, where they are not the same."""
    if changes is None or changes.as_exported().is_none:
        return {}
    parts = [[changes.trained[place] for place in part] for part in changes.parts]
    return {"made_of": parts}


def installed_versions() -> dict[str, str]:
    """Versions of the packages that exports are made and run with; those that are here."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
