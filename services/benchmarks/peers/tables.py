"""Tables of what `run` has measured: as text for a terminal, in Markdown for docs/benchmarks.md."""

import math
import statistics

FLOP = 21_000  # of a trial's iteration of the part-2 network, see DenseWork
MLP_FLOP = 2 * 64 * (2 * 784 * 128 + 3 * 128 * 10)  # of 784–128–10: products forward and by weights, one by outputs
DESCENT = "Descent"
FUSED_TRIALS = (64, 256, 1024)


def rate(measurement):
    return measurement["trials"] * measurement["steps"] / statistics.median(measurement["seconds"])


class Rates:
    """Trial-steps a second, round by round."""

    def __init__(self, compare):
        self.rounds = {}
        for m in compare.get("measurements", []):
            key = (m["work"], m["peer"], m["trials"], m["threads"])
            self.rounds.setdefault(key, []).append(rate(m))
        self.peaks = {}
        for peak in compare.get("peaks", []):
            self.peaks.setdefault(peak["threads"], []).append(peak["flops"])

    def all_threads(self):
        return max(self.peaks, default=1)

    def best(self, work, trials, matches, threads=None):
        """The rounds of the fastest who matches, and who that is; None if nobody does."""
        found = [
            (statistics.median(rounds), peer, used, rounds)
            for (w, peer, t, used), rounds in self.rounds.items()
            if w == work and t in trials and matches(peer) and threads in (None, used)
        ]
        return max(found)[1:] if found else None

    def own(self, work, trials, threads):
        return self.rounds.get((work, DESCENT, trials, threads))


REAL_WORKS = {
    "mlp": ("MLP 784–128–10, batch 64", {1: (1.2, 2), 16: (1.5, 3)}),
    "mlp-one-seed": ("the same of one seed, at different learning rates", {16: (1.5, 3)}),
    "lenet": ("LeNet-5 on 28×28, batch 64", {1: (1, 1.5)}),
    "cnn1d": ("MNIST-1D's CNN, batch 100", {1: (1, 2), 16: (1.5, 3)}),
    "residual": ("residual net with batch-norm on 32×32×3, batch 64", {1: (1, 1.3)}),
}


class Ratio:
    """How much faster `own` was than `other`, both round by round."""

    def __init__(self, own, other):
        self.value = statistics.median(own) / statistics.median(other)
        each = [a / b for a, b in zip(own, other)]
        self.low, self.high = min(each), max(each)


class Row:
    def __init__(self, work, must, aim, unit, value, span="", against=""):
        self.cells = (work, f"{must:g}{unit}", f"{aim:g}{unit}", f"{value:.3g}{unit}" if value < 1000 else f"{value:,.0f}{unit}", span, against)
        self.verdict = "aim" if value >= aim else "pass" if value >= must else "FAIL"


def times(work, must, aim, ratio, against):
    return Row(work, must, aim, "x", ratio.value, f"{ratio.low:.3g} - {ratio.high:.3g}", against)


