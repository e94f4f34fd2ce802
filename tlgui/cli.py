"""The command line: the same engine, for scripts, many folders and machines without a screen."""

from __future__ import annotations

import io
import json
import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlgui.engine.errors import Cancelled, Message, TlguiError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tlgui.engine.data.records import DatasetIndex, Problem
    from tlgui.engine.deploy.predictor import Prediction
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run

app = typer.Typer(
    name="tlgui",
    help="Turn a folder of labelled pictures into an image classifier you can trust.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="A folder that `train` wrote.")]
DeviceName = Annotated[str, typer.Option("--device", help="auto, cpu, cuda or mps.")]


def run(arguments: list[str]) -> int:
    """Run the command line on ``arguments``; the process's exit code."""
    if arguments and not arguments[0].startswith("-") and arguments[0] not in _commands():
        # A first word that is no command and names a folder opens it.
        if os.path.isdir(arguments[0]):  # unlike Path.is_dir, False for an impossible name
            arguments = ["open", *arguments]
        elif arguments[0] in ("export", "models"):
            return _refuse(
                TlguiError(
                    Message("The command {name} does not exist yet.", name=arguments[0]),
                    Message("Available: {names}.", names=", ".join(_commands())),
                ),
                exit_code=2,
            )
    for stream in (sys.stdout, sys.stderr):
        # A name that the terminal's encoding lacks is escaped; it must not end the command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        result = app(arguments, standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except TlguiError as error:
        return _refuse(error)
    except Cancelled:
        _say("Cancelled.")
        return 130
    except (KeyboardInterrupt, typer.Abort):
        _say("Interrupted.")
        return 130
    except BrokenPipeError:
        # Whoever read has gone; the interpreter must not try again when it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except typer.Exit as leave:
        return leave.exit_code
    except Exception as error:
        # Click's own errors are wrong usage; it says where, and what would be right.
        show = getattr(error, "show", None)
        if show is None:
            raise
        show()
        return int(getattr(error, "exit_code", 2))
    return result if isinstance(result, int) else 0


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from tlgui import __version__

        _print(__version__)
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(open_folder(None))


@app.command("open")
def open_folder(
    folder: Annotated[Path | None, typer.Argument(help="A folder of pictures, or a run.")] = None,
) -> int:
    """Open the window."""
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
    from tlgui.engine.training.recipe import Recipe

    with _progress(quiet=False) as control:
        folder = write_digits(places.samples_folder() / "digits", control)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    recipe = Recipe()
    out = project_of(folder).runs_folder / f"{stamp}-{recipe.backbone}-{recipe.method}"
    finished = _train(folder, recipe, out)
    _show_training(finished, as_json=as_json)
    if no_window or as_json:
        return 0
    from tlgui.display import window_possible

    if not window_possible():
        _say("There is no display: the window stays closed.")
        return 0
    from tlgui.app import run_window

    return run_window(folder=folder, run=finished.folder)


@app.command()
def scan(
    folder: Annotated[Path, typer.Argument(help="One sub-folder a class; split folders above.")],
    as_json: AsJson = False,
) -> None:
    """List what is in a folder: classes, counts, splits found, problems."""
    from tlgui.engine.data.index import scan as scan_folder

    with _progress(quiet=as_json) as control:
        index = scan_folder(folder, control)
    if as_json:
        _print_json(_index_document(index))
        return
    _print(f"{index.root}: {len(index.records)} pictures in {len(index.classes)} classes")
    for name, count in zip(index.classes, index.class_counts(), strict=True):
        _print(f"  {count:7d}  {name}")
    splits = index.split_counts()
    if splits is not None:
        _print("Splits: " + ", ".join(f"{name.value} {count}" for name, count in splits.items()))
    if index.ignored:
        _print(f"{index.ignored} hidden or system files ignored")
    _print_problems(index.problems)


@app.command()
def train(
    folder: Annotated[Path, typer.Argument(help="One sub-folder a class; split folders above.")],
    out: Annotated[Path, typer.Option("--out", metavar="RUN", help="Folder for the run.")],
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
    from tlgui.engine.training.recipe import HeadFit, Recipe, parse_head, parse_method

    descent = {
        "epochs": epochs,
        "learning_rate": learning_rate,
        "batch_size": batch_size,
        "weight_decay": weight_decay,
        "patience": patience,
    }
    idle = [name.replace("_", "-") for name, value in descent.items() if value is not None]
    if idle and head != HeadFit.GRADIENT_DESCENT:
        _say(f"notice: --{idle[0]} has a meaning only with --head gradient-descent: not used.")
    given: dict[str, Any] = {
        "backbone": backbone or None,
        "method": parse_method(method) if method else None,
        "head": parse_head(head) if head else None,
        "target_accuracy": target_accuracy,
        **descent,
    }
    recipe = Recipe(
        class_weights=class_weights,
        seed=seed,
        device=device,
        **{name: value for name, value in given.items() if value is not None},
    )
    _show_training(_train(folder, recipe, out), as_json=as_json)


@app.command()
def evaluate(
    run_folder: RunFolder,
    folder: Annotated[Path, typer.Argument(help="One sub-folder a class.")],
    device: DeviceName = "auto",
    as_json: AsJson = False,
) -> None:
    """Judge a trained run on a folder of labelled pictures."""
    from tlgui.engine.deploy.evaluation import evaluate_folder
    from tlgui.engine.deploy.predictor import Predictor

    with _progress() as control:
        judged = evaluate_folder(Predictor.load(run_folder, device), folder, control)
    report = judged.report
    if as_json:
        _print_json(
            {
                "images": len(report.files),
                **report.details(),
                "unknown_class_images": judged.unknown_class_images,
                "training_images": judged.training_images,
                "problems": _problem_rows(judged.problems),
            }
        )
        return
    _print(_headline("accuracy", report.figures(), len(report.files)))
    for score in report.per_class:
        _print(
            f"  {score.name}: precision {score.precision:.3f}, recall {score.recall:.3f}, "
            f"F1 {score.f1:.3f}, {score.support} pictures"
        )
    _print_problems(judged.problems)


@app.command()
def predict(
    run_folder: RunFolder,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Pictures and folders.")],
    top_k: Annotated[int, typer.Option(min=1, help="Classes listed for each picture.")] = 3,
    csv: Annotated[Path | None, typer.Option(help="Write all answers to this file.")] = None,
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
        rows = [_prediction_row(prediction, top_k) for prediction in predictions]
        _print_json(
            {
                "predictions": rows,
                "problems": _problem_rows(problems),
                "seconds": {"prediction": round(seconds, 3)},
            }
        )
    else:
        for prediction in predictions:
            _print(_prediction_line(prediction, top_k))
        _print_problems(problems)
        if csv is not None:
            _say(f"Written: {csv}")
    if all(prediction.error is not None for prediction in predictions):
        _say("error: no picture could be read.")
        return 1
    return 0


@app.command()
def explain(
    run_folder: RunFolder,
    images: Annotated[list[Path], typer.Argument(metavar="IMAGE...", help="Pictures.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the heat maps.")],
    method: Annotated[str, typer.Option(help="How: grad-cam.")] = "grad-cam",
    target: Annotated[
        str, typer.Option(metavar="CLASS", help="The class to explain; the predicted by default.")
    ] = "",
    as_json: AsJson = False,
) -> int:
    """Show where the model looks: a heat map over each picture."""
    from tlgui.engine.insight.cam import Explainer
    from tlgui.engine.insight.heat_map_files import write_heat_maps

    with _progress() as control:
        explainer = Explainer.load(run_folder)
        chosen = explainer.class_number(target) if target else None
        rows = write_heat_maps(explainer, images, out, control, target=chosen, method=method)
    if as_json:
        _print_json({"images": rows})
    else:
        for row in rows:
            if row["error"]:
                _print(f"{row['file']}: {row['error']}")
            else:
                _print(
                    f"{row['file']}: {row['target']} {row['confidence']:.1%} -> {row['overlay']}"
                )
    return 1 if all(row["error"] for row in rows) else 0


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Print versions, devices, engines and caches: what to paste into a bug report."""
    from tlgui.engine.diagnosis import diagnose

    facts = diagnose()
    if as_json:
        _print_json(facts)
        return
    for section, rows in facts.items():
        _print(f"{section}")
        for name, value in rows.items():
            _print(f"  {name}: {value}")


def _train(folder: Path, recipe: Any, out: Path) -> Run:
    from tlgui.engine.data.index import scan as scan_folder
    from tlgui.engine.data.split import make_split
    from tlgui.engine.workflow import train as train_run

    with _progress() as control:
        index = scan_folder(folder, control)
        return train_run(recipe, index, make_split(index, seed=recipe.seed), out, control)


def _show_training(finished: Run, *, as_json: bool) -> None:
    from tlgui.engine.data.records import SplitName

    figures = {name.value: finished.figures.get(name) for name in SplitName}
    if as_json:
        _print_json(
            {
                "run": str(finished.folder),
                "backbone": finished.recipe.backbone,
                "method": finished.recipe.method.value,
                "classes": list(finished.classes),
                "images": finished.counts,
                "validation": figures["validation"],
                "test": figures["test"],
                "threshold": finished.threshold,
                "epochs": len(finished.history),
                "ended_by": finished.ended_by.value,
                "seconds": finished.seconds,
                "notices": [str(notice) for notice in finished.notices],
                "problems": _problem_rows(finished.problems),
            }
        )
        return
    for name in (SplitName.TEST, SplitName.VALIDATION):
        row = finished.figures.get(name)
        if row is not None:
            _print(_headline(f"{name.value} accuracy", row, len(finished.files[name])))
    _print(f"{finished.counts['train']} training pictures, {finished.seconds['total']:.1f} s")
    _print_problems(finished.problems)
    _print(f"Run: {finished.folder}")


def _headline(name: str, figures: dict[str, Any], pictures: int) -> str:
    low, high = figures["accuracy_interval"]
    return (
        f"{name} {figures['accuracy']:.1%} (95% interval {low:.1%} - {high:.1%}, "
        f"{pictures} pictures), macro F1 {figures['macro_f1']:.3f}, loss {figures['loss']:.3f}"
    )


def _index_document(index: DatasetIndex) -> dict[str, Any]:
    splits = index.split_counts()
    return {
        "root": str(index.root),
        "classes": [
            {"name": name, "images": count}
            for name, count in zip(index.classes, index.class_counts(), strict=True)
        ],
        "images": len(index.records),
        "splits": splits and {name.value: count for name, count in splits.items()},
        "ignored": index.ignored,
        "problems": _problem_rows(index.problems),
    }


def _problem_rows(problems: Any) -> list[dict[str, str]]:
    from tlgui.engine.training.run import problem_row

    return [problem_row(problem) for problem in problems]


def _prediction_row(prediction: Prediction, top_k: int) -> dict[str, Any]:
    return {
        "file": str(prediction.file),
        "label": prediction.label,
        "confidence": prediction.confidence,
        "decision": prediction.decision.value if prediction.decision else None,
        "top": [
            {"label": label, "confidence": confidence}
            for label, confidence in prediction.ranked[:top_k]
        ],
        "error": str(prediction.error) if prediction.error else None,
    }


def _prediction_line(prediction: Prediction, top_k: int) -> str:
    name = str(prediction.file)
    if prediction.error is not None:
        return f"{name}: {prediction.error!s}"
    ranked = ", ".join(f"{label} {share:.1%}" for label, share in prediction.ranked[:top_k])
    unsure = "" if prediction.decision == "accepted" else " (unsure)"
    return f"{name}: {ranked}{unsure}"


def _print_problems(problems: Any) -> None:
    shown: list[Problem] = list(problems)
    if shown:
        _print(f"{len(shown)} problems:")
        for problem in shown:
            _print(f"  {problem.path}: {problem.message!s}")


def _refuse(error: TlguiError, exit_code: int = 1) -> int:
    _say(f"error: {error.message!s}")
    if error.hint is not None:
        _say(f"hint: {error.hint!s}")
    return exit_code


def _commands() -> list[str]:
    return [
        command.name or str(getattr(command.callback, "__name__", ""))
        for command in app.registered_commands
    ]


def _visible(line: str) -> str:
    """``line`` on one line, with what a terminal would act on made visible."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in line.encode("utf-8", "backslashreplace").decode("utf-8")
    )


def _print(line: str) -> None:
    sys.stdout.write(_visible(line) + "\n")


def _print_json(document: object) -> None:
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False) + "\n")


def _say(line: str) -> None:
    sys.stderr.write(_visible(line) + "\n")


@contextmanager
def _progress(*, quiet: bool = False) -> Iterator[Control]:
    from tlgui.terminal import progress

    with progress(quiet=quiet) as control:
        yield control
