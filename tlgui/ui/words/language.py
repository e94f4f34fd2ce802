"""Which language the window speaks: English is the source, Korean ships with it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from tlgui.engine.places import asset_folder
from tlgui.ui.words import preferences
from tlgui.ui.words.live_text import tell_again

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from tlgui.ui.words.preferences import LanguageChoice

LANGUAGES = ("en", "ko")
"""What the window can speak, as ISO 639 names."""

_TRANSLATOR = "tlgui_translator"


def chosen_language() -> str:
    """One of ``LANGUAGES``: ``TLGUI_LANGUAGE``, else the user's choice, else the system's first.

    A name may carry more than the language: ``ko_KR``, ``ko-Kore-KR``.
    """
    asked = os.environ.get("TLGUI_LANGUAGE", "")
    # The first only: who reads English first does not want the second language instead.
    for name in (asked, preferences.language_choice(), *QLocale.system().uiLanguages()[:1]):
        language = name.replace("_", "-").split("-")[0].lower()
        if language in LANGUAGES:
            return language
    return "en"


def install_language(app: QCoreApplication, name: str | None = None) -> str:
    """Let ``app`` speak a language. Widgets that exist keep their texts: see ``switch_language``.

    Args:
        app: the application.
        name: one of ``LANGUAGES``; None for ``chosen_language()``.

    Returns:
        The language in use: ``en`` also where the translation cannot be loaded.
    """
    remove_language(app)
    language = chosen_language() if name is None else name
    if language == "en":
        return language
    own = QTranslator()
    if not own.load(f"tlgui_{language}.qm", str(asset_folder("translations"))):
        return "en"
    # Qt's own words: the buttons of its dialogs, the menus of its text fields.
    qt = QTranslator()
    qt.load(f"qtbase_{language}.qm", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    # The translator that was installed last is asked first.
    for translator in (qt, own):
        translator.setParent(app)  # Qt itself does not keep it alive.
        translator.setObjectName(_TRANSLATOR)
        app.installTranslator(translator)
    return language


def switch_language(app: QApplication, choice: LanguageChoice) -> str:
    """Remember ``choice`` and have the whole window speak it from now on; the language in use."""
    preferences.set_language_choice(choice)
    language = install_language(app, None if choice == "system" else choice)
    tell_again(app)
    return language


def remove_language(app: QCoreApplication) -> None:
    """Let ``app`` speak English again; widgets that exist keep their texts."""
    for translator in app.findChildren(QTranslator, _TRANSLATOR):
        app.removeTranslator(translator)
        translator.setParent(None)
