"""Exports: what each format answers, what lies in the folder, and that a failure leaves nothing."""

from __future__ import annotations

import errno
import json
import threading
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from tests.engine import exports, runs
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy import export as export_package
from tlgui.engine.deploy import verify
from tlgui.engine.deploy.bundle import open_export
from tlgui.engine.deploy.card import model_card, plain
from tlgui.engine.deploy.comparison import Reference, compare
from tlgui.engine.deploy.export import (
    Exported,
    all_formats,
    export,
    find_format,
    unavailable,
)
from tlgui.engine.deploy.pictures import held_out_sample, input_pictures
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.deploy.run_copy import copy_run
from tlgui.engine.errors import BundleError, Cancelled, Message, RecipeError
from tlgui.engine.models.class_changes import ClassChanges
from tlgui.engine.models.engines import import_openvino
from tlgui.engine.models.heads import HeadKind
from tlgui.engine.progress import Control, Stage, StageName
from tlgui.engine.training.run import open_run
from tlgui.engine.training.run_changes import change_classes, keep_decisions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.training.run import Run


@pytest.fixture(scope="module")
def whole() -> Exported:
    """An export of the plain run in every format, with a ZIP file."""
    return exports.whole()


@pytest.fixture(scope="module")
def pictures() -> NDArray[np.float32]:
    run = exports.plain_run()
    return np.concatenate(list(input_pictures(run, held_out_sample(run).files)))


@pytest.fixture(scope="module")
def expected() -> NDArray[np.float32]:
    run = exports.plain_run()
    with runs.at_home(runs.shared_home()):
        answers = dict(Predictor(run).probabilities(held_out_sample(run).files, Control()))
    return np.stack([np.asarray(answers[at]) for at in sorted(answers)])


def test_formats_are_found_in_their_folder_and_named_in_order() -> None:
    assert tuple(all_formats()) == exports.EVERY_FORMAT
    with pytest.raises(RecipeError, match="does not exist here") as raised:
        find_format("tflite")
    assert "onnx" in str(raised.value.hint)


def test_timm_opens_the_folder_as_it_stands_and_gives_the_same_logits(
    whole: Exported, pictures: NDArray[np.float32]
) -> None:
    import timm
    import torch

    run = exports.plain_run()
    module = timm.create_model(f"local-dir:{whole.out}", pretrained=True).eval()
    config = timm.data.resolve_model_data_config(module)
    normalised = (pictures - np.reshape(config["mean"], (1, 3, 1, 1))) / np.reshape(
        config["std"], (1, 3, 1, 1)
    )
    tensor = torch.from_numpy(normalised.astype(np.float32))
    with torch.inference_mode():
        logits = module(tensor)
        assert torch.equal(logits, run.network().build()(tensor))

    assert tuple(config["input_size"]) == (3, run.preprocessing.height, run.preprocessing.width)
    assert int(config["input_size"][1] / config["crop_pct"]) == run.preprocessing.resize_side
    assert tuple(module.pretrained_cfg["label_names"]) == run.classes


def test_onnx_answers_as_the_run_in_batches_of_any_size(
    whole: Exported, pictures: NDArray[np.float32], expected: NDArray[np.float32]
) -> None:
    import onnxruntime

    session = onnxruntime.InferenceSession(whole.out / "model.onnx")
    for count in (1, 3, len(pictures)):
        (answer,) = session.run(["probabilities"], {"pictures": pictures[:count]})
        assert np.abs(answer - expected[:count]).max() < 1e-4