def goals(kept):
    """What the engine is to reach, and what it has reached."""
    rates = Rates(kept.get("compare", {}))
    every = rates.all_threads()
    rows = []
    eager = rates.best("dense", (1,), lambda p: p.endswith("eager"))
    one, many = rates.own("dense", 1, 1), rates.own("dense", 64, every)
    if eager and one:
        rows.append(times("one trial, 1 thread, against PyTorch eager", 40, 80, Ratio(one, eager[2]), eager[0]))
    java = rates.rounds.get(("dense", "plain Java, vectorisable", 1, 1))
    if java and one:
        rows.append(times("same, against the vectorisable plain-Java loop", 1.2, 2, Ratio(one, java), "plain Java"))
    if eager and many:
        rows.append(times("T = 64, all threads, against PyTorch eager", 450, 900, Ratio(many, eager[2]), eager[0]))
    if many:
        share = Ratio([r * FLOP * 100 for r in many], rates.peaks[every])
        rows.append(Row("T = 64, share of the arithmetic limit", 30, 50, "%", share.value, f"{share.low:.3g} - {share.high:.3g}", f"float32 peak of {every} threads"))
    fused = [(t, rates.own("dense", t, every)) for t in FUSED_TRIALS]
    fused = [(t, rounds) for t, rounds in fused if rounds]
    for name in sorted({peer for _, peer, _, _ in rates.rounds if "bmm" in peer}):
        bmm = rates.best("dense", FUSED_TRIALS, lambda p: p == name)
        trials, slowest = min(fused, key=lambda f: statistics.median(f[1]))
        rows.append(times("T = 64...1024, against torch.bmm at its best T", 10, 18, Ratio(slowest, bmm[2]), f"{name}, {bmm[1]} thread(s); least at T = {trials}"))
    for split, how in ((False, ""), (True, ", split over the cores by hand")):
        jax = [
            (Ratio(rounds, peer[2]), t, peer)
            for t, rounds in fused
            for peer in [rates.best("dense", (t,), lambda p: p.startswith("JAX") and ("split" in p) == split)]
            if peer
        ]
        if jax:
            ratio, trials, peer = min(jax, key=lambda j: j[0].value)
            rows.append(times(f"T = 64...1024, against JAX vmap(scan), jitted{how}", 1, 1.5, ratio, f"{peer[0]}, {peer[1]} thread(s); least at T = {trials}"))
    conv, other = rates.own("conv", 1, 1), rates.best("conv", (1,), lambda p: p.endswith("eager"), 1)
    if conv and other:
        rows.append(times("ConvNet, per thread, against PyTorch eager", 1.1, 1.5, Ratio(conv, other[2]), other[0]))
    return rows + pipeline_goals(kept)


VALIDATED = "Descent, "


def real_rates(kept):
    """Of all works of real data together."""
    parts = [kept[work] for work in REAL_WORKS if work in kept]
    return Rates({key: [x for part in parts for x in part[key]] for key in ("measurements", "peaks")})


def real_goals(kept):
    """Against the fastest peer. One that trains a single trial on a thread counts once for each thread."""
    rates, rows = real_rates(kept), []
    for work, (name, bounds) in REAL_WORKS.items():
        for trials, (must, aim) in bounds.items():
            own = rates.best(work, (trials,), lambda p: p == DESCENT)
            if not own:
                continue
            who, threads, rounds = own
            peers = [
                (statistics.median(found[2]), found[0], f"{found[1]} thread(s)", found[2])
                for found in [rates.best(work, (trials,), lambda p: not p.startswith(DESCENT))]
                if found
            ]
            alone = rates.best(work.removesuffix("-one-seed"), (1,), lambda p: not p.startswith(DESCENT), 1) if trials > 1 else None
            if alone:
                each = [threads * r for r in alone[2]]
                peers.append((statistics.median(each), alone[0], f"a trial on each of {threads} threads, as if they did not disturb each other", each))
            if peers:
                _, peer, how, theirs = max(peers)
                size = "1 trial, 1 thread" if trials == 1 else f"{trials} trials, {threads} threads"
                against = f"{peer}, {how}"
                if work.startswith("mlp"):
                    limit = Ratio([r * MLP_FLOP * 100 for r in theirs], Rates(kept["mlp"]).peaks[threads])
                    against += f": {limit.value:.0f}% of the arithmetic limit"
                rows.append(times(f"{name}, {size}", must, aim, Ratio(rounds, theirs), against))
    many = rates.best("mlp", (16,), lambda p: p == DESCENT)
    if many:
        share = Ratio([r * MLP_FLOP * 100 for r in many[2]], Rates(kept["mlp"]).peaks[many[1]])
        rows.append(Row("MLP, 16 trials, share of the arithmetic limit", 35, 60, "%", share.value, f"{share.low:.3g} - {share.high:.3g}", f"float32 peak of {many[1]} threads"))
    validated, plain = rates.best("mlp", (1,), lambda p: p.startswith(VALIDATED)), rates.own("mlp", 1, 1)
    if validated and plain:
        rows.append(times("MLP with validation of 1000 examples each 100 steps, against without", 0.9, 0.97, Ratio(validated[2], plain), "itself"))
    return rows


