package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.SplitSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.data.KnownData;
import org.descent.experiment.search.SearchPlan;
import org.descent.experiment.search.observation.IterationsToTarget;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.observation.MetricObjective.Take;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.observation.Objective.Goal;
import org.descent.experiment.search.replicates.Replicates;
import org.descent.experiment.search.space.Choice;
import org.descent.experiment.search.space.Constraint;
import org.descent.experiment.search.space.Domain;
import org.descent.experiment.search.space.LogUniform;
import org.descent.experiment.search.space.LogWhole;
import org.descent.experiment.search.space.Parameter;
import org.descent.experiment.search.space.Point;
import org.descent.experiment.search.space.Quantised;
import org.descent.experiment.search.space.SameAs;
import org.descent.experiment.search.space.Space;
import org.descent.experiment.search.space.Uniform;
import org.descent.experiment.search.space.Whole;
import org.descent.experiment.search.strategy.CmaEsStrategy;
import org.descent.experiment.search.strategy.GpStrategy;
import org.descent.experiment.search.strategy.GridStrategy;
import org.descent.experiment.search.strategy.Nsga2Strategy;
import org.descent.experiment.search.strategy.RandomStrategy;
import org.descent.experiment.search.strategy.SobolStrategy;
import org.descent.experiment.search.strategy.Strategy;
import org.descent.experiment.search.strategy.TpeStrategy;

/** Reads {@code search}: what is chosen, by whom, and what is wanted of it. */
final class SearchReader {
  static final String SEARCH = "search";

  /** The keys of {@code search}. */
  static final List<String> KEYS =
      List.of(
          "space",
          "constraints",
          "first",
          "strategy",
          "objective",
          "variants",
          "lag",
          "seed",
          "stopping");

  static final String FIRST = "first";

  /** What a parameter can be chosen from. */
  static final List<String> DOMAINS =
      List.of("uniform", "log-uniform", "int", "log-int", "quantised", "choice", "same-as");

  /** Who can propose. */
  static final List<String> STRATEGIES =
      List.of("grid", "random", "sobol", "tpe", "cma-es", "gp", "nsga2");

  private static final int USUAL_VARIANTS = 50;
  private static final int MOST_LAG = 10_000;
  private static final int USUAL_LAG = 8;
  private static final int LEVELS = 5;
  private static final Replicates USUAL = new Replicates(1, 8, 0.05, 5);
  private static final String TO_TARGET = "iterations-to-target";
  private static final Map<String, Split> SPLITS = Words.of(Split.class);
  private static final Map<String, Take> TAKES = Map.of("end", Take.END, "best", Take.BEST);

  /** What is held back of the space: {@code target} and {@code patience} say what is wanted. */
  private static final List<String> SEARCHED =
      TrainingReader.VARYING.stream()
          .filter(key -> !List.of("budget", "target", "patience").contains(key))
          .toList();

  private final List<Axis> axes;
  private final KnownData known;
  private final SplitSpec split;

  /**
   * @param axes of the grid beside it
   */
  SearchReader(List<Axis> axes, KnownData known, SplitSpec split) {
    this.axes = axes;
    this.known = known;
    this.split = split;
  }

  /**
   * What is wanted of a search.
   *
   * @param on where a metric is measured; null for iterations to the target
   * @param head whose metric it is; empty for that of all heads
   */
  record Wanted(Objective objective, Split on, String head) {}

  /** Who proposes, and what that is called. */
  record Proposer(String name, Strategy strategy) {}

  /**
   * A search as it is written; the rest is seen in what its points train.
   *
   * @param names path → what it is called in settings
   */
  record Written(
      Space space,
      Map<String, String> names,
      Proposer proposer,
      List<Wanted> wanted,
      SearchPlan.Extent extent,
      StoppingReader.Written stopping,
      Replicates replicates,
      List<Point> first) {
    /** The seeds of its trials, however long a race takes. */
    List<Long> seeds() {
      return LongStream.rangeClosed(1, replicates.atMost() + replicates.fresh()).boxed().toList();
    }

    /** What is to be done for trainings of so many iterations. */
    SearchPlan plan(int budget, Predicate<Point> feasible) {
      var objectives = wanted.stream().map(Wanted::objective).toList();
      return new SearchPlan(
          space,
          objectives,
          proposer.strategy(),
          stopping.rule(budget, objectives.get(0)),
          replicates,
          extent,
          feasible,
          first);
    }
  }

