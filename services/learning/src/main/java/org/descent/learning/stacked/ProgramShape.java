package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.TrainingSpec;

/**
 * Everything that is fixed when a program is compiled. Whatever is not here differs from trial to
 * trial and is fed.
 *
 * @param features of one example, flattened
 * @param examples in the training split
 * @param convolutions the layers that come first, in order
 * @param hidden dense layers in order
 * @param losses that occur in the cohort, in order of declaration
 * @param trials stacked in the program, inert ones included
 * @param turns stacks that a run trains, one after the other
 * @param segment the most iterations of one run
 */
record ProgramShape(
    int features,
    int examples,
    BatchSpec batch,
    List<Convolution> convolutions,
    List<Hidden> hidden,
    List<Head> heads,
    List<Loss> losses,
    Memory memory,
    int trials,
    int turns,
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
   * @param target the dataset's target column
   * @param tolerant whether right means within a tolerance
   */
  record Head(String name, HeadKind kind, String target, int outputs, boolean tolerant) {}

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

    static Memory of(OptimiserSpec optimiser) {
      if (optimiser instanceof OptimiserSpec.Momentum) {
        return MOMENTUM;
      }
      return optimiser instanceof OptimiserSpec.Adam ? ADAM : SGD;
    }

    List<String> slots() {
      return slots;
    }
  }

  /** The shape of a program for this trial alone, without a number of trials. */
  static ProgramShape of(TrainingSpec training, Examples examples) {
    var network = training.network();
    boolean full = training.batch().full();
    var shapes = ParameterLayout.of(network, examples.shape()).layerShapes();
    var convolutions = new ArrayList<Convolution>();
    var hidden = new ArrayList<Hidden>();
    for (int i = 0; i < network.layers().size(); i++) {
      if (network.layers().get(i) instanceof LayerSpec.Dense dense) {
        hidden.add(new Hidden("layer" + i, dense.units(), List.of(dense.activation())));
      } else if (network.layers().get(i) instanceof LayerSpec.Conv2d conv) {
        int batch = full ? examples.count() : training.batch().size();
        var convolution = Convolution.of("layer" + i, conv, shapes.get(i));
        // patches of the examples themselves are made once: their number costs nothing
        convolutions.add(
            convolution.cut(full && convolutions.isEmpty() ? 1 : convolution.bestBlock(batch)));
      }
    }
    var heads =
        network.heads().stream()
            .map(h -> new Head(h.name(), h.kind(), h.target(), h.outputs(), h.tolerance() > 0))
            .toList();
    return new ProgramShape(
        examples.width(),
        examples.count(),
        training.batch(),
        convolutions,
        hidden,
        heads,
        List.of(training.loss()),
        Memory.of(training.optimiser()),
        0,
        1,
        0);
  }

  /**
   * What trials must have in common to share a program: all but activations and losses. Where there
   * are convolutions these too, since a layer's activations cost more than a program.
   */
  ProgramShape common() {
    return convolves() ? this : withFormulas(List.of(), List.of());
  }

  /** A shape with the activations and losses of both; they have all else in common. */
  ProgramShape union(ProgramShape other) {
    var layers = new ArrayList<Hidden>();
    for (int i = 0; i < hidden.size(); i++) {
      var layer = hidden.get(i);
      var both = union(layer.activations(), other.hidden.get(i).activations());
      layers.add(new Hidden(layer.name(), layer.units(), both));
    }
    return with(layers, union(losses, other.losses));
  }

  /**
   * A shape with every activation and loss there is, so that a trial's program is the same whatever
   * its company; {@code this} where trials of others do not share it anyway.
   */
  ProgramShape withEveryFormula() {
    return convolves() ? this : withFormulas(List.of(Activation.values()), List.of(Loss.values()));
  }

  private ProgramShape withFormulas(List<Activation> everywhere, List<Loss> chosen) {
    var layers = hidden.stream().map(h -> new Hidden(h.name(), h.units(), everywhere)).toList();
    return with(layers, chosen);
  }

  private ProgramShape with(List<Hidden> layers, List<Loss> chosen) {
    return new ProgramShape(
        features,
        examples,
        batch,
        convolutions,
        layers,
        heads,
        chosen,
        memory,
        trials,
        turns,
        segment);
  }

  private static <T extends Enum<T>> List<T> union(List<T> a, List<T> b) {
    return Stream.concat(a.stream(), b.stream()).distinct().sorted().toList();
  }

  /** Whether there are convolutions. */
  boolean convolves() {
    return !convolutions.isEmpty();
  }

  /** Every layer that has parameters, the heads last: the order of the flat weight vector. */
  List<Dense> layers() {
    return Stream.concat(convolutions.stream().map(Convolution::dense), dense().stream()).toList();
  }

  /** Every dense layer, the heads last. */
  List<Dense> dense() {
    var dense = new ArrayList<Dense>();
    int in = convolves() ? convolutions.get(convolutions.size() - 1).outputs() : features;
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

  /** Rows of metrics: total loss, right answers of the worst head, then the same for each head. */
  int rows() {
    return 2 + 2 * heads.size();
  }

  /** Rows of metrics that a run records: where there is one head, only those of that head. */
  int recorded() {
    return heads.size() == 1 ? 2 : rows();
  }

  /** The same program for {@code number} trials and runs of up to {@code iterations}. */
  ProgramShape sized(int number, int iterations) {
    return sized(number, 1, iterations);
  }

  /** The same program for several stacks. */
  ProgramShape inTurn(int stacks) {
    return sized(trials, stacks, segment);
  }

  private ProgramShape sized(int number, int stacks, int iterations) {
    return new ProgramShape(
        features,
        examples,
        batch,
        convolutions,
        hidden,
        heads,
        losses,
        memory,
        number,
        stacks,
        iterations);
  }

  /** All stacks as if they were one: the shape of what goes into the program and comes out. */
  ProgramShape whole() {
    return sized(trials * turns, segment);
  }

  /** The program that measures this shape's networks on all examples. */
  ProgramShape measuring() {
    return new ProgramShape(
        features,
        examples,
        BatchSpec.FULL,
        convolutions,
        hidden,
        heads,
        losses,
        Memory.SGD,
        trials,
        turns,
        segment);
  }

  /** Elements of all patches that an iteration of one trial reads, and of their derivatives. */
  long patchElements() {
    int most = Math.max(measured(), batchSize());
    return convolutions.stream().mapToLong(c -> 2L * c.patchRows() * c.patches(most)).sum();
  }

  /** Rows of {@link ProgramFields#COLUMNS}: what the first layer is multiplied with. */
  int inputRows() {
    return convolves() ? convolutions.get(0).patchRows() : features;
  }

  /** Columns of {@link ProgramFields#COLUMNS}. */
  int inputColumns() {
    return convolves() ? convolutions.get(0).patches(examples) : examples;
  }
}
