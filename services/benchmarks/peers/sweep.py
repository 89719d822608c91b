"""Whole sweeps by wall clock, for `run --part sweep`: from starting the command to its results, everything included.

Descent is `descent run` on a file: JVM, broker, four services, evaluation, report. Peers are processes that train the same network on the same
examples at the same rates with as many iterations, on as many cores, from starts of the same distribution. Whoever takes part must find the
same: the median losses of all trials at the end have to agree within a factor of two, as their starts are others.
"""

import csv
import json
import math
import pathlib
import shutil
import statistics
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
WORKS = {
    # name: (rates from, to, how many, seeds of each, iterations, what Descent's file says)
    "dense": (0.01, 1, 40, 10, 2000, """
network: {layers: [{dense: {units: 4, activation: relu}}], heads: [binary: {}]}
optimiser: {sgd: {learningRate: 0.1}}
vary: {optimiser.sgd.learningRate: RATES}"""),
    "mlp": (0.0003, 0.03, 16, 4, 1000, """
network: {layers: [{dense: {units: 128, activation: relu}}], heads: [multi-class: {classes: 10}]}
optimiser: {momentum: {learningRate: 0.01, momentum: 0.9}}
batch: {size: 64, measure: batch}
vary: {optimiser.momentum.learningRate: RATES}"""),
}
PEERS = (("sweep_optuna.py", "optuna", "Optuna"), ("sweep_ray.py", "ray", "Ray Tune"))


def rates(low, high, count):
    return [float(f"{low * (high / low) ** (i / (count - 1)):.6g}") for i in range(count)]


def document(kind, data, numbers, seeds, steps, form):
    return f"""apiVersion: descent/v1
kind: Experiment
name: {kind}
data: {{npy: {{images: {data}/x.npy, labels: {data}/y.npy}}}}
initialisation: {{weights: fan-in-uniform, biases: fan-in-uniform}}
budget: {steps}
target: none
measure: none
seeds: {seeds}{form.replace("RATES", json.dumps(numbers))}
"""


def ends(curves, steps):
    """Of each trial the mean loss of the last tenth of its iterations."""
    last = {}
    with open(curves, newline="") as file:
        for row in csv.DictReader(file):
            if int(row["iteration"]) > steps - steps // 10 and row.get("loss"):
                last.setdefault((row["variant"], row["seed"]), []).append(float(row["loss"]))
    return [statistics.mean(last[v]) for v in sorted(last)]


def agreeing(who, losses, reference):
    level, expected = (statistics.median(math.log10(max(v, 1e-12)) for v in all_of) for all_of in (losses, reference))
    if abs(level - expected) > math.log10(2):
        raise SystemExit(f"{who}: the median loss is {10 ** level:.3g}, Descent's {10 ** expected:.3g}: not the same work")


def sweep(kind, descent, data, folder, pythons_with, cores, rounds, say):
    """Takes turns; a line a sweep: {"who", "work", "trials", "steps", "seconds": [...]}."""
    low, high, count, seeds, steps, form = WORKS[kind]
    numbers = rates(low, high, count)
    file = folder / f"{kind}.yaml"
    file.write_text(document(kind, (data / kind).resolve(), numbers, seeds, steps, form))
    turns = [("Descent", [descent, "run", file, "--out", folder / f"{kind}-results"])]
    for script, library, name in PEERS:
        found = pythons_with(library)
        if not found:
            say(f"left out: {script} ({library} is not installed)")
        turns += [(name, [found[0], HERE / script, data, kind, str(steps), str(cores), str(seeds), *map(str, numbers)])] if found else []
    seconds, reference = {}, None
    for number in range(rounds):
        for who, command in turns if number == 0 or number % 2 == 0 else [*reversed(turns)]:
            say(f"sweep {kind}, round {number + 1} of {rounds}: {who}")
            if who == "Descent":
                shutil.rmtree(folder / f"{kind}-results", ignore_errors=True)
            begun = time.perf_counter()
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            seconds.setdefault(who, []).append(time.perf_counter() - begun)
            if done.returncode != 0:
                raise SystemExit(f"{who}: exit {done.returncode}: {done.stderr[-2000:]}")
            if who == "Descent":
                reference = ends(folder / f"{kind}-results" / "curves" / f"{kind}.csv", steps)
            else:
                agreeing(who, json.loads(done.stdout.splitlines()[-1]), reference)
    return [{"who": who, "work": kind, "trials": count * seeds, "steps": steps, "seconds": times} for who, times in seconds.items()]
