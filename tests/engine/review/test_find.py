"""All that is doubtful, found in real pictures with planted faults."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.clips import CLIPS, FRAMES, save, scene, write_nameless_clips
from tests.engine import runs
from tests.engine.review.planted import Planted, plant
from tlgui.engine.data.index import scan
from tlgui.engine.data.split import draw_split
from tlgui.engine.errors import Cancelled
from tlgui.engine.progress import Control
from tlgui.engine.review.find import find_all
from tlgui.engine.review.findings import NEIGHBOURS, Finding, FindingKind, queue_order

if TYPE_CHECKING:
    from pathlib import Path


def found_in(root: Path) -> list[Finding]:
    index = scan(root)
    return find_all(index, draw_split(index, Control()), None, Control())


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Planted, list[Finding]]:
    with runs.at_home(runs.shared_home()):
        planted = plant(tmp_path_factory.mktemp("planted"))
        return planted, found_in(planted.root)


Searched = tuple[Planted, list[Finding]]


def of_kind(findings: list[Finding], kind: FindingKind) -> dict[str, Finding]:
    return {each.files[0]: each for each in findings if each.kind is kind}


def test_the_queue_is_in_order_and_asks_once_about_a_picture(searched: Searched) -> None:
    _planted, findings = searched

    assert findings == sorted(findings, key=queue_order)
    asked = [each.files[0] for each in findings]
    assert len(asked) == len(set(asked))


def test_copies_across_the_split_come_first_and_the_one_to_learn_from_is_asked(
    searched: Searched,
) -> None:
    planted, findings = searched

    across = of_kind(findings, FindingKind.TWINS_ACROSS_SPLITS)

    assert {each.files for each in across.values()} == set(planted.copies)
    assert all(each.score > 0.95 for each in across.values())
    assert "mirrored" in str(across["train/4/copy.png"].reason)
    assert "in training and, as test/" in str(across["train/7/copy.jpg"].reason)


def test_a_copy_in_another_class_is_asked_about_with_the_class_it_belongs_to(
    searched: Searched,
) -> None:
    planted, findings = searched

    (found,) = of_kind(findings, FindingKind.TWINS_ACROSS_CLASSES).values()

    assert found.files == planted.conflict
    assert (found.label, found.suggested) == ("1", "0")


def test_exchanged_labels_are_suspected_and_the_true_class_is_suggested(
    searched: Searched,
) -> None:
    planted, findings = searched

    suspects = of_kind(findings, FindingKind.SUSPECT_LABEL)

    assert planted.exchanged.keys() <= suspects.keys()
    assert list(suspects)[:2] <= [*planted.exchanged] or len(suspects) <= 6
    for path, right in planted.exchanged.items():
        assert suspects[path].suggested == right
        assert right in str(suspects[path].reason)
    told = " ".join(str(each.reason) for each in suspects.values())
    assert " 100%" not in told
    assert " 0%" not in told  # a model is never quite sure


def test_noise_is_no_digit_and_a_broken_file_unreadable(searched: Searched) -> None:
    planted, findings = searched

    # It is asked about once: for its label, which comes first, where that is doubted too.
    kinds = (FindingKind.OUTLIER, FindingKind.SUSPECT_LABEL)
    assert any(planted.strange in of_kind(findings, kind) for kind in kinds)
    broken = of_kind(findings, FindingKind.UNREADABLE)
    assert list(broken) == [planted.broken]
    assert "broken.png" in str(broken[planted.broken].reason)


def test_neighbours_are_other_readable_pictures_with_their_classes(searched: Searched) -> None:
    planted, findings = searched

    index = scan(planted.root)
    label = {each.path: index.classes[each.class_index] for each in index.records}
    for finding in findings:
        if finding.kind is FindingKind.UNREADABLE:
            continue
        assert len(finding.neighbours) == NEIGHBOURS
        assert finding.files[0] not in dict(finding.neighbours)
        assert all(label[path] == name for path, name in finding.neighbours)
        assert planted.broken not in dict(finding.neighbours)


def test_heads_at_chance_doubt_no_labels(home: Path, tmp_path: Path) -> None:
    # Classes were given to the clips at random: nobody knows better.
    write_nameless_clips(tmp_path / "clips")

    findings = found_in(tmp_path / "clips")

    twins = of_kind(findings, FindingKind.TWINS_ACROSS_SPLITS)
    assert len(twins) == CLIPS
    assert all(len(each.files) == FRAMES for each in twins.values())
    assert not of_kind(findings, FindingKind.SUSPECT_LABEL)
    assert not of_kind(findings, FindingKind.UNSURE)


def test_groups_of_the_split_are_judged_by_heads_that_saw_none_of_them(
    home: Path, tmp_path: Path
) -> None:
    draw = np.random.default_rng(0)
    for clip in range(12):
        base = scene(draw)
        for frame in range(4):
            # So unlike that only the split says what belongs together.
            mixed = 0.6 * base + 0.4 * scene(draw)
            save(mixed, tmp_path / "data" / "ab"[clip % 2] / f"c{clip:02d}_{frame}.png")
    index = scan(tmp_path / "data")
    split = draw_split(index, Control())
    clips: dict[str, list[int]] = {}
    for at, record in enumerate(index.records):
        clips.setdefault(record.path[:5], []).append(at)
    together = replace(split, groups=tuple(map(tuple, clips.values())))

    apart, kept = (find_all(index, each, None, Control()) for each in (split, together))

    # Heads that know other frames of a clip are sure of its label, and so of what they doubt.
    assert not of_kind(kept, FindingKind.SUSPECT_LABEL)
    assert not of_kind(kept, FindingKind.UNSURE)
    assert {each.kind for each in apart} >= {each.kind for each in kept}


def test_clean_pictures_are_left_alone(home: Path) -> None:
    findings = found_in(runs.digits())

    sure = [each for each in findings if each.kind is not FindingKind.UNSURE]
    assert len(sure) <= 2


def test_one_class_only_has_no_doubtful_labels(home: Path, tmp_path: Path) -> None:
    runs.write_some_digits(tmp_path / "data", digits=(1, 4), a_class=6)
    index = scan(tmp_path / "data")
    split = draw_split(index, Control())
    for file in (tmp_path / "data" / "4").iterdir():
        file.write_bytes(b"no picture")

    findings = find_all(index, split, None, Control())

    assert {each.kind for each in findings} <= {FindingKind.UNREADABLE, FindingKind.TWINS}
    assert len([each for each in findings if each.kind is FindingKind.UNREADABLE]) == 6


def test_it_ends_when_it_is_cancelled(home: Path) -> None:
    index = scan(runs.digits())
    split = draw_split(index, Control())
    control = Control()
    control.cancel()

    with pytest.raises(Cancelled):
        find_all(index, split, None, control)
