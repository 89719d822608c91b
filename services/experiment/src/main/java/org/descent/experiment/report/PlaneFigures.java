package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialEvaluated.Line;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.LayerSpec;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Numbers;

/**
 * Networks on two inputs: the examples in their plane, and the lines that single units draw there.
 *
 * @param examples with two features and a label
 */
record PlaneFigures(Examples examples) {
  private static final int MOST_RUNS = 20;
  private static final int MOST_FRAMES = 60;

  /** The examples alone. */
  Figure data() {
    var plane =
        new Plane(
            "The examples in the plane of their two features",
            "x₁",
            "x₂",
            low(),
            high(),
            points(),
            classes(),
            List.of(),
            true);
    return Figure.of(
        "The points and their classes",
        "Filled discs are to be told from rings. No single straight line does it.",
        plane);
  }

  /** All trials' lines of a network that can only draw one; empty if it can draw more. */
  Optional<Figure> single(Findings findings, Variant variant) {
    var head = variant.training().network().heads().get(0).name();
    var runs =
        runs(
            findings,
            variant,
            line -> line.plane().equals("input") && line.of().equals(head),
            Optional.empty());
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    boolean hidden = hasHiddenLayer(variant);
    double best =
        runs.stream()
            .flatMap(r -> r.frames().stream())
            .mapToDouble(Plane.Frame::accuracy)
            .max()
            .orElse(Double.NaN);
    var title = hidden ? "Two layers without an activation" : "Single-layer perceptrons";
    return Optional.of(
        Figure.of(
            title + ": every line fails",
            "Where the output is ½ for "
                + runs.size()
                + " seeds. "
                + (hidden
                    ? "Without an activation the whole network is one linear map, ŷ = (w₃w₁₁ + w₄w₂₁)x₁ + (w₃w₁₂ + w₄w₂₂)x₂ + c, so it draws one line as well. "
                    : "")
                + String.format(
                    Locale.ROOT, "The best accuracy of all of them at any snapshot is %.2f.", best),
            plane(title, runs, true)));
  }

