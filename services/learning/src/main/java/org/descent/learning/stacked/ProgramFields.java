package org.descent.learning.stacked;

import static org.tensorflow.proto.DataType.DT_BOOL;
import static org.tensorflow.proto.DataType.DT_FLOAT;
import static org.tensorflow.proto.DataType.DT_INT32;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.spec.Activation;
import org.descent.learning.graph.Field;

/**
 * The tensors that go into a program of some shape, by name. The trial axis comes first and the
 * examples come last, so that XLA sees few large matrix products.
 */
final class ProgramFields {
  /** The most iterations of this run: []. */
  static final String LIMIT = "limit";

  /** Length of each curve so far: [trials]. */
  static final String MEASURED = "measured";

  /** How each trial has ended, see {@link EndCode}: [trials]. */
  static final String END = "end";

  static final String BUDGET = "budget";

  /** Learning rates: [trials, 1, 1]. */
  static final String RATE = "rate";

  /** Step sizes where they change with the iteration: [segment, trials]. */
  static final String RATES = "rates";

  /** Whether a trial's classification heads take the squared error: [trials, 1, 1]. */
  static final String SQUARED = "squared";

  /**
   * Examples by row: [1, examples, features], and by column: [1, features, examples]. Where the
   * first layer is a convolution, its patches take the place of the examples, except that
   * mini-batches are picked from rows of examples: [examples, channels · width · height].
   */
  static final String ROWS = "rows";

  static final String COLUMNS = "columns";

  /** Indices of each iteration's mini-batch: [segment, trials, batch]. */
  static final String BATCHES = "batches";

  private final ProgramShape shape;
  private final List<Field> fields = new ArrayList<>();

  private ProgramFields(ProgramShape shape) {
    this.shape = shape;
  }

  static List<Field> of(ProgramShape shape) {
    var building = new ProgramFields(shape);
    building.parameters("");
    shape.memory().slots().forEach(slot -> building.parameters(slot + "/"));
    building.progress();
    building.hyperParameters();
    shape.hidden().forEach(building::hidden);
    shape.heads().forEach(building::head);
    building.targets();
    building.examples();
    return List.copyOf(building.fields);
  }

  /** The field that says whether a layer of a trial applies {@code activation}. */
  static String mask(ProgramShape.Hidden layer, Activation activation) {
    return layer.name() + "/" + activation.name();
  }

  /** A head's targets by column: [1, outputs, examples]. */
  static String targetColumns(String head) {
    return head + "/columns";
  }

  /** A head's targets by row, where mini-batches are picked from: [examples, outputs]. */
  static String targetRows(String head) {
    return head + "/rows";
  }

  /** A threshold that row {@code row} of the metrics has to reach: [trials]. */
  static String threshold(int row) {
    return "threshold/" + row;
  }

  private void parameters(String prefix) {
    int trials = shape.trials();
    for (var dense : shape.layers()) {
      fields.add(Field.state(prefix + dense.weights(), DT_FLOAT, trials, dense.out(), dense.in()));
      fields.add(Field.state(prefix + dense.biases(), DT_FLOAT, trials, dense.out(), 1));
    }
  }

  private void progress() {
    fields.add(Field.state(MEASURED, DT_INT32, shape.trials()));
    fields.add(Field.state(END, DT_INT32, shape.trials()));
    fields.add(Field.given(BUDGET, DT_INT32, shape.trials()));
    fields.add(Field.given(LIMIT, DT_INT32));
  }

  private void hyperParameters() {
    if (shape.memory() == ProgramShape.Memory.ADAM) {
      fields.add(Field.given(RATES, DT_FLOAT, shape.segment(), shape.trials()));
    } else {
      perTrial(RATE);
    }
    UpdateStep.hyperParameters(shape.memory()).forEach(this::perTrial);
    if (shape.losses().size() > 1) {
      fields.add(Field.given(SQUARED, DT_BOOL, shape.trials(), 1, 1));
    }
  }

  private void perTrial(String name) {
    fields.add(Field.given(name, DT_FLOAT, shape.trials(), 1, 1));
  }

  private void hidden(ProgramShape.Hidden layer) {
    // the first activation is what a trial has that has none of the others
    layer.activations().stream()
        .skip(1)
        .forEach(a -> fields.add(Field.given(mask(layer, a), DT_BOOL, shape.trials(), 1, 1)));
  }

  private void head(ProgramShape.Head head) {
    fields.add(Field.given(head.name() + "/weight", DT_FLOAT, shape.trials()));
    perTrial(head.name() + "/scale");
    if (head.tolerant()) {
      perTrial(head.name() + "/tolerance");
    }
    if (!shape.measuresBatch()) {
      fields.add(
          Field.given(targetColumns(head.name()), DT_FLOAT, 1, head.outputs(), shape.examples()));
    }
    if (!shape.batch().full()) {
      fields.add(Field.given(targetRows(head.name()), DT_FLOAT, shape.examples(), head.outputs()));
    }
  }

  private void targets() {
    for (int row = 0; row < shape.rows(); row++) {
      fields.add(Field.given(threshold(row), DT_FLOAT, shape.trials()));
    }
  }

  private void examples() {
    if (!shape.measuresBatch()) {
      fields.add(Field.given(COLUMNS, DT_FLOAT, 1, shape.inputRows(), shape.inputColumns()));
    }
    if (shape.batch().full()) {
      fields.add(Field.given(ROWS, DT_FLOAT, 1, shape.inputColumns(), shape.inputRows()));
    } else {
      fields.add(Field.given(ROWS, DT_FLOAT, shape.examples(), shape.features()));
      fields.add(
          Field.given(BATCHES, DT_INT32, shape.segment(), shape.trials(), shape.batch().size()));
    }
  }
}
