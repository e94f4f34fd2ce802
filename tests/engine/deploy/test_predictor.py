"""Answers for pictures that move, are odd or lie turned; and an end when one asks for it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.numpy import load_file, save_file
from threadpoolctl import threadpool_info, threadpool_limits

from tests.engine import runs
from tests.pictures import oriented
from tests.stopwatch import Stopwatch
from tlgui.engine.data import images
from tlgui.engine.data.records import ProblemKind
from tlgui.engine.deploy.evaluation import evaluate_folder
from tlgui.engine.deploy.looks import Looks
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.edits.edit import Edit, EditKind, Edits
from tlgui.engine.errors import Cancelled
from tlgui.engine.insight.cam import Explainer
from tlgui.engine.insight.heat_map_files import write_heat_maps
from tlgui.engine.metrics import mcnemar
from tlgui.engine.progress import BatchDone, Control
from tlgui.engine.training import features
from tlgui.engine.training.material.views import ViewedPreprocessing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.training.run import Run


@pytest.fixture
def predictor(trained_run: Run) -> Predictor:
    return Predictor(trained_run, "cpu")


@pytest.mark.parametrize("looks", [Looks.MIRROR, Looks.CROPS, Looks.BOTH])
def test_several_looks_answer_with_their_mean(
    looks: Looks, trained_run: Run, tmp_path: Path
) -> None:
    root = runs.write_some_digits(tmp_path / "pictures", digits=(4,), a_class=3)
    files = sorted((root / "4").iterdir())
    files[1].write_bytes(b"no picture")
    network = trained_run.network()
    body = network.build_body()
    expected = []
    for file in (files[0], files[2]):
        answers = []
        for view in looks.views:
            seen = ViewedPreprocessing.of(network.preprocessing, view)
            pixels = seen.prepare(images.decode(file)).astype(np.float32) / 255
            normalised = (pixels - seen.mean) / np.asarray(seen.std, np.float32)
            tensor = torch.from_numpy(normalised.astype(np.float32)).permute(2, 0, 1)[None]
            with torch.inference_mode():
                answers.append(network.probabilities(body(tensor).numpy())[0])
        expected.append(np.mean(answers, axis=0))
    several = Predictor(trained_run, "cpu", looks)

    first, broken, last = several.predict(files, Control())

    for answer, mean in zip((first, last), expected, strict=True):
        told = [dict(answer.ranked)[name] for name in several.classes]
        assert np.abs(np.asarray(told) - mean).max() < 1e-4
    assert broken.error is not None
    assert len(looks.views) in (2, 5, 6)
    assert several.fingerprint != Predictor(trained_run, "cpu").fingerprint


def test_several_looks_are_judged_beside_one_on_the_same_pictures(trained_run: Run) -> None:
    once = evaluate_folder(Predictor(trained_run, "cpu"), runs.digits(), Control())
    both = evaluate_folder(Predictor(trained_run, "cpu", Looks.MIRROR), runs.digits(), Control())

    assert once.gain is None
    assert both.gain is not None
    assert both.gain.pictures == len(once.report.files)
    assert (both.gain.before, both.gain.after) == (once.report.accuracy, both.report.accuracy)
    right = [report.predictions == report.targets for report in (once.report, both.report)]
    assert both.gain.p_value == mcnemar(*right)
    assert "one look" in str(both.gain.message())


def test_answers_of_several_looks_are_not_taken_for_those_of_one(
    trained_run: Run, tmp_path: Path
) -> None:
    file = next((runs.write_some_digits(tmp_path / "p", digits=(7,), a_class=1) / "7").iterdir())
    once, several = Predictor(trained_run, "cpu"), Predictor(trained_run, "cpu", Looks.BOTH)
    before = once.predict([file], Control(), once.memory())[0]

    after = several.predict([file], Control(), several.memory())[0]

    assert after.confidence != before.confidence
    assert several.predict([file], Control(), several.memory())[0] == after


def test_answers_by_another_limit_are_not_taken_for_one_s_own(
    trained_run: Run, tmp_path: Path, fresh_home: Path
) -> None:
    file = next((runs.write_some_digits(tmp_path / "p", digits=(7,), a_class=1) / "7").iterdir())
    before, after = Predictor(trained_run, "cpu"), Predictor(trained_run, "cpu")
    assert after.familiar is not None
    after.familiar = replace(after.familiar, limit=after.familiar.limit / 4)
    (once,) = before.predict([file], Control(), before.memory())

    (told,) = after.predict([file], Control(), after.memory())

    assert once.strange is not None
    assert told.strange == pytest.approx(4 * once.strange)


def test_file_that_vanishes_during_prediction_is_an_error_in_its_row(
    predictor: Predictor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = runs.write_some_digits(tmp_path / "moving", digits=(0,), a_class=40)
    files = sorted((root / "0").iterdir())
    decode = images.decode

    def unplug(path: Path, **how: int | None) -> NDArray[np.uint8]:
        files[35].unlink(missing_ok=True)
        return decode(path, **how)

    monkeypatch.setattr(features, "decode", unplug)

    answers = predictor.predict(files, Control())

    assert [answer.file for answer in answers] == files
    failed = [answer for answer in answers if answer.error is not None]
    assert [answer.file for answer in failed] == [files[35]]
    assert str(failed[0].error) == "035.png cannot be read: it does not exist."


@pytest.mark.parametrize("turn", range(2, 9))
def test_turned_picture_is_answered_as_the_upright_one(
    predictor: Predictor, tmp_path: Path, turn: int
) -> None:
    """Losslessly stored: the answers are equal, not only alike. Heat maps too."""
    upright, turned = tmp_path / "upright.png", tmp_path / "turned.png"
    upright.write_bytes(oriented(1, "PNG"))
    turned.write_bytes(oriented(turn, "PNG"))
    explainer = Explainer.of_run(predictor.run)

    first, second = predictor.predict([upright, turned], Control())

    assert first.ranked == second.ranked
    assert np.array_equal(explainer.heat_map(upright).values, explainer.heat_map(turned).values)


def test_odd_sizes_and_constant_pictures_are_answered(predictor: Predictor, tmp_path: Path) -> None:
    files = []
    for size in ((1, 1), (4000, 3), (3, 4000), (50, 50)):
        files.append(tmp_path / f"{size[0]}x{size[1]}.png")
        Image.new("RGB", size, (128, 128, 128)).save(files[-1])

    answers = predictor.predict(files, Control())

    assert [answer.error for answer in answers] == [None] * 4
    for answer in answers:
        assert sum(share for _, share in answer.ranked) == pytest.approx(1, abs=1e-5)


def test_answers_are_judged_in_one_thread_of_blas_beside_the_network(
    predictor: Predictor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    network = type(predictor.run.network())

    def probabilities(self: Any, features: NDArray[np.float32]) -> NDArray[np.float32]:
        seen.extend(each["num_threads"] for each in numpy_blas())
        return np.full((len(features), len(predictor.classes)), 0.1, np.float32)

    def numpy_blas() -> list[dict[str, Any]]:
        return [each for each in threadpool_info() if each["user_api"] == "blas"]

    Image.new("RGB", (40, 40), (9, 9, 200)).save(tmp_path / "a.png")
    monkeypatch.setattr(network, "probabilities", probabilities)
    before = [each["num_threads"] for each in numpy_blas()]

    with threadpool_limits(2, "blas"):
        predictor.predict([tmp_path / "a.png"], Control())

        assert seen
        assert set(seen) == {1}
        assert {each["num_threads"] for each in numpy_blas()} == {2}
    assert [each["num_threads"] for each in numpy_blas()] == before


def test_outputs_keep_the_order_that_the_run_tells(tmp_path: Path) -> None:
    """A run whose outputs are in no order at all is judged and answers as it did before."""
    before = runs.trained_run()
    folder = runs.copied_run(tmp_path / "run")
    order = [2, 0, 3, 1]
    document = json.loads((folder / "run.json").read_text("utf-8"))
    document["classes"] = [document["classes"][place] for place in order]
    (folder / "run.json").write_text(json.dumps(document), "utf-8")
    tensors = load_file(folder / "best.safetensors")
    for name in (before.head.weight, before.head.bias):
        tensors[name] = np.ascontiguousarray(tensors[name][order])
    save_file(tensors, folder / "best.safetensors")

    first, second = Predictor.load(before.folder), Predictor.load(folder)
    judged = [evaluate_folder(each, runs.digits(), Control()).report for each in (first, second)]

    assert judged[1].classes == tuple(before.classes[place] for place in order)
    assert judged[1].accuracy == judged[0].accuracy
    assert (judged[1].confusion == judged[0].confusion[np.ix_(order, order)]).all()
    files = sorted(runs.digits().glob("*/000.png"))
    labels = [[a.label for a in each.predict(files, Control())] for each in (first, second)]
    assert labels[0] == labels[1]


def test_pictures_that_were_learned_from_are_told_wherever_they_were_moved(tmp_path: Path) -> None:
    root = runs.write_some_digits(tmp_path / "before" / "pictures")
    run = runs.train_on(root, tmp_path / "before" / "run")
    (tmp_path / "before").rename(tmp_path / "after")
    other = runs.write_some_digits(tmp_path / "other", skip=runs.A_CLASS)

    predictor = Predictor.load(tmp_path / "after" / "run")
    moved = evaluate_folder(predictor, tmp_path / "after" / "pictures", Control())
    new = evaluate_folder(predictor, other, Control())

    assert moved.training_images == run.counts["train"]
    assert ProblemKind.LEARNED_FROM in {problem.kind for problem in moved.problems}
    assert new.training_images == 0
    assert ProblemKind.LEARNED_FROM not in {problem.kind for problem in new.problems}


def test_pictures_that_the_user_added_are_not_judged_by(
    predictor: Predictor, tmp_path: Path
) -> None:
    root = runs.write_some_digits(tmp_path / "data", a_class=3, skip=20)
    new = runs.write_some_digits(tmp_path / "new", digits=(4,), a_class=2, skip=30)
    files = tuple(sorted(file.as_posix() for file in new.rglob("*.png")))
    edits = Edits.of([Edit(EditKind.ADD, files, "7"), Edit(EditKind.EXCLUDE, ("0/020.png",))])

    judged = evaluate_folder(predictor, root, Control(), edits)

    assert len(judged.report.files) == 11
    assert not set(files) & set(judged.report.files)


def predict(predictor: Predictor, root: Path, control: Control) -> object:
    return predictor.predict(sorted(root.glob("*/*.png")), control)


def evaluate(predictor: Predictor, root: Path, control: Control) -> object:
    return evaluate_folder(predictor, root, control)


def explain(predictor: Predictor, root: Path, control: Control) -> object:
    files = sorted(root.glob("*/*.png"))
    explainer = Explainer.of_run(predictor.run)
    out = root.parent / "maps"
    return write_heat_maps(explainer, files, out, control, target=None, method="grad-cam")


@pytest.mark.parametrize("job", [predict, evaluate, explain])
def test_cancel_is_heard_within_a_second(
    predictor: Predictor,
    tmp_path: Path,
    no_thread_left: None,
    job: Callable[[Predictor, Path, Control], object],
) -> None:
    root = runs.write_some_digits(tmp_path / "many", digits=(0, 1), a_class=150)
    since_asked: Stopwatch | None = None

    def cancel_after_some(event: object) -> None:
        nonlocal since_asked
        if isinstance(event, BatchDone) and event.total and event.done >= 2 and since_asked is None:
            since_asked = Stopwatch()
            control.cancel()

    control = Control(cancel_after_some)
    with pytest.raises(Cancelled):
        job(predictor, root, control)

    assert since_asked is not None
    assert since_asked.seconds < 1.0


def test_a_classification_that_was_cut_off_goes_on_where_it_was(
    predictor: Predictor, tmp_path: Path, fresh_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = runs.write_some_digits(tmp_path / "new", digits=(0, 1), a_class=90)
    files = sorted(root.rglob("*.png"))
    plain = predictor.predict(files, Control())

    def listener(event: object) -> None:
        if isinstance(event, BatchDone) and event.done >= 20:
            control.cancel()

    control = Control(listener)
    with pytest.raises(Cancelled):
        predictor.predict(files, control, predictor.memory())
    decoded: list[Path] = []
    decode = images.decode

    def count(path: Path, **how: int | None) -> NDArray[np.uint8]:
        decoded.append(path)
        return decode(path, **how)

    monkeypatch.setattr(features, "decode", count)

    again = predictor.predict(files, Control(), predictor.memory())

    assert 0 < len(decoded) <= len(files) - 20
    assert [answer.file for answer in again] == files
    assert [answer.ranked for answer in again] == [answer.ranked for answer in plain]


def test_a_picture_that_changed_is_answered_anew(
    predictor: Predictor, tmp_path: Path, fresh_home: Path
) -> None:
    (picture,) = sorted(
        runs.write_some_digits(tmp_path / "new", digits=(0,), a_class=1).rglob("*.png")
    )
    (before,) = predictor.predict([picture], Control(), predictor.memory())
    other = next(runs.write_some_digits(tmp_path / "other", digits=(1,), a_class=1).rglob("*.png"))
    picture.write_bytes(other.read_bytes() + b" ")

    (after,) = predictor.predict([picture], Control(), predictor.memory())

    assert before.label == "0"
    assert after.label == "1"
