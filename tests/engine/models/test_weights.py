"""Weights are checked before they are used, and the embedded ones give the known answers."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING

import numpy as np
import pytest
import timm
import torch

import tlgui
from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.errors import WeightsError
from tlgui.engine.models import weights
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.models.heads import HeadKind, LinearHead
from tlgui.engine.models.making import pretrained_network
from tlgui.engine.models.weights import check_fits, fingerprint, load_embedded

if TYPE_CHECKING:
    from numpy.typing import NDArray

LAYERS = {"first.weight": torch.ones(2, 3), "last.bias": torch.ones(4)}


def disc_on_a_gradient() -> NDArray[np.uint8]:
    """A synthetic picture: 400 wide, 300 high."""
    rows, columns = np.mgrid[0:300, 0:400]
    disc = (rows - 150) ** 2 + (columns - 180) ** 2 < 90**2
    channels = [255 * columns / 399, 255 * rows / 299, np.where(disc, 230, 40)]
    return np.stack(channels, axis=-1).astype(np.uint8)


def test_embedded_backbone_gives_the_stored_imagenet_logits() -> None:
    backbone = find_backbone(DEFAULT_BACKBONE)
    module = timm.create_model(backbone.name, pretrained=False)
    module.load_state_dict(load_embedded(backbone, module.state_dict()))
    module.eval()
    preprocessing = Preprocessing.from_timm(timm.data.resolve_model_data_config(module))
    prepared = preprocessing.prepare(disc_on_a_gradient())
    inputs = (torch.from_numpy(prepared).permute(2, 0, 1)[None] / 255 - 0.5) / 0.5

    with torch.inference_mode():
        logits = module(inputs)[0]

    assert preprocessing == Preprocessing(224, 224, 256, "bicubic", (0.5,) * 3, (0.5,) * 3)
    assert logits.topk(5).indices.tolist() == [722, 417, 727, 107, 522]
    stored = torch.tensor([6.7348, 6.1762, 4.6456, -0.3153, -0.6007, 0.0007, 0.6389])
    torch.testing.assert_close(
        logits[[722, 417, 727, 0, 100, 500, 999]], stored, atol=0.02, rtol=0.0
    )


def test_every_backbone_of_the_catalogue_is_what_it_says() -> None:
    for name in (DEFAULT_BACKBONE, "tf_efficientnet_lite1.in1k", "tf_efficientnet_lite2.in1k"):
        backbone = find_backbone(name)
        module = timm.create_model(name, pretrained=False)
        config = timm.data.resolve_model_data_config(module)

        assert backbone.name == name
        assert backbone.parameters == sum(p.numel() for p in module.parameters())
        assert backbone.input_size == config["input_size"][1]
        assert backbone.width == module.head_hidden_size


def test_weights_of_another_hash_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = tmp_path / "weights.pth"
    planted.write_bytes(weights.embedded_weights_file().read_bytes()[:-1] + b"x")
    monkeypatch.setattr(weights, "embedded_weights_file", lambda *_name: planted)

    with pytest.raises(WeightsError) as error:
        load_embedded(find_backbone(DEFAULT_BACKBONE), LAYERS)

    assert str(planted) in str(error.value)
    assert "pip install" in str(error.value.hint)


def test_pickle_with_a_payload_does_not_run_even_under_the_right_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import hashlib

    mark = tmp_path / "payload-ran"

    class Payload:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (mark,)  # type: ignore[return-value]  # a path, as touch wants it

    planted = tmp_path / "weights.pth"
    torch.save({"first.weight": Payload()}, planted)
    monkeypatch.setattr(weights, "embedded_weights_file", lambda *_name: planted)
    digest = hashlib.sha256(planted.read_bytes()).hexdigest()

    with pytest.raises(UnpicklingError):
        load_embedded(replace(find_backbone(DEFAULT_BACKBONE), weights_sha256=digest), LAYERS)

    assert not mark.exists()


@pytest.mark.parametrize(
    ("tensors", "told"),
    [
        ({**LAYERS, "first.weight": torch.ones(3, 2)}, ("first.weight", "(3, 2)", "(2, 3)")),
        ({"first.weight": LAYERS["first.weight"]}, ("last.bias", "missing")),
        ({**LAYERS, "extra": torch.ones(1)}, ("extra", "unknown")),
        ({**LAYERS, "last.bias": torch.tensor([1.0, torch.nan, 1, 1])}, ("last.bias", "damaged")),
        ({**LAYERS, "last.bias": torch.tensor([1.0, torch.inf, 1, 1])}, ("last.bias", "damaged")),
    ],
    ids=["shape", "missing", "unknown", "nan", "infinite"],
)
def test_tensors_that_do_not_fit_are_refused_by_name(
    tensors: dict[str, torch.Tensor], told: tuple[str, ...]
) -> None:
    with pytest.raises(WeightsError) as error:
        check_fits(tensors, LAYERS, "best.safetensors")

    assert all(part in str(error.value) for part in ("best.safetensors", *told))


def test_tensors_that_fit_are_taken() -> None:
    check_fits({name: tensor * 2 for name, tensor in LAYERS.items()}, LAYERS, "x")


def test_fingerprint_changes_with_names_shapes_and_values_only() -> None:
    one = {"a": np.arange(6.0).reshape(2, 3), "b": np.ones(2)}

    assert fingerprint(one) == fingerprint({"b": np.ones(2), "a": np.arange(6.0).reshape(2, 3)})
    assert fingerprint(one) != fingerprint({**one, "a": np.arange(6.0).reshape(3, 2)})
    assert fingerprint(one) != fingerprint({**one, "b": np.array([1.0, 1.0 + 1e-12])})
    assert fingerprint(one) != fingerprint({"a": one["a"], "c": one["b"]})


def test_network_is_built_anew_each_time_and_untouched_by_what_others_did_to_theirs() -> None:
    network = pretrained_network(find_backbone(DEFAULT_BACKBONE))
    # An engine moves its copy to another device, or into another precision.
    network.build_body().double().requires_grad_(False)
    weight, bias = np.ones((3, 1280), np.float32), np.zeros(3, np.float32)

    folded = network.with_head(LinearHead(weight, bias)).folded()

    assert next(network.build_body().parameters()).dtype == torch.float32
    assert not network.build_body().training
    assert folded.tensors["classifier.weight"].shape == (3, 1280)


def test_nothing_in_tlgui_unpickles_more_than_weights() -> None:
    """``weights_only`` stands at every ``torch.load``; pickle is never imported."""
    found = []
    for path in Path(tlgui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                names = [alias.name for alias in node.names] + [getattr(node, "module", "") or ""]
                if {"pickle", "dill", "joblib", "shelve", "marshal"} & set(names):
                    found.append(f"{path}:{node.lineno} imports {names}")
            if not isinstance(node, ast.Call):
                continue
            call = ast.unparse(node.func)
            options = {word.arg: ast.unparse(word.value) for word in node.keywords}
            if call == "torch.load" and options.get("weights_only") != "True":
                found.append(f"{path}:{node.lineno} loads more than weights")
            if call in ("np.load", "numpy.load") and options.get("allow_pickle") != "False":
                found.append(f"{path}:{node.lineno} may unpickle arrays")

    assert found == []


def test_where_no_head_fits_one_stands_behind_the_body(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library whose classifier does more than its one layer says."""
    from torch import nn

    from tlgui.engine.models import making as networks

    plain = networks._create

    def twofold(name: str, *, classes: int | None = None) -> nn.Module:
        module: nn.Module = plain(name, classes=classes)
        if classes != 0:
            module.register_forward_hook(lambda _module, _inputs, scores: scores * 2)
        return module

    monkeypatch.setattr(networks, "_create", twofold)

    body = networks.built_body(find_backbone(DEFAULT_BACKBONE))

    assert body.place is None
    network = networks.network_of(find_backbone(DEFAULT_BACKBONE), body)
    head = LinearHead(np.ones((3, 1280), np.float32), np.zeros(3, np.float32))
    assert network.with_head(head).folded().place.kind is HeadKind.OWN
