"""The second step: the network that looks at the pictures, in facts and layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tlgui.engine.errors import Message
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.training.framing import FramingRule, framing_asked
from tlgui.ui.kit.columns import Columns
from tlgui.ui.kit.errors import route_error
from tlgui.ui.kit.fact_list import FactList
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, PageHeader, make_button, make_label, page_layout
from tlgui.ui.look import theme
from tlgui.ui.model.layer_list import LayerList
from tlgui.ui.model.model_jobs import Facts, look_up_facts, measure
from tlgui.ui.words.live_text import live
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from tlgui.engine.training.speed import Speed
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

LINGER_MS = 200


class ModelPage(QWidget):
    """What is known of the backbone, what its layers are, and which part of it learns.

    Signals:
        train_requested: the user goes on to training.
    """

    train_requested = Signal()

    def __init__(self, session: Session, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model_page")
        self._session = session
        self._runner = runner
        self._backbone = find_backbone(DEFAULT_BACKBONE)
        self._facts: Facts | None = None
        self._speeds: tuple[Speed, ...] = ()
        self._looking = LatestJob(runner, self)
        self._measuring = LatestJob(runner, self)
        # Who only passes by with the arrow keys does not want PyTorch to be imported.
        self._linger = QTimer(self)
        self._linger.setSingleShot(True)
        self._linger.setInterval(LINGER_MS)
        self._linger.timeout.connect(self._look_up)
        self.message_bar = MessageBar()
        self._header = PageHeader(lambda: self.tr("Model"))
        train = make_button(lambda: self.tr("Train →"), "model_train_button", "primary")
        train.clicked.connect(self.train_requested)
        self._header.add_button(train)
        layout = page_layout(self, self._header, self.message_bar)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self._make_facts_card())
        column.addWidget(self._make_speed_card())
        column.addWidget(self._make_preprocessing_card())
        column.addStretch()
        self._columns = Columns(left, self._make_layers_card(), shares=(2, 3), stack_below=880)
        layout.addWidget(self._columns, 1)
        session.index_changed.connect(self._show_state)
        session.run_changed.connect(self._show_state)
        live(self, self._show_state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._facts is None:
            self._linger.start()

    def _look_up(self) -> None:
        if self.isVisible() and self._facts is None and self._looking.job is None:
            self._looking.start(
                look_up_facts,
                self._backbone,
                lane="files",
                succeeded=self._on_facts,
                failed=lambda error: route_error(error, self.message_bar),
            )

    def measure(self) -> None:
        """Measure how fast pictures of the open folder are read."""
        index = self._session.index
        if index is None or self._measuring.job is not None:
            return
        files = tuple(index.file(position) for position in range(len(index.records)))
        self._measuring.start(
            measure,
            self._backbone,
            files,
            title=Message("Measuring the speed of {name}", name=self._backbone.label),
            succeeded=self._on_measured,
            failed=lambda error: route_error(error, self.message_bar),
            ended=self._show_state,
        )
        self.message_bar.clear()
        self._show_state()

    def _make_facts_card(self) -> QWidget:
        card = Card(lambda: self.tr("Backbone"))
        card.title_row.insertWidget(1, TermButton("backbone"))
        self._fact_list = FactList("model_facts")
        card.body.addWidget(self._fact_list)
        return card

    def _make_speed_card(self) -> QWidget:
        card = Card(lambda: self.tr("Speed on this computer"))
        self._measure_button = make_button("", "model_measure_button", "small")
        self._measure_button.clicked.connect(self.measure)
        card.title_row.addWidget(self._measure_button)
        self._speed_list = FactList("model_speed")
        self._speed_note = make_label("", "small", "model_speed_note", wrap=True)
        card.body.addWidget(self._speed_list)
        card.body.addWidget(self._speed_note)
        return card

    def _make_preprocessing_card(self) -> QWidget:
        card = Card(lambda: self.tr("What happens to a picture first"))
        self._steps = make_label("", "", "model_preprocessing", wrap=True)
        card.body.addWidget(self._steps)
        card.body.addWidget(
            make_label(
                lambda: self.tr("The same in training, in the figures and for new pictures."),
                "small",
                wrap=True,
            )
        )
        return card

    def _make_layers_card(self) -> QWidget:
        card = Card(lambda: self.tr("What the layers are"))
        self._layers = LayerList("model_layers")
        card.body.addWidget(self._layers)
        column = QWidget()
        layout = QHBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        return column

    def _on_facts(self, facts: Facts) -> None:
        self._facts = facts
        self._speeds = self._speeds or facts.speeds
        self._show_state()

    def _on_measured(self, speeds: tuple[Speed, ...]) -> None:
        self._speeds = speeds

    def _class_count(self) -> int | None:
        session = self._session
        if session.run is not None:
            return len(session.run.classes)
        return None if session.index is None else len(session.index.classes)

    def _show_state(self) -> None:
        label, facts = self._backbone.label, self._facts
        summary = self.tr("{name} · {n:,} parameters · comes with tlgui, no download")
        self._header.set_summary(summary.format(name=label, n=self._backbone.parameters))
        self._fact_list.set_facts(self._fact_rows())
        self._show_speed()
        if facts is None:
            self._steps.setText(self.tr("Looking into the network …"))
        else:
            self._steps.setText(self._preprocessing_text(facts))
        self._layers.show_summary(None if facts is None else facts.summary, self._class_count())

    def _fact_rows(self) -> list[tuple[str, str]]:
        backbone, facts = self._backbone, self._facts
        rows = [
            (self.tr("Name"), f"{backbone.label} ({backbone.name})"),
            (
                self.tr("Parameters"),
                self.tr("{n:,}, its ImageNet head included").format(n=backbone.parameters),
            ),
            (
                self.tr("Input"),
                self.tr("{side} \u00d7 {side} pixels, in colour").format(side=backbone.input_size),
            ),
            (
                self.tr("Features"),
                self.tr("{n:,} numbers a picture").format(n=backbone.width),
            ),
        ]
        if facts is not None:
            size = f"{facts.weights_bytes / 1e6:.1f}"
            rows += [
                (
                    self.tr("Weights"),
                    self.tr("on this computer, {size} MB").format(size=size),
                ),
                (
                    self.tr("Trained on"),
                    self.tr("ImageNet-1k: 1.28 million photos of {n:,} classes").format(
                        n=facts.summary.pretrained_classes
                    ),
                ),
            ]
        return [*rows, (self.tr("Licence"), backbone.license)]

    def _show_speed(self) -> None:
        busy, ready = self._measuring.job is not None, self._session.index is not None
        self._measure_button.setEnabled(ready and not busy)
        self._measure_button.setText(
            self.tr("Measure again") if self._speeds else self.tr("Measure")
        )
        self._measure_button.setAccessibleName(
            self.tr("Measure the speed of {name}").format(name=self._backbone.label)
        )
        rows = [
            (
                self.tr("For the figures") if speed.for_figures else self.tr("For training"),
                self.tr("{n} pictures a second ({engine})").format(
                    n=_figure(speed.pictures_a_second), engine=speed.engine
                ),
            )
            for speed in self._speeds
        ]
        self._speed_list.set_facts(rows)
        self._speed_list.setVisible(bool(rows))
        if busy:
            note = self.tr("Measuring …")
        elif self._speeds:
            note = self.tr(
                "Measured on {n} of your pictures, reading the files included. Pictures that were "
                "read once are remembered and take no time again."
            ).format(n=self._speeds[-1].pictures)
        elif ready:
            note = self.tr("Not measured yet. It takes a few seconds, on pictures of your folder.")
        else:
            note = self.tr("Not measured yet. Open a folder: it is measured on your own pictures.")
        self._speed_note.setText(note)

    def _preprocessing_text(self, facts: Facts) -> str:
        numbers, project = facts.summary.preprocessing, self._session.project
        fitted = {
            FramingRule.WHOLE: (
                self.tr("Longer side resized to {width} pixels ({interpolation})"),
                self.tr("Margins in the colour of the mean make it {width} \u00d7 {height} pixels"),
            ),
            FramingRule.SQUEEZE: (
                self.tr("Squeezed to {width} \u00d7 {height} pixels ({interpolation})"),
            ),
        }.get(
            framing_asked(project.settings if project is not None else {}),
            (
                self.tr("Shorter side resized to {side} pixels ({interpolation})"),
                self.tr("Centre of {width} \u00d7 {height} pixels cut out (crop {crop:g})"),
            ),
        )
        steps = (
            self.tr("Turned upright, in 8-bit RGB"),
            *(
                step.format(
                    side=numbers.resize_side,
                    width=numbers.width,
                    height=numbers.height,
                    interpolation=numbers.interpolation,
                    crop=numbers.height / numbers.resize_side,
                )
                for step in fitted
            ),
            self.tr("Values scaled to 0..1, less the mean {mean}, divided by {std}").format(
                mean=_channels(numbers.mean), std=_channels(numbers.std)
            ),
        )
        return "\n".join(f"{place}. {step}" for place, step in enumerate(steps, 1))


def _channels(values: tuple[float, ...]) -> str:
    """One number where red, green and blue have the same."""
    same = len(set(values)) == 1
    return f"{values[0]:g}" if same else ", ".join(f"{value:g}" for value in values)


def _figure(speed: float) -> str:
    return f"{speed:,.0f}" if speed >= 10 else f"{speed:.1f}"
