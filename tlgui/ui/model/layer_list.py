"""The stages of a network from picture to answer: what each does, its output, who learns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import make_label
from tlgui.ui.look import theme

if TYPE_CHECKING:
    from tlgui.engine.models.summary import LayerGroup, NetworkSummary


class LayerList(QWidget):
    """Two parts, the frozen backbone and the head that learns; a row for each stage."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._content: QWidget | None = None

    def show_summary(
        self, summary: NetworkSummary | None, classes: int | None, *, is_known: bool = False
    ) -> None:
        """Show a network, or that it is being looked into.

        Args:
            summary: its stages; None while they are not known yet, or where there are none.
            is_known: whether it was looked into.
            classes: how many the head tells apart; None where no folder is open.
        """
        if self._content is not None:
            self._layout.removeWidget(self._content)
            self._content.hide()
            self._content.setParent(None)
            self._content.deleteLater()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        if summary is None and is_known:
            text = self.tr(
                "This network is not a row of stages that could be listed. It trains, predicts "
                "and exports like any other."
            )
            column.addWidget(make_label(text, "muted", wrap=True))
        elif summary is None:
            column.addWidget(make_label(self.tr("Looking into the network …"), "muted"))
        else:
            self._fill(column, summary, classes)
        column.addStretch()
        self._layout.addWidget(self._content)
        self._content.show()  # A layout shows it only when the event loop turns.

    def _fill(self, column: QVBoxLayout, summary: NetworkSummary, classes: int | None) -> None:
        count = self.tr("{n:,} parameters").format(n=summary.parameters)
        column.addLayout(_part(self.tr("Backbone: frozen"), count, "feature_extraction"))
        column.addWidget(
            make_label(
                self.tr(
                    "In feature extraction these weights stay as ImageNet left them. Going down, "
                    "the maps get smaller and more: less of where, more of what."
                ),
                "small",
                wrap=True,
            )
        )
        rows = QGridLayout()
        rows.setHorizontalSpacing(theme.SPACE_S)
        rows.setVerticalSpacing(theme.SPACE_XS)
        rows.setColumnStretch(0, 1)
        heads = (
            self.tr("Stage"),
            self.tr("Output (height \u00d7 width \u00d7 maps)"),
            self.tr("Parameters"),
        )
        for position, text in enumerate(heads):
            label = make_label(text, "small", wrap=position > 0)
            if position:
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
                label.setMinimumWidth(theme.px(94 if position == 1 else 66))
            rows.addWidget(label, 0, position)
        before: tuple[int, ...] = (3, summary.preprocessing.height, summary.preprocessing.width)
        stage = 0
        for number, group in enumerate(summary.groups, 1):
            stage += group.kind.value not in _BESIDE
            texts = self._row_texts(group, before, stage)
            _add_row(rows, number, texts, _shape(group.shape), f"{group.parameters:,}")
            before = group.shape
        column.addLayout(rows)
        column.addSpacing(theme.SPACE_S)
        self._add_head(column, summary, classes)

    def _add_head(self, column: QVBoxLayout, summary: NetworkSummary, classes: int | None) -> None:
        if classes is None:
            count = self.tr("{n:,} parameters a class").format(n=summary.head_parameters(1))
            text = self.tr(
                "Fully connected layer: one row of {width:,} weights and a bias for each class of "
                "your folder. It replaces the one for {n:,} ImageNet classes."
            ).format(width=summary.width, n=summary.pretrained_classes)
        else:
            count = self.tr("{n:,} parameters").format(n=summary.head_parameters(classes))
            text = self.tr(
                "Fully connected layer: {classes:,} classes \u00d7 {width:,} weights + {classes:,} "
                "biases. It replaces the one for {n:,} ImageNet classes, and softmax turns its "
                "scores into probabilities."
            ).format(classes=classes, width=summary.width, n=summary.pretrained_classes)
        if summary.stage_width:
            more = self.tr(
                "Where edges and textures help, it looks at the mean of every stage's maps too: "
                "{n:,} more weights a class."
            ).format(n=summary.stage_width)
            text = f"{text} {more}"
        column.addWidget(_line())
        column.addLayout(_part(self.tr("Head: learns from your pictures"), count, "head"))
        column.addWidget(make_label(text, "small", "model_head_text", wrap=True))

    def _row_texts(self, group: LayerGroup, before: tuple[int, ...], stage: int) -> tuple[str, str]:
        """Name of a stage and what it does, in words."""
        kernel, kind = group.kernel, group.kind.value
        if kind == "stem convolution":
            return (
                self.tr("First convolution {kernel} \u00d7 {kernel}").format(kernel=kernel),
                self.tr("Finds edges and colours; halves height and width (stride 2)."),
            )
        if kind == "last convolution":
            return (
                self.tr("Last convolution {kernel} \u00d7 {kernel}").format(kernel=kernel),
                self.tr("Mixes {before:,} maps into {after:,}: the maps of Grad-CAM.").format(
                    before=before[0], after=group.shape[0]
                ),
            )
        if kind == "average pooling":
            return (
                self.tr("Average pooling"),
                self.tr("The mean of each map: the {n:,} features of the picture.").format(
                    n=group.shape[0]
                ),
            )
        name = self.tr("Stage {n}: {kernel} \u00d7 {kernel} kernels").format(n=stage, kernel=kernel)
        if kind == "depthwise separable convolution":
            what = self.tr("Depthwise convolution: each map is filtered by itself, then mixed.")
        elif kind != "inverted residual blocks":
            what = (
                self.tr("1 block.")
                if group.blocks == 1
                else self.tr("{n} blocks.").format(n=group.blocks)
            )
        elif group.blocks == 1:
            what = self.tr("1 inverted residual block.")
        else:
            what = self.tr("{n} inverted residual blocks.").format(n=group.blocks)
        if group.shape[1] < before[1]:
            what += " " + self.tr("Halves height and width.")
        return name, what


_BESIDE = ("stem convolution", "last convolution", "average pooling")


def _shape(shape: tuple[int, ...]) -> str:
    """(channels, height, width) as people write it: height x width x channels."""
    if len(shape) == 1:
        return f"{shape[0]:,}"
    channels, height, width = shape
    return f"{height} \u00d7 {width} \u00d7 {channels:,}"


def _part(title: str, count: str, key: str) -> QVBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE_S)
    row.addWidget(make_label(title, "strong"))
    row.addWidget(TermButton(key))
    row.addStretch()
    part = QVBoxLayout()
    part.setSpacing(2)
    part.addLayout(row)
    part.addWidget(make_label(count, "muted"))
    return part


def _add_row(
    rows: QGridLayout, number: int, texts: tuple[str, str], shape: str, count: str
) -> None:
    name, what = texts
    cell = QWidget()
    lines = QVBoxLayout(cell)
    lines.setContentsMargins(0, 0, 0, 1)
    lines.setSpacing(0)
    lines.addWidget(make_label(name))
    lines.addWidget(make_label(what, "small", wrap=True))
    cell.setAccessibleName(f"{name}: {what} {shape}; {count}")
    rows.addWidget(cell, number, 0)
    for position, text in ((1, shape), (2, count)):
        place = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        rows.addWidget(make_label(text), number, position, place)


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("line", True)
    return line
