"""Optuna's samplers on the functions of `descent bench --search`: regrets, one JSON line a function and sampler.

Command line: [--tables FILE,...] REPETITIONS STRATEGY:TRIALS..., where STRATEGY is random, tpe, cma-es or gp. The functions are those of
TestFunction.java, or the tables of trainings that are named; each line holds what a function is at some points, and `run` compares that before it prints a table.
"""

import json
import math
import pathlib
import sys
import time
import warnings

import optuna

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)

SHEKEL = ([4] * 4, [1] * 4, [8] * 4, [6] * 4, [3, 7] * 2, [2, 9] * 2, [5, 3] * 2, [8, 1] * 2, [6, 2] * 2, [7, 3.6] * 2)
SHEKEL_WIDTHS = (0.1, 0.2, 0.2, 0.4, 0.4, 0.6, 0.3, 0.7, 0.5, 0.5)
HARTMANN_HEIGHTS = (1, 1.2, 3, 3.2)
HARTMANN_WEIGHTS = ((10, 3, 17, 3.5, 1.7, 8), (0.05, 10, 17, 0.1, 8, 14), (3, 3.5, 1.7, 10, 17, 8), (17, 8, 0.05, 10, 0.1, 14))
HARTMANN_CENTRES = (
    (0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886),
    (0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991),
    (0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650),
    (0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381),
)


def camel(x):
    a, b = x[0] ** 2, x[1] ** 2
    return (4 - 2.1 * a + a * a / 3) * a + x[0] * x[1] + (-4 + 4 * b) * b


def goldstein(x):
    a, b = x
    one = 19 - 14 * a + 3 * a * a - 14 * b + 6 * a * b + 3 * b * b
    two = 18 - 32 * a + 12 * a * a + 48 * b - 36 * a * b + 27 * b * b
    return math.log((1 + (a + b + 1) ** 2 * one) * (30 + (2 * a - 3 * b) ** 2 * two))


def griewank(x):
    return sum(v * v / 4000 for v in x) - math.prod(math.cos(v / math.sqrt(i + 1)) for i, v in enumerate(x)) + 1


def dixon(x):
    return (x[0] - 1) ** 2 + sum((i + 1) * (2 * x[i] ** 2 - x[i - 1]) ** 2 for i in range(1, len(x)))


def shekel(x):
    return -sum(1 / (w + sum((v - c) ** 2 for v, c in zip(x, centre))) for centre, w in zip(SHEKEL, SHEKEL_WIDTHS))


def levy(x):
    w = [1 + (v - 1) / 4 for v in x]
    inner = sum((v - 1) ** 2 * (1 + 10 * math.sin(math.pi * v + 1) ** 2) for v in w[:-1])
    return math.sin(math.pi * w[0]) ** 2 + inner + (w[-1] - 1) ** 2 * (1 + math.sin(2 * math.pi * w[-1]) ** 2)


def zakharov(x):
    weighted = sum(0.5 * (i + 1) * v for i, v in enumerate(x))
    return sum(v * v for v in x) + weighted**2 + weighted**4


def hartmann(x):
    return -sum(
        height * math.exp(-sum(w * (v - c) ** 2 for v, w, c in zip(x, weights, centre)))
        for height, weights, centre in zip(HARTMANN_HEIGHTS, HARTMANN_WEIGHTS, HARTMANN_CENTRES)
    )


def rates(x):
    rate = math.log10(x[0]) + 1.5 + 0.5 * math.log10(1 / (1 - x[1]))
    batch, width = math.log2(x[2] / 48), math.log2(x[3] / 200)
    return (rate - 0.1 * batch) ** 2 + 0.03 * batch**2 + 0.012 * width**2 + 0.2 * (x[1] - 0.9) ** 2


def options(x):
    option = int(x[0])
    worse, best = (0.3, 0, 0.5, 0.2)[option], (-1, -2.5, -0.5, -3)[option]
    return worse + 0.1 * abs(x[1] - 5) + 0.3 * (math.log10(x[2]) - best) ** 2 + 2 * (x[3] - 0.7) ** 2 + 2 * (x[3] - x[4]) ** 2


