"""Networks of several kinds in each format, and what other programs answer with them.

One for each kind of head by default; all thirty with ``--all-families``.
The table of all is in ``tests/benchmarks/FAMILIES.md``.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime

from tests.engine.deploy.elsewhere import PROGRAMS, network_inputs, try_formats
from tests.engine.models.families import FAMILIES, run_of_family
from tlgui.engine.insight.familiar import Familiar
from tlgui.engine.models.heads import HeadKind

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tlgui.engine.training.run import Run

HANDFUL = {
    "mobilenetv3_small_050.lamb_in1k": HeadKind.LINEAR,
    "vit_tiny_patch16_224.augreg_in21k_ft_in1k": HeadKind.ALL_STAGES,
    "levit_128s.fb_dist_in1k": HeadKind.OWN,
    "dpn68.mx_in1k": HeadKind.OWN,
    "caformer_s18.sail_in1k": HeadKind.OWN,
    "swin_tiny_patch4_window7_224.ms_in1k": HeadKind.LINEAR,
}
"""Plain convolutions; tokens; a tuple of classifiers; a convolution for one; an MLP for one;
channels last.
"""
BY_DEFAULT = tuple(HANDFUL)[:3]
"""One for each kind of head: each takes half a minute."""
FORMATS = ("safetensors", "onnx", "openvino", "pt2")
ALSO_AS_PROGRAM = ("mobilenetv3_small_050.lamb_in1k",)
"""Of the handful: tracing is the same for the program and for ONNX."""
BEYOND_OPENCV = ("xcit_nano_12_p16_224.fb_in1k",)
"""OpenCV 5.0 says itself that it cannot: an assertion about a convolution's layout."""
CLOSE = 1e-4


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "family" in metafunc.fixturenames:
        every = metafunc.config.getoption("--all-families")
        metafunc.parametrize("family", FAMILIES if every else BY_DEFAULT)


def test_family_answers_alike_in_every_format_and_program(family: str, tmp_path: Path) -> None:
    warnings.simplefilter("ignore")  # Converters warn about themselves.
    wanted = HANDFUL.get(family)
    formats = FORMATS if family in ALSO_AS_PROGRAM or wanted is None else FORMATS[:-1]
    run = run_of_family(family, tmp_path, all_stages=wanted is HeadKind.ALL_STAGES)
    assert wanted in (None, run.head.kind)
    expected = strangers_to(run)

    programs = set(PROGRAMS) - ({"cv2.dnn"} if family in BEYOND_OPENCV else set())

    tried = try_formats(run, tmp_path, formats, network_inputs(run, 4), programs=programs)

    assert {name: told for name, told in tried.formats.items() if not _close(told)} == {}
    assert set(tried.formats) == set(formats)
    assert {name: told for name, told in tried.programs.items() if not _close(told)} == {}
    assert set(tried.programs) == programs
    assert tried.timm_logits == (0.0 if run.head.kind is HeadKind.LINEAR else None)
    session = onnxruntime.InferenceSession(tmp_path / "onnx" / "model.onnx")
    (distances,) = session.run(["distance"], {"pictures": network_inputs(run, 4)})
    np.testing.assert_allclose(distances, expected, atol=1e-3)


def strangers_to(run: Run) -> Any:
    """Have ``run`` keep directions that were drawn; how far its first pictures lie from them."""
    import torch

    network = run.network()
    width = network.groups[0]
    drawn = np.random.default_rng(0).normal(size=(50, width)).astype(np.float16)
    drawn /= np.linalg.norm(drawn.astype(np.float32), axis=1, keepdims=True).astype(np.float16)
    familiar = Familiar(drawn, 0.5, 50)
    familiar.save(run.folder)
    mean, std = (
        torch.tensor(values).view(1, 3, 1, 1)
        for values in (run.preprocessing.mean, run.preprocessing.std)
    )
    with torch.inference_mode():
        inputs = (torch.from_numpy(network_inputs(run, 4)) - mean) / std
        return familiar.distances(network.build_body()(inputs).numpy())


def _close(told: float | str) -> bool:
    return not isinstance(told, str) and told <= CLOSE
