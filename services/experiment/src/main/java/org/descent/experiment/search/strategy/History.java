package org.descent.experiment.search.strategy;

import java.util.Comparator;
import java.util.List;
import org.descent.contracts.event.End;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.observation.Score;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.space.Space;

/**
 * What a strategy knows when it is asked.
 *
 * @param objectives at least one
 * @param budget iterations that a variant is trained for at most
 * @param variants all that were proposed, in that order, heard of or not
 */
public record History(
    Space space, List<Objective> objectives, int budget, List<VariantState> variants) {
  public History {
    objectives = List.copyOf(objectives);
    variants = List.copyOf(variants);
  }

  /** The variants that were heard of. */
  public List<VariantState> seen() {
    return variants.stream().filter(VariantState::seen).toList();
  }

  /** The variants of which nothing is known yet. */
  public List<VariantState> pending() {
    return variants.stream().filter(v -> !v.seen()).toList();
  }

  /** The first objective's score of a variant that was heard of. */
  public Score score(VariantState variant) {
    return variant.score(objectives.get(0));
  }

  /**
   * The variants that were heard of, best first. Where scores after unequal budgets do not compare,
   * those that were promoted further come first (as Optuna ranks pruned trials).
   */
  public List<VariantState> ranked() {
    boolean comparable = objectives.get(0).comparableAcrossBudgets();
    return seen().stream()
        .map(v -> new Ranked(v, comparable ? budget : standing(v), score(v)))
        .sorted()
        .map(Ranked::variant)
        .toList();
  }

  private record Ranked(VariantState variant, int standing, Score score)
      implements Comparable<Ranked> {
    private static final Comparator<Ranked> ORDER =
        Comparator.comparingInt(Ranked::standing)
            .reversed()
            .thenComparing(Ranked::score)
            .thenComparing(r -> r.variant.variant());

    @Override
    public int compareTo(Ranked other) {
      return ORDER.compare(this, other);
    }
  }

  /** How far it was trained; one that ended before needs no more. */
  private int standing(VariantState variant) {
    boolean exhausted = variant.results().stream().anyMatch(r -> r.end() == End.EXHAUSTED);
    return exhausted ? Math.min(budget, variant.budget()) : budget;
  }
}
