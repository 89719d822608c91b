package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.Experiment;
import org.descent.experiment.search.space.Point;

/**
 * Points that another search has tried, which a search tries first: they are trained in it, so that
 * nothing depends on what was measured elsewhere.
 *
 * @param from whose points they are, for messages
 * @param ranked path → value of each, best first
 */
public record Start(String from, List<Map<String, String>> ranked) {
  private static final int MOST = 20;

  public Start {
    ranked = List.copyOf(ranked);
  }

  /**
   * The document of {@code experiment} with those of the points in it that lie in its space: at
   * most {@value #MOST}, and half of what it may propose. Half of them are the best, the others
   * stand at equal steps in the ranking of the rest, since a model has to know where not to look,
   * too.
   *
   * @throws Problems.Unusable after noting what cannot be
   */
  Tree.Mapping of(Experiment experiment, Problems problems) {
    var document = PlainDocument.tree(experiment.document(), problems);
    if (!(document.at(SearchReader.SEARCH) instanceof Tree.Mapping search)) {
      throw problem(problems, experiment.name() + " searches nothing, expected a search");
    }
    if (search.get(SearchReader.FIRST).isPresent()) {
      throw problem(problems, experiment.name() + " says itself what it tries first");
    }
    var plan = experiment.search().orElseThrow().arms().get(0).plan();
    var usable = new LinkedHashMap<Point, Map<String, String>>();
    for (var settings : ranked) {
      point(plan.space()::read, settings)
          .filter(plan.space()::allows)
          .ifPresent(point -> usable.putIfAbsent(point, point.settings()));
    }
    if (usable.isEmpty()) {
      throw problem(
          problems,
          String.format(
              "none of the %s points that %s has tried lies in the space of %s",
              ranked.size(), from, experiment.name()));
    }
    int count = Math.min(usable.size(), Math.min(MOST, Math.max(1, plan.extent().variants() / 2)));
    var points = new ArrayList<Tree>();
    for (var settings : chosen(List.copyOf(usable.values()), count)) {
      var point = Tree.Mapping.empty(Place.NOWHERE);
      for (var entry : settings.entrySet()) {
        point = point.with(entry.getKey(), YamlText.parseArgument(entry.getValue(), "", problems));
      }
      points.add(point);
    }
    var first = new Tree.Sequence(Place.NOWHERE, points);
    return document.with(SearchReader.SEARCH, search.with(SearchReader.FIRST, first));
  }

  private interface Reading {
    Point of(Map<String, String> settings);
  }

  private static Optional<Point> point(Reading space, Map<String, String> settings) {
    try {
      return Optional.of(space.of(settings));
    } catch (InvalidSpec e) {
      return Optional.empty(); // a point of another space
    }
  }

  private static <T> List<T> chosen(List<T> ranked, int count) {
    int best = (count + 1) / 2;
    var chosen = new ArrayList<>(ranked.subList(0, best));
    int rest = ranked.size() - best;
    for (int i = 1; i <= count - best; i++) {
      chosen.add(ranked.get(best - 1 + rest * i / (count - best)));
    }
    return chosen;
  }

  private static Problems.Unusable problem(Problems problems, String message) {
    return problems.add(Place.NOWHERE, "start-from", message);
  }
}