def uniform(low, high):
    return lambda trial, name: trial.suggest_float(name, low, high)


def log_uniform(low, high):
    return lambda trial, name: trial.suggest_float(name, low, high, log=True)


def whole(low, high, log=False):
    return lambda trial, name: trial.suggest_int(name, low, high, log=log)


def choice(*values):
    return lambda trial, name: trial.suggest_categorical(name, values)


FUNCTIONS = {
    "camel": (camel, -1.031628453489877, [uniform(-3, 3), uniform(-2, 2)]),
    "goldstein": (goldstein, math.log(3), [uniform(-2, 2)] * 2),
    "griewank": (griewank, 0, [uniform(-40, 60)] * 3),
    "dixon": (dixon, 0, [uniform(-10, 10)] * 3),
    "shekel": (shekel, -10.536443153483534, [uniform(0, 10)] * 4),
    "levy": (levy, 0, [uniform(-8, 12)] * 4),
    "zakharov": (zakharov, 0, [uniform(-5, 10)] * 4),
    "hartmann": (hartmann, -3.3223680114155147, [uniform(0, 1)] * 6),
    "rates": (rates, 0, [log_uniform(1e-5, 10), uniform(0, 0.99), whole(1, 512, True), whole(1, 1024, True)]),
    "options": (options, 0, [choice(0, 1, 2, 3), whole(1, 8), log_uniform(1e-4, 1), uniform(0, 1), uniform(0, 1)]),
}
SAMPLERS = {
    "random": optuna.samplers.RandomSampler,
    "tpe": optuna.samplers.TPESampler,
    "cma-es": optuna.samplers.CmaEsSampler,
    "gp": optuna.samplers.GPSampler,
}


def tabulated(file):
    """(name, function of places along the axes), see TestFunction.tabulated."""
    table = json.loads(pathlib.Path(file).read_text())
    sizes, values = table["sizes"], table["values"]

    def at(x):
        place = 0
        for size, along in zip(sizes, x):
            place = place * size + int(along)
        return values[place]

    return table["name"], (at, min(values), [whole(0, size - 1) for size in sizes])


def search(function, lowest, domains, sampler, trials):
    study = optuna.create_study(sampler=sampler)
    study.optimize(lambda trial: function([d(trial, f"x{i}") for i, d in enumerate(domains)]), n_trials=trials)
    best, regrets = math.inf, []
    for trial in study.trials:
        best = min(best, trial.value)
        regrets.append(best - lowest)
    return regrets


def main(functions, arguments):
    repetitions = int(arguments[0])
    for part in arguments[1:]:
        strategy, trials = part.split(":")[0], int(part.split(":")[1])
        for name, (function, lowest, domains) in functions.items():
            begun = time.perf_counter()
            curves = [search(function, lowest, domains, SAMPLERS[strategy](seed=seed), trials) for seed in range(repetitions)]
            line = {
                "who": f"Optuna {optuna.__version__}",
                "strategy": strategy,
                "function": name,
                "trials": trials,
                "lag": 0,
                "regrets": [c[-1] for c in curves],
                "halfway": [c[trials // 2] for c in curves],
                "seconds": (time.perf_counter() - begun) / repetitions / trials,
            }
            print(json.dumps(line), flush=True)


def check(functions):
    """What functions are at some points; for `run` to compare."""
    for line in sys.stdin:
        name, checks = json.loads(line)
        print(json.dumps([functions[name][0](check[:-1]) for check in checks]), flush=True)


if __name__ == "__main__":
    rest, chosen = sys.argv[1:], FUNCTIONS
    if rest[0] == "--tables":
        chosen, rest = dict(map(tabulated, rest[1].split(","))), rest[2:]
    if rest[0] == "check":
        check(chosen)
    else:
        main(chosen, rest)
