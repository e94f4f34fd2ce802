"""What the process does that arranges pictures: ``python -m ... ASKED.npz FOUND.npy``.

scikit-learn's t-SNE hears nobody while it works, and says how far it is on its output only.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

STEPS = 750
PERPLEXITY = 30.0
SEED = 0
_START = 1e-4


def main(asked: Path, found: Path) -> int:
    """Arrange the pictures in ``asked``, and write their places to ``found``."""
    from sklearn.manifold import TSNE

    with np.load(asked, allow_pickle=False) as arrays:
        looks, start = arrays["looks"], arrays["start"]
    spread = max(float(start[:, 0].std()), np.finfo(np.float32).tiny)
    tsne = TSNE(
        perplexity=min(PERPLEXITY, (len(looks) - 1) / 3),
        init=np.ascontiguousarray(start / spread * _START, np.float32),
        random_state=SEED,
        max_iter=STEPS,
        verbose=2,
    )
    places = tsne.fit_transform(looks)
    with found.open("xb") as file:
        np.save(file, places.astype(np.float32), allow_pickle=False)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
