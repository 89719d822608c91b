package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.SplitSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.VariantSearch;
import org.descent.experiment.data.KnownData;
import org.descent.experiment.search.space.Choice;
import org.descent.experiment.search.space.Point;
import org.descent.experiment.search.space.Space;

/** Makes the search of an experiment, after trying the ends of its space. */
final class SearchBinder {
  private final SearchReader.Written written;
  private final Tree.Mapping complete;
  private final List<Axis> axes;
  private final KnownData known;
  private final SplitSpec split;

  /**
   * @param complete the experiment with all defaults in their places
   */
  SearchBinder(
      SearchReader.Written written,
      Tree.Mapping complete,
      List<Axis> axes,
      KnownData known,
      SplitSpec split) {
    this.written = written;
    this.complete = complete;
    this.axes = axes;
    this.known = known;
    this.split = split;
  }

  /**
   * The search; what cannot be trained at the ends of its space is noted.
   *
   * @throws Problems.Unusable after that
   */
  VariantSearch search(Problems problems) {
    int before = problems.count();
    var found = new VariantProblems();
    var arms = new ArrayList<VariantSearch.Arm>();
    int count = (int) Combination.count(axes);
    for (int ordinal = 0; ordinal < count && !found.many(); ordinal++) {
      var combination = Combination.at(axes, ordinal);
      arm(combination, combination.applied(complete, problems), problems, found)
          .ifPresent(arms::add);
    }
    found.tell(problems, false);
    if (problems.count() > before || arms.size() < count) {
      throw Problems.UNUSABLE;
    }
    return new VariantSearch(written.proposer().name(), arms, written.names(), written.seeds());
  }

  /** Empty after noting why. */
  private Optional<VariantSearch.Arm> arm(
      Combination combination, Tree.Mapping tree, Problems problems, VariantProblems found) {
    Optional<TrainingSpec> one = Optional.empty();
    for (var point : probes(written.space())) {
      var own = problems.another();
      var training = own.attempt(() -> training(tree, point, own));
      var settings = new ArrayList<>(combination.settings().values());
      settings.add(point.text());
      found.add(String.join(", ", settings), own);
      one = one.or(() -> training);
    }
    if (one.isEmpty()) {
      return Optional.empty();
    }
    var place = complete.get(SearchReader.SEARCH).orElse(complete).place();
    try {
      SearchReader.check(written.wanted(), one.get());
      var read = Collections.synchronizedMap(new Recent<Point, TrainingSpec>());
      var plan =
          written.plan(
              one.get().iterations(),
              point -> {
                var training = feasible(tree, point);
                training.ifPresent(t -> read.put(point, t));
                return training.isPresent();
              });
      return Optional.of(
          new VariantSearch.Arm(
              combination.settings(),
              plan,
              point -> read.computeIfAbsent(point, p -> training(tree, p))));
    } catch (InvalidSpec e) {
      problems.add(place, SearchReader.SEARCH, e.getMessage().replaceFirst("^search: ", ""));
      return Optional.empty();
    }
  }

  /**
   * The middle, and from there each range's ends and each choice's options, and their middles and
   * ends.
   */
  private static List<Point> probes(Space space) {
    var points = new LinkedHashMap<Map<String, String>, Point>();
    double[] middle = new double[space.dimensions()];
    Arrays.fill(middle, 0.5);
    var branches = new ArrayList<double[]>(List.of(middle));
    for (int i = 0; i < space.dimensions(); i++) {
      if (space.parameters().get(i).domain() instanceof Choice choice) {
        for (int option = 0; option < choice.options().size(); option++) {
          var units = middle.clone();
          units[i] = choice.unit(option);
          branches.add(units);
        }
      }
    }
    for (var branch : branches) {
      add(space, branch, points);
      for (int i = 0; i < branch.length; i++) {
        for (double end : new double[] {0, 1}) {
          if (space.parameters().get(i).ordered()) {
            var units = branch.clone();
            units[i] = end;
            add(space, units, points);
          }
        }
      }
    }
    return List.copyOf(points.values());
  }

  /** The line of what is chosen at {@code path}, or of the option within which it is. */
  private Place place(String path) {
    var space = (Tree.Mapping) complete.at(SearchReader.SEARCH, "space");
    return space.entries().keySet().stream()
        .filter(path::startsWith)
        .findFirst()
        .map(key -> space.at(key).place())
        .orElse(space.place());
  }

  private static void add(Space space, double[] units, Map<Map<String, String>, Point> points) {
    var point = space.point(units);
    if (space.allows(point)) {
      points.put(point.settings(), point);
    }
  }

  /** What {@code point} trains; empty if it cannot be trained. */
  private Optional<TrainingSpec> feasible(Tree.Mapping tree, Point point) {
    var problems = new Problems();
    var training = problems.attempt(() -> training(tree, point, problems));
    return problems.count() == 0 ? training : Optional.empty();
  }

  /** The last few that were looked at: what is proposed is planned and told of soon. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 256;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > MOST;
    }
  }

  /** What was proposed once is trained, whether or not it would be proposed today. */
  private TrainingSpec training(Tree.Mapping tree, Point point) {
    var problems = Problems.ofAccepted();
    return problems
        .attempt(() -> training(tree, point, problems))
        .orElseThrow(
            () -> new InvalidSpec(problems.all().get(0).message() + " (" + point.text() + ")"));
  }

  private TrainingSpec training(Tree.Mapping tree, Point point, Problems problems) {
    var changed = tree;
    for (var entry : point.values().entrySet()) {
      var path = TreePath.parse(entry.getKey()).orElseThrow();
      var value = PlainDocument.value(entry.getValue(), place(entry.getKey()), problems);
      try {
        changed = path.set(changed, value, true);
      } catch (TreePath.NoSuchPlace e) {
        throw problems.add(place(entry.getKey()), "search.space." + entry.getKey(), e.getMessage());
      }
    }
    var whole = changed;
    var fields =
        new Value(whole, "", problems).fields(ExperimentBinder.KEYS.toArray(String[]::new));
    var training = TrainingReader.training(fields);
    new FitReader(known, split, problems).check(training, whole);
    return training;
  }
}
