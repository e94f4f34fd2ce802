"""What scrolls in a low window: two columns, below each other in a narrow one; cards and a rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from tlgui.ui.look import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLayout

    MakeColumn = Callable[[QWidget], QWidget]


class Columns(QScrollArea):
    """Holds a left and a right column.

    Side by side, neither is squeezed below its least size. Stacked, both are as wide as there is
    room: what stands in them breaks its lines, and one only scrolls up and down.
    """

    def __init__(
        self,
        left: MakeColumn,
        right: MakeColumn,
        *,
        shares: tuple[int, int],
        stack_below: int,
        below: MakeColumn | None = None,
        right_in_sight: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Put ``left`` beside ``right``.

        Each is made in its place: Qt styles all that is in a widget whenever it is moved.

        Args:
            left: makes the first column, as a child of what it is given.
            right: the second.
            shares: of the width; 0 for a column that takes what it needs.
            stack_below: width in pixels of the drawings under which they are stacked.
            below: makes what stands under both, as wide as both.
            right_in_sight: whether the right column is no higher than what is in sight, however
                long the left one is.
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
        self.setWidget(self._content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.SPACE_M)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.SPACE_M)
        whole.addLayout(self._row, 1)
        self._row.addWidget(left(self._content), shares[0])
        self._right: QWidget | None = None
        if right_in_sight:
            self._right, holder = _with_rest(right, self._content)
            self._row.addWidget(holder, shares[1])
        else:
            self._row.addWidget(right(self._content), shares[1])
        if below is not None:
            whole.addWidget(below(self._content))

    @property
    def stacked(self) -> bool:
        """Whether the columns stand below each other."""
        return self._row.direction() == QBoxLayout.Direction.TopToBottom

    def reveal(self, widget: QWidget) -> None:
        """Scroll to ``widget``; where the columns stand side by side, only if its top is hidden."""
        top = widget.mapTo(self.viewport(), QPoint(0, 0)).y()
        if self.stacked or not 0 <= top < self.viewport().height():
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
        if self._right is not None:
            least = self._right.minimumSizeHint().height()
            highest = theme.NO_LIMIT if stack else max(least, self.viewport().height())
            self._right.setMaximumHeight(highest)
        super().resizeEvent(event)


def empty_column(parent: QWidget) -> tuple[QWidget, QVBoxLayout]:
    """A column without margins, and its layout, for cards below each other."""
    column = QWidget(parent)
    cards = QVBoxLayout(column)
    cards.setContentsMargins(0, 0, 0, 0)
    cards.setSpacing(theme.SPACE_M)
    return column, cards


def _with_rest(make: MakeColumn, parent: QWidget) -> tuple[QWidget, QWidget]:
    """What ``make`` makes, and what holds it with the height below that it may not have."""
    holder, layout = empty_column(parent)
    layout.setSpacing(0)
    column = make(holder)
    layout.addWidget(column, 1)
    layout.addStretch()
    return column, holder


class _Inside(QWidget):
    """Cards, and below them what takes the height that they leave, but never too little."""

    def __init__(self, cards: QLayout, below: QWidget, least: int) -> None:
        super().__init__()
        self._cards, self._least = cards, least
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_M)
        column.addLayout(cards)
        column.addWidget(below, 1)

    def minimumSizeHint(self) -> QSize:
        cards = self._cards.totalMinimumSize().height()
        return QSize(1, self._with_least(cards))  # Beside a scroll bar, too, it goes by the room.

    def heightForWidth(self, width: int) -> int:
        # Qt would ask for all that what is below wishes, and scroll where that is not there.
        cards = self._cards
        wraps = cards.hasHeightForWidth()
        return self._with_least(
            cards.totalHeightForWidth(width) if wraps else cards.totalSizeHint().height()
        )

    def _with_least(self, cards: int) -> int:
        above = 0 if self._cards.isEmpty() else cards + theme.SPACE_M
        return above + theme.px(self._least)


class LeastHeightArea(QScrollArea):
    """Some cards above what fills the rest: scrolled where they leave it too little height."""

    def __init__(
        self, name: str, cards: QLayout, below: QWidget, least: int, parent: QWidget | None = None
    ) -> None:
        """Put ``below`` under ``cards``.

        Args:
            name: of the area.
            cards: the layout that holds them.
            below: what is under them.
            least: pixels of the drawings that it always has.
            parent: Qt's.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(_Inside(cards, below, least))
