"""Writes work of the right shapes with NumPy's generator, to try a peer without Descent."""

import pathlib
import sys

import numpy as np

folder = pathlib.Path(sys.argv[1])
trials = int(sys.argv[2])
r = np.random.default_rng(0)
f = np.float32
dense = {
    "x": r.integers(0, 2, (64, 16)),
    "y": r.permutation([1] * 11 + [0] * 53),
    "w1": r.normal(0, 0.1, (trials, 16, 4)),
    "b1": np.full((trials, 4), 0.1),
    "w2": r.normal(0, 0.1, (trials, 4, 1)),
    "b2": np.full((trials, 1), 0.1),
}
conv = {
    "x": r.integers(0, 2, (64, 16, 16, 1)),
    "y": r.permutation([1] * 32 + [0] * 32),
    "k1": r.normal(0, 0.1, (7, 7, 1, 16)),
    "c1": np.full(16, 0.1),
    "k2": r.normal(0, 0.1, (7, 7, 16, 8)),
    "c2": np.full(8, 0.1),
    "w": r.normal(0, 0.1, (128, 1)),
    "b": np.full(1, 0.1),
}
for name, arrays in (("dense", dense), ("conv", conv)):
    (folder / name).mkdir(parents=True, exist_ok=True)
    for key, value in arrays.items():
        np.save(folder / name / f"{key}.npy", value.astype(f))
