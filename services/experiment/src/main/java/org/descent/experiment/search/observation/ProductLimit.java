package org.descent.experiment.search.observation;

import java.util.Collection;
import java.util.List;

/** The product-limit estimate (Kaplan &amp; Meier 1958) of scores of which some are bounds. */
public final class ProductLimit {
  private final List<Score> ascending;

  public ProductLimit(Collection<Score> scores) {
    this.ascending =
        scores.stream().sorted((a, b) -> Double.compare(a.value(), b.value())).toList();
  }

  /** The estimated share of scores beyond {@code value}. */
  public double beyond(double value) {
    double share = 1;
    int place = 0;
    while (place < ascending.size() && ascending.get(place).value() <= value) {
      int atRisk = ascending.size() - place;
      double at = ascending.get(place).value();
      int known = 0;
      while (place < ascending.size() && ascending.get(place).value() == at) {
        known += ascending.get(place++).atLeast() ? 0 : 1;
      }
      share *= 1 - (double) known / atRisk;
    }
    return share;
  }
}
