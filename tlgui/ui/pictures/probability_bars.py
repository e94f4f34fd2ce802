"""The best few classes of one picture as bars with their probabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from tlgui.engine.metrics import percent
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

ROW_HEIGHT = 28
BAR_HEIGHT = 6
ROWS = 3


class ProbabilityBars(QWidget):
    """Rows of class name, bar and percent, the best first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("probability_bars")
        live_text(self, self.setAccessibleName, lambda: self.tr("Most probable classes"))
        self._rows: list[tuple[str, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def rows(self) -> list[tuple[str, float]]:
        """What is on show: class name and probability 0..1."""
        return list(self._rows)

    def set_ranked(self, ranked: Sequence[tuple[str, float]]) -> None:
        """Show the first ``ROWS`` of ``ranked``, which has the best first."""
        self._rows = list(ranked[:ROWS])
        self.setAccessibleDescription(
            ", ".join(f"{name} {percent(probability)}" for name, probability in self._rows)
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(186, ROWS * theme.px(ROW_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(150, ROWS * theme.px(ROW_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.TEXT_SMALL))
        colors = theme.palette()
        metrics = QFontMetrics(painter.font())
        row_height = theme.px(ROW_HEIGHT)
        figure_width = metrics.horizontalAdvance(">99%") + 8
        name_width = max(round(self.width() * 0.46), 60)
        bar_left = name_width + 6
        bar_width = max(self.width() - bar_left - figure_width, 10)
        for number, (name, probability) in enumerate(self._rows):
            top = number * row_height
            painter.setPen(colors.color("text" if number == 0 else "muted"))
            painter.drawText(
                QRectF(0, top, name_width, row_height),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, name_width),
            )
            painter.drawText(
                QRectF(self.width() - figure_width, top, figure_width, row_height),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                percent(probability),
            )
            bar = QRectF(bar_left, top + (row_height - BAR_HEIGHT) / 2, bar_width, BAR_HEIGHT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("sunken"))
            painter.drawRoundedRect(bar, 3, 3)
            if probability > 0:
                bar.setWidth(max(bar_width * probability, 2))
                painter.setBrush(colors.color("accent" if number == 0 else "muted"))
                painter.drawRoundedRect(bar, min(3, bar.width() / 2), 3)
        painter.end()