def test_openvino_reads_its_own_pair_and_the_onnx(
    whole: Exported, pictures: NDArray[np.float32], expected: NDArray[np.float32]
) -> None:
    core = import_openvino().Core()
    for name in ("openvino.xml", "model.onnx"):
        model = core.compile_model(whole.out / name, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
        answer = model({"pictures": pictures})["probabilities"]
        assert np.abs(answer - expected).max() < 1e-4


def test_opencv_runs_the_onnx(
    whole: Exported, pictures: NDArray[np.float32], expected: NDArray[np.float32]
) -> None:
    cv2 = pytest.importorskip("cv2", reason="opencv-python-headless is not installed")
    network: Any = cv2.dnn.readNetFromONNX(str(whole.out / "model.onnx"))

    for picture, row in zip(pictures[:3], expected, strict=False):
        network.setInput(picture[None], "pictures")
        assert np.abs(network.forward() - row).max() < 1e-4


def test_the_document_has_the_figures_of_each_format(whole: Exported) -> None:
    run = exports.plain_run()
    document = json.loads((whole.out / "bundle.json").read_text())

    assert document["classes"] == list(run.classes)
    assert document["preprocessing"] == json.loads(json.dumps(run.preprocessing.to_json()))
    assert set(document["self_test"]) == set(document["size_bytes"]) == set(exports.EVERY_FORMAT)
    for one in whole.formats:
        assert one.latency_ms > 0
        assert one.size_bytes == sum((whole.out / name).stat().st_size for name in one.files)
        assert one.self_test.passed
        assert one.self_test.split is SplitName.VALIDATION
        assert one.self_test.images == len(run.files[SplitName.VALIDATION])
        if one.name != "onnx-int8":
            assert one.self_test.agreement == 1.0
            assert one.self_test.max_abs_difference < 1e-4
    assert set(document["files"]) == set(whole.files) - {"bundle.json"}
    assert str(run.dataset_root) not in (whole.out / "bundle.json").read_text()
    assert (whole.out / "labels.txt").read_text().split() == list(run.classes)
    assert "Limits" in (whole.out / "README.md").read_text()
    assert "Apache-2.0" in (whole.out / "LICENSES.txt").read_text()


def test_eight_bits_are_smaller_and_their_loss_is_told(whole: Exported) -> None:
    by_name = {one.name: one for one in whole.formats}

    assert by_name["onnx-int8"].size_bytes < 0.4 * by_name["onnx"].size_bytes
    assert by_name["onnx-int8"].self_test.accuracy is not None
    assert "8 bits" in str(by_name["onnx-int8"].note)


def test_eight_bits_overflow_on_no_processor(whole: Exported) -> None:
    # Without VNNI two products of 8 bits are added in 16: weights must leave one bit.
    narrow = [
        numpy_helper.to_array(tensor)
        for tensor in onnx.load(whole.out / "model-int8.onnx").graph.initializer
        if tensor.data_type == onnx.TensorProto.INT8 and len(tensor.dims) > 1
    ]

    assert len(narrow) > 20
    assert max(int(np.abs(weights.astype(int)).max()) for weights in narrow) <= 64


def test_the_archive_holds_the_folder(whole: Exported) -> None:
    assert whole.archive == whole.out.with_name("digits.zip")
    with zipfile.ZipFile(whole.archive) as archive:
        assert set(archive.namelist()) == {f"digits/{name}" for name in whole.files}
        assert archive.testzip() is None


def test_an_export_opens_as_the_run_that_it_was_made_of(
    whole: Exported, expected: NDArray[np.float32]
) -> None:
    run = exports.plain_run()
    predictor = Predictor.load(whole.out)

    assert predictor.fingerprint == Predictor(run).fingerprint
    assert (predictor.classes, predictor.thresholds) == (run.classes, run.thresholds)
    answers = dict(predictor.probabilities(held_out_sample(run).files, Control()))
    assert np.array_equal(np.stack([np.asarray(answers[at]) for at in sorted(answers)]), expected)
    again = open_export(whole.out)
    assert again.recipe == run.recipe
    assert again.figures == run.figures


@pytest.mark.usefixtures("exports_here")
def test_a_head_on_all_stages_exports_and_says_what_timm_cannot_open(tmp_path: Path) -> None:
    run = exports.stages_run()

    done = export(run, tmp_path / "out", ("safetensors", "onnx"), Control())

    assert {one.name: one.self_test.agreement for one in done.formats} == {
        "safetensors": 1.0,
        "onnx": 1.0,
    }
    assert "config.json" not in done.files
    assert "--features last" in str(done.formats[0].note)
    assert Predictor.load(done.out).fingerprint == Predictor(run).fingerprint


@pytest.mark.usefixtures("exports_here")
def test_without_its_pictures_the_self_test_looks_at_drawn_ones(tmp_path: Path) -> None:
    run = replace(exports.plain_run(), dataset_root=tmp_path / "gone")
    control = Control()

    done = export(run, tmp_path / "out", ("safetensors",), control)

    assert done.formats[0].self_test.split is None
    assert done.formats[0].self_test.accuracy is None
    assert any("drawn" in str(message) for message in control.notices)
    assert set(unavailable(run)) == {"onnx-int8"}
    with pytest.raises(BundleError, match=r"onnx-int8 cannot be made.*gone"):
        export(run, tmp_path / "other", ("onnx-int8",), Control())


@pytest.mark.parametrize("taken", ["folder", "file", "archive"])
def test_a_place_that_is_taken_is_refused_before_work_starts(tmp_path: Path, taken: str) -> None:
    out = tmp_path / "out"
    if taken == "folder":
        out.mkdir()
        (out / "mine.txt").write_text("mine")
    else:
        (out if taken == "file" else tmp_path / "out.zip").write_text("mine")
    events: list[object] = []

    with pytest.raises(BundleError, match="exists already"):
        export(exports.plain_run(), out, ("safetensors",), Control(events.append), archive=True)

    assert events == []
    assert len(list(tmp_path.iterdir())) == 1


def test_cancel_kills_the_child_and_leaves_nothing(tmp_path: Path) -> None:
    control = Control()
    waiting: list[threading.Timer] = []

    def listen(event: object) -> None:
        if isinstance(event, Stage) and event.name is StageName.EXPORT and event.total:
            waiting.append(threading.Timer(0.3, control.cancel))
            waiting[0].start()

    control._listener = listen

    with pytest.raises(Cancelled):
        export(exports.plain_run(), tmp_path / "new" / "out", ("onnx",), control)

    waiting[0].join()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("exports_here")
def test_a_format_that_answers_otherwise_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = verify.reference_answers

    def other(run: Run, folder: Path, control: Control) -> Reference:
        reference = real(run, folder, control)
        return replace(reference, probabilities=np.roll(reference.probabilities, 1, axis=1))

    monkeypatch.setattr(export_package, "reference_answers", other)

    with pytest.raises(BundleError, match="safetensors answers differently"):
        export(exports.plain_run(), tmp_path / "out", ("safetensors",), Control())

    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("exports_here")
def test_what_is_decided_while_it_is_made_is_not_in_it(tmp_path: Path) -> None:
    run = open_run(copy_run(exports.plain_run().folder, tmp_path, Control()))
    keep_decisions(replace(run, threshold=0.01, temperature=3.0))
    change_classes(run, ClassChanges.none(run.classes).renamed("0", "zero"))

    done = export(run, tmp_path / "out", ("onnx",), Control())

    assert done.formats[0].self_test.max_abs_difference < 1e-4
    props = onnx.load(done.out / "model.onnx").metadata_props
    told = {each.key: json.loads(each.value) for each in props if each.key != "unknown_above"}
    document = json.loads((done.out / "bundle.json").read_text())
    assert told["classes"] == list(run.classes) == document["classes"]
    assert told["thresholds"] == document["thresholds"]
    assert document["temperature"] == 1.0


@pytest.mark.usefixtures("exports_here")
def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(export_package, "_write_surroundings", full)

    with pytest.raises(BundleError, match="No space left on device"):
        export(exports.plain_run(), tmp_path / "out", ("safetensors",), Control())

    assert list(tmp_path.iterdir()) == []


def test_what_goes_wrong_in_the_child_is_told_with_the_formats_name(
    tmp_path: Path,
) -> None:
    run = exports.plain_run()
    (tmp_path / "formats" / "onnx").mkdir(parents=True)
    job = {"do": "test", "answers": str(tmp_path / "answers.npy")}

    with pytest.raises(BundleError, match=r"The export to onnx failed: .*model\.onnx"):
        verify.run_child(
            find_format("onnx"),
            run,
            tmp_path / "formats" / "onnx",
            held_out_sample(run).files[:1],
            tmp_path,
            Control(),
            job,
        )


def reference(rows: list[list[float]], targets: list[int] | None = None) -> Reference:
    known = None if targets is None else np.array(targets)
    return Reference((), np.array(rows, np.float32), known, SplitName.VALIDATION)


def test_only_clear_answers_must_get_the_same_class() -> None:
    told = compare(
        reference([[0.5003, 0.4997], [0.9, 0.1]]),
        np.array([[0.4998, 0.5002], [0.9, 0.1]], np.float32),
    )
    assert (told.passed, told.agreement) == (True, 1.0)
    assert told.max_abs_difference == pytest.approx(0.0005, abs=1e-6)

    told = compare(reference([[0.52, 0.48]]), np.array([[0.4, 0.6]], np.float32))
    assert (told.passed, told.agreement) == (False, 0.0)


def test_what_must_answer_as_the_run_does_may_be_no_less_sure() -> None:
    """As with another temperature, which leaves the order of the classes."""
    run, export = reference([[0.9, 0.1], [0.2, 0.8]]), np.array([[0.8, 0.2], [0.3, 0.7]])

    told = compare(run, export.astype(np.float32))

    assert (told.passed, told.agreement) == (False, 1.0)
    assert compare(run, export.astype(np.float32), 0.02).passed


@pytest.mark.parametrize(
    ("distances", "passed", "agreement"),
    [
        ([0.05, 0.1005, 0.3], True, 1.0),  # The second is too near the limit to tell.
        ([0.05, 0.0995, 0.09], False, 0.5),
        ([0.05, np.nan, 0.3], False, 0.0),
    ],
)
def test_what_is_clearly_unknown_must_be_told(
    distances: list[float], passed: bool, agreement: float
) -> None:
    rows = np.array([[0.9, 0.1]] * 3, np.float32)
    ours = np.array([0.5, 0.999, 2.0], np.float32)
    known = Reference((), rows, None, SplitName.VALIDATION, ours, limit=0.1)

    told = compare(known, np.column_stack([rows, np.array(distances, np.float32)]))

    assert (told.passed, told.agreement) == (passed, 1.0)
    assert told.unknown is not None
    assert (told.unknown.unknown, told.unknown.agreement) == (1, agreement)
    # Nothing is compared where a format does not tell.
    assert compare(known, rows).unknown is None


@pytest.mark.parametrize("rows", [[[np.nan, 1.0]], [[0.5, 0.25, 0.25]]])
def test_answers_that_are_none_do_not_pass(rows: list[list[float]]) -> None:
    assert not compare(reference([[0.9, 0.1]]), np.array(rows, np.float32)).passed


def test_eight_bits_pass_by_the_accuracy_that_they_lose() -> None:
    right = [[0.9, 0.1]] * 100
    some_wrong = np.array([[0.1, 0.9]] * 2 + [[0.9, 0.1]] * 98, np.float32)
    more_wrong = np.array([[0.1, 0.9]] * 3 + [[0.9, 0.1]] * 97, np.float32)

    assert compare(reference(right, [0] * 100), some_wrong, 0.02).passed
    assert not compare(reference(right, [0] * 100), more_wrong, 0.02).passed
    assert not compare(reference(right, [0] * 100), some_wrong).passed


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a|b", "a\\|b"),
        ("<img src=x>", "&lt;img src=x\\>"),
        ("two\nlines", "two\\\\nlines"),
        ("`x` *y*", "\\`x\\` \\*y\\*"),
    ],
)
def test_names_in_the_card_stand_as_they_are(name: str, written: str) -> None:
    assert plain(name) == written


