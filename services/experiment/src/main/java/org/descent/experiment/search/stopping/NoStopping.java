package org.descent.experiment.search.stopping;

import java.util.List;
import java.util.Optional;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.search.observation.VariantState;

/** Every variant is trained to the end. */
public record NoStopping(int budget) implements Stopping {
  public NoStopping {
    InvalidSpec.unless(budget >= 1, "budget %d, expected 1 or more", budget);
  }

  @Override
  public int firstBudget(int variant) {
    return budget;
  }

  @Override
  public int lastBudget() {
    return budget;
  }

  @Override
  public Optional<Continuation> next(List<VariantState> variants) {
    return Optional.empty();
  }
}
