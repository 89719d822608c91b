package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.results.SearchBelief;
import org.descent.experiment.results.SearchResult;
import org.descent.experiment.results.SearchResult.Matter;
import org.descent.experiment.results.SearchSummary;
import org.descent.experiment.results.SearchTrace;
import org.descent.experiment.results.SearchTrace.Arm;
import org.descent.experiment.results.SearchTrace.Check;
import org.descent.experiment.results.SearchTrace.Objective;
import org.descent.experiment.results.SearchTrace.Outcome;
import org.descent.experiment.results.SearchTrace.Parameter;
import org.descent.experiment.results.SearchTrace.Run;
import org.descent.experiment.results.SearchTrace.Tried;
import org.descent.experiment.search.analysis.ExpectedBest;
import org.descent.experiment.search.analysis.Regret;

/** How a search came along, what it found where, and what it cost. */
final class SearchFigures {
  /** The most places of a grid that are drawn, and the most parameters. */
  private static final int MOST_ARMS = 6;

  private static final int MOST_PARAMETERS = 12;

  /** Values over so wide a range are drawn on a logarithmic axis. */
  private static final double WIDE = 30;

  private static final int BLUE = 0;
  private static final int ORANGE = 1;
  private static final int GREEN = 2;
  private static final int GREY = 7;
  private static final double[] NONE = {};

  private final Findings findings;
  private final Optional<SearchTrace> trace;

  SearchFigures(Findings findings) {
    this.findings = findings;
    this.trace = findings.search().map(SearchSummary::trace);
  }

  /** The figures; none where nothing was searched or heard of. */
  List<Figure> all() {
    var figures = new ArrayList<Figure>();
    var arms =
        trace.stream()
            .flatMap(t -> t.arms().stream())
            .filter(arm -> arm.variants().stream().anyMatch(Tried::usable))
            .limit(MOST_ARMS)
            .toList();
    for (var arm : arms) {
      if (trace.get().objectives().size() > 1) {
        figures.add(front(arm));
      } else {
        figures.add(progress(arm));
      }
      rungs(arm).ifPresent(figures::add);
      beliefs(arm).ifPresent(figures::add);
      importance(arm).ifPresent(figures::add);
      figures.add(slices(arm));
      pairs(arm).ifPresent(figures::add);
    }
    expected(arms).ifPresent(figures::add);
    return figures;
  }

  private Objective objective() {
    return trace.get().objectives().get(0);
  }

  private String title(String what, Arm arm) {
    var where = arm.label().isEmpty() ? "" : " (" + arm.label() + ")";
    return what + where + ": " + findings.experiment().title();
  }

  private String named(String what) {
    return findings.experiment().title() + ": " + what;
  }

  private String label(Tried tried) {
    return findings.result().variants().get(tried.variant()).label();
  }

  private String told(Tried tried) {
    return label(tried) + ": " + number(tried.values().get(0));
  }

  // ---- what is measured ----

  private Panel.Axis measured(Objective objective, List<Arm> arms) {
    int place = trace.get().objectives().indexOf(objective);
    var range =
        arms.stream()
            .flatMap(arm -> arm.variants().stream())
            .flatMap(v -> v.trials().stream())
            .map(run -> run.values().get(place))
            .filter(Objects::nonNull)
            .mapToDouble(v -> v)
            .summaryStatistics();
    boolean log = range.getMin() > 0 && range.getMax() / range.getMin() > WIDE;
    return new Panel.Axis(
        objective.metric(),
        log,
        List.of(),
        List.of(),
        Double.NaN,
        Double.NaN,
        objective.maximise() ? Panel.Worse.LOW : Panel.Worse.HIGH);
  }

  private Panel.Axis measured(Arm arm) {
    return measured(objective(), List.of(arm));
  }

  private static double value(Double value) {
    return value == null ? Double.NaN : value;
  }

  private static String number(Double value) {
    return value == null ? "no value" : Numbers.significant(value, 4);
  }

