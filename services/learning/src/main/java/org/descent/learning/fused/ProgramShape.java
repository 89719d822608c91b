package org.descent.learning.fused;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.Loss;

/**
 * Everything that is fixed when a program is compiled. Whatever is not here differs from trial to
 * trial and is fed.
 *
 * @param features of one example, flattened
 * @param examples in the training split
 * @param hidden dense layers in order
 * @param losses that occur in the cohort, in order of declaration
 * @param trials stacked in the program, inert ones included
 * @param segment the most iterations of one run
 */
record ProgramShape(
    int features,
    int examples,
    BatchSpec batch,
    List<Hidden> hidden,
    List<Head> heads,
    List<Loss> losses,
    Memory memory,
    int trials,
    int segment) {
  /**
   * A hidden dense layer.
   *
   * @param name as in the parameter layout
   * @param activations that occur in the cohort, in order of declaration
   */
  record Hidden(String name, int units, List<Activation> activations) {}

  /**
   * A head.
   *
   * @param tolerant whether right means within a tolerance
   */
  record Head(String name, HeadKind kind, int outputs, boolean tolerant) {}

  /** A dense layer's parameters: weights [trials, out, in], biases [trials, out, 1]. */
  record Dense(String name, int in, int out) {
    String weights() {
      return name + "/weights";
    }

    String biases() {
      return name + "/biases";
    }
  }

  /** An optimiser, by what it remembers: one array for every array of parameters. */
  enum Memory {
    SGD(),
    MOMENTUM("velocity"),
    ADAM("mean", "variance");

    private final List<String> slots;

    Memory(String... slots) {
      this.slots = List.of(slots);
    }

    List<String> slots() {
      return slots;
    }
  }

  /** Every dense layer, the heads last: the order of the flat weight vector. */
  List<Dense> dense() {
    var dense = new ArrayList<Dense>();
    int in = features;
    for (var layer : hidden) {
      dense.add(new Dense(layer.name(), in, layer.units()));
      in = layer.units();
    }
    for (var head : heads) {
      dense.add(new Dense(head.name(), in, head.outputs()));
    }
    return dense;
  }

  /** Examples that an iteration's gradient is taken over. */
  int batchSize() {
    return batch.full() ? examples : batch.size();
  }

  /** Examples that an iteration's metrics are taken over. */
  int measured() {
    return measuresBatch() ? batch.size() : examples;
  }

  /** Whether metrics are those of the mini-batch at hand. */
  boolean measuresBatch() {
    return !batch.full() && batch.measure() == BatchSpec.Measure.BATCH;
  }

  /** Rows of metrics: loss and right answers, and with several heads the same for each. */
  int rows() {
    return heads.size() == 1 ? 2 : 2 + 2 * heads.size();
  }

  /** The same program for another number of trials. */
  ProgramShape withTrials(int number) {
    return new ProgramShape(
        features, examples, batch, hidden, heads, losses, memory, number, segment);
  }

  /** The program that measures this shape's networks on all examples. */
  ProgramShape measuring(int number) {
    return new ProgramShape(
        features, examples, BatchSpec.FULL, hidden, heads, losses, Memory.SGD, number, 1);
  }
}
