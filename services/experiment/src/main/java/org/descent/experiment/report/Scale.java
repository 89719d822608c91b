package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How numbers become places along an axis.
 *
 * @param low the number at {@code from}; above 0 on a logarithmic scale
 * @param high the number at {@code to}
 */
record Scale(double low, double high, double from, double to, boolean logarithmic) {
  Scale {
    if (!(low < high) || (logarithmic && !(low > 0))) {
      throw new IllegalArgumentException("scale from " + low + " to " + high);
    }
  }

  /** A scale that contains {@code low} and {@code high}, also where they are the same. */
  static Scale over(double low, double high, double from, double to, boolean logarithmic) {
    double safeLow = Double.isFinite(low) ? low : 0;
    double safeHigh = Double.isFinite(high) ? high : safeLow + 1;
    if (logarithmic) {
      safeLow = Math.max(safeLow, 1e-12);
      return new Scale(safeLow, Math.max(safeHigh, safeLow * 1.1), from, to, true);
    }
    return new Scale(
        safeLow,
        safeHigh > safeLow ? safeHigh : safeLow + Math.max(1e-6, Math.abs(safeLow)),
        from,
        to,
        false);
  }

  /** The place of {@code value}; values beyond the ends are put at them. */
  double at(double value) {
    double inside = Math.min(high, Math.max(low, value));
    double share =
        logarithmic ? Math.log(inside / low) / Math.log(high / low) : (inside - low) / (high - low);
    return from + share * (to - from);
  }

  /** About {@code count} round numbers from low to high. */
  List<Double> ticks(int count) {
    var ticks = new ArrayList<Double>();
    if (logarithmic) {
      double decades = Math.log10(high / low);
      double[] steps =
          decades > 3
              ? new double[] {1}
              : decades > 1.2 ? new double[] {1, 3} : new double[] {1, 2, 5};
      for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
        for (double step : steps) {
          double tick = step * Math.pow(10, power);
          if (tick >= low * 0.999 && tick <= high * 1.001) {
            ticks.add(tick);
          }
        }
      }
      return ticks;
    }
    double rough = (high - low) / count;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
