package org.descent.experiment.results;

import java.util.AbstractSet;
import java.util.BitSet;
import java.util.Iterator;
import java.util.Set;
import org.descent.contracts.Ids;
import org.descent.contracts.TrialId;
import org.descent.experiment.Experiment;

/**
 * The ids of the trials of an experiment whose variants are known from the start: each variant from
 * each seed. They are computed, so that it makes no difference to memory how many they are.
 */
final class GridTrials extends AbstractSet<String> {
  private final Experiment experiment;
  private final BitSet variants = new BitSet(); // ordinals
  private final Set<Long> seeds; // null where the list itself is as quick

  GridTrials(Experiment experiment) {
    this.experiment = experiment;
    experiment.variants().forEach(variant -> variants.set(variant.ordinal()));
    seeds = experiment.seedsInARow() ? null : Set.copyOf(experiment.seeds());
  }

  @Override
  public boolean contains(Object trial) {
    return trial instanceof String text
        && text.startsWith(experiment.id())
        && TrialId.parse(text).filter(this::isOne).isPresent();
  }

  private boolean isOne(TrialId id) {
    return id.experiment().equals(experiment.id())
        && variants.get(id.variant())
        && (seeds == null ? experiment.seeds().contains(id.seed()) : seeds.contains(id.seed()));
  }

  @Override
  public int size() {
    return Math.toIntExact(experiment.trials());
  }

  @Override
  public Iterator<String> iterator() {
    return experiment.variants().stream()
        .flatMap(
            variant ->
                experiment.seeds().stream()
                    .map(seed -> Ids.trial(experiment.id(), variant.ordinal(), seed)))
        .iterator();
  }
}
