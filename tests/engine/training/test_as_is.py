"""Nothing learns: the backbone answers with its own classes, and folders are matched with them."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from tests.engine import runs
from tlgui.engine.data.records import ProblemKind, SplitName
from tlgui.engine.deploy.evaluation import evaluate_folder
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.errors import DatasetError, RecipeError, WeightsError
from tlgui.engine.insight.report import load_report
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.models.making import pretrained_network
from tlgui.engine.models.own_classifier import own_head
from tlgui.engine.models.weights import load_embedded
from tlgui.engine.progress import Control, Notice
from tlgui.engine.training.methods import read_recipe
from tlgui.engine.training.methods.as_is import AsIs

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run

SMALL = "test_convnext.r160_in1k"
SHIRTS, SHOES = "T-Shirts", "running_shoe"


def write_photos(root: Path, data: Path, a_class: int = 10, **names: str) -> Path:
    """Photos of the classes of ``names``, in folders that are called as these say."""
    for source, folder in names.items():
        (root / folder).mkdir(parents=True)
        files = sorted((data / "clothing" / "train" / source.replace("_", "-")).iterdir())
        for file in files[:a_class]:
            shutil.copy(file, root / folder)
    return root


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory, real_pictures: Path) -> Path:
    return write_photos(
        tmp_path_factory.mktemp("photos") / "set",
        real_pictures,
        t_shirt=SHIRTS,
        shoes=SHOES,
        longsleeve="crane",
        outwear="xyz",
    )


@pytest.fixture(scope="module")
def events() -> list[object]:
    return []


@pytest.fixture(scope="module")
def run(photos: Path, events: list[object], tmp_path_factory: pytest.TempPathFactory) -> Run:
    out = tmp_path_factory.mktemp("as-is") / "run"
    with runs.at_home(runs.shared_home()):
        return runs.train_on(photos, out, AsIs(device="cpu"), events.append)


def test_the_run_has_the_backbones_own_classes(run: Run) -> None:
    assert run.recipe == AsIs(device="cpu")
    assert len(run.classes) == 1000
    assert {"jersey", "running shoe"} <= set(run.classes)
    assert run.counts["train"] == 0
    assert run.history == ()


def test_figures_are_about_the_folders_that_mean_a_class(run: Run) -> None:
    report = load_report(run, SplitName.VALIDATION)

    assert len(report.files) > 0
    assert {file.split("/")[0] for file in report.files} == {SHIRTS, SHOES}
    shirts = [run.classes.index("jersey")] * sum(file.startswith(SHIRTS) for file in report.files)
    assert (report.targets == run.classes.index("jersey")).sum() == len(shirts)
    # Guessing among a thousand classes is right once in a thousand, with a loss of 6.9.
    assert run.figures[SplitName.VALIDATION]["accuracy"] >= 0.2
    assert run.figures[SplitName.VALIDATION]["loss"] < 4.5


def test_what_means_no_class_or_two_is_left_out_and_told(run: Run, events: list[object]) -> None:
    told = {problem.path: str(problem.message) for problem in run.problems}

    assert told.keys() == {"crane", "xyz"}
    assert {problem.kind for problem in run.problems} == {ProblemKind.UNKNOWN_CLASS}
    assert "crane (n02012849), crane (n03126707)" in told["crane"]
    assert "10 pictures left out" in told["xyz"]
    assert run.facts["unknown_class_images"] == 20
    assert run.facts["class_map"] == {
        SHIRTS: "jersey",
        "crane": None,
        SHOES: "running shoe",
        "xyz": None,
    }
    notices = [str(event.message) for event in events if isinstance(event, Notice)]
    assert f"{SHIRTS} = jersey" in notices[0]
    assert "2 of 4 classes" in notices[1]


def test_a_saved_run_answers_as_the_library_does(run: Run, photos: Path) -> None:
    import timm

    name = find_backbone(DEFAULT_BACKBONE).timm_name.partition(".")[0]
    library = timm.create_model(name, pretrained=False).eval()
    library.load_state_dict(load_embedded(find_backbone(DEFAULT_BACKBONE), library.state_dict()))
    pixels = torch.randn(2, 3, 224, 224, generator=torch.Generator().manual_seed(0))
    network = run.network()

    with torch.inference_mode():
        expected = torch.softmax(library(pixels), dim=1).numpy()
        features = network.build_body()(pixels).numpy()
        whole = torch.softmax(network.build()(pixels), dim=1).numpy()

    np.testing.assert_allclose(network.probabilities(features), expected, rtol=1e-3, atol=1e-6)
    np.testing.assert_allclose(whole, expected, rtol=1e-3, atol=1e-6)


def test_pictures_get_answers_of_its_classes(run: Run, photos: Path) -> None:
    files = sorted((photos / SHIRTS).iterdir())[:6]

    answers = Predictor(run, "cpu").predict(files, Control())

    assert sum(answer.label == "jersey" for answer in answers) >= 4
    assert all(len(answer.ranked) == 1000 for answer in answers)


def test_a_folder_is_judged_by_the_names_that_it_has(
    run: Run, real_pictures: Path, tmp_path: Path
) -> None:
    root = write_photos(
        tmp_path / "set", real_pictures, 4, t_shirt="tee shirt", hat="hat", shoes=SHOES
    )

    judged = evaluate_folder(Predictor(run, "cpu"), root, Control())

    assert {file.split("/")[0] for file in judged.report.files} == {"tee shirt", SHOES}
    assert judged.unknown_class_images == 4
    assert judged.training_images == 0
    unknown = [each for each in judged.problems if each.kind is ProblemKind.UNKNOWN_CLASS]
    assert [problem.path for problem in unknown] == ["hat"]
    details = judged.report.details()
    assert len(details["classes"]) == len(details["confusion"]) == len(details["per_class"]) < 20
    assert sum(map(sum, details["confusion"])) == 8


def test_the_users_map_goes_before_names(photos: Path, real_pictures: Path, tmp_path: Path) -> None:
    file = tmp_path / "map.json"
    file.write_text(json.dumps({"xyz": "trench coats", SHOES: None, "gone": "tench"}))
    recipe = AsIs(device="cpu", class_map=str(file))
    events: list[object] = []

    run = runs.train_on(photos, tmp_path / "run", recipe, events.append)

    assert read_recipe(recipe.to_json()) == recipe
    assert run.facts["class_map"]["xyz"] == "trench coat"
    assert {problem.path for problem in run.problems} == {"crane", SHOES}
    notices = [str(event.message) for event in events if isinstance(event, Notice)]
    assert any("not there: gone" in notice for notice in notices)
    # It is kept with the run: the file may go.
    file.unlink()
    other = write_photos(tmp_path / "set", real_pictures, 2, outwear="xyz", shoes=SHOES)
    judged = evaluate_folder(Predictor(run, "cpu"), other, Control())
    assert {name.split("/")[0] for name in judged.report.files} == {"xyz"}


@pytest.mark.parametrize(
    ("contents", "said", "hint"),
    [
        ('{"xyz": "trench cot"}', "no class trench cot, for xyz", "trench coat"),
        ('{"xyz": "crane"}', "several classes are called crane", "crane (n02012849)"),
        ('{"xyz": 7}', "no name of a class for xyz", "JSON object"),
        ("[]", "not a class map", "JSON object"),
        ("{", "not a valid JSON", "JSON object"),
        (None, "cannot be read", "JSON object"),
    ],
)
def test_a_map_that_makes_no_sense_is_refused(
    photos: Path, tmp_path: Path, contents: str | None, said: str, hint: str
) -> None:
    file = tmp_path / "map.json"
    if contents is not None:
        file.write_text(contents)

    with pytest.raises(RecipeError) as error:
        runs.train_on(photos, tmp_path / "run", AsIs(device="cpu", class_map=str(file)))

    assert said in str(error.value)
    assert hint in str(error.value.hint)
    assert not (tmp_path / "run").exists()


def test_folders_of_which_none_means_a_class_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError) as error:
        runs.train_on(runs.digits(), tmp_path / "run", AsIs(device="cpu"))

    assert "0, 1, 4, 7" in str(error.value)
    assert "--class-map" in str(error.value.hint)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("backbone", "said"),
    [
        ("vit_small_patch14_dinov2.lvd142m", "no classes of its own"),
        ("vit_base_patch16_clip_224.openai", "Nobody says"),
        ("levit_128.fb_dist_in1k", "not one linear layer"),
        ("convnext_nano.in12k", "11,821 classes"),
    ],
)
def test_backbones_without_usable_classes_are_refused_before_anything_starts(
    backbone: str, said: str
) -> None:
    with pytest.raises(RecipeError) as error:
        AsIs(backbone=backbone)

    assert backbone in str(error.value)
    assert said in str(error.value)
    assert error.value.hint is not None


@pytest.fixture
def own_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A weights folder, in which ``SMALL`` is looked for."""
    monkeypatch.setenv("TLGUI_WEIGHTS", str(tmp_path))
    return tmp_path


