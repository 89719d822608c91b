package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.Experiment;

/**
 * What else differs between two groups of variants that a claim compares, besides its subject: a
 * difference between them may be due to that as well.
 */
public final class Confounders {
  /** Variants of one experiment. */
  public record Group(Experiment experiment, List<TrainingSpec> trainings) {
    public Group {
      trainings = List.copyOf(trainings);
    }
  }

  private Confounders() {}

  /** The differences between {@code one} and {@code other} besides their heads and losses. */
  public static List<String> besidesHeads(Group one, Group other) {
    var found = new ArrayList<String>();
    task(one.experiment, other.experiment, found);
    differing("the layers of the network", t -> t.network().layers(), one, other, found);
    differing("the initial weights", TrainingSpec::initialisation, one, other, found);
    differing("the optimiser", TrainingSpec::optimiser, one, other, found);
    differing("the batch", TrainingSpec::batch, one, other, found);
    differing("the target", TrainingSpec::targets, one, other, found);
    return found;
  }

  private static void task(Experiment one, Experiment other, List<String> found) {
    var first = source(one);
    var second = source(other);
    if (!first.equals(second)) {
      found.add("two tasks, " + first + " and " + second);
    } else if (!one.data().equals(other.data())
        || !one.split().equals(other.split())
        || !one.preparation().equals(other.preparation())) {
      found.add("two sets of data");
    }
  }

  /** What the document calls its data: {@code xor}, {@code line}, {@code csv}. */
  private static String source(Experiment experiment) {
    var data = experiment.document().get("data");
    return data instanceof Map<?, ?> map && !map.isEmpty()
        ? String.valueOf(map.keySet().iterator().next())
        : data instanceof String name
            ? name
            : experiment.data().getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static void differing(
      String what,
      Function<TrainingSpec, Object> property,
      Group one,
      Group other,
      List<String> found) {
    if (!values(one, property).equals(values(other, property))) {
      found.add(what);
    }
  }

  private static Set<Object> values(Group group, Function<TrainingSpec, Object> property) {
    var values = new LinkedHashSet<>();
    group.trainings.forEach(t -> values.add(property.apply(t)));
    return values;
  }
}
