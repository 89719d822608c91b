package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.Question.Row;
import org.descent.experiment.statistics.PairedComparison.Pair;
import org.descent.experiment.statistics.SeedsNeeded;

/**
 * How many seeds it takes to tell variants apart whose iterations to target differ by a ratio,
 * judged from a pilot: one {@link Question}, its p-values adjusted together.
 *
 * @param about one setting, or the published runs
 * @param pairs number of pairs of variants
 * @param judged those of which the pilot has enough seeds whose trials both reached their target
 * @param typical seeds by the spread of all judged pairs together; empty without any, or if it
 *     takes more than {@link SeedsNeeded#MOST}
 * @param widest the pair that scatters most; empty without any
 */
public record Resolution(
    String about, long pairs, int judged, OptionalInt typical, Optional<Widest> widest) {
  /**
   * A pair of variants.
   *
   * @param seeds that it takes; empty if more than {@link SeedsNeeded#MOST}
   */
  public record Widest(String first, String second, OptionalInt seeds) {}

  private record Judged(Row row, SeedsNeeded needed) {}

  /**
   * What each question about {@code planned} takes.
   *
   * @param pilot results of the same variants
   * @param ratio more than 1
   * @throws InvalidSpec if the pilot lacks a variant
   */
  public static List<Resolution> of(Experiment planned, ExperimentResult pilot, double ratio) {
    var variants =
        planned.variants().stream()
            .filter(v -> !v.training().targets().isEmpty())
            .map(v -> piloted(v, pilot))
            .toList();
    return Question.of(variants).stream().map(q -> of(q, ratio)).toList();
  }

  private static VariantResult piloted(Variant variant, ExperimentResult pilot) {
    return pilot.variants().stream()
        .filter(v -> v.settings().equals(variant.settings()))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidSpec(
                    "the results of " + pilot.name() + " have no variant " + variant.label()));
  }

  private static Resolution of(Question question, double ratio) {
    var pilots = question.rows().stream().map(Resolution::pairs).toList();
    int comparisons = (int) Math.min(Integer.MAX_VALUE, question.pairs());
    var judged = new ArrayList<Judged>();
    for (int i = 0; i < pilots.size(); i++) {
      var row = question.rows().get(i);
      SeedsNeeded.of(pilots.get(i)).ifPresent(needed -> judged.add(new Judged(row, needed)));
    }
    return new Resolution(
        question.about(),
        question.pairs(),
        judged.size(),
        SeedsNeeded.pooled(pilots)
            .map(needed -> needed.toResolve(ratio, comparisons))
            .orElse(OptionalInt.empty()),
        judged.stream()
            .max((one, other) -> Double.compare(one.needed.spread(), other.needed.spread()))
            .map(
                most ->
                    new Widest(
                        most.row.first().label(),
                        most.row.second().label(),
                        most.needed.toResolve(ratio, comparisons))));
  }

  private static List<Pair> pairs(Row row) {
    return TargetObservations.pairs(row.first(), row.second());
  }
}