def image_goals(kept):
    runs = {m["peer"]: m for m in kept.get("images", {}).get("measurements", [])}
    if not runs:
        return []
    whole = runs["pipeline, one process"]
    share = Ratio(runs["engine alone"]["seconds"], whole["seconds"])
    return [Row(f"whole pipeline, {whole['trials']} trials of LeNet-5, {whole['steps']} iterations on 10 000 images, against the engine alone", 80, 95, "%", 100 * share.value, f"{100 * share.low:.3g} - {100 * share.high:.3g}", "same threads, taking turns")]


def pipeline_goals(kept):
    runs = {(m["peer"], m["steps"]): m for m in kept.get("pipeline", {}).get("measurements", [])}
    if not runs:
        return []

    def times_faster(who, than, steps):
        """They took turns."""
        return Ratio(runs[than, steps]["seconds"], runs[who, steps]["seconds"])

    rows = []
    for steps in sorted(steps for peer, steps in runs if peer == "engine alone"):
        share = times_faster("pipeline, one process", "engine alone", steps)
        rows.append(Row(f"whole pipeline, 1024 trials of {steps}, against the engine alone", 50, 80, "%", 100 * share.value, f"{100 * share.low:.3g} - {100 * share.high:.3g}", "same threads, taking turns"))
    whole = runs["pipeline, one process", 1000]
    trials = [whole["trials"] / s for s in whole["seconds"]]
    rows.append(
        Row("trials/s through the pipeline, 1000 iterations each", 300, 1000, "/s", statistics.median(trials), f"{min(trials):.0f} - {max(trials):.0f}", f"cold: {whole['trials'] / whole['cold']:.0f}/s")
    )
    for steps in sorted(steps for peer, steps in runs if peer == "pipeline, 2 trainers"):
        scale = times_faster("pipeline, 2 trainers", "pipeline, 1 trainer", steps)
        trained = runs["pipeline, 2 trainers", steps]
        what = f"{trained['trials']} {'ConvNets' if 'ConvNet' in trained['work'] else 'trials'} of {steps}"
        rows.append(Row(f"2 trainers of 1 thread against 1, {what}", 1.7, 1.9, "x", scale.value, f"{scale.low:.3g} - {scale.high:.3g}", "taking turns, each a process of its own; all on the same cores"))
    return rows


GOAL_HEAD = ("work", "must reach", "aim", "reached", "range", "against", "verdict")
RATE_HEAD = ("work", "who", "T", "threads", "trial-steps/s", "range over rounds", "against PyTorch eager")


def goal_rows(rows):
    return [(*row.cells, row.verdict) for row in rows]


def readable(rate):
    return f"{rate:,.0f}" if rate >= 100 else f"{rate:.3g}"


def rate_rows(rates, names):
    """Of works in the order of `names`, by these."""
    rows = []
    for (work, peer, trials, threads), rounds in sorted(rates.rounds.items(), key=lambda i: (list(names).index(i[0][0]), i[0][2], i[0][3], i[0][1])):
        eager = rates.best(work, (1,), lambda p: p.endswith("eager"))
        against = f"{statistics.median(rounds) / statistics.median(eager[2]):,.3g}x" if eager else ""
        low, middle, high = map(readable, (min(rounds), statistics.median(rounds), max(rounds)))
        rows.append((names[work], peer, str(trials), str(threads), middle, f"{low} - {high}", against))
    return rows


def pipeline_rows(measured):
    rows = []
    for m in measured.get("measurements", []):
        warm = statistics.median(m["seconds"])
        cpu = ", ".join(f"{k} {1000 * v / m['trials']:.2f}" for k, v in m.get("cpu", {}).items())
        rows.append((m["peer"] + m["work"].removeprefix("pipeline"), str(m["trials"]), str(m["steps"]), str(m["threads"]), f"{m['cold']:.2f}", f"{warm:.2f}", f"{min(m['seconds']):.2f} - {max(m['seconds']):.2f}", f"{m['trials'] / warm:,.0f}", f"{rate(m):,.0f}", cpu))
    return rows


