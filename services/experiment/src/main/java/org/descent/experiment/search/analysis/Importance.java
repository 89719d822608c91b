package org.descent.experiment.search.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * How much a parameter matters, as a share of what all do.
 *
 * @param path of the parameter
 * @param share in [0, 1]; over all parameters they add up to 1, unless none matters
 * @param low end of the interval of 95 % over bootstrap samples of the variants (Efron 1979,
 *     percentiles)
 * @param high end of that interval
 */
public record Importance(String path, double share, double low, double high) {
  /**
   * The importances by {@code measure}, in the order of the space's parameters.
   *
   * @param measure of each parameter, not negative
   * @param samples of the bootstrap, for example 200
   */
  static List<Importance> of(
      Trials trials, Function<Trials, double[]> measure, int samples, long seed) {
    var shares = shares(measure.apply(trials));
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    var sampled = new double[samples][];
    Arrays.setAll(sampled, s -> shares(measure.apply(trials.at(sample(trials.count(), random)))));
    var importances = new ArrayList<Importance>();
    for (int p = 0; p < shares.length; p++) {
      int parameter = p;
      var ascending = Arrays.stream(sampled).mapToDouble(s -> s[parameter]).sorted().toArray();
      importances.add(
          new Importance(
              trials.space().parameters().get(p).path(),
              shares[p],
              samples == 0 ? shares[p] : ascending[(int) (0.025 * (samples - 1))],
              samples == 0 ? shares[p] : ascending[(int) Math.ceil(0.975 * (samples - 1))]));
    }
    return importances;
  }

  private static int[] sample(int count, UniformRandomProvider random) {
    return IntStream.generate(() -> random.nextInt(count)).limit(count).toArray();
  }

  private static double[] shares(double[] measures) {
    double sum = Arrays.stream(measures).sum();
    return sum > 0 ? Arrays.stream(measures).map(m -> m / sum).toArray() : measures;
  }
}
