"""Which tlgui this is, on what it stands, and under which licences."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout

import tlgui
from tlgui.ui.kit.crash_dialog import versions
from tlgui.ui.kit.widgets import close_row, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QWidget


class AboutDialog(QDialog):
    """Versions, to be copied into a bug report, and licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setModal(False)
        live(self, lambda: self.setWindowTitle(self.tr("About tlgui")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_L, theme.SPACE_L, theme.SPACE_L, theme.SPACE_L)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(make_label(f"tlgui {tlgui.__version__}", "title"))
        about = make_label(
            lambda: self.tr(
                "Turns a folder of labelled pictures into an image classifier, on your own "
                "computer. Nothing leaves it."
            ),
            wrap=True,
        )
        licences = make_label(
            lambda: self.tr(
                "Apache-2.0. The embedded network EfficientNet-Lite0, trained on ImageNet, is "
                "Apache-2.0 too. Qt for Python is used under the LGPL 3, the font Pretendard by "
                "Kil Hyung-jin under the SIL Open Font License 1.1."
            ),
            "small",
            wrap=True,
        )
        self._versions = make_label(versions(), "code", "about_versions")
        copy = make_button(lambda: self.tr("Copy versions"), "about_copy_button")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(versions()))
        for widget in (about, self._versions, licences):
            layout.addWidget(widget)
        layout.addLayout(close_row(self, "about_close_button", copy))
        for label in (about, licences):
            # After the label has its new text: its own comes first.
            live(label, partial(_give_room, label, theme.px(400)))


def _give_room(label: QLabel, width: int) -> None:
    """Fix the size of a wrapped label: a dialog's least height knows nothing of its lines."""
    label.ensurePolished()
    label.setFixedSize(width, label.heightForWidth(width))
