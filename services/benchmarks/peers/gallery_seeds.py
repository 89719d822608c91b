#!/usr/bin/env python3
"""How many seeds it would take to resolve the claims of results that are not resolved.

    python services/benchmarks/peers/gallery_seeds.py descent-results/*/results.json

For each test of medians, shares or exponents that is not significant at 5 %: the share of seeds that its p-value
comes from, on the side that is claimed, and how many seeds find such a share in four of five repetitions (the exact
two-sided sign test; of several comparisons at the level of Holm's first step). Below one half more seeds would
contradict the claim. Of published numbers, which are single runs, more seeds tell no more.
"""

import json
import sys

from scipy.stats import binom, binomtest

LEVEL = 0.05
POWER = 0.8
MOST = 5_000


def share(p, n, claimed):
    """The share of n seeds, on the claimed side, whose two-sided test has about this p-value."""
    counts = range((n + 1) // 2, n + 1)
    k = min(counts, key=lambda k: abs(binomtest(k, n).pvalue - p))
    return k / n if claimed else 1 - k / n


def needed(share, level):
    """The fewest seeds from which on a share away from one half is found with the power."""
    away = max(share, 1 - share)
    fewest = None
    n = 1
    while n < MOST:
        critical = int(binom.isf(level / 2, n, 0.5)) + 1  # P(X >= critical) <= level / 2
        if binom.sf(critical - 1, n, away) >= POWER:
            fewest = fewest or n
            if n - fewest > 30:  # it is a saw: not only here
                return fewest
        else:
            fewest = None
        n += 1
    return None


def tell(experiment, claim):
    level = LEVEL / len(claim["comparisons"])
    for one in claim["comparisons"]:
        if len(one["n"]) != 1 or one["adjusted"] <= LEVEL:
            continue
        of = share(one["p"], one["n"][0], one["asClaimed"])
        count = needed(of, level)
        print(f"{experiment}: {claim['id']}: {one['about']}")
        print(
            f"    {of:.0%} of {one['n'][0]} seeds on that side;",
            f"{'about ' + str(count) if count else 'more than ' + str(MOST)} seeds would",
            "resolve it" if of > 0.5 else "contradict it",
        )


for file in sys.argv[1:]:
    with open(file) as results:
        for experiment in json.load(results)["experiments"]:
            for claim in experiment["claims"]:
                if claim["verdict"] == "not-resolved" and not claim["id"].startswith("published"):
                    tell(experiment["name"], claim)