  /**
   * The search that {@code value} describes.
   *
   * @param seeds what the experiment says of seeds; empty if nothing
   */
  Written read(Value value, Optional<Value> seeds) {
    var fields = value.fields(KEYS.toArray(String[]::new));
    var domains = new LinkedHashMap<String, Domain>();
    fields.need("space", "", v -> space(v, domains));
    var constraints = fields.read("constraints", List.<Constraint>of(), SearchReader::constraints);
    var proposer =
        fields.read("strategy", new Proposer("tpe", new TpeStrategy()), SearchReader::proposer);
    var wanted = fields.need("objective", List.<Wanted>of(), this::objectives);
    int variants =
        fields.read("variants", USUAL_VARIANTS, v -> (int) v.whole(1, ExperimentReader.MAX_TRIALS));
    int lag = fields.read("lag", USUAL_LAG, v -> (int) v.whole(0, MOST_LAG));
    long seed = fields.read("seed", 1L, Seeds::one);
    var stopping = fields.read("stopping", StoppingReader.NONE, StoppingReader::read);
    var replicates =
        seeds.map(v -> value.problems().attempt(() -> replicates(v)).orElse(null)).orElse(USUAL);
    if (replicates == null) {
      throw Problems.UNUSABLE;
    }
    var first = fields.get(FIRST);
    return fields.makeExactly(
        () -> {
          InvalidSpec.unless(
              wanted.size() == proposer.strategy().objectives(),
              "objective: %s of them, expected %s for this strategy",
              wanted.size(),
              proposer.strategy().objectives());
          InvalidSpec.unless(
              wanted.size() == 1 || stopping == StoppingReader.NONE,
              "stopping: there are two objectives, expected none");
          var extent = new SearchPlan.Extent(variants, lag, seed);
          var space = Space.of(domains, constraints);
          var points = first.map(v -> points(v, space, variants)).orElse(List.of());
          return new Written(
              space, names(domains), proposer, wanted, extent, stopping, replicates, points);
        });
  }

  private String space(Value value, Map<String, Domain> domains) {
    if (!(value.tree() instanceof Tree.Mapping mapping) || mapping.entries().isEmpty()) {
      throw value.unlike("a map of paths to what they are chosen from");
    }
    int before = value.problems().count();
    new TreeMap<>(mapping.entries())
        .forEach(
            (text, tree) -> {
              var at = new Value(tree, value.path() + "." + text, value.problems());
              value
                  .problems()
                  .attempt(() -> domain(at, path(text, at).toString()))
                  .ifPresent(domain -> domains.put(text, domain));
            });
    if (value.problems().count() > before) {
      throw Problems.UNUSABLE;
    }
    return "";
  }

  private static List<Point> points(Value first, Space space, int variants) {
    var paths = space.parameters().stream().map(Parameter::path).toList();
    var points = first.each(item -> point(item, space, paths));
    if (points.size() > variants) {
      throw first.wrong(
          points.size() + " points, expected at most as many as the " + variants + " variants");
    }
    if (points.size() > new HashSet<>(points).size()) {
      throw first.wrong("holds a point twice, expected distinct ones");
    }
    return points;
  }

  /** Values by path, each as results write it. */
  private static Point point(Value item, Space space, List<String> paths) {
    if (!(item.tree() instanceof Tree.Mapping mapping)) {
      throw item.unlike("a map of paths to values");
    }
    var settings = new LinkedHashMap<String, String>();
    mapping
        .entries()
        .forEach(
            (path, tree) -> {
              if (!paths.contains(path)) {
                throw new Value(tree, item.path() + "." + path, item.problems())
                    .wrong("is not searched" + Suggestion.among(path, paths));
              }
              settings.put(path, tree.written());
            });
    return objecting(item, () -> space.read(settings));
  }

  private TreePath path(String text, Value at) {
    var path = TreePath.parse(text).orElseThrow(() -> notPath(at));
    if (!SEARCHED.contains(path.root())) {
      throw at.wrong("cannot be searched" + Suggestion.among(path.root(), SEARCHED));
    }
    for (var axis : axes) {
      if (axis.path().covers(path) || path.covers(axis.path())) {
        throw at.wrong("overlaps with vary." + axis.path());
      }
    }
    return path;
  }

  private static RuntimeException notPath(Value at) {
    return at.wrong("is not a path, expected for example network.layers[1].dense.units");
  }

  /** Whether it describes what to choose from, and is not a value itself. */
  private static boolean isDomain(Tree tree) {
    if (!(tree instanceof Tree.Mapping mapping) || mapping.entries().size() != 1) {
      return false;
    }
    var entry = mapping.entries().entrySet().iterator().next();
    return DOMAINS.contains(entry.getKey())
        && (entry.getValue() instanceof Tree.Sequence || entry.getKey().equals("same-as"));
  }

