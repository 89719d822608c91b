package org.descent.contracts.event;

import java.util.List;

/**
 * How good a network is on a set of examples. NaN where it has diverged.
 *
 * @param loss Σ head weight × head loss, each averaged over the examples
 * @param accuracy the lowest of the heads'
 */
public record Metrics(double loss, double accuracy, List<Head> heads) {
  /** The same for one head; its loss is without the head's weight. */
  public record Head(String name, double loss, double accuracy) {}

  public Metrics {
    heads = List.copyOf(heads);
  }
}
