"""The recipe that a tutorial gives, as a whole process: the rival of the main job's benchmark.

torchvision's ImageFolder, timm's transform, a DataLoader with two workers, the eager model under
``inference_mode``, one pass, then scikit-learn's logistic regression on standardised features: once
with its default C, and once more with C from tlgui's grid by cross-validation. Prints one JSON
document.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import timm
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits
from torch.utils.data import DataLoader
from torchvision.datasets import ImageFolder

from tlgui.engine.models.weights import embedded_weights_file

BACKBONE = "tf_efficientnet_lite0"
# The grid of tlgui.engine.training.linear_heads.logistic_regression.
C_GRID = [float(f"{10.0 ** (exponent / 2):.1e}") for exponent in range(-8, 3)]


def backbone() -> tuple[Any, Any]:
    """The embedded backbone without its classifier, and timm's transform for it."""
    module = timm.create_model(BACKBONE, pretrained=False)
    stored = torch.load(embedded_weights_file(), weights_only=True)
    module.load_state_dict(dict(zip(module.state_dict(), stored.values(), strict=True)))
    transform = timm.data.create_transform(**timm.data.resolve_data_config({}, model=module))
    module.reset_classifier(0)
    return module.eval(), transform


def features(module: Any, transform: Any, folder: Path) -> tuple[Any, Any]:
    """Features (N, width) and targets (N,) of all pictures below ``folder``."""
    loader = DataLoader(ImageFolder(str(folder), transform), batch_size=32, num_workers=2)
    values, targets = [], []
    with torch.inference_mode():
        for pictures, labels in loader:
            values.append(module(pictures).numpy())
            targets.append(labels.numpy())
    return np.concatenate(values), np.concatenate(targets)


def main() -> None:
    """Train on FOLDER/train, score on FOLDER/validation; or only extract with --predict."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--predict", action="store_true", help="features of one folder, no fit")
    options = parser.parse_args()
    module, transform = backbone()
    start = time.perf_counter()
    if options.predict:
        values, _ = features(module, transform, options.folder)
        extraction = time.perf_counter() - start
        json.dump({"pictures": len(values), "features_s": extraction}, sys.stdout)
        return
    train, train_targets = features(module, transform, options.folder / "train")
    validation, validation_targets = features(module, transform, options.folder / "validation")
    extraction = time.perf_counter() - start
    start = time.perf_counter()
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    model.fit(train, train_targets)
    fit = time.perf_counter() - start
    # The search serves the comparison of accuracies; its time is told apart, so that the rival's
    # job can be taken without it.
    start = time.perf_counter()
    with threadpool_limits(1):
        search = GridSearchCV(
            model,
            {"logisticregression__C": C_GRID},
            cv=3,
            scoring="neg_log_loss",
            n_jobs=os.cpu_count(),
        )
        search.fit(train, train_targets)
    right = search.predict(validation) == validation_targets
    json.dump(
        {
            "pictures": len(train) + len(validation),
            "features_s": extraction,
            "fit_s": fit,
            "search_s": time.perf_counter() - start,
            "c": search.best_params_["logisticregression__C"],
            "validation_accuracy": float(right.mean()),
            "default_c_accuracy": float(model.score(validation, validation_targets)),
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
