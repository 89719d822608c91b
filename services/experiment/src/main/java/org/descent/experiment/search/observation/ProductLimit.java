package org.descent.experiment.search.observation;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The product-limit estimate (Kaplan &amp; Meier 1958) of scores of which some are bounds. */
public final class ProductLimit {
  private final double[] values; // ascending, each once
  private final double[] beyond; // the estimated share beyond each

  public ProductLimit(Collection<Score> scores) {
    List<Score> ascending =
        scores.stream().sorted(Comparator.comparingDouble(Score::value)).toList();
    var values = new double[ascending.size()];
    var beyond = new double[ascending.size()];
    int distinct = 0;
    double share = 1;
    for (int place = 0; place < ascending.size(); distinct++) {
      int atRisk = ascending.size() - place;
      double at = ascending.get(place).value();
      int known = 0;
      while (place < ascending.size() && ascending.get(place).value() == at) {
        known += ascending.get(place++).atLeast() ? 0 : 1;
      }
      share *= 1 - (double) known / atRisk;
      values[distinct] = at;
      beyond[distinct] = share;
    }
    this.values = Arrays.copyOf(values, distinct);
    this.beyond = Arrays.copyOf(beyond, distinct);
  }

  /** The estimated share of scores beyond {@code value}. */
  public double beyond(double value) {
    int place = Arrays.binarySearch(values, value);
    place = place >= 0 ? place : -place - 2;
    return place < 0 ? 1 : beyond[place];
  }
}
