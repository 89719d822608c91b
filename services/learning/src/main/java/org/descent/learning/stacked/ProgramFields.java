package org.descent.learning.stacked;

import static org.tensorflow.proto.DataType.DT_BOOL;
import static org.tensorflow.proto.DataType.DT_FLOAT;
import static org.tensorflow.proto.DataType.DT_INT32;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.spec.HeadSpec;
import org.descent.learning.graph.Field;
import org.descent.learning.layer.Intake;

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

  /**
   * The matrix that the network's {@link Intake} makes of all examples: by row and by column, the
   * first axis being 1. Mini-batches are picked from rows of examples: [examples, features].
   */
  static final String ROWS = "rows";

  static final String COLUMNS = "columns";

  /** Indices of each iteration's mini-batch: [segment, trials, batch]. */
  static final String BATCHES = "batches";

  private final ProgramShape shape;
  private final ProgramKind kind;
  private final List<Field> fields = new ArrayList<>();

  private ProgramFields(ProgramShape shape) {
    this.shape = shape;
    this.kind = shape.kind();
  }

  static List<Field> of(ProgramShape shape) {
    var building = new ProgramFields(shape);
    building.parameters("");
    shape.kind().optimisation().slots().forEach(slot -> building.parameters(slot + "/"));
    building.progress();
    building.settings();
    shape.kind().heads().forEach(building::head);
    building.targets();
    building.examples();
    return List.copyOf(building.fields);
  }

  /** The field of one of the optimiser's settings: [trials, 1, 1], or [segment, trials]. */
  static String setting(String name) {
    return "optimiser/" + name;
  }

  /** What a layer draws from in each iteration, two words: [segment, trials, 2]. */
  static String draws(String layer) {
    return layer + "/draws";
  }

  /** A head's targets by column: [1, outputs, examples]. */
  static String targetColumns(String head) {
    return head + "/columns";
  }

  /** A head's targets by row, where mini-batches are picked from: [examples, outputs]. */
  static String targetRows(String head) {
    return head + "/rows";
  }

  /** A head's weight: [trials]. */
  static String weight(String head) {
    return head + "/weight";
  }

  /** A head's weight for each example: [trials, 1, 1]. */
  static String scale(String head) {
    return head + "/scale";
  }

  /** A threshold that row {@code row} of the metrics has to reach: [trials]. */
  static String threshold(int row) {
    return "threshold/" + row;
  }

  private void parameters(String prefix) {
    for (var array : kind.network().arrays()) {
      fields.add(
          Field.state(
              prefix + array.name(), DT_FLOAT, shape.trials(), array.rows(), array.columns()));
    }
  }

  private void progress() {
    fields.add(Field.state(MEASURED, DT_INT32, shape.trials()));
    fields.add(Field.state(END, DT_INT32, shape.trials()));
    fields.add(Field.given(BUDGET, DT_INT32, shape.trials()));
    fields.add(Field.given(LIMIT, DT_INT32));
  }

  private void settings() {
    for (var setting : kind.optimisation().settings()) {
      var name = setting(setting);
      if (kind.optimisation().varies(setting)) {
        fields.add(Field.given(name, DT_FLOAT, shape.segment(), shape.trials()));
      } else {
        fields.add(number(name, shape.trials()));
      }
    }
    fields.addAll(ofLayers(kind, shape.trials()));
    for (var layer : kind.network().draws().keySet()) {
      fields.add(Field.given(draws(layer), DT_INT32, shape.segment(), shape.trials(), 2));
    }
    fields.addAll(ofMasks(kind, shape.trials()));
  }

  /** What a pass through the networks reads of each trial besides its parameters. */
  static List<Field> ofFormulas(ProgramKind kind, int trials) {
    var fields = new ArrayList<>(ofLayers(kind, trials));
    fields.addAll(ofMasks(kind, trials));
    kind.heads().forEach(head -> fields.addAll(ofHead(head, trials)));
    return fields;
  }

  private static List<Field> ofLayers(ProgramKind kind, int trials) {
    var fields = new ArrayList<Field>();
    kind.structure()
        .network()
        .all()
        .forEach(
            (name, layer) ->
                layer.numbers().keySet().forEach(n -> fields.add(number(name + "/" + n, trials))));
    return fields;
  }

  private static List<Field> ofMasks(ProgramKind kind, int trials) {
    return kind.formulas().masks().stream()
        .map(mask -> Field.given(mask, DT_BOOL, trials, 1, 1))
        .toList();
  }

  private static List<Field> ofHead(HeadSpec head, int trials) {
    return head.numbers().keySet().stream()
        .map(number -> number(head.name() + "/" + number, trials))
        .toList();
  }

  private static Field number(String name, int trials) {
    return Field.given(name, DT_FLOAT, trials, 1, 1);
  }

  private void head(HeadSpec head) {
    fields.add(Field.given(weight(head.name()), DT_FLOAT, shape.trials()));
    fields.add(number(scale(head.name()), shape.trials()));
    fields.addAll(ofHead(head, shape.trials()));
    if (!kind.measuresBatch()) {
      fields.add(
          Field.given(targetColumns(head.name()), DT_FLOAT, 1, head.outputs(), kind.examples()));
    }
    if (!kind.full()) {
      fields.add(Field.given(targetRows(head.name()), DT_FLOAT, kind.examples(), head.outputs()));
    }
  }

  private void targets() {
    for (int row = 0; row < kind.rows(); row++) {
      fields.add(Field.given(threshold(row), DT_FLOAT, shape.trials()));
    }
  }

  private void examples() {
    var intake = kind.network().intake();
    int columns = Math.multiplyExact(intake.columns(), kind.examples());
    if (!kind.measuresBatch()) {
      fields.add(Field.given(COLUMNS, DT_FLOAT, 1, intake.rows(), columns));
    }
    if (kind.full()) {
      fields.add(Field.given(ROWS, DT_FLOAT, 1, columns, intake.rows()));
    } else {
      fields.add(Field.given(ROWS, DT_FLOAT, kind.examples(), kind.features()));
      fields.add(Field.given(BATCHES, DT_INT32, shape.segment(), shape.trials(), kind.batchSize()));
    }
  }
}