  /** The lines of both hidden units in the input plane. */
  Optional<Figure> hiddenLines(Findings findings, Variant variant) {
    var runs =
        runs(
            findings,
            variant,
            l -> l.plane().equals("input") && l.of().startsWith("h"),
            Optional.empty());
    return runs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Figure.of(
                "The lines of the two hidden units in the input plane",
                "Where h₁ and h₂ are zero before their activation, iteration by iteration. Together they cut the plane into regions that one line could not.",
                plane("Lines of the hidden units", runs, false)));
  }

  /** The line of the output in the plane of the hidden units. */
  Optional<Figure> separation(Findings findings, Variant variant) {
    var activation = hiddenActivation(variant);
    if (activation.isEmpty()) {
      return Optional.empty();
    }
    var runs = runs(findings, variant, l -> l.plane().equals("hidden"), activation);
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    double low = activation.get() == Activation.TANH ? -1.15 : -0.15;
    double high = 1.15;
    if (!List.of(Activation.SIGMOID, Activation.TANH).contains(activation.get())) {
      for (var run : runs) {
        for (var frame : run.frames()) {
          for (var point : frame.points()) {
            low = Math.min(low, Math.min(point[0], point[1]) - 0.15);
            high = Math.max(high, Math.max(point[0], point[1]) + 0.15);
          }
        }
      }
    }
    var plane =
        new Plane(
            "The separating line in the plane of the hidden units",
            "h₁",
            "h₂",
            low,
            high,
            new double[0][],
            classes(),
            runs,
            false);
    return Optional.of(
        Figure.of(
            "The separating line in the (h₁, h₂) plane",
            "The hidden layer carries the points to where one line separates them; points and line both move while the network learns.",
            plane));
  }

  private Plane plane(String name, List<Plane.Run> runs, boolean together) {
    return new Plane(name, "x₁", "x₂", low(), high(), points(), classes(), runs, together);
  }

  /** Trials that separate the classes come first. */
  private List<Plane.Run> runs(
      Findings findings,
      Variant variant,
      java.util.function.Predicate<Line> wanted,
      Optional<Activation> carried) {
    return findings.trials(variant).stream()
        .sorted(Comparator.comparing(t -> !converged(t)))
        .limit(MOST_RUNS)
        .map(t -> run(t, wanted, carried))
        .filter(r -> !r.frames().isEmpty())
        .toList();
  }

  private static boolean converged(TrialEvaluated trial) {
    var train = trial.splits().get("train");
    return train != null && train.accuracy() == 1;
  }

  private Plane.Run run(
      TrialEvaluated trial,
      java.util.function.Predicate<Line> wanted,
      Optional<Activation> carried) {
    Map<Integer, List<Line>> snapshots = new LinkedHashMap<>();
    for (var line : trial.lines()) {
      snapshots.computeIfAbsent(line.iteration(), i -> new ArrayList<>()).add(line);
    }
    var frames = new ArrayList<Plane.Frame>();
    snapshots.forEach(
        (iteration, lines) -> {
          var drawn =
              lines.stream().filter(wanted).map(l -> new double[] {l.a(), l.b(), l.c()}).toList();
          double accuracy =
              lines.stream()
                  .mapToDouble(Line::accuracy)
                  .filter(a -> !Double.isNaN(a))
                  .findFirst()
                  .orElse(Double.NaN);
          if (!drawn.isEmpty()) {
            frames.add(
                new Plane.Frame(
                    iteration,
                    drawn,
                    carried.map(a -> carried(lines, a)).orElse(new double[0][]),
                    accuracy));
          }
        });
    return new Plane.Run(
        "seed " + trial.seed(),
        trial.training().end().name().toLowerCase(Locale.ROOT)
            + " at iteration "
            + Numbers.iterations(trial.training().iterations()),
        thinned(frames));
  }

  private static List<Plane.Frame> thinned(List<Plane.Frame> frames) {
    if (frames.size() <= MOST_FRAMES) {
      return frames;
    }
    var kept = new ArrayList<Plane.Frame>();
    for (int i = 0; i < MOST_FRAMES; i++) {
      kept.add(frames.get((int) ((long) i * (frames.size() - 1) / (MOST_FRAMES - 1))));
    }
    return kept;
  }

  /** Where the hidden layer puts the examples. */
  private double[][] carried(List<Line> lines, Activation activation) {
    var h1 = lines.stream().filter(l -> l.of().equals("h1")).findFirst();
    var h2 = lines.stream().filter(l -> l.of().equals("h2")).findFirst();
    if (h1.isEmpty() || h2.isEmpty()) {
      return new double[0][];
    }
    var places = points();
    for (var place : places) {
      double first = value(h1.get(), place);
      double second = value(h2.get(), place);
      place[0] = activation.of(first);
      place[1] = activation.of(second);
    }
    return places;
  }

  private static double value(Line line, double[] point) {
    return line.a() * point[0] + line.b() * point[1] + line.c();
  }

  private double[][] points() {
    float[] features = examples.features();
    var points = new double[examples.count()][];
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {features[2 * i], features[2 * i + 1]};
    }
    return points;
  }

  private int[] classes() {
    var labels = examples.targets().get(0).values();
    var classes = new int[labels.length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = labels[i] >= 0.5 ? 1 : 0;
    }
    return classes;
  }

  private double low() {
    double low = Double.POSITIVE_INFINITY;
    for (float feature : examples.features()) {
      low = Math.min(low, feature);
    }
    return low - margin();
  }

  private double high() {
    double high = Double.NEGATIVE_INFINITY;
    for (float feature : examples.features()) {
      high = Math.max(high, feature);
    }
    return high + margin();
  }

  private double margin() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float feature : examples.features()) {
      low = Math.min(low, feature);
      high = Math.max(high, feature);
    }
    return Math.max(0.1, (high - low) * 0.5);
  }

  static boolean hasHiddenLayer(Variant variant) {
    return variant.training().network().layers().stream()
        .anyMatch(l -> l instanceof LayerSpec.Dense);
  }

  private static Optional<Activation> hiddenActivation(Variant variant) {
    return variant.training().network().layers().stream()
        .map(l -> l instanceof LayerSpec.Dense dense ? dense.activation() : null)
        .filter(java.util.Objects::nonNull)
        .findFirst();
  }
}
