package org.descent.experiment.search.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.space.Space;

/**
 * Variants as numbers, in the order in which they were proposed.
 *
 * @param units [variants][dimensions of the space], NaN where a parameter does not exist
 * @param scores [variants], the smaller the better; infinite where a variant could not be used
 */
public record Trials(Space space, double[][] units, double[] scores) {
  /** Those of {@code variants} that were heard of; a bound counts as the score. */
  public static Trials of(Space space, List<VariantState> variants, Objective objective) {
    var seen = variants.stream().filter(VariantState::seen).toList();
    return new Trials(
        space,
        seen.stream().map(v -> v.point().units()).toArray(double[][]::new),
        seen.stream().mapToDouble(v -> v.score(objective).value()).toArray());
  }

  int count() {
    return scores.length;
  }

  /** Those at {@code places}, which may repeat themselves. */
  Trials at(int[] places) {
    return new Trials(
        space,
        Arrays.stream(places).mapToObj(i -> units[i]).toArray(double[][]::new),
        Arrays.stream(places).mapToDouble(i -> scores[i]).toArray());
  }

  /** Places, the best first. */
  int[] ranked() {
    return IntStream.range(0, count())
        .boxed()
        .sorted((a, b) -> Double.compare(scores[a], scores[b]))
        .mapToInt(i -> i)
        .toArray();
  }
}
