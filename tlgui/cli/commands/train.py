"""The commands of the command line: what they take, do and print."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlgui.cli import reports
from tlgui.cli.refusals import WrongUsageError, not_yet, path, refuse
from tlgui.cli.reports import counted, print_json, print_line, say
from tlgui.engine.devices import DEVICE_NAMES
from tlgui.engine.errors import DatasetError, Message, RecipeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tlgui.engine.data.records import DatasetIndex, Problem
    from tlgui.engine.progress import Control
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run

# What the contract names and this version cannot do yet: refused by name, with what exists.
LATER_METHODS = ("as-is", "fine-tune", "from-scratch")
DUPLICATES_TOLD = 5

app = typer.Typer(
    name="tlgui",
    help="Turn a folder of labelled pictures into an image classifier you can trust.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _known_device(name: str) -> str:
    if name not in DEVICE_NAMES:
        raise WrongUsageError(
            Message("There is no kind of device called {name}.", name=name),
            Message("Available: {names}.", names=", ".join(DEVICE_NAMES)),
        )
    return name


AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
RunFolder = Annotated[
    Path, typer.Argument(parser=path, metavar="RUN", help="A folder that `train` wrote.")
]
DeviceName = Annotated[
    str, typer.Option("--device", help="auto, cpu, cuda or mps.", callback=_known_device)
]


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from tlgui import __version__

        print_line(__version__)
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(open_folder(None))


@app.command("open")
def open_folder(
    folder: Annotated[
        Path | None,
        typer.Argument(parser=path, help="A folder of pictures, a project's folder, or a run's."),
    ] = None,
) -> int:
    """Open the window; `tlgui FOLDER` does the same.

    FOLDER may be a folder of pictures, that of a project (with project.json) or that of a run
    (with run.json).
    """
    if folder is not None and folder.name in ("project.json", "run.json"):
        folder = folder.absolute().parent
    if folder is not None and not os.path.isdir(folder):
        there = os.path.exists(folder)
        raise DatasetError(
            Message("{path} is not a folder.", path=folder)
            if there
            else Message("{path} does not exist.", path=folder),
            Message("Name a folder of pictures, a project's folder, or a run's."),
        )
    from tlgui.app import run_window

    if folder is not None and (folder / "run.json").is_file():
        return run_window(run=folder)
    return run_window(folder=folder)


@app.command()
def demo(
    no_window: Annotated[
        bool, typer.Option("--no-window", help="Print the figures instead of opening the window.")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Train on the handwritten digits that come with scikit-learn; no network needed."""
    from datetime import datetime

    from tlgui.engine import places
    from tlgui.engine.data.samples import write_digits
    from tlgui.engine.project import project_of
    from tlgui.engine.training.methods.feature_extraction import FeatureExtraction

    with _progress(quiet=False) as control:
        folder = write_digits(places.samples_folder() / "digits", control)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    recipe = FeatureExtraction()
    out = project_of(folder).runs_folder / f"{stamp}-{recipe.backbone}-{recipe.method}"
    finished = _train(folder, recipe, out, as_json=as_json)
    if no_window or as_json:
        return 0
    from tlgui.cli.display import window_possible

    if not window_possible():
        say("There is no display: the window stays closed.")
        return 0
    from tlgui.app import run_window

    return run_window(folder=folder, run=finished.folder)


@app.command()
def scan(
    folder: Annotated[
        Path, typer.Argument(parser=path, help="One sub-folder a class; split folders above.")
    ],
    as_json: AsJson = False,
) -> None:
    """List what is in a folder: classes, counts, splits found, problems."""
    with _progress(quiet=as_json) as control:
        index, problems = _listed(folder, control)
    if as_json:
        print_json(reports.index_document(index, problems))
    else:
        reports.print_index(index, problems)


