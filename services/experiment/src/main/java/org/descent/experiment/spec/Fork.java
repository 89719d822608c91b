package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.TrainingSpec;

/**
 * What changes in training on its way: from one iteration on, trials go on otherwise, from the
 * weights that they have come to.
 *
 * @param at that iteration
 * @param changes what is another then
 * @param axes what varies from then on
 */
record Fork(int at, List<Change> changes, List<Axis> axes) {
  static final String FORK = "fork";

  /** What may change: not what weights belong to, or come from. */
  static final List<String> CHANGING =
      TrainingReader.KEYS.stream()
          .filter(
              key -> !List.of("network", "initialisation", "surface", "landscapes").contains(key))
          .toList();

  /**
   * One value.
   *
   * @param at where it is written
   * @param path where it stands in the document from then on
   */
  record Change(String at, TreePath path, Tree value) {}

  /** One, or several in the order of their iterations. */
  static List<Fork> all(Value value) {
    if (!(value.tree() instanceof Tree.Sequence)) {
      return List.of(one(value));
    }
    var forks = new ArrayList<Fork>();
    value.each(
        item -> {
          var fork = one(item);
          if (!forks.isEmpty() && fork.at <= forks.get(forks.size() - 1).at) {
            throw item.wrong(
                "at "
                    + fork.at
                    + ", expected later than the one before it: each goes on from that");
          }
          forks.add(fork);
          return fork;
        });
    if (forks.isEmpty()) {
      throw value.unlike("{at, set, vary}, or a list of such maps");
    }
    return List.copyOf(forks);
  }

  private static Fork one(Value value) {
    var fields = value.fields("at", "set", "vary");
    int at = fields.need("at", 2, v -> (int) v.whole(2, TrainingSpec.MAX_ITERATIONS));
    var changes = fields.read("set", List.<Change>of(), Fork::changes);
    var axes = fields.read("vary", List.<Axis>of(), Axis::all);
    for (var axis : axes) {
      var written = new Value(axis.values().get(0).tree(), axis.at(), value.problems());
      requireChanging(axis.path(), written);
      changes.stream()
          .filter(c -> c.path.covers(axis.path()) || axis.path().covers(c.path))
          .findFirst()
          .ifPresent(c -> written.wrong("overlaps with " + c.at));
    }
    boolean same = fields.get("set").isEmpty() && fields.get("vary").isEmpty();
    return fields.make(
        () -> {
          InvalidSpec.unless(!same, "changes nothing, expected set or vary");
          return new Fork(at, changes, axes.stream().map(a -> named(a, at)).toList());
        });
  }

  /** Apart from what varies before. */
  private static Axis named(Axis axis, int at) {
    return axis.own() ? axis : axis.called(axis.name() + " from " + at);
  }

  private static List<Change> changes(Value set) {
    if (!(set.tree() instanceof Tree.Mapping mapping) || mapping.entries().isEmpty()) {
      throw set.unlike("a map of paths to values");
    }
    var changes = new ArrayList<Change>();
    for (var entry : new TreeMap<>(mapping.entries()).entrySet()) {
      var at = set.path() + "." + entry.getKey();
      var written = new Value(entry.getValue(), at, set.problems());
      var path =
          TreePath.parse(entry.getKey())
              .orElseThrow(
                  () ->
                      written.wrong(
                          "is not a path, expected for example optimiser.sgd.learningRate"));
      requireChanging(path, written);
      for (var other : changes) {
        if (other.path.covers(path) || path.covers(other.path)) {
          throw written.wrong("overlaps with " + other.at);
        }
      }
      changes.add(new Change(at, path, entry.getValue()));
    }
    return changes;
  }

  private static void requireChanging(TreePath path, Value written) {
    if (!CHANGING.contains(path.root())) {
      throw written.wrong(
          "cannot change on the way, since weights stay as they are"
              + Suggestion.among(path.root(), CHANGING));
    }
  }

  /** Whether {@code path} is another from then on. */
  boolean changes(String path) {
    return changes.stream().anyMatch(change -> change.path.root().equals(path))
        || axes.stream().anyMatch(axis -> axis.path().root().equals(path));
  }

  /** {@code experiment} as it goes on, but for what varies. */
  Tree.Mapping applied(Tree.Mapping experiment, Problems problems) {
    var changed = experiment;
    for (var change : changes) {
      try {
        changed = change.path.set(changed, change.value, true);
      } catch (TreePath.NoSuchPlace e) {
        throw problems.add(change.value.place(), change.at, e.getMessage());
      }
    }
    return changed;
  }

  /**
   * {@code then} after what {@code before} has come to.
   *
   * @throws InvalidSpec if that is beyond the budget
   */
  TrainingSpec joined(TrainingSpec before, TrainingSpec then) {
    InvalidSpec.unless(
        at < then.iterations(),
        "fork: at %s, expected an iteration below the budget of %s",
        at,
        then.iterations());
    return then.after(before.course().within(at));
  }

  /** Notes forks that change none of the {@code trainings}, which have all of them. */
  static void check(
      List<Fork> forks, List<TrainingSpec> trainings, Place place, Problems problems) {
    var now = trainings;
    for (int i = forks.size() - 1; i >= 0; i--) {
      if (now.stream()
          .allMatch(t -> t.course().after(null).equals(t.stem().course().after(null)))) {
        problems.add(place, FORK, "nothing is another from iteration " + forks.get(i).at + " on");
      }
      now = now.stream().map(TrainingSpec::stem).toList();
    }
  }

  /** All that varies in an experiment: first what does from its start. */
  static List<Axis> axes(List<Axis> start, List<Fork> forks) {
    var all = new ArrayList<>(start);
    forks.forEach(fork -> all.addAll(fork.axes));
    return List.copyOf(all);
  }

  /** The forks that {@code experiment} says, as far as they can be read. */
  static List<Fork> of(Tree.Mapping experiment) {
    var probe = new Problems();
    return experiment
        .get(FORK)
        .flatMap(tree -> probe.attempt(() -> all(new Value(tree, FORK, probe))))
        .orElse(List.of());
  }
}
