"""What the peers share: the work, and how it is timed.

The work lies in a folder that `descent bench --export FOLDER` wrote, one NumPy file an array:
  dense: x.npy [64, 16], y.npy [64], w1.npy [T, 16, 4], b1.npy [T, 4], w2.npy [T, 4, 1], b2.npy [T, 1]
         16 -> 4 ReLU -> 1, binary cross-entropy on the logit, averaged over the batch, SGD 0.1, full batch.
  conv:  x.npy [64, 16, 16, 1], y.npy [64], k1.npy [7, 7, 1, 16], c1.npy [16], k2.npy [7, 7, 16, 8], c2.npy [8],
         w.npy [128, 1], b.npy [1]; the same loss and optimiser.

  mlp, lenet, cnn1d, residual: x.npy [2000, ...], y.npy [2000], batches.npy [T, N, batch]: which examples each step of
         each trial has; p00.npy, p01.npy, ... [T, ...]: each trial's parameters, layer by layer. The softmax's
         cross-entropy, SGD 0.01 with momentum 0.9.

  mlp-one-seed: the same as mlp, all trials from the first one's start and with its batches, the i-th learning at
         0.01 * 2^(-i / 8), from 0.

A peer takes N steps, each of which yields the loss and the accuracy before its update, and prints one JSON line a
measurement: the seconds of each repeat and the loss curve of trial 0 at a few steps.

Command line: FOLDER REPEATS WORK..., where WORK is KIND:TRIALS:STEPS:THREADS.
"""

import json
import os
import pathlib
import sys
import time
from typing import NamedTuple

import numpy as np

LEARNING_RATE = 0.1
CHECKED_STEPS = (1, 10, 100, 1000)


class Work(NamedTuple):
    kind: str
    trials: int
    steps: int
    threads: int


def load(kind):
    return {p.stem: np.load(p) for p in sorted((pathlib.Path(sys.argv[1]) / kind).glob("*.npy"))}


def works():
    """The work asked for on the command line."""
    for argument in sys.argv[3:]:
        kind, trials, steps, threads = argument.split(":")
        yield Work(kind, int(trials), int(steps), int(threads))


def keep_to(threads):
    """Keeps this process to as many cores; libraries size their thread pools by them when they are loaded."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])


def report(peer, work, run):
    """Times run() -> (losses [steps] of trial 0, accuracies [steps]), after one run to warm up."""
    cold, _, _ = timed(run)
    repeats = [timed(run) for _ in range(int(sys.argv[2]))]
    _, losses, accuracies = repeats[-1]
    assert len(losses) == work.steps and len(accuracies) == work.steps
    print(
        json.dumps(
            {
                "peer": peer,
                "work": work.kind,
                "trials": work.trials,
                "threads": work.threads,
                "steps": work.steps,
                "cold": cold,
                "seconds": [seconds for seconds, _, _ in repeats],
                "loss": {str(k): float(losses[k - 1]) for k in CHECKED_STEPS if k <= work.steps},
            }
        ),
        flush=True,
    )


def timed(run):
    start = time.perf_counter()
    losses, accuracies = run()
    return time.perf_counter() - start, losses, accuracies
