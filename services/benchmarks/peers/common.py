"""The work every peer does, read from the folder that `descent bench --export DIR` writes.

dense/: x.npy [64, 16], y.npy [64], w1.npy [T, 16, 4], b1.npy [T, 4], w2.npy [T, 4, 1], b2.npy [T, 1]; sigmoid output,
        cross-entropy, ReLU, SGD 0.1, full batch.
conv/:  x.npy [64, 16, 16, 1], y.npy [64], k1.npy [7, 7, 1, 16], c1.npy [16], k2.npy [7, 7, 16, 8], c2.npy [8],
        w.npy [128, 1], b.npy [1]; the same loss and optimiser.

A peer takes N steps, each of which yields the loss and the accuracy before its update, and prints one JSON line a
measurement: the steps (trials x iterations) per second and the loss curve of trial 0 at a few steps.
"""

import json
import pathlib
import statistics
import sys
import time

import numpy as np

LEARNING_RATE = 0.1
CHECKED_STEPS = (1, 10, 100, 1000)


def load(folder, kind):
    return {p.stem: np.load(p) for p in sorted((pathlib.Path(folder) / kind).glob("*.npy"))}


def options():
    """FOLDER KIND TRIALS STEPS REPEATS from the command line."""
    folder, kind, trials, steps, repeats = sys.argv[1:6]
    return folder, kind, int(trials), int(steps), int(repeats)


def report(peer, kind, trials, threads, steps, repeats, run):
    """Times run(steps) -> (losses [steps] of trial 0, accuracies [steps]) after one run to warm up."""
    losses, _ = run(steps)
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        losses, accuracies = run(steps)
        seconds.append(time.perf_counter() - start)
    assert len(losses) == steps and len(accuracies) == steps
    print(
        json.dumps(
            {
                "peer": peer,
                "work": kind,
                "trials": trials,
                "threads": threads,
                "stepsPerSecond": trials * steps / statistics.median(seconds),
                "fastest": trials * steps / min(seconds),
                "slowest": trials * steps / max(seconds),
                "loss": {str(k): float(losses[k - 1]) for k in CHECKED_STEPS if k <= steps},
            }
        ),
        flush=True,
    )
