"""What is known of a backbone: facts, licence, and how to get its weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.models.layers import HeadShape
from tlgui.engine.models.pretrained.places import WeightsKind
from tlgui.ui.kit.fact_list import FactList
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, make_button, make_label
from tlgui.ui.model.layers.layer_model import millions

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.models.pretrained.places import WeightsPlace


class FactsCard(Card):
    """The facts of the backbone that is looked at.

    Signals:
        download_asked: the user wants its weights.
    """

    download_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: self.tr("Backbone"), parent)
        self._backbone = find_backbone(DEFAULT_BACKBONE)
        self._place: WeightsPlace | None = None
        self._downloading = ""
        self.title_row.insertWidget(1, TermButton("backbone"))
        self._fact_list = FactList("model_facts")
        self._licence_note = make_label("", "warning", "model_licence_note", wrap=True)
        self._download_button = make_button("", "model_download_button", "small")
        self._download_button.clicked.connect(self.download_asked)
        self.title_row.addWidget(self._download_button)
        self.body.addWidget(self._fact_list)
        self.body.addWidget(self._licence_note)

    def show_backbone(
        self, backbone: Backbone, place: WeightsPlace | None, downloading: str
    ) -> None:
        """Show ``backbone``.

        Args:
            backbone: what to tell of.
            place: of its weights; None while that is not known yet.
            downloading: name of the backbone whose weights are being fetched; empty for none.
        """
        self._backbone, self._place, self._downloading = backbone, place, downloading
        self._fact_list.set_facts(self._fact_rows())
        self._show_licence()
        self._show_download()

    def weights_text(self, backbone: Backbone, place: WeightsPlace | None) -> str:
        """What getting the weights of ``backbone`` takes, given their place."""
        size = f"{(place.size_bytes if place else 0) / 1e6:,.1f}"
        kind = WeightsKind.EMBEDDED if place is None else place.kind
        if place is None and backbone.name != DEFAULT_BACKBONE:
            return self.tr("looking for its weights…")
        return {
            WeightsKind.EMBEDDED: self.tr("comes with tlgui, no download"),
            WeightsKind.ON_COMPUTER: self.tr("on this computer, {size} MB").format(size=size),
            WeightsKind.TO_DOWNLOAD: self.tr("to download, about {size} MB").format(size=size),
            WeightsKind.UNAVAILABLE: self.tr("only from a file of your own"),
        }[kind]

    def _show_licence(self) -> None:
        backbone = self._backbone
        notes = {
            True: "",
            False: self.tr("⚠ These weights may not be used commercially."),
            None: self.tr("⚠ These weights have terms of their own: read them before you use them.")
            if backbone.license
            else self.tr("⚠ Nobody states a licence for these weights."),
        }
        self._licence_note.setText(notes[backbone.commercial_use])
        self._licence_note.setVisible(backbone.commercial_use is not True)

    def _show_download(self) -> None:
        place = self._place
        mine = self._downloading == self._backbone.name
        wanted = place is not None and place.kind is WeightsKind.TO_DOWNLOAD
        self._download_button.setVisible(wanted)
        self._download_button.setEnabled(wanted and not self._downloading)
        size = f"{(place.size_bytes if place else 0) / 1e6:,.0f}"
        self._download_button.setText(
            self.tr("Downloading…") if mine else self.tr("Download {size} MB").format(size=size)
        )
        self._download_button.setAccessibleName(
            self.tr("Download the weights of {name}").format(name=self._backbone.label)
        )

    def _head_text(self) -> str:
        """What kind of classifier it comes with, and what takes its place."""
        return {
            HeadShape.LINEAR: self.tr("one linear layer; yours takes its place"),
            HeadShape.SEVERAL: self.tr("several layers side by side; tlgui's own takes over"),
            HeadShape.CONVOLUTION: self.tr("a convolution; tlgui's own takes over"),
            HeadShape.MLP: self.tr("several layers in a row; tlgui's own takes over"),
            HeadShape.NONE: self.tr("none that could be told; tlgui's own takes over"),
        }[HeadShape(self._backbone.head)]

    def _exports_text(self) -> str:
        """Which exports remain of what is trained on it."""
        if self._backbone.head != HeadShape.LINEAR:
            return self.tr("all formats; timm does not open its safetensors")
        return self.tr("all formats; timm opens the safetensors of a head on the last stage")

    def _fact_rows(self) -> list[tuple[str, str]]:
        backbone = self._backbone
        rows = [
            (self.tr("Name"), backbone.timm_name),
            (
                self.tr("Parameters"),
                self.tr("{n:,}, its own head included").format(n=backbone.parameters),
            ),
            (
                self.tr("Input"),
                self.tr("{side} \u00d7 {side} pixels, in colour").format(side=backbone.input_size),
            ),
            (
                self.tr("Features"),
                self.tr("{n:,} numbers a picture").format(n=backbone.width),
            ),
            (self.tr("Weights"), self.weights_text(backbone, self._place)),
        ]
        if backbone.accuracy is not None:
            rows.append(
                (
                    self.tr("On ImageNet"),
                    self.tr("{accuracy:.1f}% right at {size} pixels, published").format(
                        accuracy=backbone.accuracy, size=backbone.accuracy_size
                    ),
                )
            )
        if backbone.gmacs is not None:
            rows.append(
                (
                    self.tr("Work"),
                    self.tr("{n} multiply-adds a picture").format(
                        n=millions(round(1e9 * backbone.gmacs))
                    ),
                )
            )
        if backbone.trained_on:
            rows.append(
                (
                    self.tr("Trained on"),
                    self.tr("{name}, {n:,} classes").format(
                        name=backbone.trained_on, n=backbone.classes
                    ),
                )
            )
        rows.append((self.tr("Its own head"), self._head_text()))
        rows.append((self.tr("Exports"), self._exports_text()))
        rows.append((self.tr("Family"), backbone.family))
        if backbone.year is not None:
            rows.append((self.tr("Paper"), f"{backbone.paper} ({backbone.year})"))
        licence = backbone.license or self.tr("not stated")
        return [*rows, (self.tr("Licence"), licence)]
