package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.descent.experiment.EndMetric;
import org.descent.experiment.Variant;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.PublishedMetrics;
import org.descent.experiment.results.Quantity;
import org.descent.experiment.spec.ValueWords;
import org.descent.experiment.statistics.SampleMedian;

/** What trials end with, against a setting whose values are numbers. */
record SettingFigures(Findings findings) {
  private static final int FEWEST = 3;
  private static final int SINGLES = 12;
  private static final double[] NONE = {};

  /** Bands around more lines than these hide one another. */
  private static final int BANDED = 3;

  private static final String HOW = "At the last iteration, as the evaluator found it. ";

  /** A figure for each axis of three numbers or more. */
  List<Figure> all() {
    if (findings.result().search() != null) {
      return List.of(); // its variants lie where it pleased, see SearchFigures
    }
    return findings.experiment().variants().get(0).settings().keySet().stream()
        .filter(axis -> numbers(axis).length >= FEWEST)
        .flatMap(axis -> figure(axis).stream())
        .toList();
  }

  /** The values of {@code axis}, ascending; none if one of them is no number. */
  private double[] numbers(String axis) {
    var values =
        findings.experiment().variants().stream()
            .map(variant -> number(variant.settings().get(axis)))
            .toList();
    return values.stream().allMatch(OptionalDouble::isPresent)
        ? values.stream().mapToDouble(OptionalDouble::getAsDouble).sorted().distinct().toArray()
        : NONE;
  }

