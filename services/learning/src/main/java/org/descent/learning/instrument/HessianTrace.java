package org.descent.learning.instrument;

import java.util.List;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.ParameterLayout;

/**
 * The trace of the Hessian H: the mean of zᵀHz over vectors z of random signs (Hutchinson 1990),
 * with an interval for it.
 */
final class HessianTrace implements Instrument {
  /** Of the standard normal distribution at 97.5 %. */
  private static final double NORMAL = 1.959963984540054;

  private final InstrumentSpec.HessianTrace spec;

  HessianTrace(InstrumentSpec.HessianTrace spec) {
    this.spec = spec;
  }

  @Override
  public List<String> curves(ParameterLayout layout) {
    return List.of(spec.word(), spec.word() + "-low", spec.word() + "-high");
  }

  @Override
  public double[] read(View view) {
    var random = view.random();
    var signs = new double[view.weights().length];
    double sum = 0;
    double squares = 0;
    for (int sample = 1; sample <= spec.samples(); sample++) {
      for (int i = 0; i < signs.length; i++) {
        signs[i] = random.nextBoolean() ? 1 : -1;
      }
      double term = Vectors.dot(signs, view.product(signs));
      double before = sample == 1 ? 0 : term - sum / (sample - 1);
      sum += term;
      squares += before * (term - sum / sample);
    }
    double mean = sum / spec.samples();
    double error = Math.sqrt(squares / (spec.samples() - 1) / spec.samples());
    double width = student(spec.samples() - 1) * error;
    return new double[] {mean, mean - width, mean + width};
  }

  /**
   * Student's distribution at 97.5 %, for 4 degrees of freedom or more: Abramowitz &amp; Stegun
   * 1964, 26.7.5.
   */
  static double student(int freedom) {
    double z = NORMAL;
    double z3 = z * z * z;
    double z5 = z3 * z * z;
    double z7 = z5 * z * z;
    double z9 = z7 * z * z;
    double n = freedom;
    return z
        + (z3 + z) / (4 * n)
        + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n)
        + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n)
        + (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92160 * n * n * n * n);
  }
}
