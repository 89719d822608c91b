package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.descent.contracts.InvalidSpec;

/**
 * Everything a variant fixes about training; with a seed and a dataset it determines a trial
 * completely.
 *
 * @param loss of all heads, see {@link HeadSpec#under}
 * @param iterations the budget: the most iterations a trial may take
 * @param targets all must hold at once for the trial to have converged; empty: it runs to its
 *     budget
 * @param snapshots iterations whose weights are kept besides those of the end, ascending; iteration
 *     k's weights are those its metrics were measured on, before its update
 * @param surface grid to compute for a network of one weight and one bias, or null for none
 * @param update what goes with the optimiser's update, or null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingSpec(
    NetworkSpec network,
    InitialisationSpec initialisation,
    Loss loss,
    OptimiserSpec optimiser,
    BatchSpec batch,
    int iterations,
    List<TargetSpec> targets,
    List<Integer> snapshots,
    SurfaceSpec surface,
    UpdateSpec update) {
  /** The most iterations a trial may take. */
  public static final int MAX_ITERATIONS = 10_000_000;

  /** With the optimiser's update alone. */
  public TrainingSpec(
      NetworkSpec network,
      InitialisationSpec initialisation,
      Loss loss,
      OptimiserSpec optimiser,
      BatchSpec batch,
      int iterations,
      List<TargetSpec> targets,
      List<Integer> snapshots,
      SurfaceSpec surface) {
    this(
        network,
        initialisation,
        loss,
        optimiser,
        batch,
        iterations,
        targets,
        snapshots,
        surface,
        null);
  }

  public TrainingSpec {
    update = UpdateSpec.PLAIN.equals(update) ? null : update;
    InvalidSpec.unless(
        iterations >= 1 && iterations <= MAX_ITERATIONS,
        "budget %s, expected 1 to %s iterations",
        iterations,
        MAX_ITERATIONS);
    targets = List.copyOf(targets);
    snapshots = List.copyOf(snapshots);
    for (var head : network.heads()) {
      InvalidSpec.unless(
          loss != Loss.HINGE || head.kind() != HeadKind.BINARY || head.tolerance() == 0,
          "loss: hinge is for labels of 0 or 1, and head %s has a tolerance",
          head.name());
    }
    for (var target : targets) {
      InvalidSpec.unless(
          target.head().isEmpty()
              || network.heads().stream().anyMatch(h -> h.name().equals(target.head())),
          "target: there is no head named %s",
          target.head());
    }
  }

  /**
   * What trials on the same data must have in common to be trained by one program: this training
   * with all levelled out that programs take for each trial. Trials of equal structures share
   * programs; the planner and the engines ask nothing else.
   */
  public TrainingSpec structure() {
    var any = new Initialiser.Constant(0);
    return new TrainingSpec(
        network.structure(),
        new InitialisationSpec(any, any),
        network.mixes() && loss.mixes() ? Loss.L2 : loss,
        optimiser.structure(),
        batch,
        1,
        List.of(),
        List.of(),
        null,
        updates().structure());
  }

  /** What goes with the optimiser's update. */
  public UpdateSpec updates() {
    return Optional.ofNullable(update).orElse(UpdateSpec.PLAIN);
  }

  /** Whether an average of the weights is kept beside them. */
  public boolean averages() {
    return updates().average() != null;
  }

  /** The surface's grid, if one is asked for. */
  public Optional<SurfaceSpec> surfaceGrid() {
    return Optional.ofNullable(surface);
  }
}
