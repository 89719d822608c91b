#!/usr/bin/env python3
"""What the best of so many proposals of a search comes to on average (Dodge et al. 2019), of every experiment in a
results.json: drawn without replacement from all that were made, with the standard deviation.

    python services/benchmarks/peers/gallery_budget.py descent-results/tuning-budget/results.json

A loss counts as ln 10 at most, which is that of a network that tells nothing of ten classes, and so does one that diverged.
"""

import json
import math
import sys

BUDGETS = (1, 2, 4, 8, 16, 40)
MOST = math.log(10)


def loss(trial):
    found = trial["metrics"].get("validation", {}).get("loss")
    return found if trial["end"] != "diverged" and isinstance(found, float) and found < MOST else MOST


def moment(ascending, trials, power):
    n = len(ascending)
    ways = math.comb(n, trials)
    return sum(math.comb(n - i - 1, trials - 1) / ways * x**power for i, x in enumerate(ascending))


def main(path):
    with open(path) as file:
        experiments = json.load(file)["experiments"]
    print(f"{'':18}" + "".join(f"{f'best of {n}':>16}" for n in BUDGETS))
    for experiment in experiments:
        losses = sorted(loss(variant["trials"][0]) for variant in experiment["variants"])
        cells = []
        for n in BUDGETS:
            mean = moment(losses, n, 1)
            deviation = math.sqrt(max(0.0, moment(losses, n, 2) - mean * mean))
            cells.append(f"{mean:.3f} ± {deviation:.3f}")
        print(f"{experiment['name']:18}" + "".join(f"{cell:>16}" for cell in cells))


if __name__ == "__main__":
    main(*sys.argv[1:])
