package org.descent.learning.instrument;

import org.apache.commons.statistics.distribution.TDistribution;
import org.descent.contracts.spec.InstrumentSpec;

/**
 * The trace of the Hessian H: the mean of zᵀHz over vectors z of random signs (Hutchinson 1990),
 * with an interval for it.
 */
record HessianTrace(InstrumentSpec.HessianTrace spec) implements Instrument {
  private static final double OUTSIDE = 0.025; // on each side of an interval of 95 %

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
    double width = TDistribution.of(spec.samples() - 1).inverseSurvivalProbability(OUTSIDE) * error;
    return new double[] {mean, mean - width, mean + width};
  }
}
