"""Make ``assets/catalogue/backbones.json``: the facts of every pretrained backbone of timm.

Two sources: timm itself, whose networks are built without weights on PyTorch's meta device, and
timm's published results (accuracy on ImageNet, multiply-adds, activations, speed), a CSV:

    python packaging/catalogue.py timm-facts.csv

A test compares what it wrote with timm.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import timm  # noqa: TID253 - a script of its own
import torch  # noqa: TID253

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tlgui.engine.models import layers
from tlgui.engine.models.catalog import COLUMNS, FORMAT_VERSION

TARGET = Path(__file__).resolve().parent.parent / "assets" / "catalogue" / "backbones.json"

# Year and paper of families whose configuration does not name one; by the library's module.
PAPERS = {
    "beit": (2021, "arXiv:2106.08254"),
    "byobnet": (2021, "arXiv:2101.03697"),
    "cait": (2021, "arXiv:2103.17239"),
    "coat": (2021, "arXiv:2104.06399"),
    "convit": (2021, "arXiv:2103.10697"),
    "convmixer": (2022, "arXiv:2201.09792"),
    "convnext": (2022, "arXiv:2201.03545"),
    "crossvit": (2021, "arXiv:2103.14899"),
    "cspnet": (2019, "arXiv:1911.11929"),
    "davit": (2022, "arXiv:2204.03645"),
    "deit": (2020, "arXiv:2012.12877"),
    "densenet": (2016, "arXiv:1608.06993"),
    "dla": (2017, "arXiv:1707.06484"),
    "dpn": (2017, "arXiv:1707.01629"),
    "edgenext": (2022, "arXiv:2206.10589"),
    "efficientformer": (2022, "arXiv:2206.01191"),
    "efficientformer_v2": (2022, "arXiv:2212.08059"),
    "efficientnet": (2019, "arXiv:1905.11946"),
    "efficientvit_mit": (2022, "arXiv:2205.14756"),
    "efficientvit_msra": (2023, "arXiv:2305.07027"),
    "eva": (2022, "arXiv:2211.07636"),
    "fastvit": (2023, "arXiv:2303.14189"),
    "focalnet": (2022, "arXiv:2203.11926"),
    "gcvit": (2022, "arXiv:2206.09959"),
    "ghostnet": (2019, "arXiv:1911.11907"),
    "hgnet": (2024, "arXiv:2304.08069"),
    "hiera": (2023, "arXiv:2306.00989"),
    "hieradet_sam2": (2024, "arXiv:2408.00714"),
    "hrnet": (2019, "arXiv:1908.07919"),
    "inception_next": (2023, "arXiv:2303.16900"),
    "inception_resnet_v2": (2016, "arXiv:1602.07261"),
    "inception_v3": (2015, "arXiv:1512.00567"),
    "inception_v4": (2016, "arXiv:1602.07261"),
    "levit": (2021, "arXiv:2104.01136"),
    "mambaout": (2024, "arXiv:2405.07992"),
    "maxxvit": (2022, "arXiv:2204.01697"),
    "metaformer": (2022, "arXiv:2210.13452"),
    "mlp_mixer": (2021, "arXiv:2105.01601"),
    "mobilenetv3": (2019, "arXiv:1905.02244"),
    "mobilevit": (2021, "arXiv:2110.02178"),
    "mvitv2": (2021, "arXiv:2112.01526"),
    "nasnet": (2017, "arXiv:1707.07012"),
    "nest": (2021, "arXiv:2105.12723"),
    "nextvit": (2022, "arXiv:2207.05501"),
    "nfnet": (2021, "arXiv:2102.06171"),
    "pit": (2021, "arXiv:2103.16302"),
    "pnasnet": (2017, "arXiv:1712.00559"),
    "pvt_v2": (2021, "arXiv:2106.13797"),
    "rdnet": (2024, "arXiv:2403.19588"),
    "regnet": (2020, "arXiv:2003.13678"),
    "repghost": (2022, "arXiv:2211.06088"),
    "repvit": (2023, "arXiv:2307.09283"),
    "res2net": (2019, "arXiv:1904.01169"),
    "resnest": (2020, "arXiv:2004.08955"),
    "resnet": (2015, "arXiv:1512.03385"),
    "resnetv2": (2016, "arXiv:1603.05027"),
    "rexnet": (2020, "arXiv:2007.00992"),
    "selecsls": (2019, "arXiv:1907.00837"),
    "senet": (2017, "arXiv:1709.01507"),
    "sequencer": (2022, "arXiv:2205.01972"),
    "shvit": (2024, "arXiv:2401.16456"),
    "sknet": (2019, "arXiv:1903.06586"),
    "starnet": (2024, "arXiv:2403.19967"),
    "swiftformer": (2023, "arXiv:2303.15446"),
    "swin_transformer": (2021, "arXiv:2103.14030"),
    "swin_transformer_v2": (2021, "arXiv:2111.09883"),
    "swin_transformer_v2_cr": (2021, "arXiv:2111.09883"),
    "tiny_vit": (2022, "arXiv:2207.10666"),
    "tnt": (2021, "arXiv:2103.00112"),
    "tresnet": (2020, "arXiv:2003.13630"),
    "twins": (2021, "arXiv:2104.13840"),
    "vgg": (2014, "arXiv:1409.1556"),
    "visformer": (2021, "arXiv:2104.12533"),
    "vision_transformer": (2020, "arXiv:2010.11929"),
    "volo": (2021, "arXiv:2106.13112"),
    "vovnet": (2019, "arXiv:1904.09730"),
    "xception": (2016, "arXiv:1610.02357"),
    "xception_aligned": (2018, "arXiv:1802.02611"),
    "xcit": (2021, "arXiv:2106.09681"),
}
SPDX = {
    "apache-2.0": "Apache-2.0",
    "mit": "MIT",
    "bsd-3-clause": "BSD-3-Clause",
    "cc-by-nc-4.0": "CC-BY-NC-4.0",
    "cc-by-4.0": "CC-BY-4.0",
}


def main() -> None:
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        published = {row["model"]: row for row in csv.DictReader(file)}
    names = timm.list_pretrained()
    with ProcessPoolExecutor(2) as pool:
        built = dict(zip(names, pool.map(built_facts, names, chunksize=8), strict=True))
    rows = [
        [_row(name, built[name], published.get(name, {}))[key] for key in COLUMNS] for name in names
    ]
    document = {"format_version": FORMAT_VERSION, "timm": timm.__version__, "columns": COLUMNS}
    head = json.dumps(document)[:-1]
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    TARGET.write_text(f'{head}, "rows": [\n{lines}\n]}}\n', encoding="utf-8")
    print(f"{len(rows)} backbones, {TARGET.stat().st_size:,} bytes")


def built_facts(name: str) -> dict[str, Any]:
    """What only the network itself tells."""
    warnings.simplefilter("ignore")
    with torch.device("meta"), torch.inference_mode():
        module: Any = timm.create_model(name, pretrained=False).eval()
        # As tensors lie in a file of weights, buffers included.
        size = sum(
            tensor.numel() * tensor.element_size() for tensor in module.state_dict().values()
        )
        facts = {
            "parameters": sum(parameter.numel() for parameter in module.parameters()),
            "weights_bytes": size,
            "width": layers.features_width(module),
            "classes": int(module.num_classes),
        }
        facts["head"] = _head(name).value
        shapes, indices = _stages(module, facts["width"])
    return {**facts, "stages": list(indices), "stage_widths": [shape[0] for shape in shapes]}


def _head(name: str) -> layers.HeadShape:
    try:
        return layers.head_shape(timm.create_model(name, pretrained=False, num_classes=10))
    except Exception as error:  # noqa: BLE001 - what the library cannot do is not told
        print(f"{name}: {error!r}", file=sys.stderr)
        return layers.HeadShape.NONE


def _stages(module: Any, width: int) -> tuple[list[tuple[int, ...]], tuple[int, ...]]:
    """Shapes and indices of the stages that a head may look at; none where they are not told."""
    config = timm.data.resolve_model_data_config(module)
    picture = torch.empty(1, *config["input_size"], device="meta")
    try:
        if layers.has_named_stages(module):
            return _named_shapes(module, picture), ()
        _final, maps = module.forward_intermediates(picture)
        shapes = [tuple(each.shape[1:]) for each in maps]
        if any(len(shape) != 3 for shape in shapes):
            raise ValueError(f"maps of the shapes {shapes}")
    except Exception as error:  # noqa: BLE001 - nor this
        print(f"{type(module).__name__}: {error!r}"[:300], file=sys.stderr)
        return [], ()
    indices = layers.useful_stages(shapes, width)
    return [shapes[index] for index in indices], indices


def _named_shapes(module: Any, picture: torch.Tensor) -> list[tuple[int, ...]]:
    shapes: list[tuple[int, ...]] = []
    for name in layers.block_stages(module):
        module.get_submodule(name).register_forward_hook(
            lambda _module, _inputs, output: shapes.append(tuple(output.shape[1:]))
        )
    module(picture)
    return shapes


def _row(name: str, built: dict[str, Any], published: dict[str, str]) -> dict[str, Any]:
    config = timm.get_pretrained_cfg(name)
    family = timm.models.model_entrypoint(name).__module__.rpartition(".")[2]
    year, paper = _paper(config, family)
    license = config.license if config.license not in (None, "unknown") else ""
    return {
        "name": name,
        "family": family,
        "license": SPDX.get(license, license),
        "input": list(config.input_size[1:]),
        "crop": config.crop_pct,
        "accuracy": _number(published.get("top1")),
        "accuracy_size": int(_number(published.get("top1_size")) or 0) or None,
        "gmacs": _number(published.get("gmacs")),
        "mega_activations": _number(published.get("mega_activations")),
        "cpu_speed": _number(published.get("i9_10940x_fp32_compiled_per_s")),
        "hub_id": config.hf_hub_id or "",
        "hub_file": config.hf_hub_filename or "",
        "year": year,
        "paper": paper,
        **built,
    }


def _paper(config: Any, family: str) -> tuple[int | None, str]:
    ids = config.paper_ids
    paper = ids if isinstance(ids, str) else (ids[0] if ids else "")
    if found := re.search(r"(\d\d)(\d\d)\.\d+", paper):
        return 2000 + int(found[1]), f"arXiv:{found[0]}"
    return PAPERS.get(family, (None, ""))


def _number(text: str | None) -> float | None:
    return float(text) if text else None


if __name__ == "__main__":
    main()
