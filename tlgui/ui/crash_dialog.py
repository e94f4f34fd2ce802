"""What the user sees when tlgui itself is wrong: the traceback, versions, and a way to copy it."""

from __future__ import annotations

import platform
from importlib import metadata
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

import tlgui

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
        self.setWindowTitle(self.tr("Something went wrong"))
        self.resize(720, 460)
        lead = QLabel(self.tr("Something went wrong in tlgui"))
        lead.setProperty("role", "large")
        advice = QLabel(
            self.tr(
                "This is a fault of tlgui, not yours. Your pictures are untouched and you can go "
                "on working. If it happens again, copy this report into a bug report."
            )
        )
        advice.setWordWrap(True)
        advice.setProperty("role", "muted")
        for label in (lead, advice):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._text = QPlainTextEdit(f"{report.rstrip()}\n\n{versions()}\n")
        self._text.setObjectName("crash_report")
        self._text.setAccessibleName(self.tr("Report"))
        self._text.setReadOnly(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        copy = QPushButton(self.tr("Copy report"))
        copy.setObjectName("crash_copy_button")
        copy.clicked.connect(self._copy)
        close = QPushButton(self.tr("Close"))
        close.setObjectName("crash_close_button")
        close.setProperty("kind", "primary")
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(copy)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(lead)
        layout.addWidget(advice)
        layout.addWidget(self._text, 1)
        layout.addLayout(buttons)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
