"""The facts of a backbone: its own head, and which exports remain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tlgui.engine.models.catalog import all_backbones, find_backbone
from tlgui.ui.kit.fact_list import FactList
from tlgui.ui.model.facts_card import FactsCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def card(qtbot: QtBot, themed: QApplication) -> FactsCard:
    made = FactsCard()
    qtbot.addWidget(made)
    return made


def facts(card: FactsCard) -> dict[str, str]:
    found = card.findChild(FactList, "model_facts")
    assert isinstance(found, FactList)
    return dict(found.facts)


@pytest.mark.parametrize(
    ("name", "head", "exports"),
    [
        ("resnet50.a1_in1k", "one linear layer; yours", "all formats; timm opens"),
        ("levit_128.fb_dist_in1k", "several layers side by side", "all formats; timm does not"),
        ("dpn68.mx_in1k", "a convolution", "all formats; timm does not"),
        ("caformer_s18.sail_in1k", "several layers in a row", "all formats; timm does not"),
    ],
)
def test_head_and_exports_are_told_before_the_training(
    card: FactsCard, name: str, head: str, exports: str
) -> None:
    card.show_backbone(find_backbone(name), None, "")

    assert facts(card)["Its own head"].startswith(head)
    assert facts(card)["Exports"].startswith(exports)


def test_every_backbone_of_the_catalogue_has_its_row(card: FactsCard) -> None:
    heads = {each.head: each for each in all_backbones().values()}

    for backbone in heads.values():
        card.show_backbone(backbone, None, "")
        assert facts(card)["Its own head"]