  /** What is drawn of something with an outcome. */
  private record Mark(Panel.Symbol symbol, int colour) {
    static Mark of(Outcome outcome, boolean fresh, boolean atLeast) {
      if (fresh) {
        return new Mark(Panel.Symbol.DIAMOND, GREEN);
      }
      return switch (outcome) {
        case CONVERGED, EXHAUSTED ->
            atLeast ? new Mark(Panel.Symbol.TRIANGLE, BLUE) : new Mark(Panel.Symbol.DOT, BLUE);
        case HELD_BACK, RUNNING -> new Mark(Panel.Symbol.RING, GREY);
        case DIVERGED, FAILED, CANCELLED -> new Mark(Panel.Symbol.CROSS, ORANGE);
      };
    }
  }

  /** What the symbols say of which there are any. */
  private static String symbols(Arm arm) {
    var runs = arm.variants().stream().flatMap(v -> v.trials().stream()).toList();
    var words = new ArrayList<>(List.of("Filled: the whole budget"));
    if (runs.stream().anyMatch(r -> r.outcome() == Outcome.HELD_BACK)) {
      words.add("hollow: held back before it");
    } else if (runs.stream().anyMatch(r -> r.outcome() == Outcome.RUNNING)) {
      words.add("hollow: under way");
    }
    if (runs.stream().anyMatch(Run::atLeast)) {
      words.add("triangle: at least that much");
    }
    if (runs.stream()
        .anyMatch(r -> Mark.of(r.outcome(), false, false).symbol() == Panel.Symbol.CROSS)) {
      words.add("cross: diverged or failed, without a value, at the worse end");
    }
    return String.join("; ", words);
  }

  /** One point to be drawn. */
  private record Dot(Mark mark, double x, double y, String told) {}

  private static List<Panel.Layer> layers(List<Dot> dots) {
    var layers = new ArrayList<Panel.Layer>();
    var marks =
        dots.stream()
            .map(Dot::mark)
            .distinct()
            .sorted(Comparator.comparing((Mark m) -> m.symbol().ordinal()).reversed())
            .toList();
    for (var mark : marks) {
      var own = dots.stream().filter(d -> d.mark().equals(mark)).toList();
      layers.add(
          new Panel.Points(
              "",
              mark.symbol(),
              mark.colour(),
              own.stream().mapToDouble(Dot::x).toArray(),
              own.stream().mapToDouble(Dot::y).toArray(),
              NONE,
              own.stream().map(Dot::told).toList()));
    }
    return layers;
  }

  private static Panel.Points halo(String key, double x, double y) {
    return new Panel.Points(
        key, Panel.Symbol.HALO, GREEN, new double[] {x}, new double[] {y}, NONE, List.of());
  }

  private static Panel.Line line(String key, int colour, double[] x, double[] y) {
    return new Panel.Line(key, colour, x, y, false, false, true);
  }

  // ---- progress ----

  /** Iterations that a variant's trials had for the decisions of the search. */
  private static double cost(Tried tried) {
    return tried.trials().stream().filter(r -> !r.fresh()).mapToDouble(Run::iterations).sum();
  }

  private Figure progress(Arm arm) {
    var variants = arm.variants().stream().filter(v -> !v.trials().isEmpty()).toList();
    double[] ordinals = IntStream.rangeClosed(1, variants.size()).asDoubleStream().toArray();
    double[] spent = new double[variants.size()];
    double sum = 0;
    for (int i = 0; i < spent.length; i++) {
      sum += cost(variants.get(i));
      spent[i] = sum;
    }
    double[] time = processorTime(variants);
    var panels = new ArrayList<Drawing>();
    boolean wide = time.length == 0; // two have more room than three
    panels.add(progress(arm, variants, ordinals, "variants", wide));
    panels.add(progress(arm, variants, spent, "iterations spent", wide));
    if (time.length > 0) {
      panels.add(progress(arm, variants, time, "processor seconds spent", wide));
    }
    return Figure.of(
        title("The search", arm),
        "Each point is a variant, the mean over its trials, in the order of proposals: one after the"
            + " other, then by the iterations that all up to it were given"
            + (time.length > 0
                ? ", then by the processor time of trainers that those took, which k cores spend in"
                    + " a k-th of the time as long as none of them waits"
                : "")
            + ". "
            + symbols(arm)
            + ". The line is the best of the whole budget so far: how far it lies from its end is"
            + " the regret against the best that was found, which need not be the best there is."
            + (arm.best() == null ? "" : " Ringed: the winner."),
        panels.toArray(Drawing[]::new));
  }