def test_the_card_says_how_intervals_take_pictures_that_belong_together() -> None:
    run = exports.plain_run()
    rows = {split: {**row, "groups": 5} for split, row in run.figures.items()}

    assert "take pictures to be independent" in model_card(run, [])
    grouped = model_card(replace(run, figures=rows), [])
    assert "independent" not in grouped
    assert "pictures that belong together are right or wrong together" in grouped


def test_messages_of_unavailable_formats_are_sentences(tmp_path: Path) -> None:
    assert unavailable(exports.plain_run()) == {}
    gone = replace(exports.plain_run(), dataset_root=tmp_path)
    assert all(isinstance(reason, Message) for reason in unavailable(gone).values())


def test_current_folder_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "something").write_text("here already")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(BundleError, match="exists already"):
        export(exports.plain_run(), Path(), ["safetensors"], Control(), archive=True)

    assert [path.name for path in tmp_path.iterdir()] == ["something"]


def test_run_that_learned_from_no_picture_is_told_so() -> None:
    run = exports.plain_run()
    unlearned = replace(run, files={**run.files, SplitName.TRAIN: ()})

    (reason,) = unavailable(unlearned).values()

    assert str(reason) == "it is fitted to training pictures, and this run learned from none"
    (reason,) = unavailable(open_export(exports.exported())).values()
    assert str(reason) == "it is fitted to training pictures, and an exported model brings none"


def test_who_learned_from_no_picture_is_not_asked_to_put_some_back(tmp_path: Path) -> None:
    run = exports.plain_run()
    unlearned = replace(run, files={**run.files, SplitName.TRAIN: ()})

    with pytest.raises(BundleError) as caught:
        export(unlearned, tmp_path / "out", ["onnx-int8"], Control())

    assert "Put the pictures back" not in str(caught.value.hint)
    assert "--format" in str(caught.value.hint)


def test_head_of_our_own_is_not_told_to_train_on_other_features() -> None:
    run = exports.stages_run()
    note = find_format("safetensors").note

    assert "--features last" in str(note(run))
    own = replace(run, head=replace(run.head, kind=HeadKind.OWN))
    assert "--features last" not in str(note(own))
    assert "another backbone" in str(note(own))


def test_no_folder_is_looked_for_above_a_drive_that_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.path.exists", lambda _path: False)

    with pytest.raises(OSError, match="exists"):
        export_package._make_parents(tmp_path / "exports")
