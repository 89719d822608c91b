package org.descent.experiment.search.strategy;

import java.util.Optional;
import java.util.stream.IntStream;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.search.space.Choice;
import org.descent.experiment.search.space.LogWhole;
import org.descent.experiment.search.space.Range;
import org.descent.experiment.search.space.Space;

/**
 * Every combination, the last parameter running fastest; of a range that has more values than
 * {@code levels}, as many equally spaced ones, both ends included.
 *
 * @param levels 2 or more
 */
public record GridStrategy(int levels) implements Strategy {
  public GridStrategy {
    InvalidSpec.unless(levels >= 2, "grid of %d levels, expected 2 or more", levels);
  }

  /** The first combination that was not proposed; those that break a constraint are passed over. */
  @Override
  public Optional<double[]> propose(History history, Turn turn) {
    var space = history.space();
    long wanted = (long) turn.number() + turn.attempt();
    if (!space.constrained()) {
      return at(space, wanted);
    }
    for (long place = 0; ; place++) {
      var units = at(space, place);
      if (units.isEmpty() || space.allows(space.point(units.get())) && wanted-- == 0) {
        return units;
      }
    }
  }

  /** Coordinates of the combination at {@code place}, from 0; empty behind the last. */
  public Optional<double[]> at(Space space, long place) {
    return new Walk(space, levels).at(place);
  }

  /** Counts combinations of a tree without walking through them. */
  private record Walk(Space space, int levels) {
    Optional<double[]> at(long place) {
      if (place >= count(-1, -1)) {
        return Optional.empty();
      }
      var units = new double[space.dimensions()];
      set(units, place, -1, -1);
      return Optional.of(units);
    }

    private long count(int parent, int option) {
      long product = 1;
      for (int i = 0; i < space.dimensions(); i++) {
        if (belongs(i, parent, option)) {
          long count = count(i);
          product = product > Long.MAX_VALUE / count ? Long.MAX_VALUE : product * count;
        }
      }
      return product;
    }

    private boolean belongs(int i, int parent, int option) {
      var parameter = space.parameters().get(i);
      return parameter.parent() == parent && parameter.option() == option;
    }

    /** Combinations of the parameter at {@code i} and of what stands within it. */
    private long count(int i) {
      var parameter = space.parameters().get(i);
      if (parameter.domain() instanceof Range range) {
        return parameter.size() <= levels ? parameter.size() : spaced(range).length;
      }
      long sum = 0;
      for (int option = 0; option < parameter.size(); option++) {
        sum += Math.min(Long.MAX_VALUE / 2 - sum, count(i, option));
      }
      return sum;
    }

    private void set(double[] units, long place, int parent, int option) {
      long rest = place;
      for (int i = units.length - 1; i >= 0; i--) {
        if (belongs(i, parent, option)) {
          long count = count(i);
          set(units, i, rest % count);
          rest /= count;
        }
      }
    }

    private void set(double[] units, int i, long place) {
      var parameter = space.parameters().get(i);
      if (parameter.domain() instanceof Range range) {
        units[i] = level(range, place);
        return;
      }
      long rest = place;
      int option = 0;
      while (rest >= count(i, option)) {
        rest -= count(i, option++);
      }
      units[i] = (option + 0.5) / ((Choice) parameter.domain()).options().size();
      set(units, rest, i, option);
    }

    private double level(Range range, long place) {
      if (range.size() > levels) {
        return spaced(range)[(int) place];
      }
      return range instanceof LogWhole whole
          ? whole.unit(whole.low() + place)
          : (place + 0.5) / range.size();
    }

    /** Equally spaced coordinates, as many of them as stand for different values. */
    private double[] spaced(Range range) {
      return IntStream.range(0, levels)
          .mapToDouble(i -> range.unit(range.at(i / (levels - 1.0))))
          .distinct()
          .toArray();
    }
  }
}
