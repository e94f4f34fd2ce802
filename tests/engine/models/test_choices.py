"""Good choices: one for each wish, by the numbers."""

from __future__ import annotations

from dataclasses import replace

from tlgui.engine.models.catalog import DEFAULT_BACKBONE, all_backbones, find_backbone
from tlgui.engine.models.choices import PATIENCE, TRANSFORMERS, USEFUL_ACCURACY, good_choices


def test_each_wish_has_a_backbone_that_anybody_may_use() -> None:
    chosen = good_choices(all_backbones().values())

    names = [choice.backbone.name for choice in chosen]
    assert len(set(names)) == len(names) == 5
    assert names[0] == DEFAULT_BACKBONE
    here, fast, accurate, small, transformer = (choice.backbone for choice in chosen)
    assert all(choice.backbone.commercial_use for choice in chosen)
    assert all(choice.backbone.head == "linear" for choice in chosen)
    assert (fast.cpu_speed or 0) > (here.cpu_speed or 0)
    assert (fast.accuracy or 0) >= USEFUL_ACCURACY
    assert (accurate.accuracy or 0) > (here.accuracy or 0) + 5
    assert (accurate.cpu_speed or 0) >= (here.cpu_speed or 0) / PATIENCE
    assert small.weights_bytes < here.weights_bytes
    assert transformer.family in TRANSFORMERS


def test_what_is_better_by_the_numbers_is_taken_whatever_its_name() -> None:
    known = dict(all_backbones())
    other = find_backbone("resnet18.a1_in1k")
    known[other.name] = replace(other, accuracy=99.0, cpu_speed=400.0, weights_bytes=1)

    reasons = [choice.backbone.name for choice in good_choices(known.values())]

    assert other.name in reasons[1:3]
    known[other.name] = replace(known[other.name], license="CC-BY-NC-4.0")
    assert other.name not in [choice.backbone.name for choice in good_choices(known.values())]