PIPELINE_HEAD = ("who", "trials", "iterations", "threads", "first s", "warm s", "range", "trials/s", "trial-steps/s", "processor ms a trial")


def cost_rows(kept):
    return [
        (f["of"], f"{f['intercept']:.3g} s", f"{f['slope']:.3g} s", f"{f['rSquared']:.5f}")
        for f in kept.get("cost", {}).get("fits", [])
    ]


COST_HEAD = ("on one thread", "intercept", "slope", "R²")


def study_rows(kept):
    times = {}
    for t in kept.get("study", {}).get("study", []):
        times.setdefault((t["experiment"], t["trials"]), {})[t["engine"]] = t["seconds"]
    rows = [
        (name, str(trials), f"{s['single']:.1f}", f"{s['stacked']:.1f}", f"{s['single'] / s['stacked']:.2g}x")
        for (name, trials), s in times.items()
    ]
    if rows:
        before, after = (sum(s[e] for s in times.values()) for e in ("single", "stacked"))
        rows.append(("the whole study", str(sum(t for _, t in times)), f"{before:.1f}", f"{after:.1f}", f"{before / after:.2g}x"))
    return rows


SWEEP_AIMS = {("dense", "Optuna"): 5, ("dense", "Ray Tune"): 20, ("mlp", "Optuna"): 3, ("mlp", "Ray Tune"): 3}
SWEEP_WORKS = {"dense": "part 2's network", "mlp": "MLP 784–128–10, batch 64"}
SWEEP_HEAD = ("sweep", "trials", "iterations", "who", "seconds", "range", "Descent is faster by", "must", "verdict")


def sweep_rows(kept):
    lines, rows = kept.get("sweep", {}).get("sweeps", []), []
    for line in lines:
        own = next(l for l in lines if l["work"] == line["work"] and l["who"] == DESCENT)
        faster = statistics.median(line["seconds"]) / statistics.median(own["seconds"])
        must = SWEEP_AIMS.get((line["work"], line["who"]))
        told = (f"{faster:.3g}x", f"{must}x", "pass" if faster >= must else "FAIL") if must else ("", "", "")
        rows.append((SWEEP_WORKS[line["work"]], str(line["trials"]), str(line["steps"]), line["who"], f"{statistics.median(line['seconds']):.1f}", f"{min(line['seconds']):.1f} - {max(line['seconds']):.1f}", *told))
    return rows


STUDY_HEAD = ("experiment", "trials", "single, s", "stacked, s", "faster")


def noise(rates):
    spreads = [100 * (max(r) - min(r)) / statistics.median(r) for r in rates.rounds.values() if len(r) > 1]
    lines = []
    if spreads:
        lines.append(f"Noise: between rounds, the same measurement differed by {statistics.median(spreads):.0f} % of its median (median over all rows; worst {max(spreads):.0f} %).")
    for threads, flops in sorted(rates.peaks.items()):
        lines.append(f"float32 peak by a large matrix product, {threads} thread(s): {statistics.median(flops) * 1e-9:.0f} GFLOP/s ({min(flops) * 1e-9:.0f} - {max(flops) * 1e-9:.0f}).")
    return lines


def median_interval(values):
    """The median and its interval of 95 % or more by order statistics (Conover 1999)."""
    ordered = sorted(values)
    n, below, rank = len(ordered), 0.0, 0
    while below + math.comb(n, rank) / 2**n <= 0.025:
        below += math.comb(n, rank) / 2**n
        rank += 1
    rank = max(rank, 1)
    return statistics.median(ordered), ordered[rank - 1], ordered[n - rank]


def signed_rank(differences):
    """One-sided p-value of Wilcoxon's signed rank test (1945), exact, that they are below 0."""
    decided = sorted((d for d in differences if d != 0), key=abs)
    ranks = [statistics.mean(i + 1 for i, e in enumerate(decided) if abs(e) == abs(d)) for d in decided]
    above = sum(r for r, d in zip(ranks, decided) if d > 0)
    sums = [0.0]
    for rank in ranks:
        sums += [s + rank for s in sums]
    return sum(s <= above + 1e-9 for s in sums) / len(sums)


