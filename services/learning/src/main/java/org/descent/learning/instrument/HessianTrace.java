package org.descent.learning.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.ParameterLayout;

/**
 * The trace of the Hessian H: the mean of zᵀHz over vectors z of random signs (Hutchinson 1990),
 * with an interval for it. A layer's share of zᵀHz is on average the trace of its block.
 */
record HessianTrace(InstrumentSpec.HessianTrace spec) implements Instrument {
  private static final double OUTSIDE = 0.025; // on each side of an interval of 95 %

  @Override
  public List<String> curves(ParameterLayout layout) {
    return Parts.curves(spec.curves(), spec.layers(), layout);
  }

  @Override
  public double[] read(View view) {
    var blocks = spec.layers() ? Parts.blocks(view.layout()) : List.<Block>of();
    var terms = new double[1 + blocks.size()][spec.samples()];
    var random = view.random();
    var signs = new double[view.weights().length];
    for (int sample = 0; sample < spec.samples(); sample++) {
      for (int i = 0; i < signs.length; i++) {
        signs[i] = random.nextBoolean() ? 1 : -1;
      }
      var product = view.product(signs);
      terms[0][sample] = Vectors.dot(signs, product);
      for (int k = 0; k < blocks.size(); k++) {
        var block = blocks.get(k);
        terms[1 + k][sample] = Vectors.dot(block.part(signs), block.part(product));
      }
    }
    var found = new ArrayList<double[]>();
    for (var each : terms) {
      found.add(mean(each));
    }
    return found.stream().flatMapToDouble(DoubleStream::of).toArray();
  }

  /** Of {@code terms}, with the ends of its interval. */
  private static double[] mean(double[] terms) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < terms.length; i++) {
      double before = i == 0 ? 0 : terms[i] - sum / i;
      sum += terms[i];
      squares += before * (terms[i] - sum / (i + 1));
    }
    double mean = sum / terms.length;
    double error = Math.sqrt(squares / (terms.length - 1) / terms.length);
    double width = TDistribution.of(terms.length - 1).inverseSurvivalProbability(OUTSIDE) * error;
    return new double[] {mean, mean - width, mean + width};
  }
}