@app.command()
def train(
    folder: Annotated[
        Path, typer.Argument(parser=path, help="One sub-folder a class; split folders above.")
    ],
    out: Annotated[
        Path, typer.Option("--out", parser=path, metavar="RUN", help="Folder for the run.")
    ],
    backbone: Annotated[str, typer.Option(help="The pretrained network.")] = "",
    method: Annotated[str, typer.Option(help="How much of the network learns.")] = "",
    head: Annotated[
        str, typer.Option(help="logistic-regression, or gradient-descent with live curves.")
    ] = "",
    class_weights: Annotated[
        bool, typer.Option("--class-weights", help="Let each class weigh the same.")
    ] = False,
    epochs: Annotated[int | None, typer.Option(help="Gradient descent: at most.")] = None,
    learning_rate: Annotated[float | None, typer.Option(help="Gradient descent.")] = None,
    batch_size: Annotated[int | None, typer.Option(help="Gradient descent.")] = None,
    weight_decay: Annotated[float | None, typer.Option(help="Gradient descent.")] = None,
    patience: Annotated[
        int | None, typer.Option(help="Gradient descent: epochs without gain before it ends.")
    ] = None,
    target_accuracy: Annotated[
        float | None, typer.Option(help="That accepted answers should reach, 0 to 1.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the split and the head.")] = 0,
    device: DeviceName = "auto",
    as_json: AsJson = False,
) -> None:
    """Train a classifier on a folder of labelled pictures."""
    from tlgui.engine.models.catalog import find_backbone
    from tlgui.engine.training.methods import DEFAULT_METHOD, all_methods, find_method
    from tlgui.engine.training.methods.feature_extraction import HeadFit

    if method in LATER_METHODS:
        raise not_yet("method", method, list(all_methods()))
    if backbone:
        find_backbone(backbone)
    descent = {
        "epochs": epochs,
        "learning_rate": learning_rate,
        "batch_size": batch_size,
        "weight_decay": weight_decay,
        "patience": patience,
    }
    idle = [f"--{name.replace('_', '-')}" for name, value in descent.items() if value is not None]
    if idle and head != HeadFit.GRADIENT_DESCENT:
        say(f"notice: not used without --head gradient-descent: {', '.join(idle)}.")
    given: dict[str, Any] = {
        "backbone": backbone or None,
        "head": head or None,
        "target_accuracy": target_accuracy,
        **descent,
    }
    try:
        recipe = find_method(method or DEFAULT_METHOD).recipe(
            class_weights=class_weights,
            seed=seed,
            device=device,
            **{name: value for name, value in given.items() if value is not None},
        )
    except RecipeError as error:
        raise WrongUsageError(error.message, error.hint) from error
    _train(folder, recipe, out, as_json=as_json)


@app.command()
def evaluate(
    run_folder: RunFolder,
    folder: Annotated[Path, typer.Argument(parser=path, help="One sub-folder a class.")],
    device: DeviceName = "auto",
    as_json: AsJson = False,
) -> None:
    """Judge a trained run on a folder of labelled pictures."""
    from tlgui.engine.deploy.evaluation import evaluate_folder
    from tlgui.engine.deploy.predictor import Predictor

    with _progress() as control:
        judged = evaluate_folder(Predictor.load(run_folder, device), folder, control)
    if as_json:
        print_json(reports.evaluation_document(judged))
    else:
        reports.print_evaluation(judged)


@app.command()
def predict(
    run_folder: RunFolder,
    paths: Annotated[
        list[Path], typer.Argument(parser=path, metavar="PATH...", help="Pictures and folders.")
    ],
    top_k: Annotated[int, typer.Option(min=1, help="Classes listed for each picture.")] = 3,
    csv: Annotated[
        Path | None, typer.Option(parser=path, help="Write all answers to this file.")
    ] = None,
    device: DeviceName = "auto",
    as_json: AsJson = False,
) -> int:
    """Classify pictures."""
    from tlgui.engine.data.index import expand_pictures
    from tlgui.engine.deploy.predictor import Predictor, write_predictions_csv

    with _progress() as control:
        predictor = Predictor.load(run_folder, device)
        files, problems = expand_pictures(paths, control)
        start = time.perf_counter()
        predictions = predictor.predict(files, control)
        seconds = time.perf_counter() - start
    if csv is not None:
        write_predictions_csv(csv, predictions, predictor.classes)
    if as_json:
        print_json(
            {
                "predictions": [reports.prediction_row(answer, top_k) for answer in predictions],
                "problems": reports.problem_rows(problems),
                "seconds": {"prediction": round(seconds, 3)},
            }
        )
    else:
        for answer in predictions:
            reports.print_prediction(answer, top_k)
        reports.print_problems(problems)
        if csv is not None:
            say(f"Written: {csv}")
    if all(answer.error is not None for answer in predictions):
        return _nothing_read(named=bool(predictions))
    return 0


