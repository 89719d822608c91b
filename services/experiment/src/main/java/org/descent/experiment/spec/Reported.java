package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A published number of iterations to convergence.
 *
 * @param settings the value of each axis it was published for
 */
record Reported(Map<String, String> settings, int iterations) {
  private static final String ITERATIONS = "iterations";

  /** All that {@code value} lists; each is for one combination of the values of {@code axes}. */
  static List<Reported> all(Value value, List<Axis> axes) {
    var read = new ArrayList<Reported>();
    return value.each(
        item -> {
          var reported = one(item, axes);
          if (read.stream().anyMatch(other -> other.settings.equals(reported.settings))) {
            throw item.wrong("is reported twice for " + reported.settings);
          }
          read.add(reported);
          return reported;
        });
  }

  private static Reported one(Value item, List<Axis> axes) {
    var keys = new ArrayList<>(axes.stream().map(Axis::name).toList());
    keys.add(ITERATIONS);
    var fields = item.fields(keys.toArray(String[]::new));
    var settings = new LinkedHashMap<String, String>();
    for (var axis : axes) {
      settings.put(axis.name(), fields.need(axis.name(), "", v -> among(v, axis)));
    }
    int iterations = fields.need(ITERATIONS, 1, v -> (int) v.whole(1, Integer.MAX_VALUE));
    return fields.make(() -> new Reported(settings, iterations));
  }

  private static String among(Value value, Axis axis) {
    var written = value.tree().written();
    var known = axis.values().stream().map(Tree::written).toList();
    if (!known.contains(written)) {
      throw value.wrong(
          written + " is no value of vary." + axis.path() + Suggestion.among(written, known));
    }
    return written;
  }

  /** What was published for {@code settings}. */
  static OptionalInt of(List<Reported> all, Map<String, String> settings) {
    return all.stream()
        .filter(reported -> reported.settings.equals(settings))
        .mapToInt(Reported::iterations)
        .findFirst();
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
    var kept =
        list.items().stream()
            .filter(item -> probe.attempt(() -> one(new Value(item, "", probe), axes)).isPresent())
            .toList();
    return experiment.with("reported", new Tree.Sequence(list.place(), kept));
  }
}