def search_pairs(lines):
    """(strategy, trials) -> function -> (Descent's line, Optuna's line)."""
    pairs = {}
    for own in (l for l in lines if l["who"] == DESCENT and l["lag"] == 0):
        same = [l for l in lines if l["who"] != DESCENT and all(l[k] == own[k] for k in ("strategy", "function", "trials"))]
        if same:
            pairs.setdefault((own["strategy"], own["trials"]), {})[own["function"]] = (own, same[0])
    return pairs


SEARCH_HEAD = ("strategy", "trials", "function", "Descent", "Optuna", "Optuna's interval of 95 %", "better in", "verdict")


def search_rows(lines):
    rows = []
    for (strategy, trials), functions in search_pairs(lines).items():
        for function, (own, other) in functions.items():
            mine = statistics.median(own["regrets"])
            median, low, high = median_interval(other["regrets"])
            wins = statistics.mean((a < b) + (a == b) / 2 for a in own["regrets"] for b in other["regrets"])
            verdict = "better" if mine <= median else "within" if mine <= high else "FAIL"
            rows.append((strategy, str(trials), function, f"{mine:.3g}", f"{median:.3g}", f"{low:.3g} - {high:.3g}", f"{100 * wins:.0f} %", verdict))
    return rows


SUM_HEAD = ("strategy", "trials", "better", "within", "beyond", "Wilcoxon, one-sided")


def search_sums(lines):
    rows = []
    verdicts = [(r[0], r[1], r[-1]) for r in search_rows(lines)]
    for (strategy, trials), functions in search_pairs(lines).items():
        counts = [sum(v == (strategy, str(trials), word) for v in verdicts) for word in ("better", "within", "FAIL")]
        logs = [
            math.log(max(statistics.median(own["regrets"]), 1e-12) / max(statistics.median(other["regrets"]), 1e-12))
            for own, other in functions.values()
        ]
        rows.append((strategy, str(trials), *map(str, counts), f"p = {signed_rank(logs):.3g}"))
    return rows


HALVING_HEAD = ("training", "loss", "variants of random search", "rungs", "share of its iterations", "interval of 95 %", "verdict")


def halving_rows(kept):
    rows = []
    for line in kept.get("halving", []):
        median, low, high = median_interval(line["shares"])
        rungs, at = f"{line['rungs']} by a factor of {line['factor']}", {"END": "at the end", "BEST": "the best on the way"}[line["at"]]
        rows.append((line["task"], at, str(line["variants"]), rungs, f"{100 * median:.0f} %", f"{100 * low:.0f} - {100 * high:.0f} %", "pass" if median <= 1 / 3 else "FAIL"))
    return rows


LAG_HEAD = ("strategy", "trials", "lag", "regret against lag 0", "range over functions")


def lag_rows(kept):
    """What it costs to know results late."""
    own = {(l["strategy"], l["trials"], l["lag"], l["function"]): l for l in kept.get("search", []) if l["who"] == DESCENT}
    ratios = {}
    for (strategy, trials, lag, function), line in own.items():
        alone = own.get((strategy, trials, 0, function))
        if lag > 0 and alone:
            late, soon = (max(statistics.median(l["regrets"]), 1e-12) for l in (line, alone))
            ratios.setdefault((strategy, trials, lag), []).append(late / soon)
    return [
        (strategy, str(trials), str(lag), f"{statistics.geometric_mean(r):.2f}x", f"{min(r):.2g} - {max(r):.2g}")
        for (strategy, trials, lag), r in sorted(ratios.items())
    ]


def side_by_side(kept):
    """trials -> strategy -> function -> Descent's line, of those numbers of trials that random search was measured with too."""
    found = {}
    for line in kept.get("search", []):
        if line["who"] == DESCENT and line["lag"] == 0:
            found.setdefault(line["trials"], {}).setdefault(line["strategy"], {})[line["function"]] = line
    return {trials: own for trials, own in found.items() if "random" in own and len(own) > 2}


