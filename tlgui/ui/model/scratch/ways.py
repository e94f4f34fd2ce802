"""The three ways to a network: with what others taught it, of the textbooks, or one's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tlgui.engine.asked import Asked
from tlgui.engine.errors import TlguiError
from tlgui.engine.models.scratch.building import DESIGN
from tlgui.engine.models.scratch.textbook import BY_NAME
from tlgui.engine.training.methods import find_method
from tlgui.ui.kit.errors import route_error
from tlgui.ui.look import theme
from tlgui.ui.model.layers.several import several_asked
from tlgui.ui.model.scratch.design_way import DesignWay
from tlgui.ui.model.scratch.textbook_way import TextbookWay
from tlgui.ui.model.scratch.way_switch import Way, WaySwitch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tlgui.engine.models.scratch.design import Design
    from tlgui.engine.models.scratch.textbook import Textbook
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

METHOD = "from-scratch"
_DRAFT = "design"
"""Under which a project keeps the design as it stands, used or not."""


class Ways(QWidget):
    """A switch, and below it the way that it shows.

    Signals:
        changed: another way is on show, or another network in it.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        message_bar: MessageBar,
        make_pretrained: Callable[[QWidget], QWidget],
        parent: QWidget | None = None,
    ) -> None:
        """Have the switch show what ``make_pretrained`` makes, in the place it is given, first."""
        super().__init__(parent)
        self._session = session
        self._message_bar = message_bar
        self._folder: Path | None = None
        self._runner = runner
        self.switch = WaySwitch(self)
        # Made when they are first asked for: most people never leave the first way.
        self._textbook: TextbookWay | None = None
        self._design: DesignWay | None = None
        self._stack = QStackedWidget(self)
        self._pretrained = make_pretrained(self._stack)
        self._stack.addWidget(self._pretrained)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._stack, 1)
        self.switch.chosen.connect(self._on_chosen)

    @property
    def textbook(self) -> TextbookWay:
        """The networks of the textbooks."""
        if self._textbook is None:
            self._textbook = TextbookWay(self._session, self._runner, self._message_bar)
            self._stack.addWidget(self._textbook)
            self._show_textbook_state(self._textbook)
            self._textbook.looked_at.connect(self.changed)
            self._textbook.design_asked.connect(self._begin_design)
        return self._textbook

    @property
    def design(self) -> DesignWay:
        """The network of one's own, as the open project has it."""
        if self._design is None:
            self._design = DesignWay(self._session, self._runner, self._message_bar)
            self._stack.addWidget(self._design)
            self._design.restore(self._drafted())
            self._show_design_state(self._design)
            self._design.edited.connect(self._on_edited)
        return self._design

    @property
    def current(self) -> Way:
        """The way on show."""
        return self.switch.current

    @property
    def used(self) -> Way:
        """The way from which training has its network."""
        asked = self._asked()
        if find_method(asked.method).recipe.pretrained:
            return Way.PRETRAINED
        return Way.DESIGN if asked.value("backbone") == DESIGN else Way.TEXTBOOK

    @property
    def is_used(self) -> bool:
        """Whether training uses what the way on show looks at; not to be asked of pretrained."""
        asked = self._asked()
        if self.used is not self.current:
            return False
        if self.current is Way.DESIGN:
            return str(asked.value("design")) == self.design.design.text()
        return str(asked.value("backbone")) == self.textbook.book.name

    def use(self) -> None:
        """Have training use what the way on show looks at; refused where it cannot be built."""
        if self.current is Way.TEXTBOOK:
            self._use(self.textbook.book.name)
            return
        try:
            self.design.design.check()
        except TlguiError as error:
            route_error(error, self._message_bar)
            self.design.show_problem()
            return
        self._use(DESIGN, self.design.design)

    def show_project(self) -> None:
        """Show what belongs to the project that is open now: its design, and what it uses."""
        project, asked = self._session.project, self._asked()
        folder = None if project is None else project.folder
        text = str(asked.value("design", METHOD))
        if folder == self._folder:
            # Settings of a run, or of a file, may have brought a design along.
            if self.used is Way.DESIGN and text != self.design.design.text():
                self.design.restore(text)
            return
        another, self._folder = self._folder is not None, folder
        if self._design is not None:
            # What was drawn up before a folder was opened is not lost.
            self._design.restore(self._drafted(), or_begin=another)
        self.show_used()

    def show_used(self) -> None:
        """Show the way from which training has its network, and that network."""
        name = str(self._asked().value("backbone", METHOD))
        if self.used is Way.TEXTBOOK and name in BY_NAME:
            self.textbook.look_at(BY_NAME[name])
        self.switch.show_way(self.used)

    def show_state(self) -> None:
        """Show which network training uses, and what depends on the open folder."""
        self.switch.show_used(self.used if self._session.project is not None else None)
        if self._textbook is not None:
            self._show_textbook_state(self._textbook)
        if self._design is not None:
            self._show_design_state(self._design)

    def _show_textbook_state(self, textbook: TextbookWay) -> None:
        asked = self._asked()
        is_used = self.used is Way.TEXTBOOK
        textbook.show_used(str(asked.value("backbone", METHOD)) if is_used else "")
        textbook.show_folder(several_asked(asked, METHOD))

    def _show_design_state(self, design: DesignWay) -> None:
        design.show_folder(several_asked(self._asked(), METHOD))

    def _drafted(self) -> str:
        """The design that the project has, used or not; empty for none."""
        project = self._session.project
        draft = None if project is None else project.window.get(_DRAFT)
        return draft if isinstance(draft, str) else str(self._asked().value("design", METHOD))

    def _asked(self) -> Asked:
        project = self._session.project
        return Asked.from_json(project.settings if project is not None else {})

    def _use(self, name: str, design: Design | None = None) -> None:
        project = self._session.project
        if project is None:
            self._message_bar.show_message(
                "info",
                lambda: self.tr("Open a folder of pictures first."),
                lambda: self.tr("The choice of a network belongs to it."),
            )
            return
        self._message_bar.clear()
        asked = self._asked().choosing(METHOD)
        text = "" if design is None else design.text()
        settings = asked.saying({"backbone": name, "design": text}).to_json()
        self._session.set_project(replace(project, settings=settings))

    def _on_chosen(self, way: Way) -> None:
        self._message_bar.clear()
        self._stack.setCurrentWidget(self._part(way))
        self.changed.emit()

    def _part(self, way: Way) -> QWidget:
        if way is Way.PRETRAINED:
            return self._pretrained
        return self.textbook if way is Way.TEXTBOOK else self.design

    def _begin_design(self, book: Textbook) -> None:
        self.switch.show_way(Way.DESIGN)
        self.design.begin_from(book)

    def _on_edited(self) -> None:
        """Keep the design as it stands; where training uses it, it is what training uses."""
        project = self._session.project
        if project is None:
            self.changed.emit()
            return
        text = self.design.design.text()
        window = {**project.window, _DRAFT: text}
        settings = project.settings
        if self.used is Way.DESIGN:
            settings = self._asked().saying({"design": text}).to_json()
        self._session.set_project(replace(project, window=window, settings=settings))
