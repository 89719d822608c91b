package org.descent.experiment.search.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.descent.experiment.search.observation.VariantState;

/**
 * What has been made of the variants of a search, one part of them after the other, kept so that it
 * need not be made again as long as those are the very same. It changes no answer: a strategy
 * remains a function of its history. For one thread.
 */
public final class Recollection {
  private final List<Stage> stages = new ArrayList<>();
  private Object maker;

  private record Stage(List<VariantState> of, Object made) {}

  /**
   * What {@code making} makes of {@code variants} and of what came before.
   *
   * @param maker whoever asks, equal where it makes the same of the same
   * @param stage from 0; each follows from those before and its own variants alone, and is asked
   *     for after them
   */
  @SuppressWarnings("unchecked") // what a maker has made is its own
  <T> T made(Object maker, int stage, List<VariantState> variants, Supplier<T> making) {
    if (!maker.equals(this.maker)) {
      stages.clear();
      this.maker = maker;
    }
    if (stage < stages.size() && same(stages.get(stage).of(), variants)) {
      return (T) stages.get(stage).made();
    }
    stages.subList(Math.min(stage, stages.size()), stages.size()).clear();
    T made = making.get();
    stages.add(new Stage(List.copyOf(variants), made));
    return made;
  }

  private static boolean same(List<VariantState> some, List<VariantState> others) {
    boolean same = some.size() == others.size();
    for (int i = 0; same && i < some.size(); i++) {
      same = some.get(i) == others.get(i);
    }
    return same;
  }
}
