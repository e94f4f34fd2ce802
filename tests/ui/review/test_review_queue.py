"""The queue: what is open, what comes next, what a key takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.fakes import make_dataset, make_findings
from tlgui.engine.edits.edit import Edit, EditKind
from tlgui.engine.edits.journal import FILE, EditJournal
from tlgui.engine.errors import Message
from tlgui.engine.review.findings import Finding, FindingKind
from tlgui.ui.pictures.class_keys import classes_by_key
from tlgui.ui.review.review_queue import ReviewQueue

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex


@pytest.fixture
def index(tmp_path: Path) -> DatasetIndex:
    return make_dataset(tmp_path / "pictures")


def queue_of(index: DatasetIndex, folder: Path) -> ReviewQueue:
    labels = {each.path: index.classes[each.class_index] for each in index.records}
    return ReviewQueue(make_findings(index), EditJournal(folder / FILE), labels)


def test_each_decision_goes_to_the_next_that_is_open(index: DatasetIndex, tmp_path: Path) -> None:
    queue = queue_of(index, tmp_path)
    twins, first, second, outlier = queue.findings
    assert queue.current == twins

    queue.exclude(twins.files[1])
    assert queue.current == first
    queue.relabel(first.files[0], first.suggested)
    assert queue.current == second
    queue.keep()
    assert queue.current == outlier
    assert queue.open == 1
    done = [queue.what_was_done(each) for each in queue.findings]
    assert done == [EditKind.EXCLUDE, EditKind.RELABEL, EditKind.KEEP, None]
    queue.exclude(outlier.files[0])

    assert queue.open == 0
    assert queue.current == outlier, "the last one stays on show"


def test_the_way_through_is_found_again(index: DatasetIndex, tmp_path: Path) -> None:
    queue = queue_of(index, tmp_path)
    queue.group()
    queue.keep()

    again = queue_of(index, tmp_path)

    assert again.open == 2
    assert again.current == again.findings[2]
    assert again.what_was_done(again.findings[0]) is EditKind.GROUP
    assert again.kinds() == {
        FindingKind.TWINS_ACROSS_CLASSES: 0,
        FindingKind.SUSPECT_LABEL: 1,
        FindingKind.OUTLIER: 1,
    }


def test_what_is_taken_back_is_shown_and_open_again(index: DatasetIndex, tmp_path: Path) -> None:
    queue = queue_of(index, tmp_path)
    queue.keep()
    queue.relabel(queue.findings[1].files[0], "hat")
    queue.show_kind(FindingKind.OUTLIER)

    queue.take_back()
    assert (queue.kind, queue.current) == (None, queue.findings[1]), "not of the kind on show"
    assert queue.open == 3
    queue.take_back()
    assert queue.current == queue.findings[0]
    assert queue.take_back() is None
    queue.do_again()
    queue.do_again()

    assert queue.open == 2
    assert queue.current == queue.findings[2]
    assert queue.do_again() is None


def test_the_class_that_it_has_keeps_it_and_another_word_counts(
    index: DatasetIndex, tmp_path: Path
) -> None:
    queue = queue_of(index, tmp_path)
    queue.go(1)
    finding = queue.findings[1]
    file = finding.files[0]

    queue.relabel(file, finding.label)
    assert [edit.kind for edit in queue.journal.done] == [EditKind.KEEP]

    queue.exclude(file)
    queue.relabel(file, finding.suggested)
    assert queue.label_of(file) == finding.suggested


def test_one_skips_and_comes_round_to_what_was_skipped(index: DatasetIndex, tmp_path: Path) -> None:
    queue = queue_of(index, tmp_path)
    queue.go(3)
    queue.go(5)
    assert queue.current == queue.findings[3]

    queue.keep()

    assert queue.current == queue.findings[0]
    queue.go(-1)
    assert queue.current == queue.findings[0]


def test_of_three_twins_two_are_still_to_be_decided(index: DatasetIndex, tmp_path: Path) -> None:
    files = tuple(record.path for record in index.records[:3])
    why = Message("{text}", text="twins")
    finding = Finding(FindingKind.TWINS, files, index.classes[0], "", 1.0, why)
    labels = dict.fromkeys(files, index.classes[0])
    queue = ReviewQueue([finding], EditJournal(tmp_path / FILE), labels)

    queue.exclude(files[2])
    assert queue.is_open(finding)
    queue.group()

    assert queue.what_was_done(finding) is EditKind.GROUP
    assert queue.journal.done[-1].files == files[:2]


def test_what_was_relabelled_before_it_was_found_is_open(
    index: DatasetIndex, tmp_path: Path
) -> None:
    journal = EditJournal(tmp_path / FILE)
    finding = make_findings(index)[1]
    journal.add(Edit(EditKind.RELABEL, finding.files, finding.label))

    queue = ReviewQueue([finding], journal, {finding.files[0]: finding.label})

    assert queue.is_open(finding)


def test_an_empty_queue_and_a_kind_without_findings(index: DatasetIndex, tmp_path: Path) -> None:
    queue = ReviewQueue([], EditJournal(tmp_path / FILE), {})
    queue.keep()
    queue.group()
    queue.go(1)
    assert queue.current is None
    assert not queue.journal.done


def test_keys_stay_where_they_are_unless_classes_are_many(index: DatasetIndex) -> None:
    finding = make_findings(index)[1]
    assert classes_by_key(index.classes) == dict(zip("123", index.classes, strict=True))

    many = tuple(f"class {n}" for n in range(20)) + index.classes
    keyed = classes_by_key(many, (finding.suggested, finding.label))

    assert (keyed["1"], keyed["2"]) == (finding.suggested, finding.label)
    assert "".join(keyed) == "1234567890"
    assert len(set(keyed.values())) == 10


def test_digits_have_their_own_keys() -> None:
    digits = tuple("0123456789")

    keyed = classes_by_key(digits, ("7", "2"))

    assert keyed == {name: name for name in digits}
    assert classes_by_key(("2", "7")) == {"2": "2", "7": "7"}
