"""PyTorch's exported program: for PyTorch without the library of models, and for its compilers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.deploy.export_format import Format
from tlgui.engine.errors import Message

if TYPE_CHECKING:
    from tlgui.engine.deploy.export_format import Answer, Floats, Material

FILE = "model.pt2"


def _write(material: Material) -> None:
    import torch

    program = torch.export.export(
        material.module(),
        (material.example(),),
        dynamic_shapes=({0: torch.export.Dim("batch")},),
        strict=False,
    )
    torch.export.save(program, material.folder / FILE)


def _load(material: Material) -> Answer:
    import torch

    module = torch.export.load(material.folder / FILE).module()

    def answer(pictures: Floats) -> Floats:
        with torch.inference_mode():
            found = module(torch.from_numpy(pictures))
        told = found if isinstance(found, tuple) else (found,)
        return np.column_stack([each.numpy() for each in told])

    return answer


FORMAT = Format(
    name="pt2",
    title=Message("PyTorch program"),
    sentence=Message("For torch.export.load: runs where PyTorch is, without timm."),
    write=_write,
    load=_load,
    order=4,
)