def to_random(own, strategy, function):
    """A median regret as a part of random search's."""
    here, there = (max(statistics.median(own[s][function]["regrets"]), 1e-12) for s in (strategy, "random"))
    return here / there


def side_head(kept):
    strategies = next(iter(side_by_side(kept).values()), {})
    return ("trials", "function", "parameters", *strategies)


def side_rows(kept):
    rows = []
    for trials, own in side_by_side(kept).items():
        for function, line in own["random"].items():
            medians = [f"{statistics.median(own[s][function]['regrets']):.3g}" for s in own]
            rows.append((str(trials), function, str(len(line["checks"][0]) - 1), *medians))
        means = [statistics.geometric_mean(to_random(own, s, f) for f in own["random"]) for s in own]
        rows.append((str(trials), "all, against random", "", *(f"{mean:.2g}x" for mean in means)))
    return rows


def side_picture(kept):
    """docs/which-search.svg: a row a strategy, in it a dot for each function; empty where nothing was measured."""
    for trials, own in side_by_side(kept).items():
        ratios = {s: [to_random(own, s, f) for f in own["random"]] for s in own if s != "random"}
        low = min(-1.0, math.log10(min(min(r) for r in ratios.values())))
        high = max(0.5, math.log10(max(max(r) for r in ratios.values())))
        left, width, row, top = 90, 590, 34, 34
        height = top + row * len(ratios) + 50

        def at(ratio):
            return left + (math.log10(ratio) - low) / (high - low) * (width - left - 20)

        grid, text = 'stroke="#dcdcd6"', 'font-size="12" fill="#1c2024"'
        svg = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="system-ui, Helvetica, Arial, sans-serif" role="img">',
            f"<title>Median regret after {trials} trials, against random search</title>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            f'<text x="{left}" y="16" {text}>Median regret after {trials} trials as a part of random search\'s; each dot a function</text>',
        ]
        for power in range(math.ceil(low), math.floor(high) + 1):
            x = at(10.0**power)
            svg.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{height - 44}" {grid}/>')
            svg.append(f'<text x="{x:.1f}" y="{height - 28}" text-anchor="middle" {text}>{10.0**power:g}x</text>')
        for place, (strategy, found) in enumerate(ratios.items()):
            y = top + row * (place + 0.5)
            svg.append(f'<text x="{left - 14}" y="{y + 4:.1f}" text-anchor="end" {text}>{strategy}</text>')
            svg += [f'<circle cx="{at(r):.1f}" cy="{y:.1f}" r="4" fill="#0b6fb3" fill-opacity="0.5"/>' for r in found]
            mean = at(statistics.geometric_mean(found))
            svg.append(f'<line x1="{mean:.1f}" x2="{mean:.1f}" y1="{y - 11:.1f}" y2="{y + 11:.1f}" stroke="#c8500a" stroke-width="3"/>')
        svg.append(f'<text x="{left}" y="{height - 8}" {text}>Bars: geometric means. To the left is better.</text></svg>')
        return "\n".join(svg) + "\n"
    return ""


class Section:
    """A table, of what was measured in some parts; there only where all of them were."""

    def __init__(self, title, parts, head, rows, rates=None):
        self.title, self.parts, self.head, self.rows, self.rates = title, parts, head, rows, rates

    def measured(self, kept):
        return all(part in kept for part in self.parts) and bool(self.rows)

    def circumstances(self, kept):
        machines = dict.fromkeys("{processor}, {cores} cores, {memory}; {system}; {java}.".format(**kept[part]["machine"]) for part in self.parts)
        return [*machines, *(noise(self.rates) if self.rates else [])]


