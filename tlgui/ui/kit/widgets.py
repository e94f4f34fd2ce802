"""The few building blocks that pages are made of: header, card, chips, empty state, bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tlgui.ui.look import theme
from tlgui.ui.words.live_text import Text, live, live_text, said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from tlgui.ui.kit.message_bar import MessageBar

translate = QCoreApplication.translate


def make_label(text: Text = "", role: str = "", name: str = "", *, wrap: bool = False) -> QLabel:
    """A label that shows ``text`` as it is: names of files and classes are never markup."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    live_text(label, label.setText, text)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    if name:
        label.setObjectName(name)
    return label


def make_button(
    text: Text,
    name: str,
    kind: str = "secondary",
    *,
    tooltip: Text = "",
    accessible_name: Text = "",
) -> QPushButton:
    """A push button of the theme, reachable by tab; its text is its accessible name by default."""
    button = QPushButton()
    button.setObjectName(name)
    button.setProperty("kind", kind)

    def tell() -> None:
        button.setText(said(text))
        button.setToolTip(said(tooltip))
        button.setAccessibleName(said(accessible_name) or said(text))

    # Plain texts are told once: whoever sets others later tells them anew themselves.
    if any(callable(told) for told in (text, tooltip, accessible_name)):
        live(button, tell)
    else:
        tell()
    button.setAutoDefault(False)
    return button


def page_layout(page: QWidget, header: PageHeader, message_bar: MessageBar) -> QVBoxLayout:
    """Put header and message bar on ``page``; the layout below them is for its content."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(theme.SPACE_L, 20, theme.SPACE_L, theme.SPACE_L)
    layout.setSpacing(theme.SPACE_M)
    layout.addWidget(header)
    layout.addWidget(message_bar)
    return layout


def sheet_layout(sheet: QDialog) -> QVBoxLayout:
    """The layout of ``sheet``, a window beside the window, with the margins that all have."""
    layout = QVBoxLayout(sheet)
    layout.setContentsMargins(theme.SPACE_L, theme.SPACE_L, theme.SPACE_L, theme.SPACE_M)
    layout.setSpacing(theme.SPACE_M)
    return layout


def close_row(sheet: QDialog, name: str, *others: QWidget) -> QHBoxLayout:
    """The last line of ``sheet``: at the right ``others``, and the button that closes it."""
    close = make_button(lambda: translate("CloseButton", "Close"), name, "primary")
    close.clicked.connect(sheet.close)
    row = QHBoxLayout()
    row.addStretch()
    for button in (*others, close):
        row.addWidget(button)
    return row


class ElidedLabel(QLabel):
    """A one-line label that shortens its text with an ellipsis instead of widening its parent."""

    def __init__(
        self,
        text: Text = "",
        role: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._full = ""
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        live_text(self, self.set_full_text, text)

    @property
    def full_text(self) -> str:
        """The text before it was shortened."""
        return self._full

    def set_full_text(self, text: str) -> None:
        """Show ``text``; newlines in it become spaces."""
        self._full = " ".join(text.splitlines()) if "\n" in text or "\r" in text else text
        self._elide()
        self.updateGeometry()  # Shortened, two texts may look the same.

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self._full) + 2
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(self._full, self._mode, max(0, self.width()))
        self.setText(shown)
        self.setToolTip(
            self._full.replace("&", "&amp;").replace("<", "&lt;") if shown != self._full else ""
        )
        self.setAccessibleName(self._full)


class IconLabel(QLabel):
    """A line icon that follows the scheme, on a round soft ground where ``ground`` is given."""

    def __init__(
        self,
        name: str,
        role: str = "muted",
        size: int = 16,
        *,
        ground: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._role, self._ground = name, role, ground
        self._size = theme.px(size)
        side = self._size * 2 if ground else self._size
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.palette()
        if self._ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color(self._ground))
            painter.drawEllipse(self.rect())
        pixmap = theme.icon_pixmap(
            self._name, getattr(colors, self._role), self._size, self.devicePixelRatioF()
        )
        offset = (self.width() - self._size) // 2
        painter.drawPixmap(offset, offset, pixmap)
        painter.end()


class PageHeader(QWidget):
    """A page's title, its one-line summary, and its buttons at the right.

    Where the summary has no room beside the buttons, it stands below them.
    """

    def __init__(self, title: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = make_label(title, "title", "page_title")
        self._summary = ElidedLabel(role="muted")
        self._summary.setObjectName("page_summary")
        self._button_row = QWidget()
        self._buttons = QHBoxLayout(self._button_row)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(theme.SPACE_M)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_M)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._title, 0, 0)
        self._below: bool | None = None
        self._arrange()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        beside = self.width() - self._button_row.sizeHint().width() - theme.SPACE_M
        below = self._summary.sizeHint().width() > beside
        if below != self._below:
            self._below = below
            self._grid.addWidget(self._button_row, 0, 1, 1 if below else 2, 1)
            self._grid.addWidget(self._summary, 1, 0, 1, 2 if below else 1)

    @property
    def summary(self) -> str:
        """The whole summary line."""
        return self._summary.full_text

    def set_summary(self, text: str) -> None:
        self._summary.set_full_text(text)
        self._arrange()

    def add_button(self, button: QWidget) -> None:
        """Add at the right end; the primary button comes last."""
        self._buttons.addWidget(button)


class Card(QFrame):
    """A surface that holds what belongs together, with a title where one is given.

    Attributes:
        title_row: the layout of the title line, to add things at its right.
        body: the layout below it.
    """

    def __init__(self, title: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.SPACE_M, theme.SPACE_M, theme.SPACE_M, theme.SPACE_M)
        self.body.setSpacing(theme.SPACE_S)
        self.title_row = QHBoxLayout()
        if title:
            self.title_row.addWidget(make_label(title, "card-title"))
            self.title_row.addStretch()
            self.body.addLayout(self.title_row)


class StackedBar(QWidget):
    """Shares of a whole as one bar, in the chart colours of the theme."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedHeight(10)
        self._parts: list[tuple[float, str]] = []

    def set_parts(self, parts: Sequence[tuple[float, str]]) -> None:
        """Show ``parts`` as (amount, colour role of the palette), from left to right."""
        self._parts = [(amount, role) for amount, role in parts if amount > 0]
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setClipPath(clip)
        colors = theme.palette()
        painter.fillRect(self.rect(), colors.color("sunken"))
        whole = sum(amount for amount, _role in self._parts)
        left = 0.0
        for amount, role in self._parts:
            width = self.width() * amount / whole
            painter.fillRect(QRectF(left, 0, width + 1, self.height()), colors.color(role))
            left += width
        painter.end()


