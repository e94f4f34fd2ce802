"""The formats of an export: what each is for, what to make, and the proof when it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tlgui.engine.deploy.export import DEFAULT_FORMATS, all_formats
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.file_manager import open_file
from tlgui.ui.kit.widgets import Card, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tlgui.engine.deploy.comparison import Elsewhere
    from tlgui.engine.deploy.export import ExportedFormat
    from tlgui.engine.deploy.export_format import Format
    from tlgui.engine.errors import Message

PAGE = "index.html"
INDENT = 24
"""From the box of a format to the texts under its title."""


class FormatRow(QWidget):
    """One format: whether to make it, what it is for, and what came of it."""

    def __init__(self, made: Format, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = f"export_format_{made.name.replace('-', '_')}"
        self.setObjectName(name)
        self._format = made
        self._reason: Message | None = None
        self._outcome: ExportedFormat | None = None
        self._making = False
        self.box = QCheckBox()
        self.box.setObjectName(f"{name}_box")
        self.box.setChecked(made.name in DEFAULT_FORMATS)
        self._size = make_label("", "muted", f"{name}_size")
        self._what = make_label("", "small", f"{name}_what", wrap=True)
        self._proof = make_label("", "small", f"{name}_proof", wrap=True)
        self._place: Path | None = None
        self._open_button = make_button(
            lambda: self.tr("Open the page"), f"{name}_open_button", "small"
        )
        self._open_button.clicked.connect(self._open)
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_S)
        line.addWidget(self.box, 1)
        line.addWidget(self._size)
        texts = QVBoxLayout()
        texts.setContentsMargins(theme.px(INDENT), 0, 0, 0)
        texts.setSpacing(2)
        texts.addWidget(self._what)
        texts.addWidget(self._proof)
        texts.addWidget(self._open_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addLayout(texts)
        live(self, self._tell)

    @property
    def wanted(self) -> bool:
        """Whether it is to be made."""
        return self.box.isChecked() and self._reason is None

    def set_state(
        self,
        reason: Message | None,
        outcome: ExportedFormat | None,
        place: Path | None,
        *,
        making: bool,
    ) -> None:
        """Show why it cannot be made, that it is being made, or what came of it, and where."""
        self._reason, self._outcome, self._making = reason, outcome, making
        self._place = place
        self._tell()

    def _tell(self) -> None:
        title, sentence = text_of(self._format.title), text_of(self._format.sentence)
        self.box.setText(title)
        self.box.setAccessibleName(self.tr("Format {title}").format(title=title))
        self.box.setAccessibleDescription(sentence)
        self.box.setEnabled(self._reason is None and not self._making)
        reason = self._reason
        self._what.setText(
            sentence
            if reason is None
            else self.tr("Not available: {reason}.").format(reason=text_of(reason))
        )
        self._proof.setText(self._proof_text())
        self._proof.setVisible(bool(self._proof.text()))
        made = self._outcome is not None and PAGE in self._outcome.files
        self._open_button.setVisible(made and self._place is not None)
        size = "" if self._outcome is None else f"{self._outcome.size_bytes / 1e6:.1f} MB"
        self._size.setText(size)

    def _open(self) -> None:
        if self._place is not None:
            open_file(self._place / PAGE)

    def _proof_text(self) -> str:
        if self._making and self.wanted:
            return self.tr("Being made, then tried on your pictures…")
        made = self._outcome
        if made is None:
            return ""
        test = made.self_test
        if test.split is None:
            told = self.tr(
                "✓ Answers like this app on {n} made-up pictures (your own are gone): {share:.1%} "
                "agree, largest difference {difference:.2g}; {ms:.3g} ms a picture."
            )
        else:
            told = self.tr(
                "✓ Answers like this app on {n} of your pictures: {share:.1%} agree, largest "
                "difference {difference:.2g}; {ms:.3g} ms a picture."
            )
        lines = [
            told.format(
                n=test.images,
                share=test.agreement,
                difference=test.max_abs_difference,
                ms=made.latency_ms,
            )
        ]
        if test.unknown is not None and test.unknown.agreement < 1:
            told = self.tr("Of {share:.1%} of them it says as this app whether they are unknown.")
            lines.append(told.format(share=test.unknown.agreement))
        if test.elsewhere is not None:
            lines.append(self._told_elsewhere(test.elsewhere))
        if self._format.may_lose and test.accuracy is not None:
            before, after = test.accuracy
            lines.append(
                self.tr("Accuracy on these pictures: {after:.1%} (the run: {before:.1%}).").format(
                    before=before, after=after
                )
            )
        if made.note is not None:
            lines.append(text_of(made.note))
        return "\n".join(lines)

    def _told_elsewhere(self, there: Elsewhere) -> str:
        if there.untried is not None:
            return self.tr("Not tried in a browser: {reason}.").format(
                reason=text_of(there.untried)
            )
        return self.tr(
            "✓ In {browser} too, on {n} of these pictures: {share:.1%} agree, largest difference "
            "{difference:.2g}."
        ).format(
            browser=there.where,
            n=there.images,
            share=there.agreement,
            difference=there.max_abs_difference,
        )


class FormatsCard(Card):
    """All formats, a row each, and whether a ZIP file is made too.

    Attributes:
        place: folder of the newest export.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: self.tr("Formats"), parent)
        self.place: Path | None = None
        self.setObjectName("export_formats")
        self.body.addWidget(
            make_label(
                lambda: self.tr(
                    "Each is made, opened again by another program, and compared with this app "
                    "on your pictures before it is kept."
                ),
                "small",
                wrap=True,
            )
        )
        self._rows = {name: FormatRow(each) for name, each in all_formats().items()}
        for row in self._rows.values():
            self.body.addWidget(row)
        line = QFrame()
        line.setProperty("line", True)
        self.body.addWidget(line)
        self._archive = QCheckBox()
        self._archive.setObjectName("export_zip_box")
        self.body.addWidget(self._archive)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        live(self, self._tell)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Names of the formats to make, in their order."""
        return tuple(name for name, row in self._rows.items() if row.wanted)

    @property
    def archive(self) -> bool:
        """Whether a ZIP file is made too."""
        return self._archive.isChecked()

    def boxes(self) -> tuple[QCheckBox, ...]:
        """The box of each format, to hear of changes."""
        return tuple(row.box for row in self._rows.values())

    def set_state(
        self,
        reasons: Mapping[str, Message],
        outcomes: Mapping[str, ExportedFormat],
        *,
        making: bool,
    ) -> None:
        """Show which formats cannot be made and why, and what came of those that were."""
        for name, row in self._rows.items():
            row.set_state(reasons.get(name), outcomes.get(name), self.place, making=making)
        self._archive.setEnabled(not making)

    def _tell(self) -> None:
        self._archive.setText(self.tr("A ZIP file of the folder, too"))
        self._archive.setAccessibleName(self._archive.text())
