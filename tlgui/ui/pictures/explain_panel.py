"""One picture with the heat map that says what the model looked at, and what it thought."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.errors import PictureError, TlguiError
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import ElidedLabel, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.pictures.explanations import METHOD_NAMES, ExplainerShelf, Explanation, Question
from tlgui.ui.pictures.image_view import ImageView
from tlgui.ui.pictures.path_field import PathField
from tlgui.ui.pictures.probability_bars import ProbabilityBars, percent
from tlgui.ui.words.live_text import Text, live, live_text, said
from tlgui.ui.words.tooltips import plain_tooltip, shown_path
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from tlgui.engine.models.class_changes import ClassChanges
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
        """
        self._true_class = true_class
        self._file.set_path(name or shown_path(image))
        self._file.setToolTip(plain_tooltip(shown_path(image)))
        self._set_ranked(ranked)
        self._set_shown(True)
        self._ask(Question(run_folder, image, None, self._chosen_method(), changes))

    def clear(self, text: Text = "") -> None:
        """Show no picture, but ``text`` in its place."""
        self._asking.let_go()
        self._question = None
        self._true_class = None
        self._say(text)
        self._set_ranked(())
        self._file.set_path("")
        self._set_shown(False)

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
        self._place_controls(in_a_row=arrangement == "controls below")

    def _place_controls(self, *, in_a_row: bool) -> None:
        """Put the choices beside each other above the slider, or all below each other."""
        method, chosen, opacity = self._control_rows
        places = ((0, 0), (0, 3), (1, 0)) if in_a_row else ((0, 0), (1, 0), (2, 0))
        for (label, control), (row, column) in zip((method, chosen, opacity), places, strict=True):
            wide = in_a_row and control is self.opacity_slider
            self._grid.addWidget(label, row, column)
            self._grid.addWidget(control, row, column + 2, 1, 4 if wide else 1)
        self._grid.addWidget(self._term, 0, 1)
        self._grid.setColumnStretch(2, 1)
        self._grid.setColumnStretch(5, 1 if in_a_row else 0)

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
        self._texts = QWidget()
        column = QVBoxLayout(self._texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        column.addWidget(self._label)
        column.addWidget(self._true)
        column.addSpacing(theme.SPACE_XS)
        column.addWidget(self.bars)
        column.addStretch()
        self._line = QFrame()
        self._line.setProperty("line", True)

    def _build_controls(self) -> None:
        self.method_selector = QComboBox()
        self.method_selector.setObjectName("heat_map_method")
        live_text(
            self.method_selector,
            self.method_selector.setAccessibleName,
            lambda: self.tr("Heat map method"),
        )
        self.method_selector.activated.connect(self._on_choice_made)
        self.class_selector = QComboBox()
        self.class_selector.setObjectName("heat_map_class")
        live_text(
            self.class_selector,
            self.class_selector.setAccessibleName,
            lambda: self.tr("Explain this class"),
        )
        live_text(
            self.class_selector,
            self.class_selector.setToolTip,
            lambda: self.tr(
                "The heat map shows what speaks for this class, whether it is right or not."
            ),
        )
        self.class_selector.activated.connect(self._on_choice_made)
        for selector in (self.method_selector, self.class_selector):
            selector.setMinimumContentsLength(6)
            selector.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.opacity_slider = QSlider(Qt.Orientation.Horizontal)
        self.opacity_slider.setObjectName("heat_map_opacity")
        live_text(
            self.opacity_slider,
            self.opacity_slider.setAccessibleName,
            lambda: self.tr("Opacity of the heat map"),
        )
        self.opacity_slider.setRange(0, 100)
        self.opacity_slider.setPageStep(10)
        self.opacity_slider.valueChanged.connect(self._on_opacity_changed)
        self.opacity_slider.setValue(60)
        self._controls = QWidget()
        self._grid = QGridLayout(self._controls)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_S)
        self._grid.setVerticalSpacing(theme.SPACE_S)
        rows: tuple[tuple[Text, QWidget], ...] = (
            (lambda: self.tr("Heat map"), self.method_selector),
            (lambda: self.tr("For class"), self.class_selector),
            (lambda: self.tr("Opacity"), self.opacity_slider),
        )
        self._term = TermButton("heat_map")
        self._control_rows = []
        for text, control in rows:
            label = make_label(text)
            label.setBuddy(control)
            self._control_rows.append((label, control))

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
        self._tint()
        self.set_neighbours(previous=False, following=False)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(theme.SPACE_XS)
        self._foot.addWidget(self._file, 1)
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
                else self.tr("Looking at the picture ...")
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
        self._fill_selectors(answer)
        self._set_ranked(answer.ranked)
        self.view.show_picture(answer.picture, answer.over)
        self._explained = answer.classes[answer.target]
        self._framing = answer.framing
        self._tell()

    def _say(self, text: Text) -> None:
        """Show ``text`` in the place of the picture."""
        self._text = text
        self._explained = None
        self.view.show_text(said(text))

    def _method_name(self, method: str) -> str:
        if method == "evidence":
            return self.tr("Evidence")
        return METHOD_NAMES.get(method, method)

    def _tell(self) -> None:
        """Say again what depends on the state."""
        for place in range(self.method_selector.count()):
            name = self._method_name(str(self.method_selector.itemData(place)))
            self.method_selector.setItemText(place, name)
        self.view.setAccessibleName(self.tr("Picture with its heat map"))
        self.view.setToolTip(
            " ".join(
                (
                    self._framing_text(),
                    self.tr("Warm places spoke most for the class."),
                )
            )
        )
        if not self.view.has_picture:
            self.view.show_text(said(self._text))
        self.view.setAccessibleDescription(
            ""
            if self._explained is None
            else self.tr("Heat map for {name}").format(name=self._explained)
        )
        self._set_ranked(self._ranked)

    def _framing_text(self) -> str:
        """What the picture on show has to do with the model's input."""
        if self._framing == "whole":
            return self.tr("The model sees the whole picture, scaled, with margins round it.")
        if self._framing == "squeeze":
            return self.tr("The model sees the whole picture, squeezed into a square.")
        return self.tr("This is the model's input: the picture scaled and cropped to its centre.")

    def _fill_selectors(self, answer: Explanation) -> None:
        with QSignalBlocker(self.class_selector), QSignalBlocker(self.method_selector):
            names = [self.class_selector.itemText(i) for i in range(self.class_selector.count())]
            if tuple(names) != answer.classes:
                self.class_selector.clear()
                self.class_selector.addItems(list(answer.classes))
            self.class_selector.setCurrentIndex(answer.target)
            methods = [
                self.method_selector.itemData(i) for i in range(self.method_selector.count())
            ]
            if tuple(methods) != answer.methods:
                chosen = self._chosen_method()
                self.method_selector.clear()
                for method in answer.methods:
                    self.method_selector.addItem(self._method_name(method), method)
                self.method_selector.setCurrentIndex(max(0, self.method_selector.findData(chosen)))

    def _set_ranked(self, ranked: Sequence[tuple[str, float]]) -> None:
        self._ranked = tuple(ranked)
        self.bars.set_ranked(ranked)
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
            self.previous_button,
            self.next_button,
            self._controls,
        ):
            widget.setVisible(shown)

    def _chosen_method(self) -> str:
        return str(self.method_selector.currentData() or "")

    def _on_choice_made(self) -> None:
        if self._question is None:
            return
        target = self.class_selector.currentIndex()
        self._ask(
            replace(
                self._question,
                target=target if target >= 0 else None,
                method=self._chosen_method(),
            )
        )

    def _on_opacity_changed(self, value: int) -> None:
        self.view.set_opacity(value / 100)
