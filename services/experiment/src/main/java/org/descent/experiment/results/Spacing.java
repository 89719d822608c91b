package org.descent.experiment.results;

import java.util.Optional;
import java.util.stream.IntStream;

/** How iterations are spaced along an axis that begins with the first of them. */
public enum Spacing {
  /** Equal steps take equal room. */
  LINEAR {
    @Override
    double place(int iteration, int last) {
      return last < 2 ? 0 : (iteration - 1.0) / (last - 1.0);
    }

    @Override
    double iteration(double place, int last) {
      return 1 + place * (last - 1);
    }
  },

  /** Equal ratios take equal room. */
  LOG {
    @Override
    double place(int iteration, int last) {
      return last < 2 ? 0 : Math.log(iteration) / Math.log(last);
    }

    @Override
    double iteration(double place, int last) {
      return Math.pow(last, place);
    }
  };

  /** Where {@code iteration} stands on an axis from 1, at 0, to {@code last}, at 1. */
  abstract double place(int iteration, int last);

  /** What stands at {@code place}. */
  abstract double iteration(double place, int last);

  /**
   * Which of {@code columns} equal parts of the axis {@code iteration} falls into, from 0; what
   * stands at the end of the axis belongs to the last.
   */
  int column(int iteration, int last, int columns) {
    return Math.min(columns - 1, (int) (place(iteration, last) * columns));
  }

  /**
   * Iterations from 1 to {@code last}, ascending and distinct, as evenly spaced as whole numbers
   * are; all of them where they are not more than {@code most}.
   *
   * @param last 0 for none
   * @param most at least 2
   */
  public int[] grid(int last, int most) {
    return last <= most
        ? IntStream.rangeClosed(1, last).toArray()
        : IntStream.range(0, most)
            .map(i -> (int) Math.round(iteration((double) i / (most - 1), last)))
            .distinct()
            .toArray();
  }

  /** The spacing of that name: {@code linear} or {@code log}. */
  public static Optional<Spacing> of(String name) {
    return switch (name) {
      case "linear" -> Optional.of(LINEAR);
      case "log" -> Optional.of(LOG);
      default -> Optional.empty();
    };
  }
}