  /** What trials up to each variant took together, in seconds; none where not all were counted. */
  private static double[] processorTime(List<Tried> variants) {
    var time = new double[variants.size()];
    double sum = 0;
    for (int i = 0; i < time.length; i++) {
      for (var run : variants.get(i).trials()) {
        boolean ended = run.iterations() > 0 && run.outcome() != Outcome.RUNNING;
        if (run.processorSeconds() == null && ended && run.outcome() != Outcome.FAILED) {
          return NONE;
        }
        sum += run.fresh() || run.processorSeconds() == null ? 0 : run.processorSeconds();
      }
      time[i] = sum;
    }
    return sum > 0 ? time : NONE;
  }

  private Panel progress(Arm arm, List<Tried> variants, double[] x, String along, boolean wide) {
    var dots = new ArrayList<Dot>();
    Panel.Points winner = null;
    var results = new ArrayList<Regret.Result>();
    double sign = objective().maximise() ? -1 : 1;
    for (int i = 0; i < x.length; i++) {
      var tried = variants.get(i);
      double y = value(tried.values().get(0));
      dots.add(new Dot(Mark.of(tried.outcome(), false, tried.atLeast()), x[i], y, told(tried)));
      results.add(new Regret.Result(1, tried.outcome().whole() ? sign * y : Double.NaN));
      if (arm.best() != null && arm.best() == tried.variant()) {
        winner = halo("the winner", x[i], y);
      }
    }
    double[] best =
        Regret.of(results, 0).stream()
            .mapToDouble(s -> Double.isFinite(s.regret()) ? sign * s.regret() : Double.NaN)
            .toArray();
    var layers = new ArrayList<Panel.Layer>();
    layers.add(new Panel.Line("the best so far", BLUE, x, best, true, false, true));
    layers.addAll(layers(dots));
    if (winner != null) {
      layers.add(winner);
    }
    return new Panel(
        named(objective().metric() + " over " + along),
        "",
        Panel.Axis.numbers(along, false, 0, Double.NaN),
        measured(arm),
        layers,
        wide);
  }

  // ---- what a tuning budget buys ----

  private Optional<Figure> expected(List<Arm> arms) {
    var told =
        arms.stream()
            .filter(arm -> arm.variants().stream().filter(Tried::usable).count() >= 3)
            .toList();
    if (trace.isEmpty() || trace.get().objectives().size() > 1 || told.isEmpty()) {
      return Optional.empty();
    }
    var byCount = new ArrayList<Panel.Layer>();
    var byCost = new ArrayList<Panel.Layer>();
    for (int i = 0; i < told.size(); i++) {
      expected(told.get(i), i, byCount, byCost);
    }
    var y = measured(objective(), told);
    return Optional.of(
        Figure.of(
            "What a budget of tuning buys: " + findings.experiment().title(),
            "The best to expect of so many of these variants drawn at random without replacement"
                + " (Dodge et al. 2019, without their bias), and one standard deviation about it; on"
                + " the right by the iterations that as many took on average. What diverged or"
                + " failed counts as the worst that was found. It tells what fewer trials would"
                + " have come to"
                + (told.size() > 1 ? ", and compares the places of the grid at equal effort" : "")
                + "; it does not tell in which order a strategy that learns finds them, nor what"
                + " more trials would bring.",
            new Panel(
                named("the best to expect over variants"),
                "",
                Panel.Axis.numbers("variants", false, 0, Double.NaN),
                y,
                byCount,
                true),
            new Panel(
                named("the best to expect over iterations"),
                "",
                Panel.Axis.numbers("iterations spent", false, 0, Double.NaN),
                y,
                byCost,
                true)));
  }

