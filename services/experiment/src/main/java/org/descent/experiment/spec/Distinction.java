package org.descent.experiment.spec;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.descent.contracts.spec.EffectiveTraining;

/**
 * Whether what an experiment compares is different: a result table must not show the same training
 * twice under two names.
 */
final class Distinction {
  /** The most pairs of values that are told of one axis. */
  private static final int MOST_PAIRS = 5;

  private static final int SHOWN = 60;

  private final List<Axis> axes;
  private final List<Cell> cells;
  private final EffectiveTraining.Data data;
  private final Problems problems;

  /** Cells from a value of an axis to the next one. */
  private final Map<Axis, Integer> strides = new IdentityHashMap<>();

  /** By cell: equal numbers for equal trainings. */
  private final int[] classes;

  /** Two values of an axis. */
  private record Pair(int first, int second) {}

  /**
   * @param cells all of the grid, the last axis running fastest
   */
  Distinction(List<Axis> axes, List<Cell> cells, EffectiveTraining.Data data, Problems problems) {
    this.axes = axes;
    this.cells = cells;
    this.data = data;
    this.problems = problems;
    int stride = 1;
    for (int i = axes.size() - 1; i >= 0; i--) {
      strides.put(axes.get(i), stride);
      stride *= axes.get(i).values().size();
    }
    var numbers = new HashMap<EffectiveTraining, Integer>();
    this.classes =
        cells.stream()
            .map(cell -> EffectiveTraining.of(cell.variant().training(), data))
            .mapToInt(effective -> numbers.computeIfAbsent(effective, e -> numbers.size()))
            .toArray();
  }

  /** Notes every axis of which two values, or the only one, change nothing. */
  void check() {
    int before = problems.count();
    axes.forEach(this::check);
    if (problems.count() == before) {
      checkRest();
    }
  }

  private void check(Axis axis) {
    var unread = Unread.byAll(cells.stream().map(Cell::unread).toList());
    if (axis.values().size() == 1) {
      unread.stream()
          .filter(u -> u.path().equals(axis.path().toString()))
          .forEach(
              u -> tell(axis, 0, axis.values().get(0).name() + " changes nothing: " + u.why()));
      return;
    }
    var pairs = new LinkedHashMap<Pair, Integer>();
    var seen = new HashMap<List<Integer>, Integer>();
    for (int cell = 0; cell < classes.length && pairs.size() < MOST_PAIRS; cell++) {
      int rest = moved(cell, axis, 0);
      var earlier = seen.putIfAbsent(List.of(rest, classes[cell]), cell);
      if (earlier != null) {
        pairs.putIfAbsent(new Pair(place(earlier, axis), place(cell, axis)), cell);
      }
    }
    if (idle(axis)) {
      tell(axis, 1, named(axis) + " train the same network: " + why(axis, 0, moved(0, axis, 1)));
    } else {
      pairs.forEach((pair, cell) -> tell(axis, pair, cell));
    }
  }

  /** Cells that differ in several axes and train the same. */
  private void checkRest() {
    var first = new HashMap<Integer, Integer>();
    for (int cell = 0; cell < classes.length; cell++) {
      var earlier = first.putIfAbsent(classes[cell], cell);
      if (earlier != null) {
        var last = axes.get(axes.size() - 1);
        tell(last, 0, "the variants " + label(earlier) + " and " + label(cell) + " train the same");
        return;
      }
    }
  }

  private void tell(Axis axis, Pair pair, int cell) {
    int earlier = moved(cell, axis, pair.first());
    boolean everywhere =
        IntStream.range(0, classes.length)
            .filter(other -> place(other, axis) == pair.second())
            .allMatch(other -> classes[other] == classes[moved(other, axis, pair.first())]);
    tell(
        axis,
        pair.second(),
        written(axis, pair.first())
            + " and "
            + written(axis, pair.second())
            + " train the same network: "
            + why(axis, earlier, cell)
            + (everywhere
                ? ""
                : " (variants "
                    + label(earlier)
                    + " and "
                    + label(cell)
                    + "; values of one axis can be listed so that all differ)"));
  }

  private void tell(Axis axis, int value, String message) {
    problems.add(axis.values().get(value).tree().place(), axis.at(), message);
  }

  /** Whether no cell depends on {@code axis}. */
  private boolean idle(Axis axis) {
    return IntStream.range(0, classes.length)
        .allMatch(cell -> classes[cell] == classes[moved(cell, axis, 0)]);
  }

  private String why(Axis axis, int one, int other) {
    return EffectiveTraining.reason(
            cells.get(one).variant().training(), cells.get(other).variant().training(), data)
        .or(
            () ->
                cells.get(other).unread().stream()
                    .filter(u -> u.path().equals(axis.path().toString()))
                    .map(Unread::why)
                    .findFirst())
        .orElse("they mean the same");
  }

  private String named(Axis axis) {
    int count = axis.values().size();
    var all =
        IntStream.range(0, count - 1)
            .mapToObj(value -> written(axis, value))
            .collect(Collectors.joining(", "));
    return shortened(all) + " and " + written(axis, count - 1);
  }

  private String label(int cell) {
    return shortened(cells.get(cell).variant().label());
  }

  private static String written(Axis axis, int value) {
    return shortened(axis.values().get(value).name());
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /** Which of the values of {@code axis} stands in {@code cell}. */
  private int place(int cell, Axis axis) {
    return cell / strides.get(axis) % axis.values().size();
  }

  /** The cell that has another value of {@code axis} and all else in common with {@code cell}. */
  private int moved(int cell, Axis axis, int value) {
    return cell + (value - place(cell, axis)) * strides.get(axis);
  }
}
