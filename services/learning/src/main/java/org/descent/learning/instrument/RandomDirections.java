package org.descent.learning.instrument;

import java.util.ArrayList;
import java.util.Collections;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.descent.contracts.spec.LandscapeSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.ParameterRole;

/**
 * Random directions, normalised by filter (Li, Xu, Taylor, Studer &amp; Goldstein 2018, section 4):
 * drawn from a Gaussian, of which the part that leads to one output or filter is then as long as
 * that part of the weights; 0 for whatever is no weight.
 */
record RandomDirections(LandscapeSpec.Random spec) implements Directions {
  @Override
  public Chart through(Ground ground) {
    var random = ground.random();
    var directions = new ArrayList<double[]>();
    for (int axis = 0; axis < spec.axes(); axis++) {
      directions.add(direction(ground.layout(), ground.end(), random));
    }
    var unknown = Collections.nCopies(spec.axes(), Double.NaN);
    return Chart.around(directions, unknown, spec.reach(), spec.points());
  }

  private static double[] direction(
      ParameterLayout layout, float[] weights, UniformRandomProvider random) {
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    var direction = new double[weights.length];
    for (var parameter : layout.parameters()) {
      if (parameter.role() == ParameterRole.WEIGHT) {
        int from = parameter.offset();
        for (int i = 0; i < parameter.size(); i++) {
          direction[from + i] = normal.sample();
        }
        int filters = parameter.shape().get(parameter.shape().size() - 1);
        for (int filter = 0; filter < filters; filter++) {
          normalise(direction, weights, from + filter, from + parameter.size(), filters);
        }
      }
    }
    return direction;
  }

  /** Of the elements {@code from}, {@code from + stride}, … before {@code to}. */
  private static void normalise(double[] direction, float[] weights, int from, int to, int stride) {
    double own = 0;
    double wanted = 0;
    for (int i = from; i < to; i += stride) {
      own += direction[i] * direction[i];
      wanted += (double) weights[i] * weights[i];
    }
    for (int i = from; i < to; i += stride) {
      direction[i] *= Math.sqrt(wanted / own);
    }
  }
}
