"""``tlgui doctor``: what to paste into a bug report."""

from __future__ import annotations

from tlgui.cli.options import AsJson
from tlgui.cli.reports import print_json, print_line


def command(as_json: AsJson = False) -> None:
    """Print versions, devices, engines and caches: what to paste into a bug report."""
    from tlgui.engine.diagnosis import diagnose

    facts = diagnose()
    if as_json:
        print_json(facts)
        return
    for section, rows in facts.items():
        print_line(f"{section}")
        for name, value in rows.items():
            print_line(f"  {name}: {value}")
