from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests import pictures
from tlgui.engine.data import split as split_module
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import (
    DatasetIndex,
    Division,
    ImageRecord,
    Split,
    SplitName,
    Table,
)
from tlgui.engine.data.split import (
    division_facts,
    draw_split,
    make_split,
    read_division,
    read_table_place,
)
from tlgui.engine.errors import DatasetError
from tlgui.engine.progress import Control


def index_of(counts: list[int], splits: list[SplitName | None] | None = None) -> DatasetIndex:
    """An index of ``counts[i]`` pictures of class i; ``splits`` are dealt out in turn."""
    splits = splits or [None]
    records = []
    for class_index, count in enumerate(counts):
        for number in range(count):
            split = splits[number % len(splits)]
            path = f"{split or ''}/class{class_index}/{number}.png"
            records.append(ImageRecord(path, class_index, split, 1, 1))
    records.sort(key=lambda record: record.path)
    classes = tuple(f"class{class_index}" for class_index in range(len(counts)))
    return DatasetIndex(Path("/data"), classes, tuple(records), (), 0)


def per_class(index: DatasetIndex, positions: tuple[int, ...]) -> Counter[int]:
    return Counter(index.records[position].class_index for position in positions)


counts_a_class = st.lists(st.integers(1, 60), min_size=2, max_size=8)
split_patterns = st.lists(st.sampled_from([*SplitName]), min_size=1, max_size=6)


@given(counts_a_class, st.integers(0, 2**32), st.data())
def test_a_stratified_split_is_disjoint_complete_and_fair(
    counts: list[int], seed: int, data: st.DataObject
) -> None:
    index = index_of(counts)
    unusable = data.draw(st.sets(st.integers(0, len(index.records) - 1), max_size=10))
    usable = Counter(
        record.class_index for at, record in enumerate(index.records) if at not in unusable
    )
    assume(len(usable) >= 2)
    split = make_split(index, seed=seed, unusable=unusable)
    parts = (split.train, split.validation, split.test)
    everything = [position for part in parts for position in part]
    assert sorted(everything) == [at for at in range(len(index.records)) if at not in unusable]
    assert all(list(part) == sorted(part) for part in parts)
    assert (split.origin, split.seed) == ("stratified", seed)
    train, validation, test = (per_class(index, part) for part in parts)
    for class_index, count in usable.items():
        assert train[class_index] >= 1
        if count >= 3:
            assert validation[class_index] >= 1
            assert abs(validation[class_index] - 0.15 * count) <= 1
            assert abs(test[class_index] - 0.15 * count) <= 1
    if max(usable.values()) >= 2:
        assert split.validation


@given(counts_a_class, split_patterns, st.integers(0, 99))
def test_splits_on_disk_are_kept(counts: list[int], pattern: list[SplitName], seed: int) -> None:
    index = index_of(counts, list(pattern))
    learned = {r.class_index for r in index.records if r.split is SplitName.TRAIN}
    assume(len(learned) >= 2)
    split = make_split(index, seed=seed)
    on_disk = {
        name: [
            at
            for at, record in enumerate(index.records)
            if record.split is name and record.class_index in learned
        ]
        for name in SplitName
    }
    assert split.origin == "folders"
    assert list(split.test) == on_disk[SplitName.TEST]
    if on_disk[SplitName.VALIDATION]:
        assert list(split.train) == on_disk[SplitName.TRAIN]
        assert list(split.validation) == on_disk[SplitName.VALIDATION]
    else:
        assert sorted(split.train + split.validation) == on_disk[SplitName.TRAIN]
        assert set(per_class(index, split.train)) == learned


@given(counts_a_class, st.integers(0, 2**32), st.randoms())
def test_the_order_of_listing_does_not_matter(counts: list[int], seed: int, random: object) -> None:
    index = index_of(counts)
    shuffled = list(index.records)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    other = DatasetIndex(index.root, index.classes, tuple(shuffled), (), 0)

    def parts(of: DatasetIndex) -> list[set[str]]:
        split = make_split(of, seed=seed)
        return [
            {of.records[position].path for position in part}
            for part in (split.train, split.validation, split.test)
        ]

    assert parts(index) == parts(other)


def test_the_same_seed_draws_the_same_split_and_another_seed_another() -> None:
    index = index_of([50, 50])
    assert make_split(index, seed=3) == make_split(index, seed=3)
    assert make_split(index, seed=3).validation != make_split(index, seed=4).validation


