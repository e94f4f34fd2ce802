"""Bring the window's translations up to date, and say what is not translated yet.

    python packaging/translations.py

Collects the texts of the window and the engine's message templates into
``assets/translations/tlgui_ko.ts``, compiles it to ``tlgui_ko.qm``, and lists what has no
translation; exits with 1 where there is any.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import PySide6

ROOT = Path(__file__).resolve().parents[1]
TRANSLATIONS = ROOT / "assets" / "translations"
LANGUAGES = ("ko",)


def run_tool(name: str, *arguments: str | Path) -> None:
    """Run one of the tools that come with PySide6; raise CalledProcessError where it fails."""
    tool = Path(PySide6.__file__).parent / name
    subprocess.run(
        [tool, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def sources(package: Path) -> list[Path]:
    """The files of ``package`` with texts that the window shows."""
    return [
        package / "app.py",
        *sorted((package / "ui").rglob("*.py")),
        *sorted((package / "engine").rglob("*.py")),
    ]


def collect(package: Path, ts: Path) -> None:
    """Bring ``ts`` up to date with ``package``; translations of texts that stayed are kept."""
    run_tool(
        "lupdate",
        *("-tr-function-alias", "tr+=Message"),
        *("-locations", "none", "-no-obsolete"),
        *("-source-language", "en", "-target-language", ts.stem.removeprefix("tlgui_")),
        *sources(package),
        *("-ts", ts),
    )


def compile_translations(ts: Path, qm: Path) -> None:
    """Make ``qm`` from the finished translations in ``ts``."""
    run_tool("lrelease", ts, "-qm", qm)


def untranslated(ts: Path) -> list[str]:
    """The texts in ``ts`` without a finished translation, each with its context."""
    return [
        f"{context.findtext('name') or 'engine'}: {message.findtext('source')}"
        for context in ElementTree.parse(ts).iter("context")
        for message in context.iter("message")
        if (translation := message.find("translation")) is None
        or translation.get("type") is not None
        or not translation.text
    ]


def main() -> None:
    missing = []
    for language in LANGUAGES:
        ts = TRANSLATIONS / f"tlgui_{language}.ts"
        ts.parent.mkdir(parents=True, exist_ok=True)
        collect(ROOT / "tlgui", ts)
        compile_translations(ts, ts.with_suffix(".qm"))
        missing += [f"{language}: {text}" for text in untranslated(ts)]
    for text in missing:
        print(text)
    print(f"{len(missing)} texts are not translated.")
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
