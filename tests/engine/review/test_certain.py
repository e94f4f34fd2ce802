from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.pictures import write_classes
from tlgui.engine.data.index import scan
from tlgui.engine.data.quality import find_twins
from tlgui.engine.data.records import Split
from tlgui.engine.errors import Message
from tlgui.engine.progress import Control
from tlgui.engine.review.certain import certain_findings
from tlgui.engine.review.findings import FindingKind

if TYPE_CHECKING:
    from pathlib import Path


def test_copies_and_unreadable_pictures_are_found_the_worst_first(tmp_path: Path) -> None:
    root = write_classes(tmp_path, {"cat": 4, "dog": 4})
    shutil.copy(root / "cat" / "000.png", root / "dog" / "z-same.png")
    shutil.copy(root / "cat" / "001.png", root / "cat" / "z-same.png")
    shutil.copy(root / "dog" / "001.png", root / "dog" / "z-test.png")
    index = scan(root)
    place = {record.path: at for at, record in enumerate(index.records)}
    test = place["dog/z-test.png"]
    split = Split(tuple(at for at in place.values() if at != test), (), (test,), "stratified", 0)

    twins = find_twins(index, Control())
    found = certain_findings(index, split, twins, {place["dog/002.png"]: Message("It is torn.")})

    assert [(each.kind, each.files, each.label) for each in found] == [
        (FindingKind.TWINS_ACROSS_SPLITS, ("dog/001.png", "dog/z-test.png"), "dog"),
        (FindingKind.TWINS_ACROSS_CLASSES, ("cat/000.png", "dog/z-same.png"), "cat"),
        (FindingKind.TWINS, ("cat/001.png", "cat/z-same.png"), "cat"),
        (FindingKind.UNREADABLE, ("dog/002.png",), "dog"),
    ]
    assert "dog/001.png and dog/z-test.png" in str(found[0].reason)
    assert str(found[-1].reason) == "It is torn."
