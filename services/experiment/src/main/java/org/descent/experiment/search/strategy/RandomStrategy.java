package org.descent.experiment.search.strategy;

import java.util.Optional;

/** Uniform in the unit cube, each variant apart (Bergstra &amp; Bengio 2012). */
public record RandomStrategy() implements Strategy {
  @Override
  public Optional<double[]> propose(History history, Turn turn) {
    return Optional.of(history.space().draw(turn.random()));
  }
}