def test_the_draw_is_the_same_on_every_computer_and_version() -> None:
    assert make_split(index_of([10, 10]), seed=0).validation == (2, 8, 13, 15)


def test_shares_are_70_15_15() -> None:
    split = make_split(index_of([200, 100]))
    assert [len(split.train), len(split.validation), len(split.test)] == [210, 45, 45]


def test_a_picture_that_becomes_unusable_moves_few_others() -> None:
    index = index_of([100, 100])
    before = make_split(index)
    gone = before.train[0]
    after = make_split(index, unusable=[gone])
    assert len(set(before.validation) ^ set(after.validation)) <= 2


def test_missing_validation_is_cut_from_training_and_missing_test_stays_missing() -> None:
    index = index_of([100, 40], [SplitName.TRAIN])
    split = make_split(index)
    assert split.origin == "folders"
    assert per_class(index, split.validation) == {0: 15, 1: 6}
    assert split.test == ()


def test_validation_whose_pictures_are_all_unusable_is_cut_from_training() -> None:
    index = index_of([20, 20], [SplitName.TRAIN, SplitName.VALIDATION])
    on_disk = [at for at, r in enumerate(index.records) if r.split is SplitName.VALIDATION]
    split = make_split(index, unusable=on_disk)
    assert split.validation
    assert not set(split.validation) & set(on_disk)


def test_pictures_of_classes_without_training_pictures_are_left_out() -> None:
    records = (
        ImageRecord("test/emu/1.png", 2, SplitName.TEST, 1, 1),
        ImageRecord("train/cat/1.png", 0, SplitName.TRAIN, 1, 1),
        ImageRecord("train/dog/1.png", 1, SplitName.TRAIN, 1, 1),
        ImageRecord("val/cat/1.png", 0, SplitName.VALIDATION, 1, 1),
        ImageRecord("val/emu/1.png", 2, SplitName.VALIDATION, 1, 1),
    )
    split = make_split(DatasetIndex(Path("/d"), ("cat", "dog", "emu"), records, (), 0))
    assert (split.train, split.validation, split.test) == ((1, 2), (3,), ())


@pytest.mark.parametrize(
    ("counts", "train", "validation"),
    [([1, 1], 2, 0), ([2, 2], 2, 2), ([1, 2], 2, 1), ([1, 3], 3, 1), ([2, 3], 4, 1)],
)
def test_tiny_classes_keep_a_picture_to_learn_from(
    counts: list[int], train: int, validation: int
) -> None:
    split = make_split(index_of(counts))
    assert (len(split.train), len(split.validation), len(split.test)) == (train, validation, 0)


@pytest.mark.parametrize("counts", [[], [9], [0, 9]])
def test_fewer_than_two_classes_are_refused_with_a_hint(counts: list[int]) -> None:
    with pytest.raises(DatasetError) as refused:
        make_split(index_of(counts))
    assert refused.value.hint is not None
    if 9 in counts:
        assert f"class{counts.index(9)}" in str(refused.value)


def test_a_class_whose_pictures_are_all_broken_is_refused_where_only_one_remains() -> None:
    index = index_of([4, 4])
    broken = [at for at, record in enumerate(index.records) if record.class_index == 1]
    with pytest.raises(DatasetError, match="Only the class class0"):
        make_split(index, unusable=broken)


def test_no_training_folder_is_refused_with_a_hint() -> None:
    with pytest.raises(DatasetError) as refused:
        make_split(index_of([5, 5], [SplitName.TEST]))
    assert "folder for training" in str(refused.value.hint)


@given(counts_a_class, st.integers(0, 2**32), st.booleans(), st.data())
def test_twins_are_on_one_side_and_each_part_is_still_fair(
    counts: list[int], seed: int, on_disk: bool, data: st.DataObject
) -> None:
    index = index_of(counts, [SplitName.TRAIN] if on_disk else None)
    numbers = data.draw(st.lists(st.integers(0, 40), min_size=sum(counts), max_size=sum(counts)))
    groups: dict[tuple[int, int], list[int]] = {}
    for position, number in enumerate(numbers):
        groups.setdefault((index.records[position].class_index, number), []).append(position)
    twins = [positions for positions in groups.values() if len(positions) > 1]

    split = make_split(index, seed=seed, twins=twins)

    parts = [set(part) for part in (split.train, split.validation, split.test)]
    assert sorted(at for part in parts for at in part) == list(range(len(index.records)))
    assert all(any(part.issuperset(group) for part in parts) for group in twins)
    for class_index, count in enumerate(counts):
        units = [positions for (label, _), positions in groups.items() if label == class_index]
        held_out = [at for at in split.validation if index.records[at].class_index == class_index]
        assert len(held_out) < count
        if count >= 3 and len(units) >= 2:
            assert held_out
        assert len(held_out) <= max(1, 0.15 * count + 1, *(len(unit) for unit in units))


