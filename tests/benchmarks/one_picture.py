"""One picture, one answer: a whole process of tlgui beside one of a plain PyTorch script.

    python -m tests.benchmarks.one_picture RUN PICTURE [--rounds 5]

RUN is a run on the embedded backbone with the head on the last stage, which a script can load by
timm as it stands. Both have answered once before: what a first start keeps is kept.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from statistics import median

SCRIPT = """
import sys
import timm, torch
from PIL import Image
from safetensors.torch import load_file
tensors = load_file(sys.argv[1] + "/best.safetensors")
classes = len(tensors["classifier.bias"])
model = timm.create_model("tf_efficientnet_lite0", num_classes=classes)
model.load_state_dict(tensors)
model.eval()
transform = timm.data.create_transform(
    **timm.data.resolve_data_config(model.pretrained_cfg), is_training=False
)
with torch.inference_mode():
    scores = model(transform(Image.open(sys.argv[2]).convert("RGB"))[None]).softmax(-1)
print(int(scores.argmax()), float(scores.max()))
"""


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run")
    parser.add_argument("picture")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    paths = [arguments.run, arguments.picture]
    commands = {
        "tlgui predict": [sys.executable, "-m", "tlgui", "predict", *paths],
        "plain script": [sys.executable, "-c", SCRIPT, *paths],
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(arguments.rounds + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            if number:
                seconds[name].append(time.perf_counter() - start)
    for name, found in seconds.items():
        say(f"{name}: {median(found):.2f} s ({min(found):.2f} to {max(found):.2f})")
    ours, theirs = (median(found) for found in seconds.values())
    say(f"{theirs / ours:.1f} times faster")


if __name__ == "__main__":
    main()