@app.command()
def explain(
    run_folder: RunFolder,
    images: Annotated[
        list[Path], typer.Argument(parser=path, metavar="IMAGE...", help="Pictures and folders.")
    ],
    out: Annotated[
        Path, typer.Option("--out", parser=path, metavar="DIR", help="Folder for the heat maps.")
    ],
    method: Annotated[str, typer.Option(help="How: grad-cam.")] = "grad-cam",
    target: Annotated[
        str, typer.Option(metavar="CLASS", help="The class to explain; the predicted by default.")
    ] = "",
    device: DeviceName = "auto",
    as_json: AsJson = False,
) -> int:
    """Show where the model looks: a heat map over each picture."""
    from tlgui.engine.data.index import expand_pictures
    from tlgui.engine.insight.cam import Explainer, check_method, find_class
    from tlgui.engine.insight.heat_map_files import write_heat_maps
    from tlgui.engine.training.run import open_run

    try:
        check_method(method)
    except RecipeError as error:
        raise WrongUsageError(error.message, error.hint) from error
    finished = open_run(run_folder)
    chosen = find_class(finished.classes, target) if target else None
    with _progress() as control:
        files, problems = expand_pictures(images, control)
        rows = []
        if files:
            explainer = Explainer.of_run(finished, device)
            rows = write_heat_maps(explainer, files, out, control, target=chosen, method=method)
    if as_json:
        print_json({"images": rows, "problems": reports.problem_rows(problems)})
    else:
        for row in rows:
            reports.print_heat_map(row)
        reports.print_problems(problems)
    return _nothing_read(named=bool(rows)) if all(row["error"] for row in rows) else 0


@app.command()
def doctor(as_json: AsJson = False) -> None:
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


def _listed(folder: Path, control: Control) -> tuple[DatasetIndex, list[Problem]]:
    """The pictures in ``folder``, and its problems, doubled files among them."""
    from tlgui.engine.data.folders import problem_order
    from tlgui.engine.data.index import scan as scan_folder
    from tlgui.engine.data.quality import find_duplicates

    index = scan_folder(folder, control)
    return index, sorted([*index.problems, *find_duplicates(index, control)], key=problem_order)


def _train(folder: Path, recipe: Recipe, out: Path, *, as_json: bool) -> Run:
    from tlgui.engine.data.records import ProblemKind
    from tlgui.engine.data.split import make_split
    from tlgui.engine.training.run_writer import check_free
    from tlgui.engine.workflow import train as train_run

    with suppress(OSError):
        check_free(out)  # It is refused later too, but that is after minutes of reading.
    with _progress() as control:
        index, problems = _listed(folder, control)
    doubled = (
        ProblemKind.DUPLICATE,
        ProblemKind.DUPLICATE_ACROSS_SPLITS,
        ProblemKind.CONFLICTING_LABELS,
    )
    duplicates = [problem for problem in problems if problem.kind in doubled]
    for problem in duplicates[:DUPLICATES_TOLD]:
        say(f"notice: {problem.message!s}")
    if len(duplicates) > DUPLICATES_TOLD:
        more = counted(len(duplicates) - DUPLICATES_TOLD, "more doubled picture")
        say(f"notice: {more}; `tlgui scan` lists them.")
    with _progress() as control:
        finished = train_run(recipe, index, make_split(index, seed=recipe.seed), out, control)
    problems += [problem for problem in finished.problems if problem not in problems]
    if as_json:
        print_json(reports.training_document(finished, problems))
    else:
        reports.print_training(finished, problems)
    return finished


def _nothing_read(*, named: bool) -> int:
    """Refuse; ``named`` says whether there were pictures, which then have rows of their own."""
    if named:
        hint = Message("The rows of the pictures say why.")
    else:
        hint = Message("Name pictures, or folders that hold some.")
    return refuse(DatasetError(Message("No picture could be read."), hint))


@contextmanager
def _progress(*, quiet: bool = False) -> Iterator[Control]:
    from tlgui.cli.terminal import progress

    with progress(quiet=quiet) as control:
        yield control
