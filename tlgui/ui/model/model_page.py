"""The second step: which network looks at the pictures, in facts and layer by layer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from tlgui.engine.asked import Asked
from tlgui.engine.errors import Message
from tlgui.engine.models.catalog import (
    DEFAULT_BACKBONE,
    all_backbones,
    find_backbone,
)
from tlgui.engine.training.framing import framing_asked
from tlgui.engine.training.methods import DEFAULT_METHOD, find_method
from tlgui.ui.kit.columns import Columns, empty_column
from tlgui.ui.kit.errors import route_error
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.kit.widgets import PageHeader, make_button, page_layout
from tlgui.ui.model.backbone_chooser import BackboneChooser
from tlgui.ui.model.facts_card import FactsCard
from tlgui.ui.model.layers.layers_card import HeadFacts, LayersCard
from tlgui.ui.model.layers.several import several_asked
from tlgui.ui.model.model_jobs import (
    Facts,
    download,
    find_places,
    look_up_facts,
    measure,
    run_race,
)
from tlgui.ui.model.preprocessing_card import PreprocessingCard
from tlgui.ui.model.race_card import RaceCard
from tlgui.ui.model.scratch.way_switch import Way
from tlgui.ui.model.scratch.ways import Ways
from tlgui.ui.model.speed_card import Measured, SpeedCard
from tlgui.ui.model.weights_panel import WeightsPanel
from tlgui.ui.words.live_text import live
from tlgui.ui.words.network_names import asked_network_text, at_the_beginning
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.models.pretrained.places import WeightsPlace
    from tlgui.engine.race import Race
    from tlgui.engine.training.speed import Speed
    from tlgui.ui.model.layers.several import Several
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

LINGER_MS = 200
STACK_BELOW = 700


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
        self._places: dict[str, WeightsPlace] = {}
        self._looking = LatestJob(runner, self)
        self._placing = LatestJob(runner, self)
        self._downloading = LatestJob(runner, self)
        self._fetched = ""
        self._racing = LatestJob(runner, self)
        self._race: Race | None = None
        self._measuring = LatestJob(runner, self)
        # Who only passes by with the arrow keys does not want PyTorch to be imported.
        self._linger = QTimer(self)
        self._linger.setSingleShot(True)
        self._linger.setInterval(LINGER_MS)
        self._linger.timeout.connect(self._look_up)
        self._header = PageHeader(lambda: self.tr("Model"))
        self.message_bar = MessageBar()
        self._use_button = make_button("", "model_use_button", "primary")
        self._use_button.clicked.connect(self._use_shown)
        self._train_button = make_button(
            lambda: self.tr("Train →"), "model_train_button", "primary"
        )
        self._train_button.clicked.connect(self.train_requested)
        self._weights_button = make_button(
            lambda: self.tr("Weights…"),
            "model_weights_button",
            tooltip=lambda: self.tr("What is on this computer, and a folder of your own."),
        )
        self._weights_button.clicked.connect(self.show_weights)
        self._header.add_button(self._weights_button)
        self._header.add_button(self._use_button)
        self._header.add_button(self._train_button)
        layout = page_layout(self, self._header, self.message_bar)
        self._parts = QStackedWidget(self)
        self._ways = Ways(session, runner, self.message_bar, self._make_pretrained, self._parts)
        self._weights = WeightsPanel(runner, self.message_bar, self._parts)
        self._weights.changed.connect(self._find_places)
        self._weights.left.connect(self.show_backbones)
        self._parts.addWidget(self._ways)
        self._parts.addWidget(self._weights)
        layout.addWidget(self._parts, 1)
        session.index_changed.connect(self._on_folder_changed)
        session.split_changed.connect(self._on_folder_changed)
        session.run_changed.connect(self._show_state)
        session.project_changed.connect(self._on_project_changed)
        self._find_places()
        self._on_project_changed(session.project)
        self._ways.changed.connect(self._show_state)
        live(self, self._show_state)

    def _make_pretrained(self, parent: QWidget) -> QWidget:
        def make_layers(parent: QWidget) -> QWidget:
            self._layers = LayersCard(parent)
            return self._layers

        self._columns = Columns(
            self._make_choosing,
            self._make_facts,
            shares=(2, 1),
            stack_below=STACK_BELOW,
            below=make_layers,
            parent=parent,
        )
        return self._columns

    def _make_choosing(self, parent: QWidget) -> QWidget:
        column, cards = empty_column(parent)
        self._chooser = BackboneChooser(tuple(all_backbones().values()), column)
        self._chooser.looked_at.connect(self.look_at)
        self._chooser.used.connect(self.use)
        self._chooser.race_asked.connect(self.race)
        self._race_card = RaceCard(column)
        self._race_card.looked_at.connect(lambda name: self.look_at(find_backbone(name)))
        cards.addWidget(self._chooser)
        cards.addWidget(self._race_card)
        cards.addStretch()
        return column

    def _make_facts(self, parent: QWidget) -> QWidget:
        column, cards = empty_column(parent)
        self._facts_card = FactsCard(column)
        self._facts_card.download_asked.connect(self.download)
        self._speed_card = SpeedCard(column)
        self._speed_card.measure_asked.connect(self.measure)
        self._preprocessing_card = PreprocessingCard(column)
        for card in (self._facts_card, self._speed_card, self._preprocessing_card):
            cards.addWidget(card)
        cards.addStretch()
        return column

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._facts is None:
            self._linger.start()

    def show_weights(self) -> None:
        """Show the weights on this computer in place of the backbones."""
        self.message_bar.clear()
        self._parts.setCurrentWidget(self._weights)
        self._weights.look()
        self._weights.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_state()

    def show_backbones(self) -> None:
        """Show the backbones again."""
        self.message_bar.clear()
        self._parts.setCurrentWidget(self._ways)
        self._weights_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_state()

    def _look_up(self) -> None:
        if self.isVisible() and self._facts is None and self._looking.job is None:
            self._looking.start(
                look_up_facts,
                self._backbone,
                lane="files",
                succeeded=self._on_facts,
                failed=self._on_no_facts,
            )

    @property
    def used(self) -> str:
        """The backbone that training would use."""
        return str(self._asked().common["backbone"])

    def _asked(self) -> Asked:
        project = self._session.project
        return Asked.from_json(project.settings if project is not None else {})

    def look_at(self, backbone: Backbone) -> None:
        """Show the facts of ``backbone``."""
        if backbone.name == self._backbone.name:
            self._show_state()
            return
        self._backbone, self._facts, self._speeds = backbone, None, ()
        self._looking.let_go()
        if self._measuring.job is not None:
            self._measuring.job.cancel()
        self._show_state()
        if self.isVisible():
            self._linger.start()

    def use(self, backbone: Backbone) -> None:
        """Have training use ``backbone``."""
        self.look_at(backbone)
        project = self._session.project
        if project is None:
            self.message_bar.show_message(
                "info",
                lambda: self.tr("Open a folder of pictures first."),
                lambda: self.tr("The choice of a backbone belongs to it."),
            )
            return
        asked = self._asked()
        if not find_method(asked.method).recipe.pretrained:
            # Whoever takes a pretrained network wants what it knows.
            asked = asked.choosing(DEFAULT_METHOD)
        settings = asked.saying({"backbone": backbone.name}).to_json()
        self._session.set_project(replace(project, settings=settings))
        self._show_state()

    def show_used(self) -> None:
        """Show the network that training uses, in the way that it comes from."""
        self._parts.setCurrentWidget(self._ways)
        self._ways.show_used()
        self.look_at(find_backbone(self.used))

    def undo(self) -> None:
        """Take back the last step: of the design, while that is on show."""
        (self._ways.design if self._is_designing else self._session.undo).undo()

    def redo(self) -> None:
        """Take the step again that was taken back."""
        (self._ways.design if self._is_designing else self._session.undo).redo()

    @property
    def _is_designing(self) -> bool:
        return self._ways.current is Way.DESIGN and self._parts.currentWidget() is self._ways

    def _use_shown(self) -> None:
        if self._ways.current is Way.PRETRAINED:
            self.use(self._backbone)
        else:
            self._ways.use()

    def _use_text(self) -> str:
        if self._ways.current is Way.PRETRAINED:
            return self.tr("Use this backbone")
        return self.tr("Use this network")

    def download(self) -> None:
        """Fetch the weights of the backbone that is looked at."""
        if self._downloading.job is not None:
            return
        self._fetched = self._backbone.name
        ready = [name for name, place in self._places.items() if place.path is not None]
        self._downloading.start(
            download,
            self._backbone,
            ready,
            title=Message("Downloading the weights of {name}", name=self._backbone.label),
            succeeded=lambda _file: self._find_places(),
            failed=lambda error: route_error(error, self.message_bar),
            ended=self._on_downloaded,
        )
        self.message_bar.clear()
        self._show_state()

    def _on_downloaded(self) -> None:
        self._fetched = ""
        self._show_state()

    def race(self, names: Sequence[str]) -> None:
        """Compare the backbones ``names`` on the pictures of the open folder."""
        index, split = self._session.index, self._session.split
        if index is None or split is None or len(names) < 2 or self._racing.job is not None:
            return
        asked = self._asked()
        # A head each on cached features, whichever method the next training is to use.
        recipe = asked.recipe(DEFAULT_METHOD)
        self._race = None
        self._racing.start(
            run_race,
            tuple(names),
            recipe,
            index,
            split,
            title=Message("Comparing {count} backbones", count=len(names)),
            succeeded=self._on_raced,
            failed=lambda error: route_error(error, self.message_bar),
            ended=self._show_state,
        )
        self.message_bar.clear()
        self._show_state()

    def _on_raced(self, ended: Race) -> None:
        self._race = ended

    def _on_folder_changed(self) -> None:
        """Figures of other pictures, or of another split, are no longer true of these."""
        self._racing.let_go()
        self._race = None
        self._show_state()

    def _find_places(self) -> None:
        self._placing.start(
            find_places,
            tuple(all_backbones().values()),
            lane="files",
            succeeded=self._on_places,
            failed=lambda error: route_error(error, self.message_bar),
        )

    def _on_places(self, places: dict[str, WeightsPlace]) -> None:
        self._places = places
        self._chooser.set_places(places)
        self._show_state()

    def _on_project_changed(self, _project: object) -> None:
        self._ways.show_project()
        self.look_at(find_backbone(self.used))

    def measure(self) -> None:
        """Measure how fast pictures of the open folder are read."""
        index = self._session.index
        if index is None or self._measuring.job is not None:
            return
        files = tuple(index.file(position) for position in range(len(index.records)))
        self._measuring.start(
            measure,
            self._backbone,
            index.root,
            files,
            title=Message("Measuring the speed of {name}", name=self._backbone.label),
            succeeded=self._on_measured,
            failed=lambda error: route_error(error, self.message_bar),
            ended=self._show_state,
        )
        self.message_bar.clear()
        self._show_state()

    def _on_facts(self, facts: Facts) -> None:
        self._facts = facts
        self._speeds = self._speeds or facts.speeds
        self._show_state()

    def _on_no_facts(self, error: Exception) -> None:
        self._on_facts(Facts(None, ()))
        route_error(error, self.message_bar)

    def _on_measured(self, speeds: tuple[Speed, ...]) -> None:
        self._speeds = speeds

    def _is_here(self) -> bool:
        """Whether the weights of the backbone that is looked at are on this computer."""
        place = self._places.get(self._backbone.name)
        return self._backbone.name == DEFAULT_BACKBONE or (
            place is not None and place.path is not None
        )

    def _summary_text(self, pretrained: Backbone) -> str:
        """What training uses."""
        if self._ways.used is not Way.PRETRAINED:
            return self.tr("{name} \u00b7 learns from scratch").format(
                name=at_the_beginning(asked_network_text(self._asked()))
            )
        several = self._several()
        networks = 1 if several is None else several.networks
        parameters = f"{pretrained.parameters:,}"
        return self.tr("{name} · {n} parameters · {weights}").format(
            name=pretrained.label,
            n=parameters if networks == 1 else f"{networks} \u00d7 {parameters}",
            weights=self._facts_card.weights_text(pretrained, self._places.get(pretrained.name)),
        )

    def _several(self) -> Several | None:
        """What training would make of a pretrained network; None where that is one model."""
        asked = self._pretrained_asked()
        return several_asked(asked, asked.method)

    def _pretrained_asked(self) -> Asked:
        """What is asked, with the method that "Use this backbone" would take where it is none."""
        asked = self._asked()
        pretrained = find_method(asked.method).recipe.pretrained
        return asked if pretrained else asked.choosing(DEFAULT_METHOD)

    def _class_count(self) -> int | None:
        session = self._session
        if session.run is not None:
            return len(session.run.classes)
        return None if session.index is None else len(session.index.classes)

    def _show_state(self) -> None:
        used, facts = find_backbone(self.used), self._facts
        self._header.set_summary(self._summary_text(used))
        way = self._ways.current
        if way is Way.PRETRAINED:
            is_used = self._ways.used is way and used.name == self._backbone.name
        else:
            is_used = self._ways.is_used
        self._ways.show_state()
        self._use_button.setText(self._use_text())
        self._use_button.setAccessibleName(self._use_text())
        is_choosing = self._parts.currentWidget() is self._ways
        self._weights_button.setVisible(is_choosing and way is Way.PRETRAINED)
        pressed = self._use_button.hasFocus()
        self._train_button.setVisible(is_used)
        if pressed and is_used:
            # The next thing to do stands where the button was that has been pressed.
            self._train_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._use_button.setVisible(not is_used and is_choosing)
        self._chooser.show_state(self._backbone.name, used.name)
        racing = self._racing.job is not None
        self._chooser.set_can_race(self._session.split is not None and not racing)
        self._race_card.show_race(self._race, running=racing)
        self._facts_card.show_backbone(
            self._backbone, self._places.get(self._backbone.name), self._fetched
        )
        self._speed_card.show_measured(
            Measured(
                self._backbone.label,
                self._speeds,
                self._session.index,
                self._session.split,
                is_here=self._is_here(),
                is_busy=self._measuring.job is not None,
            )
        )
        project = self._session.project
        settings = project.settings if project is not None else {}
        self._preprocessing_card.show_steps(facts, framing_asked(settings))
        network = None if facts is None else facts.summary
        self._layers.show_table(
            None if network is None else network.table,
            self._pretrained_asked().groups_learning,
            None
            if network is None
            else HeadFacts(
                network.width,
                self._class_count(),
                network.pretrained_classes,
                network.stage_width,
            ),
            several=self._several(),
            is_known=facts is not None,
        )