class EmptyState(QWidget):
    """What a page shows when it has nothing yet: what to do, and a button that does it."""

    def __init__(
        self, icon_name: str, title: Text, text: Text, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = make_label("", "large")
        self._text = make_label("", "muted", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        live(self, lambda: self.set_text(said(title), said(text)))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.SPACE_M)
        self.buttons.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SPACE_S)
        layout.addStretch(2)
        layout.addWidget(
            IconLabel(icon_name, "accent", 28, ground="accent_soft"),
            alignment=Qt.AlignmentFlag.AlignHCenter,
        )
        layout.addSpacing(theme.SPACE_S)
        layout.addWidget(self._title, alignment=Qt.AlignmentFlag.AlignHCenter)
        # Lines of a length that reads well, and no longer than the page is wide.
        self._text.setMaximumWidth(theme.px(460))
        text_row = QHBoxLayout()
        text_row.addStretch(1)
        text_row.addWidget(self._text, 1000)
        text_row.addStretch(1)
        layout.addLayout(text_row)
        layout.addSpacing(theme.SPACE_M)
        layout.addLayout(self.buttons)
        layout.addStretch(3)
        self._layout = layout
        self._text_row = text_row

    def add_button(self, text: Text, name: str, on_click: Callable[[], object]) -> None:
        """Add the way on: the page's primary button."""
        button = make_button(text, name, "primary")
        button.clicked.connect(lambda: on_click())
        self.buttons.addWidget(button)

    def add_widget(self, widget: QWidget) -> None:
        """Add something between the text and the buttons."""
        position = self._layout.indexOf(self._text_row) + 1
        self._layout.insertSpacing(position, theme.SPACE_S)
        self._layout.insertWidget(position + 1, widget, alignment=Qt.AlignmentFlag.AlignHCenter)

    def set_text(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
