package org.descent.experiment.search.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * How much a parameter matters.
 *
 * @param path of the parameter
 * @param share in [0, 1]: of what all matter, or of the variance
 * @param low end of the interval of 95 % over bootstrap samples of the variants (Efron 1979,
 *     percentiles)
 * @param high end of that interval
 */
public record Importance(String path, double share, double low, double high) {
  /**
   * The importances by {@code shares}, in the order of the space's parameters.
   *
   * @param shares of each parameter
   * @param samples of the bootstrap, for example 200
   */
  static List<Importance> of(
      Trials trials, Function<Trials, double[]> shares, int samples, long seed) {
    var whole = shares.apply(trials);
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    var sampled = new double[samples][];
    Arrays.setAll(sampled, s -> shares.apply(trials.at(sample(trials.count(), random))));
    var importances = new ArrayList<Importance>();
    for (int p = 0; p < whole.length; p++) {
      int parameter = p;
      var ascending = Arrays.stream(sampled).mapToDouble(s -> s[parameter]).sorted().toArray();
      importances.add(
          new Importance(
              trials.space().parameters().get(p).path(),
              whole[p],
              samples == 0 ? whole[p] : ascending[(int) (0.025 * (samples - 1))],
              samples == 0 ? whole[p] : ascending[(int) Math.ceil(0.975 * (samples - 1))]));
    }
    return importances;
  }

  private static int[] sample(int count, UniformRandomProvider random) {
    return IntStream.generate(() -> random.nextInt(count)).limit(count).toArray();
  }
}