  private static Domain domain(Value value, String path) {
    var choice = value.choice(DOMAINS);
    var body = choice.body();
    return objecting(
        body,
        () ->
            switch (choice.name()) {
              case "choice" -> options(body, path);
              case "same-as" -> new SameAs(body.text());
              case "quantised" -> {
                double[] of = numbers(body, 3, "[from, to, step]");
                yield new Quantised(of[0], of[1], of[2]);
              }
              case "int" -> {
                double[] of = wholes(body);
                yield new Whole((long) of[0], (long) of[1]);
              }
              case "log-int" -> {
                double[] of = wholes(body);
                yield new LogWhole((long) of[0], (long) of[1]);
              }
              case "uniform" -> {
                double[] of = numbers(body, 2, "[from, to]");
                yield new Uniform(of[0], of[1]);
              }
              default -> {
                double[] of = numbers(body, 2, "[from, to]");
                yield new LogUniform(of[0], of[1]);
              }
            });
  }

  private static double[] numbers(Value body, int count, String expected) {
    if (!(body.tree() instanceof Tree.Sequence list) || list.items().size() != count) {
      throw body.unlike(expected);
    }
    return body.each(Value::number).stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] wholes(Value body) {
    if (!(body.tree() instanceof Tree.Sequence list) || list.items().size() != 2) {
      throw body.unlike("[from, to]");
    }
    return body.each(v -> v.whole(-(1L << 53), 1L << 53)).stream()
        .mapToDouble(Long::doubleValue)
        .toArray();
  }

  private static Choice options(Value body, String path) {
    var items = body.items();
    var read = body.each(Axis.Choice::of);
    var options = new ArrayList<Choice.Option>();
    for (int i = 0; i < read.size(); i++) {
      var tree = read.get(i).tree();
      var within = new LinkedHashMap<String, Domain>();
      within(new Value(tree, items.get(i).path(), body.problems()), path, within);
      options.add(new Choice.Option(label(read.get(i), !within.isEmpty()), tree.plain(), within));
    }
    return new Choice(options);
  }

  /** {@code sgd}, and not all that can be chosen within it. */
  private static String label(Axis.Choice choice, boolean searched) {
    boolean own = !choice.name().equals(choice.tree().written());
    return !own
            && searched
            && choice.tree() instanceof Tree.Mapping mapping
            && mapping.entries().size() == 1
        ? mapping.entries().keySet().iterator().next()
        : choice.name();
  }

