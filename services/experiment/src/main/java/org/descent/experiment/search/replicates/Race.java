package org.descent.experiment.search.replicates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.observation.Score;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.observation.VariantState;

/**
 * A race for the best variant, seed by seed (as F-Race, Birattari et al. 2002): after every seed,
 * whoever is significantly worse than the leader drops out, until one is left or the seeds are used
 * up. Eight start at most, the best so far. The test is a {@link PairedTest}, its p-values
 * corrected for several rivals (Holm 1979) and its level divided by the number of looks
 * (Bonferroni), so that the best of those that start drops out with a probability of about {@link
 * Replicates#level} at most.
 */
public record Race(Replicates replicates, Objective objective) {
  /** The most that start. */
  public static final int STARTERS = 8;

  private record Runner(VariantState variant, List<Score> scores, Score mean) {}

  /**
   * Who is still in the race, the leader first.
   *
   * @param variants those that may win: trained to the end
   * @param seeds number of seeds that whoever is in the race has
   */
  public List<VariantState> leading(List<VariantState> variants, int seeds) {
    var runners = runners(variants, seeds);
    if (runners.isEmpty()) {
      return List.of();
    }
    var leader = runners.get(0);
    var rivals = runners.subList(1, runners.size());
    var values = new ArrayList<Double>();
    rivals.forEach(
        r -> values.add(PairedTest.pValue(leader.scores(), r.scores(), objective.inRatios())));
    var dropped = dropped(values);
    var left = new ArrayList<>(List.of(leader.variant()));
    for (int i = 0; i < rivals.size(); i++) {
      if (!dropped.get(i)) {
        left.add(rivals.get(i).variant());
      }
    }
    return left;
  }

  /** The best first, as many as may start. */
  private List<Runner> runners(List<VariantState> variants, int seeds) {
    return variants.stream()
        .filter(v -> v.results().size() >= seeds)
        .map(
            v -> {
              var scores =
                  v.results().stream()
                      .sorted(Comparator.comparing(TrialResult::seed))
                      .map(objective::of)
                      .toList();
              return new Runner(v, scores.subList(0, seeds), v.score(objective));
            })
        .filter(r -> r.mean().usable())
        .sorted(Comparator.comparing(Runner::mean).thenComparing(r -> r.variant().variant()))
        .limit(STARTERS)
        .toList();
  }

  /** Holm's procedure, at the level of one look. */
  private List<Boolean> dropped(List<Double> values) {
    int looks = Math.max(1, replicates.atMost() - replicates.atLeast());
    double level = replicates.level() / looks;
    var order = new ArrayList<Integer>();
    var dropped = new ArrayList<Boolean>();
    for (int i = 0; i < values.size(); i++) {
      order.add(i);
      dropped.add(false);
    }
    order.sort(Comparator.comparing(values::get));
    for (int i = 0; i < order.size(); i++) {
      if (values.get(order.get(i)) > level / (order.size() - i)) {
        break;
      }
      dropped.set(order.get(i), true);
    }
    return dropped;
  }
}