def sections(kept):
    compare, real = Rates(kept.get("compare", {})), real_rates(kept)
    works = tuple(work for work in REAL_WORKS if work in kept) or ("real",)
    names = {work: name for work, (name, _) in REAL_WORKS.items()}
    return [
        Section("What it is to reach", ("compare", "pipeline"), GOAL_HEAD, goal_rows(goals(kept)), compare),
        Section("Everybody, side by side", ("compare",), RATE_HEAD, rate_rows(compare, {"dense": "dense", "conv": "conv"})),
        Section("Real data: what it is to reach", works, GOAL_HEAD, goal_rows(real_goals(kept)), real),
        Section("Real data: everybody, side by side", works, RATE_HEAD, rate_rows(real, names)),
        Section("The whole pipeline", ("pipeline",), PIPELINE_HEAD, pipeline_rows(kept.get("pipeline", {}))),
        Section("Images through the pipeline: what it is to reach", ("images",), GOAL_HEAD, goal_rows(image_goals(kept))),
        Section("Images through the pipeline", ("images",), PIPELINE_HEAD, pipeline_rows(kept.get("images", {}))),
        Section("Whole sweeps, by wall clock", ("sweep",), SWEEP_HEAD, sweep_rows(kept)),
        Section("Cost", ("cost",), COST_HEAD, cost_rows(kept)),
        Section("The founding study", ("study",), STUDY_HEAD, study_rows(kept)),
    ]


def search_sections(kept):
    return [
        ("All functions together", SUM_HEAD, search_sums(kept.get("search", []))),
        ("Function by function", SEARCH_HEAD, search_rows(kept.get("search", []))),
        ("Real trainings together", SUM_HEAD, search_sums(kept.get("tasks", []))),
        ("Training by training", SEARCH_HEAD, search_rows(kept.get("tasks", []))),
        ("Successive halving against random search", HALVING_HEAD, halving_rows(kept)),
        ("The price of the lag", LAG_HEAD, lag_rows(kept)),
        ("Strategies side by side", side_head(kept), side_rows(kept)),
    ]


def tables(kept):
    """As text, table after table."""
    for section in sections(kept):
        if section.rows:
            lines = aligned([section.head, *section.rows])
            yield "\n".join([section.title, "", *lines, "", *(noise(section.rates) if section.rates else [])])
    for title, head, rows in search_sections(kept):
        if rows:
            yield "\n".join([title, "", *aligned([head, *rows]), ""])


def aligned(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]


NOTES = {
    "All functions together": "Better: the median regret is not above Optuna's. Within: above, but not beyond the interval of Optuna's median. The test is of the logarithms of the medians' ratios.",
    "Strategies side by side": "Descent's own, with equal numbers of trials one after the other, 20 searches each: medians of the regret, and in the last row geometric means of their ratios to random search's.",
    "Real trainings together": "As above, of trainings of Descent's.",
    "Training by training": "Every point of a grid was trained once, `tasks/` beside the command says what; both search the table of what came of it, by places along its axes. Regret is the best value found less the best of the table: a loss of the validation split, of `part-2` the logarithm of the iterations to accuracy 1.",
    "Successive halving against random search": "Random variants, held back at rungs (`successive-halving`), until one of them has been measured to be as good as the best of random search that trains all of its variants to the end: iterations, as a part of random search's, by a factor of 2, which is the default, and of 3. It must be a third at most.",
    "The price of the lag": "A search with lag L lets L trials train at a time, and proposes without knowing what becomes of them. Geometric mean of the ratios of median regrets over the functions, at equal numbers of trials; with L trials at a time a search takes an L-th of the time.",
    "Function by function": "Medians of the regret. The interval of Optuna's median is by order statistics. Better in: how often a search of Descent's ends lower than one of Optuna's, over all pairs.",
    "What it is to reach": "Ratios are of medians; the range is that of the single rounds. Where a row spans several T, the least favourable one stands here; of a peer's layouts and thread counts the fastest. JAX compiles its loop for one device and hardly uses a second core; split by hand over two host devices it does.",
    "Everybody, side by side": "The part-2 network (16 → 4 ReLU → 1 on 64 examples) and part 4's ConvNet. All do the same work: same data, same initial weights handed over as files, loss and accuracy of every iteration. Their losses at iterations 1, 10, 100 and 1000 agree within 10⁻³, which is checked before a time is printed.",
    "Real data: what it is to reach": "Against whichever peer is fastest, a thread each. Of many trials a peer that trains one on a thread counts once for each thread, which flatters it.",
    "Real data: everybody, side by side": "SGD 0.01 with momentum 0.9 on mini-batches, loss and accuracy of each batch before its update; 2000 generated examples of ten classes, T trials of seeds and batches of their own, but where they are of one seed. All do the same work: same examples, initial weights and batches, handed over as files; their losses at iterations 1, 10, 100 and 1000 agree within 10⁻³, which is checked before a time is printed. What is measured is the network as it will be used: with batch-norm that is a pass more, by what is remembered, and all take it. Descent's trials are each measured on all of the 2000 at their end, peers' are not.",
    "The whole pipeline": "From handing the sweep in at control until control knows the last evaluation. Starting the processes is not counted. First is the first sweep that was sent (in the rows of one process and of the engine: with everything cold; in the others: after sweeps that warmed the processes up), warm the median of those after the warm-up.",
    "Images through the pipeline: what it is to reach": "The share of the engine's pace that is left of it behind control, Kafka and the evaluator, which passes all images through each network once more.",
    "Images through the pipeline": "LeNet-5 with one output, in mini-batches of 64 of 10 000 images of 28×28 in memory, twice through them; its loss and accuracy of each batch, and of all images once an epoch. From handing the sweep in until control knows the last evaluation, after a small one. Engine and pipeline take turns.",
    "Whole sweeps, by wall clock": "From starting the command to its results, everything included: Descent's JVM, broker, services, independent evaluation, curves and report (`descent run`); the peers' interpreters, and PyTorch's training with loss and accuracy of each iteration. A grid of learning rates, some seeds each, on all cores; from starts of the same distribution, so that median losses agree within a factor of two, which is checked.",
    "Cost": "Least-squares lines through medians.",
    "The founding study": "Wall time from handing an experiment in until its last curve is there, experiment after experiment, in one process each engine, first use included.",
}


