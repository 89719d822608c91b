package org.descent.learning.stacked;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.instrument.Occasions;
import org.descent.learning.layer.Formulas;
import org.descent.learning.layer.ProgramArray;
import org.descent.learning.network.Network;
import org.descent.learning.optimiser.Optimisation;

/**
 * What programs of one kind compute, however many trials they stack: a structure on examples of
 * some shape and number, with the formulas that occur among the trials. Two are equal if these are.
 */
final class ProgramKind {
  private final Key key;
  private final Network network;
  private final Optimisation optimisation;
  private final List<ProgramArray> seen;

  private record Key(
      TrainingSpec structure,
      List<Integer> inputShape,
      int examples,
      Formulas formulas,
      boolean seen) {}

  private ProgramKind(Key key) {
    this.key = key;
    this.network = Network.of(key.structure.network(), key.inputShape, batchSize(), batch().full());
    this.optimisation = Optimisation.of(key.structure, key.examples);
    this.seen =
        key.seen
            ? network.arrays().stream().filter(array -> array.role().trained()).toList()
            : List.of();
  }

  /**
   * The kind for {@code training} alone, whose steps nobody looks at.
   *
   * @param inputShape of an example
   * @param examples number of them
   * @throws org.descent.contracts.InvalidSpec if the network does not fit the examples
   */
  static ProgramKind of(TrainingSpec training, List<Integer> inputShape, int examples) {
    return new ProgramKind(key(training, inputShape, examples, false));
  }

  private static Key key(
      TrainingSpec training, List<Integer> inputShape, int examples, boolean seen) {
    return new Key(training.structure(), inputShape, examples, Formulas.of(training), seen);
  }

  /** The kinds of many trainings on the same examples; what is equal is made once. */
  static final class Known {
    private final List<Integer> inputShape;
    private final int examples;
    private final Map<TrainingSpec, ProgramKind> trainings = new IdentityHashMap<>();
    private final Map<Key, ProgramKind> kinds = new HashMap<>();

    /**
     * @param inputShape of an example
     */
    Known(List<Integer> inputShape, int examples) {
      this.inputShape = inputShape;
      this.examples = examples;
    }

    /** As {@link ProgramKind#of} has it. */
    ProgramKind of(TrainingSpec training) {
      var known = trainings.get(training);
      if (known == null) {
        var key = key(training, inputShape, examples, Occasions.inSteps(training).any());
        known = kinds.computeIfAbsent(key, ProgramKind::new);
        trainings.put(training, known);
      }
      return known;
    }
  }

  /** A kind with the formulas of both, which are equal otherwise. */
  ProgramKind union(ProgramKind other) {
    var formulas = key.formulas.union(other.key.formulas);
    return formulas.equals(key.formulas)
        ? this
        : new ProgramKind(new Key(key.structure, key.inputShape, key.examples, formulas, key.seen));
  }

  /**
   * The network as programs have it that measure it on blocks of examples.
   *
   * @param block examples of a run
   */
  Network measuringNetwork(int block) {
    return Network.of(key.structure.network(), key.inputShape, block, false);
  }

  TrainingSpec structure() {
    return key.structure;
  }

  Formulas formulas() {
    return key.formulas;
  }

  Network network() {
    return network;
  }

  Optimisation optimisation() {
    return optimisation;
  }

  List<HeadSpec> heads() {
    return key.structure.network().heads();
  }

  private BatchSpec batch() {
    return key.structure.batch();
  }

  /** Whether every iteration sees all examples. */
  boolean full() {
    return batch().full();
  }

  /** Whether metrics are those of the mini-batch at hand. */
  boolean measuresBatch() {
    return !full() && batch().measure() == BatchSpec.Measure.BATCH;
  }

  /** In the training split. */
  int examples() {
    return key.examples;
  }

  /** Of one example, flattened. */
  int features() {
    return key.inputShape.stream().reduce(1, Math::multiplyExact);
  }

  /** Examples that an iteration's gradient is taken over. */
  int batchSize() {
    return full() ? key.examples : batch().size();
  }

  /** Examples that an iteration's metrics are taken over. */
  int measured() {
    return measuresBatch() ? batch().size() : key.examples;
  }

  /** Examples passed forward and back in an iteration; a pass forward alone is a third of that. */
  double passes() {
    return batchSize() + (measured() - batchSize()) / 3.0;
  }

  /** Rows of metrics: total loss, right answers of the worst head, then the same for each head. */
  int rows() {
    return 2 + 2 * heads().size();
  }

  /** Rows of metrics that a run records: where there is one head, only those of that head. */
  int recorded() {
    return heads().size() == 1 ? 2 : rows();
  }

  /** Arrays whose gradients' lengths an iteration measures: those trained, or none. */
  List<ProgramArray> seen() {
    return seen;
  }

  /** Numbers that a run records of an iteration of a trial: metrics, then two for each length. */
  int numbers() {
    return recorded() + 2 * seen().size();
  }

  /** What kinds have in common whose trials share programs, whatever their formulas. */
  Object shared() {
    return List.of(key.structure, key.seen);
  }

  /** Elements of all patches that an iteration of one trial reads, and of their derivatives. */
  long patchElements() {
    return network.work().copied() * Math.max(measured(), batchSize());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProgramKind kind && key.equals(kind.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
