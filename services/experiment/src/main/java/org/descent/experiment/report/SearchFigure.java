package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.results.SearchResult;
import org.descent.experiment.results.SearchSummary;
import org.descent.experiment.results.SearchTrace;
import org.descent.experiment.results.SearchTrace.Arm;
import org.descent.experiment.results.SearchTrace.Objective;
import org.descent.experiment.results.SearchTrace.Outcome;
import org.descent.experiment.results.SearchTrace.Parameter;
import org.descent.experiment.results.SearchTrace.Run;
import org.descent.experiment.results.SearchTrace.Tried;
import org.descent.experiment.spec.ValueWords;

/** What figures of a search have in common: how its variants are drawn, and said in words. */
abstract class SearchFigure {
  /** The most parameters that are drawn. */
  static final int MOST_PARAMETERS = 12;

  /** Values over so wide a range are drawn on a logarithmic axis. */
  private static final double WIDE = 30;

  static final int BLUE = 0;
  static final int ORANGE = 1;
  static final int GREEN = 2;
  static final int GREY = 7;
  static final double[] NONE = {};

  final Findings findings;
  final Optional<SearchTrace> trace;

  SearchFigure(Findings findings) {
    this.findings = findings;
    this.trace = findings.search().map(SearchSummary::trace);
  }

  Objective objective() {
    return trace.get().objectives().get(0);
  }

  String title(String what, Arm arm) {
    var where = arm.label().isEmpty() ? "" : " (" + arm.label() + ")";
    return what + where + ": " + findings.experiment().title();
  }

  String named(String what) {
    return findings.experiment().title() + ": " + what;
  }

  String label(Tried tried) {
    return findings.result().variants().get(tried.variant()).told();
  }

  String told(Tried tried) {
    return label(tried) + ": " + number(tried.values().get(0));
  }

  Panel.Axis measured(Objective objective, List<Arm> arms) {
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

  Panel.Axis measured(Arm arm) {
    return measured(objective(), List.of(arm));
  }

  static double value(Double value) {
    return value == null ? Double.NaN : value;
  }

  static String number(Double value) {
    return value == null ? "no value" : Numbers.significant(value, 4);
  }

  /** What is drawn of something with an outcome. */
  record Mark(Panel.Symbol symbol, int colour) {
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
  static String symbols(Arm arm) {
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
  record Dot(Mark mark, double x, double y, String told) {}

  static List<Panel.Layer> layers(List<Dot> dots) {
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

  static Panel.Points halo(String key, double x, double y) {
    return new Panel.Points(
        key, Panel.Symbol.HALO, GREEN, new double[] {x}, new double[] {y}, NONE, List.of());
  }

  static Panel.Line line(String key, int colour, double[] x, double[] y) {
    return new Panel.Line(key, colour, x, y, false, false, true);
  }

  /** Iterations that a variant's trials had for the decisions of the search. */
  static double cost(Tried tried) {
    return tried.trials().stream().filter(r -> !r.fresh()).mapToDouble(Run::iterations).sum();
  }

  Optional<SearchResult.Arm> outcome(Arm arm) {
    return findings.result().search().arms().stream()
        .filter(a -> a.settings().equals(arm.settings()))
        .findFirst();
  }

  /** Places of the parameters, those that matter most first where that is known. */
  List<Integer> parameters(Arm arm) {
    var share = new HashMap<String, Double>();
    outcome(arm).ifPresent(a -> a.importance().forEach(m -> share.put(m.parameter(), m.share())));
    var all = trace.get().parameters();
    return IntStream.range(0, all.size())
        .boxed()
        .sorted(Comparator.comparing(p -> -share.getOrDefault(all.get(p).name(), 0.0)))
        .toList();
  }

  static Panel.Axis axis(Parameter parameter) {
    return parameter.options().isEmpty()
        ? Panel.Axis.numbers(
            ValueWords.axis(parameter.name()), parameter.log(), parameter.low(), parameter.high())
        : Panel.Axis.words(ValueWords.axis(parameter.name()), parameter.options());
  }

  /** Where a variant lies; words have some width, so that not all lie on one another. */
  double place(Tried tried, int parameter, int turn) {
    var text = tried.point().get(parameter);
    var options = trace.get().parameters().get(parameter).options();
    if (text == null) {
      return Double.NaN;
    }
    double aside = (turn * 0.6180339887498949) % 1 - 0.5; // evenly, however many there are
    return options.isEmpty() ? Double.parseDouble(text) : options.indexOf(text) + 0.6 * aside;
  }
}