def document(kept, before):
    """docs/benchmarks.md; of what has not been measured, what `before` has of it."""
    written = dict(part.split("\n", 1) for part in before.split("\n## ")[1:])
    lines = ["# Benchmarks", "", "Written by `services/benchmarks/peers/run --docs`; do not edit.", ""]
    for section in sections(kept):
        if section.measured(kept):
            rows = ["| " + " | ".join(row) + " |" for row in section.rows]
            head = ["| " + " | ".join(section.head) + " |", "|" + "---|" * len(section.head)]
            circumstances = [line + "  " for line in section.circumstances(kept)]
            lines += [f"## {section.title}", "", *circumstances, "", NOTES[section.title], "", *(line.rstrip() for line in head + rows), ""]
        elif section.title in written:
            lines += [f"## {section.title}", *written[section.title].rstrip("\n").split("\n"), ""]
    return "\n".join(lines)


def chapters(sections, written):
    """Sections, of what has not been measured what is `written` of it by title."""
    lines = []
    for title, head, rows in sections:
        if rows:
            lines += ["", f"## {title}", "", NOTES[title], "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
            lines += ["| " + " | ".join(row) + " |" for row in rows]
        elif title in written:
            lines += ["", f"## {title}", *written[title].rstrip("\n").split("\n")]
    return lines


def search_document(kept, before):
    """docs/search.md; of what has not been measured, what `before` has of it."""
    written = dict(part.split("\n", 1) for part in before.split("\n## ")[1:])
    lines = kept.get("search", []) + kept.get("tasks", [])
    others = sorted({l["who"] for l in lines if l["who"] != DESCENT})
    repetitions = len(lines[0]["regrets"])
    if not others and before:
        return "\n".join([before.split("\n## ")[0].rstrip("\n"), *chapters(search_sections(kept), written)]) + "\n"
    lines = [
        "# Search, measured",
        "",
        "Written by `services/benchmarks/peers/run --part search --docs`; do not edit.",
        "",
        f"Descent's strategies beside {' and '.join(others) or 'nobody'}: the same functions, spaces and numbers of trials, {repetitions} searches each, "
        "every sampler as it comes. Regret is the best value found less the minimum of the function. What follows from it for a search of your own: "
        "[Which search do I want?](which-search.md)",
        *chapters(search_sections(kept), written),
    ]
    return "\n".join(lines) + "\n"
