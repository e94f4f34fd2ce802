"""One picture with the heat map that says what the model looked at, and what it thought."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.errors import PictureError, TlguiError
from tlgui.engine.metrics import percent
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.widgets import ElidedLabel, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.pictures.explain_controls import ExplainControls
from tlgui.ui.pictures.explanations import DENSE, ExplainerShelf, Explanation, Question
from tlgui.ui.pictures.image_view import ImageView
from tlgui.ui.pictures.path_field import PathField
from tlgui.ui.pictures.probability_bars import ProbabilityBars
from tlgui.ui.words.live_text import Text, live, live_text, said
from tlgui.ui.words.tooltips import plain_tooltip, shown_path
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from tlgui.engine.insight.dense_map import Agreement
    from tlgui.engine.models.class_changes import ClassChanges
    from tlgui.ui.pictures.inside.inside_sheet import InsideSheet
    from tlgui.ui.work.jobs import JobRunner

CACHED_EXPLANATIONS = 64
STACKED_BELOW = 400
"""Width under which the texts stand below the picture instead of beside it."""
NARROWEST = 220
TEXTS_WIDTH = 160
CONTROLS_HEIGHT = 96
"""Of the controls below the picture, with the line and the gaps round them."""
VIEW_SHARE = 58
"""Of the width, in percent, where all else stands beside the picture."""

Arrangement = Literal["side by side", "controls below", "stacked"]


class ExplainPanel(QWidget):
    """Shows one picture at a time, explained. Works for any run and any picture.

    Signals:
        next_requested: the user wants the picture after this one.
        previous_requested: the user wants the one before.
    """

    next_requested = Signal()
    previous_requested = Signal()

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._shelf = ExplainerShelf()
        self._cache: OrderedDict[Question, Explanation] = OrderedDict()
        self._question: Question | None = None
        self._asking = LatestJob(runner, self)
        self._true_class: str | None = None
        self.view = ImageView()
        self.view.setObjectName("heat_map_view")
        self._text: Text = ""
        self._ranked: tuple[tuple[str, float], ...] = ()
        self._explained: str | None = None
        self._framing = ""
        self._method = ""
        self._agreement: Agreement | None = None
        self._inside: InsideSheet | None = None
        self._build_texts()
        self._build_controls()
        self._build_foot()
        self._parts = QGridLayout()
        self._parts.setHorizontalSpacing(theme.SPACE_M)
        self._parts.setVerticalSpacing(theme.SPACE_S)
        self._arrangement: Arrangement | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.SPACE_S)
        # As narrow as the page wants it: the parts then stand below each other.
        whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        whole.addLayout(self._parts, 1)
        whole.addLayout(self._foot)
        self._arrange()
        self.clear(lambda: self.tr("Choose a picture to see what the model looked at."))
        live(self, self._tell)

    def show_picture(
        self,
        run_folder: Path,
        image: Path,
        true_class: str | None = None,
        *,
        name: str | None = None,
        ranked: Sequence[tuple[str, float]] = (),
        changes: ClassChanges | None = None,
        temperature: float = 1.0,
        aside: Text = "",
    ) -> None:
        """Explain ``image`` with the model of ``run_folder``.

        Args:
            run_folder: a run's folder.
            image: the picture's file.
            true_class: what it shows in truth, where that is known.
            name: the file's name as the user should read it.
            ranked: classes and probabilities, best first, where they are known already: shown at
                once instead of after the computation.
            changes: classes that the model answers with; None for those that it learned.
            temperature: by which its scores are divided.
            aside: what else is to be known of these answers.
        """
        self._aside = aside
        self._true_class = true_class
        self._file.set_path(name or shown_path(image))
        self._file.setToolTip(plain_tooltip(shown_path(image)))
        self._set_ranked(ranked)
        self._set_shown(True)
        method = self._controls.method
        self._ask(Question(run_folder, image, None, method, changes, temperature))
        if self._inside is not None and self._inside.isVisible():
            self._show_inside()

    def clear(self, text: Text = "") -> None:
        """Show no picture, but ``text`` in its place."""
        self._asking.let_go()
        self._question = None
        self._true_class = None
        self._aside = ""
        self._say(text)
        self._set_ranked(())
        self._file.set_path("")
        self._set_shown(False)

    def open_inside(self) -> None:
        """Show what the layers make of the picture, in a window that follows this one."""
        from tlgui.ui.pictures.inside.inside_sheet import InsideSheet

        if self._question is None:
            return
        if self._inside is None:
            self._inside = InsideSheet(self._runner, self.window())
        self._show_inside()
        self._inside.show()
        self._inside.raise_()
        self._inside.activateWindow()

    def _show_inside(self) -> None:
        if self._inside is not None and self._question is not None:
            self._inside.show_picture(self._question.run_folder, self._question.image)

    def set_neighbours(self, *, previous: bool, following: bool) -> None:
        """Say whether there is a picture before and after this one."""
        self.previous_button.setEnabled(previous)
        self.next_button.setEnabled(following)

    def sizeHint(self) -> QSize:
        return QSize(456, 300)

    def minimumSizeHint(self) -> QSize:
        texts = self._texts.minimumSizeHint().height() + self._controls.minimumSizeHint().height()
        picture = self.view.minimumHeight()
        stacked = self.width() < theme.px(STACKED_BELOW)
        height = picture + texts if stacked else max(picture, texts)
        return QSize(theme.px(NARROWEST), height + self._foot.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Give the picture as much of the room as there is."""
        width = self.width() - theme.SPACE_M
        height = self.height() - self._foot.sizeHint().height() - theme.SPACE_S
        texts = max(self._texts.minimumSizeHint().width(), theme.px(TEXTS_WIDTH))
        below = height - theme.px(CONTROLS_HEIGHT)
        if self.width() < theme.px(STACKED_BELOW):
            arrangement: Arrangement = "stacked"
        elif min(width - texts, below) > min(width * VIEW_SHARE // 100, height):
            arrangement = "controls below"
        else:
            arrangement = "side by side"
        if arrangement == self._arrangement:
            return
        self._arrangement = arrangement
        parts = self._parts
        side_by_side, stacked = arrangement == "side by side", arrangement == "stacked"
        if side_by_side:
            parts.addWidget(self.view, 0, 0, 4, 1)
            parts.addWidget(self._texts, 0, 1)
            parts.addWidget(self._line, 1, 1)
            parts.addWidget(self._controls, 2, 1)
        elif stacked:
            for row, part in enumerate((self.view, self._texts, self._line, self._controls)):
                parts.addWidget(part, row, 0, 1, 2)
        else:
            parts.addWidget(self.view, 0, 0)
            parts.addWidget(self._texts, 0, 1)
            parts.addWidget(self._line, 1, 0, 1, 2)
            parts.addWidget(self._controls, 2, 0, 1, 2)
        for row, stretch in enumerate((0, 0, 0, 1) if side_by_side else (1, 0, 0, 0)):
            parts.setRowStretch(row, stretch)
        parts.setColumnMinimumWidth(1, 0 if side_by_side or stacked else texts)
        parts.setColumnStretch(0, VIEW_SHARE if side_by_side else 1)
        parts.setColumnStretch(1, 100 - VIEW_SHARE if side_by_side else 0)
        self._controls.place(in_a_row=arrangement == "controls below")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        self.previous_button.setIcon(theme.icon("chevron-left"))
        self.next_button.setIcon(theme.icon("chevron-right"))

    def _build_texts(self) -> None:
        self._label = ElidedLabel(role="large")
        self._label.setObjectName("explained_label")
        self._true = ElidedLabel(role="muted")
        self._true.setObjectName("explained_true_class")
        self.bars = ProbabilityBars()
        self._aside_label = make_label("", "small", "explained_aside", wrap=True)
        self._texts = QWidget()
        column = QVBoxLayout(self._texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        column.addWidget(self._label)
        column.addWidget(self._true)
        column.addSpacing(theme.SPACE_XS)
        column.addWidget(self.bars)
        column.addWidget(self._aside_label)
        column.addStretch()
        self._line = QFrame()
        self._line.setProperty("line", True)

    def _build_controls(self) -> None:
        self._controls = ExplainControls()
        self.method_selector = self._controls.method_selector
        self.class_selector = self._controls.class_selector
        self.opacity_slider = self._controls.opacity_slider
        self._controls.choice_made.connect(self._on_choice_made)
        self._controls.opacity_changed.connect(self.view.set_opacity)
        self.opacity_slider.setValue(60)

    def _build_foot(self) -> None:
        self._file = PathField("explained_file")
        live_text(self._file, self._file.setAccessibleName, lambda: self.tr("File"))
        self.previous_button = make_button(
            "",
            "previous_picture_button",
            "icon",
            tooltip=lambda: self.tr("Previous picture"),
            accessible_name=lambda: self.tr("Previous picture"),
        )
        self.previous_button.clicked.connect(self.previous_requested)
        self.next_button = make_button(
            "",
            "next_picture_button",
            "icon",
            tooltip=lambda: self.tr("Next picture"),
            accessible_name=lambda: self.tr("Next picture"),
        )
        self.next_button.clicked.connect(self.next_requested)
        self.inside_button = make_button(
            lambda: self.tr("Inside…"),
            "inside_button",
            "small",
            tooltip=lambda: self.tr("What each layer makes of this picture, and its filters"),
            accessible_name=lambda: self.tr("Inside the network"),
        )
        self.inside_button.clicked.connect(self.open_inside)
        self._tint()
        self.set_neighbours(previous=False, following=False)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(theme.SPACE_XS)
        self._foot.addWidget(self._file, 1)
        self._foot.addWidget(self.inside_button)
        self._foot.addWidget(self.previous_button)
        self._foot.addWidget(self.next_button)

    def _ask(self, question: Question) -> None:
        self._asking.let_go()
        self._question = question
        known = self._cache.get(question)
        if known is not None:
            self._cache.move_to_end(question)
            self._show(known)
            return
        busy = any(job.lane == "model" and job.title is not None for job in self._runner.jobs)
        self._say(
            lambda: (
                self.tr("The heat map comes when the running job has ended.")
                if busy
                else self.tr("Looking at the picture…")
            )
        )
        self._asking.start(
            lambda control: self._shelf.answer(question, control=control),
            succeeded=lambda answer: self._on_answered(question, answer),
            failed=self._on_failed,
        )

    def _on_answered(self, question: Question, answer: Explanation) -> None:
        # Asked for the usual method: from now on it is chosen by its name.
        self._cache[replace(question, method=question.method or answer.methods[0])] = answer
        while len(self._cache) > CACHED_EXPLANATIONS:
            self._cache.popitem(last=False)
        self._show(answer)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, PictureError) and isinstance(error.__cause__, FileNotFoundError):
            self._say(self._gone)
            return
        if isinstance(error, TlguiError):
            parts = [error.message, *([] if error.hint is None else [error.hint])]
            self._say(lambda: " ".join(text_of(part) for part in parts))
            return
        self._say(lambda: self.tr("There is no heat map for this picture."))
        route_error(error)

    def _gone(self) -> str:
        """That the picture's file is no longer there, and what to do where it is the project's."""
        told = self.tr("The file of this picture is no longer there.")
        if self._true_class is None:
            return told
        what_to_do = self.tr("If the pictures were moved, choose “{action}” in the project menu.")
        action = QCoreApplication.translate("ProjectMenu", "The pictures were moved…")
        return f"{told} {what_to_do.format(action=action)}"

    def _show(self, answer: Explanation) -> None:
        self._controls.fill(answer.classes, answer.target, answer.methods, answer.method)
        self._set_ranked(answer.ranked)
        self.view.show_picture(answer.picture, answer.over)
        self._explained = answer.classes[answer.target]
        self._framing = answer.framing
        self._method = answer.method
        self._agreement = answer.agreement
        self._tell()

    def _say(self, text: Text) -> None:
        """Show ``text`` in the place of the picture."""
        self._text = text
        self._explained = None
        self.view.show_text(said(text))

    def _tell(self) -> None:
        """Say again what depends on the state."""
        self.view.setAccessibleName(self.tr("Picture with its heat map"))
        self.view.setToolTip(self._view_text())
        if not self.view.has_picture:
            self.view.show_text(said(self._text))
        self.view.setAccessibleDescription(
            ""
            if self._explained is None
            else self.tr("Heat map for {name}").format(name=self._explained)
        )
        self._set_ranked(self._ranked)

    def _view_text(self) -> str:
        """What is to be seen."""
        if self._method not in DENSE:
            warm = self.tr("Warm places spoke most for the class.")
            return f"{self._framing_text()} {warm}"
        told = self.tr("This is all of the picture: the network slides over it.")
        if self._method == "dense":
            return " ".join((told, self.tr("The warmer a place, the likelier the class there.")))
        parts = [told, self.tr("Each place stands for the window round it.")]
        if self._agreement is not None:
            agreement = self.tr("Of {parts} windows classified alone, {same} get the same class.")
            parts.append(agreement.format(parts=self._agreement.parts, same=self._agreement.same))
        return " ".join(parts)

    def _framing_text(self) -> str:
        """What the picture on show has to do with the model's input."""
        if self._framing == "whole":
            return self.tr("The model sees the whole picture, scaled, with margins round it.")
        if self._framing == "squeeze":
            return self.tr("The model sees the whole picture, squeezed into a square.")
        return self.tr("This is the model's input: the picture scaled and cropped to its centre.")

    def _set_ranked(self, ranked: Sequence[tuple[str, float]]) -> None:
        self._ranked = tuple(ranked)
        self.bars.set_ranked(ranked)
        aside = said(self._aside) if ranked else ""
        self._aside_label.setText(aside)
        self._aside_label.setVisible(bool(aside))
        if not ranked:
            self._label.set_full_text("")
            self._true.set_full_text("")
            return
        name, probability = ranked[0]
        self._label.set_full_text(f"{name}  {percent(probability)}")
        if self._true_class is None:
            self._true.set_full_text("")
        elif self._true_class == name:
            self._true.set_full_text(self.tr("right: it is {name}").format(name=self._true_class))
        else:
            self._true.set_full_text(self.tr("true class: {name}").format(name=self._true_class))

    def _set_shown(self, shown: bool) -> None:
        for widget in (
            self._line,
            self.bars,
            self._file,
            self.inside_button,
            self.previous_button,
            self.next_button,
            self._controls,
        ):
            widget.setVisible(shown)

    def _on_choice_made(self) -> None:
        if self._question is None:
            return
        self._ask(
            replace(self._question, target=self._controls.target, method=self._controls.method)
        )
