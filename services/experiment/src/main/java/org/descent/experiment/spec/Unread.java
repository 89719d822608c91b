package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.descent.contracts.spec.EffectiveTraining;
import org.descent.contracts.spec.SplitSpec;
import org.descent.contracts.spec.TrainingSpec;

/**
 * A place of an experiment whose value nothing reads: whatever stands there, the same is trained.
 *
 * @param path for example {@code network.activation}
 * @param why for people
 * @param vain whether it is a mistake by itself: no default puts it there
 */
record Unread(String path, String why, boolean vain) {
  private static final String ACTIVATION = "network.activation";

  /**
   * What one variant, which has been read, does not read.
   *
   * @param tree the experiment with the variant's values and all defaults in their places
   */
  static Set<Unread> of(
      Tree.Mapping tree, TrainingSpec training, SplitSpec split, EffectiveTraining.Data data) {
    var unread = new LinkedHashSet<Unread>();
    var network = new Value(tree.at("network"), "", new Problems());
    if (!(tree.at("network", "activation") instanceof Tree.Empty)
        && !NetworkReader.takesDefaultActivation(network)) {
      unread.add(idle(ACTIVATION, "no layer takes its activation from it"));
    }
    if (!EffectiveTraining.readsLoss(training)) {
      unread.add(idle("loss", "there are only regression heads, whose loss is l2 anyway"));
    }
    if (training.updates().momentum() != null && !EffectiveTraining.readsMomentum(training)) {
      unread.add(vain("update.momentum", "the optimiser has no momentum to be scheduled"));
    }
    if (training.updates().schedule() != null && !EffectiveTraining.readsSchedule(training)) {
      unread.add(
          vain("update.schedule", "the optimiser reads its learning rate at the start only"));
    }
    if (EffectiveTraining.takesAll(training.batch(), data)) {
      unread.add(idle("batch.measure", "a batch is all of the training data"));
    }
    if (split.equals(SplitSpec.NONE)) {
      unread.add(idle("split.seed", "nothing is split"));
    }
    if (training.snapshots().isEmpty() && Snapshots.areListed(tree)) {
      unread.add(vain("snapshots", "all of them lie beyond the budget"));
    }
    return unread;
  }

  private static Unread idle(String path, String why) {
    return new Unread(path, why, false);
  }

  private static Unread vain(String path, String why) {
    return new Unread(path, why, true);
  }

  /** What none of the variants reads. */
  static List<Unread> byAll(List<Set<Unread>> variants) {
    var all = new ArrayList<Unread>(variants.isEmpty() ? Set.of() : variants.get(0));
    variants.forEach(all::retainAll);
    return all;
  }
}