def test_without_twins_the_draw_is_what_it_was() -> None:
    index = index_of([40, 7, 3, 2, 1])

    assert make_split(index, seed=3, twins=[]) == make_split(index, seed=3)


def test_files_of_the_same_bytes_are_drawn_together(tmp_path: Path) -> None:
    """Every picture is there twice; by chance, few pairs would stay together."""
    files = {
        f"{label}/{number:02}{copy}.png": pictures.noisy("PNG", (8, 8), seed=100 * label + number)
        for label in (1, 2)
        for number in range(30)
        for copy in "ab"
    }
    pictures.write_files(tmp_path, {name: files[name] for name in files})
    index = scan(tmp_path)

    split = draw_split(index, Control(), Division(1))

    for part in (split.train, split.validation, split.test):
        names = [index.records[at].path[:-5] for at in part]
        assert part
        assert set(Counter(names).values()) == {2}
    assert split == draw_split(scan(tmp_path), Control(), Division(1))


def test_a_picture_that_is_in_two_classes_stays_in_training(tmp_path: Path) -> None:
    same = pictures.noisy("PNG", (8, 8), seed=99)
    files = {
        f"{label}/{number:02}.png": same if number < 6 else pictures.noisy("PNG", (8, 8), seed=n)
        for n, (label, number) in enumerate((label, k) for label in "ab" for k in range(12))
    }
    pictures.write_files(tmp_path, files)
    index = scan(tmp_path)

    split = draw_split(index, Control())

    judged = [index.records[at].path for at in (*split.validation, *split.test)]
    assert judged
    assert all(int(path[2:4]) >= 6 for path in judged)


def test_files_are_not_compared_where_the_disk_has_the_split(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        f"{part}/{label}/{n}.png": pictures.plain("PNG")
        for part in ("train", "val")
        for label in "ab"
        for n in range(3)
    }
    pictures.write_files(tmp_path, files)
    index = scan(tmp_path)
    monkeypatch.setattr(split_module, "find_twins", lambda *_: pytest.fail("compared"))

    assert draw_split(index, Control()).origin == "folders"


def test_parts_on_disk_are_drawn_anew_where_that_is_asked_for(tmp_path: Path) -> None:
    for part, count in (("train", 12), ("validation", 4), ("test", 4)):
        for name in ("cat", "dog"):
            (tmp_path / part / name).mkdir(parents=True)
            for number in range(count):
                colour = (number, len(part), 0 if name == "cat" else 99)
                file = tmp_path / part / name / f"{number}.png"
                file.write_bytes(pictures.plain("PNG", (8, 8), colour))
    index = scan(tmp_path)

    kept = draw_split(index, Control())
    anew = draw_split(index, Control(), Division(3, anew=True))

    assert kept.origin == "folders"
    assert (anew.origin, anew.seed, anew.division) == ("stratified", 3, Division(3, anew=True))
    assert {index.records[position].split for position in anew.test} > {SplitName.TRAIN}
    everything = sorted((*anew.train, *anew.validation, *anew.test))
    assert everything == list(range(len(index.records)))
    assert index.has_splits, "what is listed stays as it is"


def test_how_it_was_divided_is_known_again() -> None:
    index = DatasetIndex(
        Path("/p"), ("a",), (), (), 0, table=Table(Path("/p/t.csv"), "path=a,label=b")
    )
    split = Split((), (), (), "grouped", 5, division=Division(5, "names", True))

    facts = json.loads(json.dumps(division_facts(index, split)))

    assert read_division(facts) == split.division
    assert read_table_place(facts) == index.table
    for wrong in ({}, {"division": 3, "table": 3}, {"division": {"seed": "x"}, "table": {}}):
        assert read_division(wrong) is None
        assert read_table_place(wrong) is None