def small_network(classes: int, folder: Path) -> Any:
    """A network of ``SMALL``'s kind with random weights, which lie in ``folder`` too."""
    import timm

    torch.manual_seed(0)
    module = timm.create_model(SMALL.partition(".")[0], pretrained=False, num_classes=classes)
    save_file(module.state_dict(), folder / f"{SMALL}.safetensors")
    return module


def test_the_classifier_comes_from_the_users_file_too(own_weights: Path) -> None:
    module = small_network(1000, own_weights)

    head = own_head(find_backbone(SMALL))

    np.testing.assert_array_equal(head.weight, module.get_classifier().weight.detach().numpy())
    np.testing.assert_array_equal(head.bias, module.get_classifier().bias.detach().numpy())


def test_weights_without_the_own_classifier_are_refused(own_weights: Path) -> None:
    small_network(10, own_weights)

    with pytest.raises(WeightsError) as error:
        own_head(find_backbone(SMALL))

    assert f"{SMALL}.safetensors has no classifier for the 1,000 classes" in str(error.value)


def test_a_head_that_lies_by_columns_is_kept_by_rows(run: Run) -> None:
    """As the embedded file has it: written as it lies, it would be another head."""
    backbone = find_backbone(DEFAULT_BACKBONE)

    head = own_head(backbone)

    assert head.weight.flags.c_contiguous
    assert head.weight.shape == (1000, backbone.width)
    np.testing.assert_array_equal(run.tensors()[run.head.weight], head.weight)
    assert pretrained_network(backbone).weights == run.network().weights