  private static OptionalDouble number(String written) {
    try {
      double number = Double.parseDouble(written);
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /**
   * Whether {@code numbers}, ascending, lie more evenly on a logarithmic axis: the largest gap
   * between them is a smaller share of it.
   */
  static boolean logarithmic(double[] numbers) {
    return numbers[0] > 0
        && largestGap(Arrays.stream(numbers).map(Math::log).toArray()) < largestGap(numbers) - 1e-9;
  }

  private static double largestGap(double[] numbers) {
    double largest = 0;
    for (int i = 1; i < numbers.length; i++) {
      largest = Math.max(largest, numbers[i] - numbers[i - 1]);
    }
    return largest / (numbers[numbers.length - 1] - numbers[0]);
  }

  private Optional<Figure> figure(String axis) {
    var groups = groups(axis);
    var shown = groups.subList(0, Math.min(groups.size(), Ink.colours()));
    var errors = lines(shown, EndMetric.Kind.ACCURACY);
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    var drawings = new ArrayList<Drawing>();
    drawings.add(plot(axis, "error", "error: 1 − accuracy", errors));
    var losses = shown.stream().flatMap(g -> g.quantities().stream()).distinct().toList();
    if (losses.size() == 1) { // different losses have no common axis
      drawings.add(plot(axis, "loss", "loss, " + losses.get(0), lines(shown, EndMetric.Kind.LOSS)));
    }
    var title =
        (drawings.size() > 1 ? "Error and loss" : "Error") + " against " + ValueWords.axis(axis);
    return Optional.of(
        Figure.of(
            title + ": " + findings.experiment().title(),
            HOW + Plot.reading(errors) + (shown.size() < groups.size() ? left(groups.size()) : ""),
            drawings.toArray(Drawing[]::new)));
  }

  private static String left(int groups) {
    return " The first " + Ink.colours() + " of " + groups + " combinations of the rest are shown.";
  }

  /** Variants that differ in one setting alone, in the order of its numbers. */
  private record Group(String label, List<Variant> variants, double[] at) {
    static Group of(String label, List<Variant> variants, String axis) {
      var ascending =
          variants.stream().sorted(Comparator.comparingDouble(v -> place(v, axis))).toList();
      return new Group(
          label, ascending, ascending.stream().mapToDouble(v -> place(v, axis)).toArray());
    }

    private static double place(Variant variant, String axis) {
      return number(variant.settings().get(axis)).getAsDouble();
    }

    List<String> quantities() {
      return variants.stream().map(v -> Quantity.of(v, "loss")).distinct().toList();
    }
  }

  private List<Group> groups(String axis) {
    var groups = new LinkedHashMap<String, List<Variant>>();
    for (var variant : findings.experiment().variants()) {
      var others = new LinkedHashMap<>(variant.settings());
      others.remove(axis);
      groups.computeIfAbsent(ValueWords.told(others), label -> new ArrayList<>()).add(variant);
    }
    return groups.entrySet().stream()
        .map(group -> Group.of(group.getKey(), group.getValue(), axis))
        .toList();
  }

  /**
   * A line for each group and split, and for each of them that was published, as far as there are
   * colours; where there are not for all splits, the last one's.
   */
  private List<Plot.Series> lines(List<Group> groups, EndMetric.Kind kind) {
    var splits = EndMetric.SPLITS.stream().filter(this::judged).toList();
    boolean room = groups.size() * splits.size() <= Ink.colours();
    var lines = new ArrayList<Plot.Series>();
    for (var group : groups) {
      for (var split : room ? splits : splits.subList(splits.size() - 1, splits.size())) {
        var metric = new EndMetric(split, kind);
        line(group, name(group, split), metric, lines.size()).ifPresent(lines::add);
      }
    }
    for (var group : groups) {
      for (var split : splits) {
        if (lines.size() < Ink.colours()) {
          var name = name(group, split) + ", published";
          published(group, name, new EndMetric(split, kind), lines.size()).ifPresent(lines::add);
        }
      }
    }
    return lines.size() > BANDED ? lines.stream().map(Plot.Series::bare).toList() : lines;
  }

  private static String name(Group group, String split) {
    return group.label.isEmpty() ? split : group.label + ", " + split;
  }

  private boolean judged(String split) {
    return findings.result().variants().stream()
        .flatMap(variant -> variant.trials().stream())
        .anyMatch(trial -> trial.metrics().containsKey(split));
  }

  private Optional<Plot.Series> line(Group group, String name, EndMetric metric, int colour) {
    var known = new ArrayList<double[]>();
    var at = new ArrayList<Double>();
    for (int i = 0; i < group.at.length; i++) {
      double[] ends = ends(group.variants.get(i), metric);
      if (ends.length > 0) {
        known.add(ends);
        at.add(group.at[i]);
      }
    }
    if (known.isEmpty()) {
      return Optional.empty();
    }
    boolean banded = known.stream().anyMatch(ends -> ends.length > 1);
    return Optional.of(
        new Plot.Series(
            name,
            colour,
            array(at),
            quantiles(known, 0.5),
            banded ? quantiles(known, 0.1) : NONE,
            banded ? quantiles(known, 0.9) : NONE,
            false,
            NONE,
            singles(group, metric)));
  }

  private static double[] quantiles(List<double[]> samples, double probability) {
    return samples.stream().mapToDouble(s -> SampleMedian.quantile(s, probability)).toArray();
  }

  /** What the trials of {@code variant} end with, ascending. */
  private double[] ends(Variant variant, EndMetric metric) {
    return ends(findings.result(variant).trials(), metric);
  }

  private static double[] ends(List<TrialResult> trials, EndMetric metric) {
    return Arrays.stream(PublishedMetrics.values(trials, metric))
        .map(value -> drawn(metric, value))
        .sorted()
        .toArray();
  }

  /** Of an accuracy the error. */
  private static double drawn(EndMetric metric, double value) {
    return metric.kind() == EndMetric.Kind.ACCURACY ? 1 - value : value;
  }

  /** The line of each of the first seeds by itself. */
  private List<Plot.Single> singles(Group group, EndMetric metric) {
    var singles = new ArrayList<Plot.Single>();
    findings.experiment().seeds().stream()
        .limit(SINGLES)
        .forEach(
            seed -> {
              var x = new ArrayList<Double>();
              var y = new ArrayList<Double>();
              for (int i = 0; i < group.at.length; i++) {
                var trials = findings.result(group.variants.get(i)).trials();
                for (double end :
                    ends(trials.stream().filter(t -> t.seed() == seed).toList(), metric)) {
                  x.add(group.at[i]);
                  y.add(end);
                }
              }
              singles.add(new Plot.Single("seed " + seed, array(x), array(y)));
            });
    return singles;
  }

  private Optional<Plot.Series> published(Group group, String name, EndMetric metric, int colour) {
    var x = new ArrayList<Double>();
    var y = new ArrayList<Double>();
    for (int i = 0; i < group.at.length; i++) {
      var value = group.variants.get(i).published().metrics().get(metric);
      if (value != null) {
        x.add(group.at[i]);
        y.add(drawn(metric, value));
      }
    }
    return x.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Plot.Series(name, colour, array(x), array(y), NONE, NONE, false, NONE, List.of()));
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private Plot plot(String axis, String what, String label, List<Plot.Series> lines) {
    double[] numbers = numbers(axis);
    return new Plot(
        findings.experiment().title() + ": " + what + " against " + ValueWords.axis(axis),
        new Plot.Axis(
            ValueWords.axis(axis), logarithmic(numbers), numbers[0], numbers[numbers.length - 1]),
        new Plot.Axis(label, false, 0, Double.NaN),
        lines);
  }
}
