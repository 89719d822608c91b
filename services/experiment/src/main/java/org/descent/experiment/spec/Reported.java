package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.SplitSpec;
import org.descent.experiment.EndMetric;
import org.descent.experiment.Published;
import org.descent.experiment.data.KnownData;

/**
 * What was published of a variant.
 *
 * @param settings the value of each axis it was published for
 */
record Reported(Map<String, String> settings, Published published) {
  private static final String ITERATIONS = "iterations";
  private static final String ROUNDED = "rounded";
  private static final String SOURCE = "source";

  /** All that {@code value} lists; each is for one combination of the values of {@code axes}. */
  static List<Reported> all(Value value, List<Axis> axes, KnownData known, SplitSpec split) {
    var read = new ArrayList<Reported>();
    return value.each(
        item -> {
          var reported = one(item, axes, known, split);
          if (read.stream().anyMatch(other -> other.settings.equals(reported.settings))) {
            throw item.wrong("is reported twice for " + reported.settings);
          }
          read.add(reported);
          return reported;
        });
  }

  private static Reported one(Value item, List<Axis> axes, KnownData known, SplitSpec split) {
    var fields = item.fields(keys(axes).toArray(String[]::new));
    var settings = new LinkedHashMap<String, String>();
    for (var axis : axes) {
      settings.put(axis.name(), fields.need(key(fields, axis), "", v -> among(v, axis)));
    }
    var iterations =
        fields.read(
            ITERATIONS,
            OptionalInt.empty(),
            v -> OptionalInt.of((int) v.whole(1, Integer.MAX_VALUE)));
    var metrics = new LinkedHashMap<EndMetric, Double>();
    for (var metric : EndMetric.all()) {
      Double number = fields.read(metric.key(), null, v -> number(v, metric, known, split));
      if (number != null) {
        metrics.put(metric, number);
      }
    }
    double rounded = fields.read(ROUNDED, 0.0, Reported::rounded);
    var source = fields.text(SOURCE, "");
    var numbers = numbers();
    if (numbers.stream().noneMatch(key -> fields.get(key).isPresent())) {
      throw item.wrong("tells no number, expected one of " + String.join(", ", numbers));
    }
    if (fields.get(ROUNDED).isPresent() && metrics.isEmpty()) {
      throw fields.get(ROUNDED).get().wrong("there is no metric that would be rounded");
    }
    return fields.make(
        () -> new Reported(settings, new Published(iterations, metrics, rounded, source)));
  }

  /** Which of its two names an axis is called by here. */
  private static String key(Fields fields, Axis axis) {
    var path = axis.path().toString();
    var byPath = fields.get(path);
    if (byPath.isPresent() && !path.equals(axis.name()) && fields.get(axis.name()).isPresent()) {
      throw byPath.get().wrong("is the same as " + axis.name() + ", expected one of them");
    }
    return byPath.isPresent() ? path : axis.name();
  }

  /** Axes by their names, or by their paths as {@code vary} has them. */
  private static List<String> keys(List<Axis> axes) {
    var keys = new ArrayList<>(axes.stream().map(Axis::name).toList());
    keys.addAll(numbers());
    keys.addAll(List.of(ROUNDED, SOURCE));
    axes.stream()
        .map(axis -> axis.path().toString())
        .filter(path -> !keys.contains(path))
        .forEach(keys::add);
    return keys;
  }

  /** Whether an item has {@code key} for something else than an axis. */
  static boolean reserves(String key) {
    return numbers().contains(key) || key.equals(ROUNDED) || key.equals(SOURCE);
  }

  private static List<String> numbers() {
    var numbers = new ArrayList<>(List.of(ITERATIONS));
    EndMetric.all().forEach(metric -> numbers.add(metric.key()));
    return numbers;
  }

  private static double number(Value value, EndMetric metric, KnownData known, SplitSpec split) {
    double number = value.number();
    boolean share = metric.kind() == EndMetric.Kind.ACCURACY;
    if (!(number >= 0 && number <= (share ? 1 : Double.MAX_VALUE))) {
      throw value.unlike(share ? "a share from 0 to 1" : "a finite number from 0 on");
    }
    if (!known.has(Split.of(metric.split()).orElseThrow(), split)) {
      throw value.wrong(
          "there are no examples for it, expected a split with " + metric.split() + " above 0");
    }
    return number;
  }

  private static double rounded(Value value) {
    double rounded = value.number();
    if (!(rounded > 0 && Double.isFinite(rounded))) {
      throw value.unlike("a number above 0, for example 0.01");
    }
    return rounded;
  }

  private static String among(Value value, Axis axis) {
    var written = value.tree().written();
    var known = names(axis);
    if (!known.contains(written)) {
      throw value.wrong(
          written + " is no value of vary." + axis.path() + Suggestion.among(written, known));
    }
    return written;
  }

  /** What was published for {@code settings}. */
  static Published of(List<Reported> all, Map<String, String> settings) {
    return all.stream()
        .filter(reported -> reported.settings.equals(settings))
        .map(Reported::published)
        .findFirst()
        .orElse(Published.NOTHING);
  }

  /**
   * {@code experiment} without the published numbers that no longer belong to a variant, after a
   * setting has changed what varies.
   */
  static Tree.Mapping prune(Tree.Mapping experiment) {
    var reported = experiment.get("reported");
    if (!(reported.orElse(null) instanceof Tree.Sequence list)) {
      return experiment;
    }
    var probe = new Problems();
    var axes =
        experiment
            .get("vary")
            .filter(tree -> tree instanceof Tree.Mapping)
            .map(tree -> probe.attempt(() -> Axis.all(new Value(tree, "vary", probe))))
            .map(found -> found.orElse(List.of()))
            .orElse(List.of());
    var kept = list.items().stream().filter(item -> belongs(item, axes)).toList();
    return experiment.with("reported", new Tree.Sequence(list.place(), kept));
  }

  /** Whether it is for a combination of the values of {@code axes}, whatever else it says. */
  private static boolean belongs(Tree item, List<Axis> axes) {
    return !(item instanceof Tree.Mapping entries)
        || keys(axes).containsAll(entries.entries().keySet())
            && axes.stream()
                .allMatch(
                    axis ->
                        entries
                            .get(axis.path().toString())
                            .or(() -> entries.get(axis.name()))
                            .filter(value -> names(axis).contains(value.written()))
                            .isPresent());
  }

  private static List<String> names(Axis axis) {
    return axis.values().stream().map(Axis.Choice::name).toList();
  }
}
