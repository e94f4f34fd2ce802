"""The buttons at the rail's foot, and what they open: settings, and help."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, QUrl, Signal
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from tlgui.ui.look import theme
from tlgui.ui.look.fonts import OWN_FAMILY
from tlgui.ui.words import preferences
from tlgui.ui.words.language import switch_language
from tlgui.ui.words.live_text import Text, live, live_text, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QWidget

    from tlgui.ui.words.preferences import FontChoice, LanguageChoice, SchemeChoice


class FootButton(QPushButton):
    """A quiet button with an icon; where it has a menu, it opens it above itself."""

    def __init__(self, icon_name: str, text: Text, name: str, menu: QMenu | None = None) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "foot")
        self.setAutoDefault(False)
        self._icon_name = icon_name
        self.setIconSize(QSize(18, 18))
        if menu is not None:
            menu.setParent(self, menu.windowFlags())
            self.clicked.connect(lambda: self._open(menu))
        live(self, lambda: self._tell(said(text)))
        self._tint()

    def _tell(self, text: str) -> None:
        self.setText(f"  {text}")
        self.setAccessibleName(text)

    def _tint(self) -> None:
        self.setIcon(theme.icon(self._icon_name, "muted", 18))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange and hasattr(self, "_icon_name"):
            self._tint()

    def _open(self, menu: QMenu) -> None:
        place = self.mapToGlobal(self.rect().topLeft())
        place.setY(place.y() - menu.sizeHint().height() - theme.SPACE_XS)
        menu.popup(place)


class SettingsMenu(QMenu):
    """Language and appearance; a choice is kept, and works at once.

    Signals:
        weights_requested: the user wants to look after the weights on this computer.
    """

    weights_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings_menu")
        languages = self._submenu("language_menu", lambda: self.tr("Language"))
        self._choices(
            languages,
            "language",
            (
                ("system", lambda: self.tr("As the system")),
                # A language is named in itself: who cannot read the others finds it.
                ("en", "English"),
                ("ko", "\ud55c\uad6d\uc5b4"),
            ),
            preferences.language_choice(),
            self._on_language_chosen,
        )
        schemes = self._submenu("appearance_menu", lambda: self.tr("Appearance"))
        self._choices(
            schemes,
            "appearance",
            (
                ("system", lambda: self.tr("As the system")),
                ("light", lambda: self.tr("Light")),
                ("dark", lambda: self.tr("Dark")),
            ),
            preferences.scheme_choice(),
            self._on_scheme_chosen,
        )
        fonts = self._submenu("font_menu", lambda: self.tr("Font"))
        self._choices(
            fonts,
            "font",
            (("own", OWN_FAMILY), ("system", lambda: self.tr("As the system"))),
            preferences.font_choice(),
            self._on_font_chosen,
        )
        self.addSeparator()
        weights = QAction(self)
        weights.setObjectName("weights_action")
        weights.triggered.connect(self.weights_requested)
        live_text(self, weights.setText, lambda: self.tr("Weights on this computer"))
        self.addAction(weights)

    def _submenu(self, name: str, title: Text) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName(name)
        live_text(menu, menu.setTitle, title)
        self.addMenu(menu)
        return menu

    def _choices(
        self,
        menu: QMenu,
        name: str,
        choices: tuple[tuple[str, Text], ...],
        current: str,
        choose: Callable[[str], object],
    ) -> None:
        group = QActionGroup(menu)
        for key, text in choices:
            action = QAction(menu)
            action.setObjectName(f"{name}_{key}")
            action.setCheckable(True)
            action.setChecked(key == current)
            action.triggered.connect(lambda _checked=False, key=key: choose(key))
            live_text(menu, action.setText, text)
            group.addAction(action)
            menu.addAction(action)

    def _on_language_chosen(self, key: str) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        switch_language(app, cast("LanguageChoice", key))

    def _on_scheme_chosen(self, key: str) -> None:
        choice = cast("SchemeChoice", key)
        preferences.set_scheme_choice(choice)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply_theme(app, None if choice == "system" else choice)

    def _on_font_chosen(self, key: str) -> None:
        choice = cast("FontChoice", key)
        preferences.set_font_choice(choice)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.use_font(app, own=choice == "own")


class HelpMenu(QMenu):
    """Where to read on: shortcuts, terms, the log file, about.

    Signals:
        shortcuts_requested: the user wants the list of shortcuts.
        about_requested: the user wants versions and licences.
    """

    shortcuts_requested = Signal()
    about_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help_menu")
        self._add("shortcuts_action", lambda: self.tr("Shortcuts") + "\tF1").triggered.connect(
            self.shortcuts_requested
        )
        logs = self._add("log_folder_action", lambda: self.tr("Open the log folder"))
        logs.triggered.connect(open_log_folder)
        self._logs = logs
        self.addSeparator()
        self._add("about_action", lambda: self.tr("About tlgui")).triggered.connect(
            self.about_requested
        )
        self.aboutToShow.connect(self._tell_place)
        self.setToolTipsVisible(True)

    def _tell_place(self) -> None:
        from tlgui.engine.places import log_folder

        text = self.tr("Log files lie in {path}").format(path=log_folder())
        self._logs.setToolTip(text)

    def _add(self, name: str, text: Text) -> QAction:
        action = QAction(self)
        action.setObjectName(name)
        live_text(self, action.setText, text)
        self.addAction(action)
        return action


def open_log_folder() -> None:
    """Show the folder of the log files in the file manager."""
    from tlgui.engine.places import log_folder

    folder = log_folder()
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