def test_body_and_classifier_come_from_the_same_file(
    photos: Path, tmp_path: Path, own_weights: Path
) -> None:
    """A file of one's own: its classifier answers, not the published one."""
    import timm

    backbone = find_backbone(DEFAULT_BACKBONE)
    module: Any = timm.create_model(DEFAULT_BACKBONE, pretrained=False)
    tensors = load_embedded(backbone, module.state_dict())
    tensors["classifier.weight"] = tensors["classifier.weight"].roll(1, 0).contiguous()
    contiguous = {name: tensor.contiguous() for name, tensor in tensors.items()}
    save_file(contiguous, tmp_path / "rolled.safetensors")
    recipe = AsIs(device="cpu", weights=str(tmp_path / "rolled.safetensors"))

    run = runs.train_on(photos, tmp_path / "run", recipe)

    np.testing.assert_array_equal(
        run.tensors()[run.head.weight], contiguous["classifier.weight"].numpy()
    )


def test_a_map_can_be_the_json_itself(photos: Path, tmp_path: Path) -> None:
    recipe = AsIs(device="cpu", class_map='{"xyz": "trench coats"}')

    run = runs.train_on(photos, tmp_path / "run", recipe)

    assert run.facts["class_map"]["xyz"] == "trench coat"


@pytest.mark.parametrize("text", ['{"xyz": ', '{"xyz": "trench cot"}', "{" * 100_000])
def test_json_that_makes_no_sense_is_refused(photos: Path, tmp_path: Path, text: str) -> None:
    with pytest.raises(RecipeError, match=r"class map|no class"):
        runs.train_on(photos, tmp_path / "run", AsIs(device="cpu", class_map=text))