  /** Finds what is chosen within an option. */
  private static void within(Value value, String path, Map<String, Domain> found) {
    if (value.tree() instanceof Tree.Mapping mapping) {
      for (var entry : mapping.entries().entrySet()) {
        below(value, entry.getValue(), "." + entry.getKey(), path, found);
      }
    } else if (value.tree() instanceof Tree.Sequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        below(value, list.items().get(i), "[" + i + "]", path, found);
      }
    }
  }

  private static void below(
      Value value, Tree tree, String step, String path, Map<String, Domain> found) {
    var at = new Value(tree, value.path() + step, value.problems());
    if (TreePath.parse(path + step).isEmpty()) {
      throw notPath(at);
    }
    if (isDomain(tree)) {
      found.put(path + step, domain(at, path + step));
    } else {
      within(at, path + step, found);
    }
  }

  private static List<Constraint> constraints(Value value) {
    return value.tree() instanceof Tree.Sequence
        ? value.each(SearchReader::constraint)
        : List.of(constraint(value));
  }

  private static Constraint constraint(Value value) {
    return objecting(value, () -> Constraint.parse(value.text()));
  }

  private static Proposer proposer(Value value) {
    var choice = value.choice(STRATEGIES);
    return new Proposer(choice.name(), strategy(choice));
  }

  private static Strategy strategy(Value.Choice choice) {
    var body = choice.body();
    return objecting(
        body,
        () ->
            switch (choice.name()) {
              case "grid" -> {
                var fields = body.fields("levels");
                yield new GridStrategy(fields.read("levels", LEVELS, v -> (int) v.whole(2, 1000)));
              }
              case "random" -> plain(body, new RandomStrategy());
              case "sobol" -> {
                var fields = body.fields("scrambled");
                yield new SobolStrategy(fields.read("scrambled", true, Value::truth));
              }
              case "tpe" -> {
                var usual = new TpeStrategy();
                yield new TpeStrategy(startup(body, usual.startup()));
              }
              case "gp" -> {
                var usual = new GpStrategy();
                yield new GpStrategy(startup(body, usual.startup()));
              }
              case "nsga2" -> {
                var fields = body.fields("population");
                yield new Nsga2Strategy(
                    fields.read("population", 20, v -> (int) v.whole(4, 100_000)));
              }
              default -> plain(body, new CmaEsStrategy());
            });
  }

  private static Strategy plain(Value body, Strategy strategy) {
    body.fields();
    return strategy;
  }

  private static int startup(Value body, int usual) {
    return body.fields("startup").read("startup", usual, v -> (int) v.whole(1, 100_000));
  }

  private List<Wanted> objectives(Value value) {
    return value.tree() instanceof Tree.Sequence
        ? value.each(this::objective)
        : List.of(objective(value));
  }

  private Wanted objective(Value value) {
    if (value.is(TO_TARGET)) {
      return new Wanted(new IterationsToTarget("train.loss", Goal.MINIMISE), null, "");
    }
    var fields = value.fields("minimise", "maximise", "on", "at");
    boolean minimise = fields.get("minimise").isPresent();
    if (minimise == fields.get("maximise").isPresent()) {
      throw value.unlike(
          TO_TARGET + ", or one of minimise and maximise, for example {minimise: loss}");
    }
    var metric = fields.need(minimise ? "minimise" : "maximise", "loss", SearchReader::metric);
    var usual = known.has(Split.VALIDATION, split) ? Split.VALIDATION : Split.TRAIN;
    var on = fields.read("on", usual, this::split);
    var take = fields.read("at", Take.END, v -> v.word(TAKES));
    return fields.makeExactly(
        () -> {
          var goal = minimise ? Goal.MINIMISE : Goal.MAXIMISE;
          int dot = metric.lastIndexOf('.');
          return new Wanted(
              new MetricObjective(on.word() + "." + metric, goal, take),
              on,
              dot < 0 ? "" : metric.substring(0, dot));
        });
  }

  private static String metric(Value value) {
    var text = value.text();
    if (!text.matches("(.+\\.)?(loss|accuracy)")) {
      throw value.unlike("loss, accuracy, or HEAD.loss, HEAD.accuracy");
    }
    return text;
  }

  private Split split(Value value) {
    var on = value.word(SPLITS);
    if (!known.has(on, split)) {
      throw value.wrong("there are no examples for " + on.word());
    }
    return on;
  }

  /** Notes what is wanted of heads that are not there. */
  static void check(List<Wanted> wanted, TrainingSpec training) {
    for (var one : wanted) {
      var heads = training.network().heads().stream().map(h -> h.name()).toList();
      InvalidSpec.unless(
          one.head().isEmpty() || heads.contains(one.head()),
          "search: objective: there is no head %s, expected %s",
          one.head(),
          String.join(" or ", heads));
      InvalidSpec.unless(
          one.on() != null || !training.targets().isEmpty(),
          "search: objective: there is no target, expected one to count iterations to");
    }
  }

  private Map<String, String> names(Map<String, Domain> domains) {
    var paths = new ArrayList<String>();
    paths(domains, paths);
    var names = new LinkedHashMap<String, String>();
    for (var path : paths.stream().distinct().toList()) {
      var parts = path.split("[.]");
      var name = parts[parts.length - 1];
      for (int from = parts.length - 2; from >= 0 && !alone(name, path, paths); from--) {
        name = parts[from] + "." + name;
      }
      names.put(path, name);
    }
    return names;
  }

  /** Whether only {@code path} ends like that, and no axis is called so. */
  private boolean alone(String name, String path, List<String> paths) {
    return axes.stream().noneMatch(axis -> axis.name().equals(name))
        && paths.stream()
            .allMatch(p -> p.equals(path) || !p.equals(name) && !p.endsWith("." + name));
  }

  private static void paths(Map<String, Domain> domains, List<String> paths) {
    domains.forEach(
        (path, domain) -> {
          paths.add(path);
          if (domain instanceof Choice choice) {
            choice.options().forEach(option -> paths(option.parameters(), paths));
          }
        });
  }

  /** {@code {at-least, at-most, until, fresh}}, or how many each variant gets. */
  private static Replicates replicates(Value value) {
    if (!(value.tree() instanceof Tree.Mapping)) {
      int seeds = (int) value.whole(1, ExperimentReader.MAX_TRIALS);
      return Replicates.of(seeds);
    }
    var fields = value.fields("at-least", "at-most", "until", "fresh");
    int atLeast = fields.read("at-least", USUAL.atLeast(), Value::whole);
    int atMost = fields.read("at-most", Math.max(atLeast, USUAL.atMost()), Value::whole);
    double level = fields.read("until", USUAL.level(), Value::number);
    int fresh = fields.read("fresh", USUAL.fresh(), Value::whole);
    return fields.makeExactly(() -> new Replicates(atLeast, atMost, level, fresh));
  }

  /** What {@code making} makes; its objections are noted at {@code value}. */
  static <T> T objecting(Value value, Supplier<T> making) {
    try {
      return making.get();
    } catch (InvalidSpec e) {
      throw value.problems().addObjection(value.tree().place(), value.path(), e.getMessage());
    }
  }
}
