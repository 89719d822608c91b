package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashSet;
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
 * @param measure what is measured now and then, or null for nothing
 * @param patience when a trial is given up, or null for never
 * @param stem what a trial trains first, or null for nothing: its weights at iteration {@code
 *     stem.iterations()}, before that one's update, are those that this training goes on from, and
 *     iterations before that count
 * @param instruments what is looked at on the way beside metrics, each kind once
 * @param landscapes what the loss is computed over around the weights at the end, of the first
 *     trial of a variant; each kind once
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
    UpdateSpec update,
    MeasureSpec measure,
    PatienceSpec patience,
    TrainingSpec stem,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<InstrumentSpec> instruments,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LandscapeSpec> landscapes) {
  /** The most iterations a trial may take. */
  public static final int MAX_ITERATIONS = 10_000_000;

  /** One that begins by itself. */
  public TrainingSpec(
      NetworkSpec network,
      InitialisationSpec initialisation,
      Loss loss,
      OptimiserSpec optimiser,
      BatchSpec batch,
      int iterations,
      List<TargetSpec> targets,
      List<Integer> snapshots,
      SurfaceSpec surface,
      UpdateSpec update,
      MeasureSpec measure,
      PatienceSpec patience) {
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
        update,
        measure,
        patience,
        null,
        List.of(),
        List.of());
  }

  /** With nothing measured but each iteration. */
  public TrainingSpec(
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
        update,
        null,
        null);
  }

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
          loss != Loss.HINGE || head.kind() == HeadKind.REGRESSION || head.tolerance() == 0,
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
    requireMeasured(network, targets, measure, patience);
    instruments = instruments == null ? List.of() : List.copyOf(instruments);
    requireMeaning(network, instruments);
    landscapes = landscapes == null ? List.of() : List.copyOf(landscapes);
    requireLandscapes(network, landscapes);
    InvalidSpec.unless(
        stem == null || stem.iterations >= 2,
        "fork: at %s, expected an iteration from 2 on",
        stem == null ? 0 : stem.iterations);
  }

  private static void requireMeaning(NetworkSpec network, List<InstrumentSpec> instruments) {
    var kinds = new HashSet<Class<?>>();
    for (var instrument : instruments) {
      InvalidSpec.unless(
          kinds.add(instrument.getClass()),
          "instruments: %s is there twice, expected each once",
          instrument.word());
      instrument.require(network);
    }
  }

  private static void requireLandscapes(NetworkSpec network, List<LandscapeSpec> landscapes) {
    var kinds = new HashSet<Class<?>>();
    for (var landscape : landscapes) {
      InvalidSpec.unless(
          kinds.add(landscape.getClass()),
          "landscapes: %s is there twice, expected each once",
          landscape.word());
      landscape.require(network);
    }
  }

  /** The same, looked at with {@code instruments}. */
  public TrainingSpec seenWith(List<InstrumentSpec> instruments) {
    return seenWith(instruments, landscapes);
  }

  /** The same, looked at with {@code instruments}, and mapped as {@code landscapes}. */
  public TrainingSpec seenWith(List<InstrumentSpec> instruments, List<LandscapeSpec> landscapes) {
    return new TrainingSpec(
        network,
        initialisation,
        loss,
        optimiser,
        batch,
        iterations,
        targets,
        snapshots,
        surface,
        update,
        measure,
        patience,
        stem,
        instruments,
        landscapes);
  }

  /** The same, which goes on from what {@code stem} has trained; null for nothing. */
  public TrainingSpec after(TrainingSpec stem) {
    return with(iterations, snapshots, stem);
  }

  /**
   * What a trial of this training trains first, so that nothing ends it before: without targets and
   * patience, and with the snapshots that this one wants of it.
   *
   * @throws IllegalStateException if it begins by itself
   */
  public TrainingSpec unendingStem() {
    if (stem == null) {
      throw new IllegalStateException("it begins by itself");
    }
    return new TrainingSpec(
        stem.network,
        stem.initialisation,
        stem.loss,
        stem.optimiser,
        stem.batch,
        stem.iterations,
        List.of(),
        snapshots.stream().filter(iteration -> iteration < stem.iterations).toList(),
        null,
        stem.update,
        stem.measure,
        null,
        stem.stem,
        stem.instruments,
        List.of());
  }

  private static void requireMeasured(
      NetworkSpec network, List<TargetSpec> targets, MeasureSpec measure, PatienceSpec patience) {
    var on = measure == null ? List.<Split>of() : measure.on();
    var judgedOn = targets.stream().filter(TargetSpec::measured).map(TargetSpec::on).toList();
    InvalidSpec.unless(
        judgedOn.isEmpty() || judgedOn.size() == targets.size(),
        "target: one is judged at each iteration, another on %s",
        Split.words(judgedOn));
    InvalidSpec.unless(
        on.containsAll(judgedOn), "target: on %s, which is not measured", Split.words(judgedOn));
    if (patience != null) {
      InvalidSpec.unless(
          on.contains(patience.on()),
          "patience: on %s, which is not measured",
          patience.on().word());
      InvalidSpec.unless(
          patience.head().isEmpty()
              || network.heads().stream().anyMatch(h -> h.name().equals(patience.head())),
          "patience: there is no head named %s",
          patience.head());
    }
    for (var head : network.heads()) {
      InvalidSpec.unless(
          network.heads().size() == 1 || Split.of(head.name()).filter(on::contains).isEmpty(),
          "measure: a head is named %s, as a split is: their curves could not be told apart",
          head.name());
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

  /** The same, with nothing measured but each iteration and nobody who gives up. */
  public TrainingSpec unmeasured() {
    return new TrainingSpec(
        network,
        initialisation,
        loss,
        optimiser,
        batch,
        iterations,
        targets.stream().map(target -> target.on(null)).toList(),
        snapshots,
        surface,
        update,
        null,
        null,
        stem,
        instruments,
        landscapes);
  }

  /** The same for so many iterations at most; nothing else in it depends on them. */
  public TrainingSpec within(int iterations) {
    return with(iterations, snapshots, stem);
  }

  /**
   * What fixes how a trial goes from iteration to iteration, as long as it goes: not how long it
   * may, nor which weights are kept.
   */
  public TrainingSpec course() {
    return with(1, List.of(), stem);
  }

  private TrainingSpec with(int iterations, List<Integer> snapshots, TrainingSpec stem) {
    return new TrainingSpec(
        network,
        initialisation,
        loss,
        optimiser,
        batch,
        iterations,
        targets,
        snapshots,
        surface,
        update,
        measure,
        patience,
        stem,
        instruments,
        landscapes);
  }

  /** Whether what is measured on splits decides when a trial ends. */
  public boolean endsByMeasurements() {
    return patience != null || convergesByMeasurements();
  }

  /** Whether what is measured on splits decides whether a trial has converged. */
  public boolean convergesByMeasurements() {
    return targets.stream().anyMatch(TargetSpec::measured);
  }

  /** Whether each iteration is measured on all of the training split. */
  public boolean seesAll() {
    return batch.full() || batch.measure() == BatchSpec.Measure.DATA;
  }

  /** What goes with the optimiser's update. */
  public UpdateSpec updates() {
    return Optional.ofNullable(update).orElse(UpdateSpec.PLAIN);
  }

  /** Whether an average of the weights is kept beside them. */
  public boolean averages() {
    return updates().average() != null;
  }

  /** Whether something is to be computed around a variant's weights, for one of its trials. */
  public boolean mapped() {
    return surface != null || !landscapes.isEmpty();
  }

  /** The surface's grid, if one is asked for. */
  public Optional<SurfaceSpec> surfaceGrid() {
    return Optional.ofNullable(surface);
  }
}
