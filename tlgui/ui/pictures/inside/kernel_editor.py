"""The nine numbers of a kernel, each to be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QWidget

from tlgui.ui.look import theme
from tlgui.ui.pictures.inside.number_grid import number_text
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIDE = 3
LARGEST = 99.0
_CELL = 52


class _Weight(QDoubleSpinBox):
    """One number of a kernel; exact within, short to read."""

    def textFromValue(self, value: float) -> str:  # noqa: N802 - Qt's name
        return number_text(value)

    def valueFromText(self, text: str) -> float:  # noqa: N802 - Qt's name
        return super().valueFromText(text.replace("\u2212", "-"))


class KernelEditor(QWidget):
    """A kernel of 3 x 3.

    Signals:
        changed: the user changed a number.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kernel_editor")
        self._cells: list[_Weight] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SPACE_XS)
        for number in range(SIDE * SIDE):
            row, column = divmod(number, SIDE)
            cell = _Weight()
            cell.setObjectName(f"kernel_{row}_{column}")
            cell.setAlignment(Qt.AlignmentFlag.AlignCenter)
            cell.setProperty("cell", True)
            cell.setDecimals(6)
            cell.setRange(-LARGEST, LARGEST)
            cell.setFixedWidth(theme.px(_CELL))
            cell.setKeyboardTracking(False)
            cell.valueChanged.connect(self.changed)
            grid.addWidget(cell, row, column)
            self._cells.append(cell)
        live(self, self._tell)

    @property
    def kernel(self) -> NDArray[np.float64]:
        """The numbers, (3, 3)."""
        values = [cell.value() for cell in self._cells]
        return np.array(values).reshape(SIDE, SIDE)

    def set_kernel(self, kernel: NDArray[np.float64]) -> None:
        """Show a kernel (3, 3), without telling of it."""
        for cell, value in zip(self._cells, kernel.ravel(), strict=True):
            with QSignalBlocker(cell):
                cell.setValue(float(value))

    def _tell(self) -> None:
        for number, cell in enumerate(self._cells):
            row, column = divmod(number, SIDE)
            cell.setAccessibleName(
                self.tr("Kernel, row {row}, column {column}").format(row=row + 1, column=column + 1)
            )
