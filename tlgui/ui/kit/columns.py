"""Two columns that stand below each other in a narrow window, and scroll in a low one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from tlgui.ui.look import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Columns(QScrollArea):
    """Holds a left and a right column.

    Side by side, neither is squeezed below its least size. Stacked, both are as wide as there is
    room: what stands in them breaks its lines, and one only scrolls up and down.
    """

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        *,
        shares: tuple[int, int],
        stack_below: int,
        below: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Put ``left`` beside ``right``.

        Args:
            left: the first column.
            right: the second.
            shares: of the width; 0 for a column that takes what it needs.
            stack_below: width in pixels of the drawings under which they are stacked.
            below: what stands under both, as wide as both.
            parent: Qt's.
        """
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack_below = stack_below
        self._shares = shares
        self._content = QWidget()
        whole = QVBoxLayout(self._content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.SPACE_M)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.SPACE_M)
        whole.addLayout(self._row, 1)
        if below is not None:
            whole.addWidget(below)
        self._row.addWidget(left, shares[0])
        self._row.addWidget(right, shares[1])
        self.setWidget(self._content)

    @property
    def stacked(self) -> bool:
        """Whether the columns stand below each other."""
        return self._row.direction() == QBoxLayout.Direction.TopToBottom

    def reveal(self, widget: QWidget) -> None:
        """Scroll to ``widget`` where the columns are stacked and it may be out of sight."""
        if self.stacked:
            self.ensureWidgetVisible(widget, 0, theme.SPACE_M)

    def resizeEvent(self, event: QResizeEvent) -> None:
        stack = self.width() < theme.px(self._stack_below)
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if stack else QBoxLayout.Direction.LeftToRight
        )
        # A least width of its own takes the place of what the columns would ask for.
        self._content.setMinimumWidth(1 if stack else 0)
        self.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff if stack else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        # Above each other they take what they need; what is left over is the lower one's.
        for place, share in enumerate((0, 1) if stack else self._shares):
            self._row.setStretch(place, share)
        super().resizeEvent(event)
