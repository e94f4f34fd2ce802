"""The weights as safetensors: what tlgui opens again and, where the head is plain, timm too."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.deploy.export_format import Format
from tlgui.engine.errors import Message
from tlgui.engine.insight.familiar import familiar_of
from tlgui.engine.models.checkpoint import (
    checkpoint_config,
    is_plain,
    opened_by_timm,
    probabilities_of,
)
from tlgui.engine.models.heads import HeadKind
from tlgui.engine.storage import atomic_write, write_json

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.deploy.export_format import Answer, Material
    from tlgui.engine.training.run import Run

FILE = "model.safetensors"
CONFIG = "config.json"


def _write(material: Material) -> None:
    from safetensors.numpy import save

    folded = material.network.folded()
    tensors = {name: np.asarray(array, order="C") for name, array in folded.tensors.items()}
    with atomic_write(material.folder / FILE) as file:
        file.write(save(tensors, metadata={"format": "pt"}))
    familiar = familiar_of(material.run)
    if familiar is not None:
        familiar.save(material.folder)
    if is_plain(material.network):
        changes = material.run.changes
        names = material.run.classes if changes is None else changes.row_names
        config = checkpoint_config(material.network, names)
        write_json(material.folder / CONFIG, config)


def _load(material: Material) -> Answer:
    if os.path.exists(material.folder / CONFIG):
        module = material.network.merging(opened_by_timm(material.folder))
    else:
        module = as_exported(material.run, material.folder).network().build()
    return probabilities_of(module, material.run.preprocessing, material.run.temperature)


def as_exported(run: Run, folder: Path) -> Run:
    """``run`` with the weights that were written into ``folder``: without hidden classes."""
    again = replace(run, folder=folder, weights_file=FILE, weights_sha256="")
    if run.changes is None:
        return again
    exported = run.changes.as_exported()
    if exported.is_none:
        # Hidden classes are gone from the weights, and nothing else was changed.
        return replace(again, classes=exported.trained, changes=None)
    return again.answering(exported)


def _note(run: Run) -> Message | None:
    kind = run.head.kind
    if kind is HeadKind.LINEAR:
        origin = run.recipe.origin(run.preprocessing, run.facts)
        if origin is not None and not origin.architecture:
            return Message(
                "model.safetensors opens in tlgui, not in timm, which has no such network."
            )
        if run.changes is None or not run.changes.merges:
            return None
        return Message(
            "timm opens model.safetensors with the classes as they were before they were merged;"
            " tlgui merges them."
        )
    if kind is HeadKind.ENSEMBLE:
        return Message(
            "model.safetensors opens in tlgui, not in timm: it holds {count} models. For one that"
            " timm opens, train a single model.",
            count=len(run.head.members),
        )
    if run.head.mirrored:
        return Message(
            "model.safetensors opens in tlgui, not in timm: this model sees each picture mirrored"
            " too, and timm looks once."
        )
    if kind is HeadKind.OWN:
        return Message(
            "model.safetensors opens in tlgui, not in timm: {name} has no single layer that a head"
            " of your own could take the place of. For one that timm opens, train on another"
            " backbone.",
            name=run.recipe.backbone,
        )
    return Message(
        "model.safetensors opens in tlgui, not in timm: this head looks at more than the last"
        " features. For one that timm opens, train again with --features last: it takes seconds,"
        " features are kept."
    )


FORMAT = Format(
    name="safetensors",
    title=Message("Weights for timm and tlgui"),
    sentence=Message("Opens again in tlgui and, where the head is plain, in timm."),
    write=_write,
    load=_load,
    order=1,
    note=_note,
)
