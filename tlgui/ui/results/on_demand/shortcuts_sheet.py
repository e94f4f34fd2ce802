"""All that a look for shortcuts measured: each region, and where the model looks for each class."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from tlgui.engine.insight.shortcuts.regions import Region, share_of
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.focus.focus_ring import FocusRing
from tlgui.ui.kit.tables.rows_table import show_rows
from tlgui.ui.kit.widgets import close_row, make_label, sheet_layout
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line, points_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.insight.shortcuts.check import RegionEffect, ShortcutCheck

WIDTH, HEIGHT = 940, 600
LEAST_WIDTH, LEAST_HEIGHT = 760, 460
ROW_HEIGHT = 30
MAP_SIDE = 96


class ShortcutsSheet(QDialog):
    """A table of the regions, the suspect ones marked, beside the mean heat map of each class."""

    def __init__(self, found: ShortcutCheck, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts_sheet")
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._found = found
        self.table = self._make_table()
        self.maps = self._make_maps()
        self._words = make_label("", "", "shortcuts_sheet_words", wrap=True)
        self._maps_words = make_label("", "small", "shortcut_maps_words", wrap=True)
        layout = sheet_layout(self)
        layout.addWidget(make_label(lambda: self.tr("Shortcuts"), "title", "shortcuts_title"))
        layout.addWidget(self._words)
        columns = QHBoxLayout()
        columns.setSpacing(theme.SPACE_L)
        columns.addWidget(self.table, 5)
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE_S)
        right.addWidget(make_label(lambda: self.tr("Where it looks, class by class"), "card-title"))
        right.addWidget(self._maps_words)
        right.addWidget(self.maps, 1)
        columns.addLayout(right, 4)
        layout.addLayout(columns, 1)
        layout.addLayout(close_row(self, "shortcuts_close_button"))
        self.setMinimumSize(theme.px(LEAST_WIDTH), theme.px(LEAST_HEIGHT))
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        live(self, self._tell)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(len(self._found.effects), 4)
        table.setObjectName("shortcut_regions")
        show_rows(table, ROW_HEIGHT, padding=6)
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        return table

    def _make_maps(self) -> QListWidget:
        maps = QListWidget()
        maps.setObjectName("shortcut_maps")
        maps.setViewMode(QListWidget.ViewMode.IconMode)
        maps.setResizeMode(QListWidget.ResizeMode.Adjust)
        maps.setMovement(QListWidget.Movement.Static)
        maps.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        maps.setUniformItemSizes(True)
        maps.setSpacing(theme.SPACE_S)
        side = theme.px(MAP_SIDE)
        maps.setIconSize(QSize(side, side))
        FocusRing(maps)
        return maps

    def _tell(self) -> None:
        found = self._found
        self.setWindowTitle(self.tr("Shortcuts"))
        self._words.setText(" ".join(text_of(each) for each in found.sentences()))
        self._tell_table()
        self._tell_maps()

    def _tell_table(self) -> None:
        found = self._found
        self.table.setAccessibleName(self.tr("Accuracy without each region"))
        titles = (
            self.tr("Painted over"),
            self.tr("Share"),
            self.tr("Accuracy"),
            self.tr("Change, 95% interval"),
        )
        for column, title in enumerate(titles):
            item = QTableWidgetItem(title)
            item.setTextAlignment(_alignment(column))
            self.table.setHorizontalHeaderItem(column, item)
        suspects = {effect.region for effect in found.suspects}
        for row, effect in enumerate(found.effects):
            for column, text in enumerate(self._cells(effect)):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_alignment(column))
                if effect.region in suspects:
                    item.setForeground(theme.palette().color("warning"))
                self.table.setItem(row, column, item)

    def _cells(self, effect: RegionEffect) -> tuple[str, ...]:
        low, high = effect.change
        name = text_of(effect.region.name_told)
        if effect.alone is not None:
            name = self.tr("{region} (by it alone {alone})").format(
                region=name, alone=f"{effect.alone:.0%}"
            )
        return (
            name,
            f"{share_of(effect.region):.0%}",
            f"{effect.without:.1%}",
            self.tr("{low} to {high} points").format(low=points_text(low), high=points_text(high)),
        )

    def _tell_maps(self) -> None:
        found = self._found
        self.maps.setAccessibleName(self.tr("Where it looks, class by class"))
        self.maps.clear()
        if not len(found.maps):
            self._maps_words.setText(self.tr("There are no heat maps for this network."))
            return
        self._maps_words.setText(
            self.tr(
                "The mean heat map of the pictures of a class. Below it, how much of what speaks "
                "for the class lies on the border, which is {share} of a picture."
            ).format(share=f"{share_of(Region.BORDER):.0%}")
        )
        for name, share, values in zip(found.classes, found.border_shares, found.maps, strict=True):
            if isnan(share):
                continue
            item = QListWidgetItem(QIcon(_picture(values)), f"{one_line(name)}\n{share:.0%}")
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.maps.addItem(item)


def _picture(values: np.ndarray) -> QPixmap:
    """A mean heat map (h, w) in 0..1, in the colours of the heat maps."""
    from matplotlib import colormaps

    colours = np.ascontiguousarray((255 * colormaps["inferno"](values)[..., :3]).astype(np.uint8))
    height, width = values.shape
    image = QImage(colours.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    side = theme.px(MAP_SIDE)
    return QPixmap.fromImage(
        image.scaled(
            side,
            side,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    )


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