  private void expected(Arm arm, int colour, List<Panel.Layer> byCount, List<Panel.Layer> byCost) {
    double sign = objective().maximise() ? -1 : 1;
    var seen = arm.variants().stream().filter(v -> v.outcome() != Outcome.RUNNING).toList();
    double worst =
        seen.stream()
            .filter(Tried::usable)
            .mapToDouble(v -> sign * v.values().get(0))
            .max()
            .orElse(0);
    var best =
        new ExpectedBest(
            seen.stream()
                .mapToDouble(v -> v.usable() ? sign * v.values().get(0) : worst)
                .toArray());
    int[] counts = spread(best.most());
    double[] mean = IntStream.of(counts).mapToDouble(n -> sign * best.after(n)).toArray();
    double[] above = new double[mean.length];
    double[] below = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      double deviation = best.deviation(counts[i]);
      // not beyond what there is
      above[i] = Math.min(mean[i] + deviation, extreme(seen, true));
      below[i] = Math.max(mean[i] - deviation, extreme(seen, false));
    }
    double each = seen.stream().mapToDouble(SearchFigures::cost).average().orElse(0);
    double[] x = IntStream.of(counts).asDoubleStream().toArray();
    double[] spent = Arrays.stream(x).map(n -> n * each).toArray();
    byCount.add(new Panel.Area("", colour, x, below, above));
    byCount.add(line(arm.label(), colour, x, mean));
    byCost.add(new Panel.Area("", colour, spent, below, above));
    byCost.add(line(arm.label(), colour, spent, mean));
  }

  private static double extreme(List<Tried> seen, boolean largest) {
    var values =
        seen.stream().filter(Tried::usable).mapToDouble(v -> v.values().get(0)).summaryStatistics();
    return largest ? values.getMax() : values.getMin();
  }

  /** Up to 120 whole numbers from 1 to {@code most}. */
  private static int[] spread(int most) {
    int count = Math.min(most, 120);
    return IntStream.rangeClosed(1, count)
        .map(i -> (int) ((long) i * most / count))
        .distinct()
        .toArray();
  }

  // ---- rungs ----

  private Optional<Figure> rungs(Arm arm) {
    if (arm.budgets().size() < 2
        || arm.variants().stream()
                .noneMatch(v -> v.trials().stream().anyMatch(SearchFigures::climbs))
            && arm.variants().stream().noneMatch(v -> v.outcome() == Outcome.HELD_BACK)) {
      return Optional.empty();
    }
    var layers = new ArrayList<Panel.Layer>();
    var held = new ArrayList<Panel.Layer>();
    var dots = new ArrayList<Dot>();
    Panel.Layer winner = null;
    var arrived = new int[arm.budgets().size()];
    for (var tried : arm.variants()) {
      for (var run : tried.trials()) {
        if (run.fresh()) {
          continue;
        }
        var known = run.checks().stream().filter(c -> c.value() != null).toList();
        double[] x = known.stream().mapToDouble(Check::iterations).toArray();
        double[] y = known.stream().mapToDouble(Check::value).toArray();
        boolean best = arm.best() != null && arm.best() == tried.variant();
        boolean kept = run.outcome() == Outcome.HELD_BACK;
        var way = new Panel.Line("", kept ? GREY : BLUE, x, y, false, false, best);
        if (best) {
          winner = winner == null ? line("the winner", GREEN, x, y) : winner;
        } else {
          (kept ? held : layers).add(way);
        }
        for (int b = 0; b < arrived.length; b++) {
          int budget = arm.budgets().get(b);
          arrived[b] += run.checks().stream().anyMatch(c -> c.iterations() >= budget) ? 1 : 0;
        }
        if (!run.checks().isEmpty()) {
          var last = run.checks().get(run.checks().size() - 1);
          dots.add(
              new Dot(
                  Mark.of(run.outcome(), false, run.atLeast()),
                  Math.max(1, last.iterations()),
                  value(last.value()),
                  label(tried) + ", seed " + run.seed() + ": " + number(last.value())));
        }
      }
    }
    held.addAll(layers);
    held.addAll(layers(dots));
    if (winner != null) {
      held.add(winner);
    }
    var counts =
        IntStream.range(0, arrived.length)
            .mapToObj(i -> arrived[i] + " at " + Numbers.iterations(arm.budgets().get(i)))
            .toList();
    return Optional.of(
        Figure.of(
            title("Who went on", arm),
            "Each line is a trial, from rung to rung: what it was judged by after so many"
                + " iterations. Trials that came so far: "
                + String.join(", ", counts)
                + ". "
                + symbols(arm)
                + ". Between rungs nothing is drawn of its curve; and what was held back might have"
                + " come to more.",
            new Panel(
                named("trials over rungs"),
                "",
                Panel.Axis.at("iterations", arm.budgets()),
                measured(arm),
                held,
                true)));
  }

  private static boolean climbs(Run run) {
    return run.checks().size() > 1;
  }

  private Optional<Figure> beliefs(Arm arm) {
    var drawings = new ArrayList<Drawing>();
    for (var belief : findings.search().orElseThrow().beliefs(arm)) {
      drawings.add(belief(arm, belief));
    }
    return drawings.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Figure.of(
                title("What the rest of a curve was believed to be", arm),
                "Dashed with its band: the median and 90 % of what curves were believed to do after"
                    + " the rung, given what was known by then (three families of curves, Domhan,"
                    + " Springenberg & Hutter 2015): of the best at the first rung, of some that"
                    + " were held back where they were. In full: what was measured. Each band is"
                    + " for one iteration, not for the whole way.",
                drawings.toArray(Drawing[]::new)));
  }

  private Drawing belief(Arm arm, SearchBelief belief) {
    var label = findings.result().variants().get(belief.variant()).label();
    boolean best = arm.best() != null && arm.best() == belief.variant();
    double[] x = belief.iterations();
    double[] y = belief.values();
    int step = Math.max(1, x.length / 200);
    var some = IntStream.range(0, x.length).filter(i -> i % step == 0 || i == x.length - 1);
    int[] places = some.toArray();
    return new Panel(
        named("a curve and what was believed of it, " + label),
        Panel.cut((best ? "the best: " : "") + label, 44),
        Panel.Axis.numbers("iteration", false, 0, Double.NaN),
        Panel.Axis.numbers(objective().metric(), false, Double.NaN, Double.NaN),
        List.of(
            new Panel.Area("", ORANGE, belief.at(), belief.low(), belief.high()),
            new Panel.Line("", ORANGE, belief.at(), belief.median(), false, true, true),
            line("", BLUE, at(x, places), at(y, places))),
        false);
  }

  private static double[] at(double[] values, int[] places) {
    return IntStream.of(places).mapToDouble(i -> values[i]).toArray();
  }

  // ---- what matters ----

  private Optional<SearchResult.Arm> outcome(Arm arm) {
    return findings.result().search().arms().stream()
        .filter(a -> a.settings().equals(arm.settings()))
        .findFirst();
  }

  private Optional<Figure> importance(Arm arm) {
    var found = outcome(arm).filter(a -> !a.importance().isEmpty());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var variance = new HashMap<String, Matter>();
    found.get().variance().forEach(m -> variance.put(m.parameter(), m));
    var rows = new ArrayList<Bars.Row>();
    found.get().importance().stream()
        .sorted(Comparator.comparing(Matter::share).reversed())
        .limit(MOST_PARAMETERS)
        .forEach(m -> rows.add(row(m, variance.get(m.parameter()))));
    var keys = new ArrayList<>(List.of("PED-ANOVA, among the best"));
    if (!variance.isEmpty()) {
      keys.add("functional ANOVA, over the whole space");
    }
    return Optional.of(
        Figure.of(
            title("What matters", arm),
            "PED-ANOVA (Watanabe, Bansal & Hutter 2023): how far the density of a parameter among"
                + " the best tenth of the variants lies from that among all, as a share of what all"
                + " parameters come to. "
                + (variance.isEmpty() ? "" : variance(found.get()))
                + "Whiskers: 95 % intervals over bootstrap samples of the variants. Where a strategy"
                + " went on looking where it had found something, few variants tell of the rest of"
                + " the space, and what was held back counts with what it had come to.",
            new Bars(named("importance of parameters"), keys, rows)));
  }

  private static String variance(SearchResult.Arm arm) {
    var together =
        arm.pairs().stream()
            .limit(3)
            .map(p -> p.one() + " with " + p.other() + " " + Numbers.percent(p.share()))
            .toList();
    return "Functional ANOVA (Hutter, Hoos & Leyton-Brown 2014): what share of the variance over the"
        + " whole space a parameter explains alone, by a random forest"
        + (together.isEmpty()
            ? "; no two explain a hundredth or more together. "
            : "; beyond that two together: " + String.join(", ", together) + ". ");
  }

  private static Bars.Row row(Matter one, Matter other) {
    var bars = new ArrayList<Bars.Bar>();
    bars.add(new Bars.Bar(0, one.share(), one.low(), one.high()));
    if (other != null) {
      bars.add(new Bars.Bar(1, other.share(), other.low(), other.high()));
    }
    return new Bars.Row(one.parameter(), bars);
  }

  /** Places of the parameters, those that matter most first where that is known. */
  private List<Integer> parameters(Arm arm) {
    var share = new HashMap<String, Double>();
    outcome(arm).ifPresent(a -> a.importance().forEach(m -> share.put(m.parameter(), m.share())));
    var all = trace.get().parameters();
    return IntStream.range(0, all.size())
        .boxed()
        .sorted(Comparator.comparing(p -> -share.getOrDefault(all.get(p).name(), 0.0)))
        .toList();
  }

  // ---- where ----

  private static Panel.Axis axis(Parameter parameter) {
    return parameter.options().isEmpty()
        ? Panel.Axis.numbers(parameter.name(), parameter.log(), parameter.low(), parameter.high())
        : Panel.Axis.words(parameter.name(), parameter.options());
  }

  /** Where a variant lies; words have some width, so that not all lie on one another. */
  private double place(Tried tried, int parameter, int turn) {
    var text = tried.point().get(parameter);
    var options = trace.get().parameters().get(parameter).options();
    if (text == null) {
      return Double.NaN;
    }
    double aside = (turn * 0.6180339887498949) % 1 - 0.5; // evenly, however many there are
    return options.isEmpty() ? Double.parseDouble(text) : options.indexOf(text) + 0.6 * aside;
  }

  private Figure slices(Arm arm) {
    var chosen = parameters(arm);
    var shown = chosen.subList(0, Math.min(chosen.size(), MOST_PARAMETERS));
    var drawings = new ArrayList<Drawing>();
    for (int objective = 0; objective < trace.get().objectives().size(); objective++) {
      for (int parameter : shown) {
        drawings.add(slice(arm, parameter, objective));
      }
    }
    long trials = arm.variants().stream().mapToLong(v -> v.trials().size()).sum();
    return Figure.of(
        title("What was found where", arm),
        "Each point is one of all "
            + Numbers.iterations(trials)
            + " trials, at the value that its variant has of the parameter, if it has it. "
            + symbols(arm)
            + (arm.variants().stream().flatMap(v -> v.trials().stream()).anyMatch(Run::fresh)
                ? "; diamond: a fresh seed of the winner"
                : "")
            + ". Whatever else differs between two points is not shown here."
            + (shown.size() < chosen.size()
                ? " The %d parameters that matter most of %d."
                    .formatted(shown.size(), chosen.size())
                : ""),
        drawings.toArray(Drawing[]::new));
  }

  private Panel slice(Arm arm, int parameter, int objective) {
    var dots = new ArrayList<Dot>();
    int turn = 0;
    for (var tried : arm.variants()) {
      for (var run : tried.trials()) {
        double x = place(tried, parameter, turn++);
        if (!Double.isNaN(x) && (run.values().get(objective) != null || !run.checks().isEmpty())) {
          dots.add(
              new Dot(
                  Mark.of(run.outcome(), run.fresh(), objective == 0 && run.atLeast()),
                  x,
                  value(run.values().get(objective)),
                  label(tried)
                      + ", seed "
                      + run.seed()
                      + ": "
                      + number(run.values().get(objective))));
        }
      }
    }
    var described = trace.get().parameters().get(parameter);
    var wanted = trace.get().objectives().get(objective);
    return new Panel(
        named(wanted.metric() + " against " + described.name()),
        "",
        axis(described),
        measured(wanted, List.of(arm)),
        layers(dots),
        false);
  }

  private Optional<Figure> pairs(Arm arm) {
    var chosen = parameters(arm);
    if (chosen.size() < 2 || trace.get().objectives().size() > 1) {
      return Optional.empty();
    }
    var ranked =
        arm.variants().stream()
            .filter(Tried::usable)
            .sorted(
                Comparator.comparing(
                    (Tried v) -> (objective().maximise() ? 1 : -1) * v.values().get(0)))
            .toList();
    var drawings = new ArrayList<Drawing>();
    for (int sum = 1; sum < 2 * chosen.size(); sum++) { // those that matter most together first
      for (int j = Math.max(0, sum - chosen.size() + 1); 2 * j < sum && drawings.size() < 3; j++) {
        pair(arm, ranked, chosen.get(j), chosen.get(sum - j)).ifPresent(drawings::add);
      }
    }
    return drawings.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Figure.of(
                title("Two parameters at a time", arm),
                "Each point is a variant that has both, the lighter the better by rank (the mean over"
                    + " its trials, which lie on one another); crosses have no value. "
                    + (modelled(drawings)
                        ? "Below them what a random forest expects, the mean over all other"
                            + " parameters, in the same colours: of a variant that is as good. Where"
                            + " points are sparse that is a guess, and where a strategy chose the"
                            + " points the forest knows its favourites best."
                        : "Nothing is drawn where nothing was tried: where points are sparse, nobody"
                            + " knows."),
                drawings.toArray(Drawing[]::new)));
  }

  private static boolean modelled(List<Drawing> drawings) {
    return drawings.stream()
        .anyMatch(
            d ->
                d instanceof Panel panel
                    && panel.layers().stream().anyMatch(Panel.Field.class::isInstance));
  }

  /** What a model expects, by its rank among the variants. */
  private Optional<Panel.Field> field(Arm arm, List<Tried> ranked, int one, int other) {
    double sign = objective().maximise() ? 1 : -1;
    double[] ascending = // the worst first
        ranked.stream().mapToDouble(v -> sign * v.values().get(0)).sorted().toArray();
    return findings
        .search()
        .flatMap(search -> search.surface(arm, one, other))
        .map(
            surface ->
                new Panel.Field(
                    surface.x(),
                    surface.y(),
                    Arrays.stream(surface.values())
                        .map(
                            row -> Arrays.stream(row).map(v -> rank(ascending, sign * v)).toArray())
                        .toArray(double[][]::new)));
  }

  /** The share of {@code ascending} that is below {@code value}, the way between two in parts. */
  private static double rank(double[] ascending, double value) {
    int place = Arrays.binarySearch(ascending, value);
    int above = place >= 0 ? place : -place - 1;
    if (place < 0 && above > 0 && above < ascending.length) {
      double low = ascending[above - 1];
      double high = ascending[above];
      return (above - 1 + (value - low) / (high - low)) / (ascending.length - 1);
    }
    return Math.min(1, above / Math.max(1.0, ascending.length - 1));
  }

  private Optional<Panel> pair(Arm arm, List<Tried> ranked, int one, int other) {
    var all = trace.get().parameters();
    var shades = new ArrayList<Double>();
    var dots = new ArrayList<Dot>();
    var failed = new ArrayList<Dot>();
    Panel.Points winner = null;
    for (var tried : arm.variants()) {
      double x = place(tried, one, tried.variant());
      double y = place(tried, other, 2 * tried.variant() + 1);
      if (Double.isNaN(x)
          || Double.isNaN(y)
          || tried.outcome() == Outcome.RUNNING && !tried.usable()) {
        continue;
      }
      var told = told(tried);
      if (!tried.usable()) {
        failed.add(new Dot(new Mark(Panel.Symbol.CROSS, ORANGE), x, y, told));
      } else if (arm.best() != null && arm.best() == tried.variant()) {
        winner = halo("", x, y);
      }
    }
    for (int rank = 0; rank < ranked.size(); rank++) {
      var tried = ranked.get(rank);
      double x = place(tried, one, tried.variant());
      double y = place(tried, other, 2 * tried.variant() + 1);
      if (!Double.isNaN(x) && !Double.isNaN(y)) {
        shades.add(ranked.size() == 1 ? 1 : (double) rank / (ranked.size() - 1));
        dots.add(new Dot(new Mark(Panel.Symbol.DOT, BLUE), x, y, told(tried)));
      }
    }
    if (dots.isEmpty()) {
      return Optional.empty();
    }
    var layers = new ArrayList<Panel.Layer>();
    field(arm, ranked, one, other).ifPresent(layers::add);
    layers.addAll(layers(failed));
    layers.add(
        new Panel.Points(
            "",
            Panel.Symbol.DOT,
            BLUE,
            dots.stream().mapToDouble(Dot::x).toArray(),
            dots.stream().mapToDouble(Dot::y).toArray(),
            shades.stream().mapToDouble(s -> s).toArray(),
            dots.stream().map(Dot::told).toList()));
    if (winner != null) {
      layers.add(winner);
    }
    return Optional.of(
        new Panel(
            named(all.get(other).name() + " against " + all.get(one).name()),
            "",
            axis(all.get(one)),
            axis(all.get(other)),
            layers,
            false));
  }

  // ---- two objectives ----

  private Figure front(Arm arm) {
    var objectives = trace.get().objectives();
    var usable = arm.variants().stream().filter(Tried::usable).toList();
    var dots = new ArrayList<Dot>();
    for (var tried : usable) {
      var mark = Mark.of(tried.outcome(), false, tried.atLeast());
      dots.add(
          new Dot(
              mark,
              tried.values().get(0),
              tried.values().get(1),
              told(tried) + ", " + number(tried.values().get(1))));
    }
    var best =
        usable.stream()
            .filter(v -> arm.front().contains(v.variant()))
            .sorted(
                Comparator.comparing(
                    (Tried v) -> (objective().maximise() ? -1 : 1) * v.values().get(0)))
            .toList();
    var layers = new ArrayList<Panel.Layer>();
    layers.add(
        new Panel.Line(
            "the front",
            GREEN,
            best.stream().mapToDouble(v -> v.values().get(0)).toArray(),
            best.stream().mapToDouble(v -> v.values().get(1)).toArray(),
            true,
            false,
            true));
    layers.addAll(layers(dots));
    layers.add(
        new Panel.Points(
            "",
            Panel.Symbol.HALO,
            GREEN,
            best.stream().mapToDouble(v -> v.values().get(0)).toArray(),
            best.stream().mapToDouble(v -> v.values().get(1)).toArray(),
            NONE,
            List.of()));
    int lost = arm.variants().size() - usable.size();
    return Figure.of(
        title("Two objectives", arm),
        "Each point is a variant, the mean over its trials"
            + (lost == 0 ? "" : "; " + lost + " without a value are left out")
            + ". On the front, ringed and joined by steps: those that no other is better than in both;"
            + " beyond the steps nothing was found, which does not say that nothing is. The front dominates an area of "
            + number(arm.hypervolume())
            + " up to the worst values found, "
            + String.join(" and ", arm.reference().stream().map(SearchFigures::number).toList())
            + " (its hypervolume, Zitzler & Thiele 1999).",
        new Panel(
            named("one objective against the other"),
            "",
            measured(objectives.get(0), List.of(arm)),
            measured(objectives.get(1), List.of(arm)),
            layers,
            true));
  }
}
