"""How a filter slides, in a window beside the window."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from tlgui.ui.kit.widgets import close_row, make_label, sheet_layout
from tlgui.ui.look import theme
from tlgui.ui.pictures.inside.sliding_panel import SlidingPanel
from tlgui.ui.words.live_text import live

WIDTH, HEIGHT = 1000, 680


class SlidingSheet(QDialog):
    """What one convolution computes, for those who learn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sliding_sheet")
        self.setModal(False)
        self.panel = SlidingPanel()
        layout = sheet_layout(self)
        layout.setSpacing(theme.SPACE_S)
        layout.addWidget(
            make_label(lambda: self.tr("How a filter slides"), "title", "sliding_title")
        )
        layout.addWidget(
            make_label(
                lambda: self.tr(
                    "The kernel lies on a window of the picture. Each pair of numbers is "
                    "multiplied, and the sum of the products is one number of the activation map."
                ),
                "muted",
                "sliding_subtitle",
                wrap=True,
            )
        )
        layout.addSpacing(theme.SPACE_S)
        layout.addWidget(self.panel, 1)
        layout.addLayout(close_row(self, "sliding_close_button"))
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        self.panel.target.setFocus()
        live(self, self._tell)

    def _tell(self) -> None:
        self.setWindowTitle(self.tr("How a filter slides"))
