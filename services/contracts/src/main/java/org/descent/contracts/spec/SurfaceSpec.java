package org.descent.contracts.spec;

import java.util.stream.IntStream;
import org.descent.contracts.InvalidSpec;

/**
 * The grid of (weight, bias) on which a one-neuron network's activation, loss and gradients are
 * computed.
 */
public record SurfaceSpec(Axis weight, Axis bias) {
  /** {@code from, from + step, …, to}, both ends included. */
  public record Axis(double from, double to, double step) {
    /** The most points of an axis. */
    public static final int MAX_POINTS = 1_001;

    public Axis {
      InvalidSpec.unless(Double.isFinite(to), "to %s, expected a finite number", to);
      InvalidSpec.unless(
          Double.isFinite(from) && from < to,
          "from %s, expected a finite number below to (%s)",
          from,
          to);
      InvalidSpec.unless(
          step > 0 && (to - from) / step < MAX_POINTS - 0.5,
          "step %s, expected above 0 and large enough for at most %s points",
          step,
          MAX_POINTS);
    }

    /** The grid points, computed as from + i·step to keep rounding errors from adding up. */
    public double[] points() {
      int count = (int) Math.floor((to - from) / step + 1e-9) + 1;
      return IntStream.range(0, count).mapToDouble(i -> from + i * step).toArray();
    }
  }
}
