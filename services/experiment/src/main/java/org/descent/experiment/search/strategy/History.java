package org.descent.experiment.search.strategy;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.observation.Score;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.space.Point;
import org.descent.experiment.search.space.Space;

/**
 * What a strategy knows when it is asked.
 *
 * @param objectives at least one
 * @param budget iterations that a variant is trained for at most
 * @param variants all that were proposed, in that order, heard of or not
 * @param recollection what was worked out of parts of them before
 */
public record History(
    Space space,
    List<Objective> objectives,
    int budget,
    List<VariantState> variants,
    Recollection recollection) {
  /** Of which nothing was worked out before. */
  public History(Space space, List<Objective> objectives, int budget, List<VariantState> variants) {
    this(space, objectives, budget, variants, new Recollection());
  }

  public History {
    objectives = List.copyOf(objectives);
    variants = List.copyOf(variants);
  }

  /** Whether {@code point} may be proposed: constraints hold, and it was not proposed before. */
  boolean admits(Point point) {
    return space.allows(point) && variants.stream().noneMatch(v -> v.point().equals(point));
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

  /** The variants that were heard of, best first, in the order of {@link #better}. */
  public List<VariantState> ranked() {
    return seen().stream().sorted(better()).toList();
  }

  /**
   * Which of two variants that were heard of is better, it first. Where scores after unequal
   * budgets do not compare, those that were promoted further come first (as Optuna ranks pruned
   * trials).
   */
  public Comparator<VariantState> better() {
    boolean comparable = objectives.get(0).comparableAcrossBudgets();
    return Comparator.comparingInt((VariantState v) -> comparable ? budget : standing(v))
        .reversed()
        .thenComparing(this::score)
        .thenComparing(VariantState::variant);
  }

  /** The best {@code count} of those that were heard of, or all if they are fewer, best first. */
  List<VariantState> best(int count) {
    var order = better();
    var worstFirst = new PriorityQueue<>(count + 1, order.reversed());
    for (var variant : variants) {
      if (!variant.seen()) {
        continue;
      }
      if (worstFirst.size() < count) {
        worstFirst.add(variant);
      } else if (order.compare(variant, worstFirst.peek()) < 0) {
        worstFirst.poll();
        worstFirst.add(variant);
      }
    }
    return worstFirst.stream().sorted(order).toList();
  }

  /** How far it was trained; one that ended before needs no more. */
  private int standing(VariantState variant) {
    return variant.exhausted() ? Math.min(budget, variant.budget()) : budget;
  }

  /** A variant and a score that compares with those it is listed with. */
  public record Scored(VariantState variant, Score score) {}

  /**
   * The variants with scores that compare, best first. Where scores after unequal budgets do not,
   * they are those after the largest budget that {@code fewest} variants have had, or the smallest
   * (as BOHB chooses what to learn from, Falkner et al. 2018). A variant that was held back before
   * is taken to be at least as bad as all that were no better than it back then; if there is none,
   * it is not listed.
   */
  public List<Scored> comparable(int fewest) {
    var objective = objectives.get(0);
    var seen = seen();
    if (objective.comparableAcrossBudgets()) {
      return sorted(seen.stream().map(v -> new Scored(v, v.score(objective))));
    }
    int level = level(fewest);
    var there =
        seen.stream()
            .filter(v -> v.reached(level))
            .map(v -> new Scored(v, v.scoreAfter(objective, level)))
            .toList();
    var heldBack =
        seen.stream()
            .filter(v -> !v.reached(level))
            .flatMap(
                v ->
                    there.stream()
                        .filter(s -> s.score().usable())
                        .filter(
                            s ->
                                s.variant()
                                        .scoreAfter(objective, v.budget())
                                        .compareTo(v.score(objective))
                                    <= 0)
                        .mapToDouble(s -> s.score().value())
                        .max()
                        .stream()
                        .mapToObj(bound -> new Scored(v, Score.atLeast(bound))));
    return sorted(Stream.concat(there.stream(), heldBack));
  }

  private static List<Scored> sorted(Stream<Scored> scored) {
    return scored
        .sorted(Comparator.comparing(Scored::score).thenComparing(s -> s.variant().variant()))
        .toList();
  }

  private int level(int fewest) {
    var budgets = seen().stream().mapToInt(VariantState::budget).distinct().sorted().toArray();
    int level = budgets.length == 0 ? budget : budgets[0];
    for (int candidate : budgets) {
      if (seen().stream().filter(v -> v.reached(candidate)).count() >= fewest) {
        level = candidate;
      }
    }
    return level;
  }
}
