"""Tables of trainings for `run --part tasks`: every point of the grids in tasks/, trained by Descent.

A table is {name, sizes, values}: as many places along each axis, and what came of each point, the last axis running fastest; of
losses also {curves: {iterations, values}}, what was measured on the way there, point by point.
A point that diverged has the largest value that a number came of.
"""

import csv
import json
import math
import pathlib
import statistics
import subprocess

TASKS = pathlib.Path(__file__).resolve().parent / "tasks"
OF_SKLEARN = {"digits": "load_digits", "wine": "load_wine"}


def iterations(row):
    """The logarithm of iterations to target, of the iterations trained where it was not reached."""
    return math.log10(float(row["iterationsToTarget"] or row["iterations"]))


def validation_loss(row):
    return float(row["validation.loss"] or "nan")


VALUES = {"part-2": iterations}


def write_csv(name, loader, python, folder):
    """A data set of scikit-learn's as CSV; false where the interpreter lacks it."""
    code = (
        f"import csv, sys; from sklearn.datasets import {loader} as load; d = load(); w = csv.writer(sys.stdout);"
        "w.writerow([*(f'x{i}' for i in range(d.data.shape[1])), 'label']);"
        "w.writerows([*map(float, x), int(y)] for x, y in zip(d.data, d.target))"
    )
    done = subprocess.run([python, "-c", code], stdout=subprocess.PIPE, text=True)
    (folder / f"{name}.csv").write_text(done.stdout)
    return done.returncode == 0


def table(name, rows):
    """Of the rows of a results.csv, in the order of their variants."""
    axes = [key for key in rows[0] if key.startswith("setting.")]
    points = {}
    for row in rows:
        points.setdefault(int(row["variant"]), []).append(row)
    value = VALUES.get(name, validation_loss)
    found = [statistics.mean(map(value, points[variant])) for variant in sorted(points)]
    sizes = [len({row[axis] for row in rows}) for axis in axes]
    if math.prod(sizes) != len(found):
        raise SystemExit(f"{name}: {len(found)} points, expected {' x '.join(map(str, sizes))}")
    places = [list(dict.fromkeys(points[variant][0][axis] for variant in sorted(points))) for axis in axes]
    for variant, trained in points.items():
        place = 0
        for axis, along in zip(axes, places):
            place = place * len(along) + along.index(trained[0][axis])
        if place != variant:
            raise SystemExit(f"{name}: variant {variant} stands at place {place} of its grid")
    largest = max(v for v in found if math.isfinite(v))
    return {"name": name, "sizes": sizes, "values": [v if math.isfinite(v) else largest for v in found]}


def curves(file):
    """Of a file of curves: the losses of the validation split, as many for all."""
    found = {}
    with open(file, newline="") as rows:
        for row in csv.DictReader(rows):
            if row["validation.loss"]:
                found.setdefault(int(row["variant"]), {})[int(row["iteration"])] = float(row["validation.loss"])
    iterations = sorted(max(found.values(), key=len))
    # Who diverged has no more measurements; infinite ones end the curve.
    rows = [[found[v].get(i, math.inf) for i in iterations] for v in sorted(found)]
    largest = max(x for row in rows for x in row if math.isfinite(x))
    return {"iterations": iterations, "values": [[x if math.isfinite(x) else largest for x in row] for row in rows]}


def tabulate(descent, python, folder):
    """Trains all tasks, and writes a table of each; a table that is there already stays.

    descent: the launcher; python: an interpreter with scikit-learn, or None; folder: where to
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables = []
    for file in sorted(TASKS.glob("*.yaml")):
        name = file.stem
        if name in OF_SKLEARN and not (python and write_csv(name, OF_SKLEARN[name], python, folder)):
            print(f"left out: {name} (scikit-learn is not installed)", flush=True)
            continue
        copy, tables = folder / file.name, [*tables, folder / f"{name}.json"]
        if tables[-1].exists() and copy.read_text() == file.read_text():
            continue
        copy.write_text(file.read_text())
        subprocess.run([descent, "run", copy, "--out", folder / name], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(folder / name / "results.csv", newline="") as results:
            made = table(name, list(csv.DictReader(results)))
        if name not in VALUES:
            made["curves"] = curves(folder / name / "curves" / f"{name}.csv")
        tables[-1].write_text(json.dumps(made))
    return tables
