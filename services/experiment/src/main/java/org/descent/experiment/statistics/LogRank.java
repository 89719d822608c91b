package org.descent.experiment.statistics;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The log-rank test: whether two samples reach their targets equally fast (Mantel 1966).
 * Stratified, trials are compared within their strata only, for example those of equal other
 * settings.
 *
 * @param observed how many of the first sample reached their target
 * @param expected how many would have if both were equally fast
 * @param variance of the difference
 */
public record LogRank(double observed, double expected, double variance) {
  /** Two samples of one stratum. */
  public record Stratum(List<Observation> first, List<Observation> second) {
    public Stratum {
      first = List.copyOf(first);
      second = List.copyOf(second);
    }
  }

  /** Compares two samples. */
  public static LogRank of(Collection<Observation> first, Collection<Observation> second) {
    return of(List.of(new Stratum(List.copyOf(first), List.copyOf(second))));
  }

  /** Compares two samples within {@code strata}. */
  public static LogRank of(List<Stratum> strata) {
    double observed = 0;
    double expected = 0;
    double variance = 0;
    for (var stratum : strata) {
      int[] reached =
          Stream.concat(stratum.first.stream(), stratum.second.stream())
              .filter(Observation::reached)
              .mapToInt(Observation::iterations)
              .distinct()
              .toArray();
      for (int iteration : reached) {
        double risk = atRisk(stratum.first, iteration);
        double all = risk + atRisk(stratum.second, iteration);
        double own = reachedAt(stratum.first, iteration);
        double events = own + reachedAt(stratum.second, iteration);
        observed += own;
        expected += events * risk / all;
        variance +=
            all < 2 ? 0 : events * (risk / all) * (1 - risk / all) * (all - events) / (all - 1);
      }
    }
    return new LogRank(observed, expected, variance);
  }

  /** The square of the difference over its variance. */
  public double chiSquared() {
    double difference = observed - expected;
    return variance == 0 ? 0 : difference * difference / variance;
  }

  /** Two-sided, from the χ² distribution with one degree of freedom. */
  public double p() {
    return ChiSquaredDistribution.of(1).survivalProbability(chiSquared());
  }

  private static long atRisk(List<Observation> observations, int iteration) {
    return observations.stream().filter(o -> o.iterations() >= iteration).count();
  }

  private static long reachedAt(List<Observation> observations, int iteration) {
    return observations.stream().filter(o -> o.reached() && o.iterations() == iteration).count();
  }
}
