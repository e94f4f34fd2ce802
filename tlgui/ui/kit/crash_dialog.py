"""What the user sees when tlgui itself is wrong: the traceback, versions, and a way to copy it."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

import tlgui
from tlgui.engine.places import log_folder
from tlgui.ui.kit.widgets import make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_PACKAGES = ("PySide6-Essentials", "torch", "timm", "openvino", "numpy", "pillow")


def versions() -> str:
    """The versions that matter in a bug report, one a line. Nothing is imported for it."""
    lines = [f"tlgui {tlgui.__version__}", f"Python {platform.python_version()}"]
    for package in _PACKAGES:
        try:
            lines.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            lines.append(f"{package} (not installed)")
    lines.append(platform.platform())
    return "\n".join(lines)


class CrashDialog(QDialog):
    """A fault of tlgui itself, to be copied into a bug report. Work goes on behind it."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent or QApplication.activeWindow())
        self.setObjectName("crash_dialog")
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.px(720), theme.px(460))
        live_text(self, self.setWindowTitle, lambda: self.tr("Something went wrong"))
        lead = make_label(lambda: self.tr("Something went wrong in tlgui"), "large")
        advice = make_label(
            lambda: self.tr(
                "This is a fault of tlgui, not yours. Your pictures are untouched and you can go "
                "on working. If it happens again, copy this report into a bug report."
            ),
            "muted",
            wrap=True,
        )
        self._text = QPlainTextEdit(f"{report.rstrip()}\n\n{versions()}\n")
        self._text.setObjectName("crash_report")
        live_text(self._text, self._text.setAccessibleName, lambda: self.tr("Report"))
        self._text.setReadOnly(True)
        # Tab leaves the report instead of being part of it.
        self._text.setTabChangesFocus(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(theme.px(theme.TEXT_SMALL))
        self._text.setFont(fixed)
        self._told = make_label("", "small", "crash_told")
        log = make_button(lambda: self.tr("Open log folder"), "crash_log_button")
        log.setVisible(os.path.isdir(log_folder()))
        log.clicked.connect(self._open_log_folder)
        copy = make_button(lambda: self.tr("Copy report"), "crash_copy_button")
        copy.clicked.connect(self._copy)
        close = make_button(lambda: self.tr("Close"), "crash_close_button", "primary")
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(self._told, 1)
        for button in (log, copy, close):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_L, theme.SPACE_L, theme.SPACE_L, theme.SPACE_L)
        layout.setSpacing(12)
        layout.addWidget(lead)
        layout.addWidget(advice)
        layout.addWidget(self._text, 1)
        layout.addLayout(buttons)

    def _open_log_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
        self._told.setText(self.tr("Copied."))
