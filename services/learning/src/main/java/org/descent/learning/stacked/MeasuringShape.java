package org.descent.learning.stacked;

import static org.tensorflow.proto.DataType.DT_BOOL;
import static org.tensorflow.proto.DataType.DT_FLOAT;
import static org.tensorflow.proto.DataType.DT_INT32;

import java.util.ArrayList;
import java.util.List;
import org.descent.learning.Device;
import org.descent.learning.graph.Field;
import org.descent.learning.network.Network;

/**
 * Everything that is fixed when a program is compiled that measures trials on examples of a split,
 * a block of them a run.
 *
 * @param kind of the programs that train these trials
 * @param trials stacked in the program, inert ones included
 * @param block examples of a run
 */
record MeasuringShape(ProgramKind kind, int trials, int block)
    implements Compilable<MeasuringProgram> {
  /** 1, which nobody but the program's caller knows: []. */
  static final String ALWAYS = "always";

  /** Which of the block's places have an example: [1, 1, block]. */
  static final String VALID = "valid";

  /** The network as programs that measure have it. */
  Network network() {
    return kind.measuringNetwork(block);
  }

  /** The tensors that go into the program. */
  List<Field> fields() {
    var fields = new ArrayList<>(parameters());
    fields.addAll(ProgramFields.ofFormulas(kind, trials));
    fields.add(Field.given(ALWAYS, DT_INT32));
    fields.addAll(examples());
    return List.copyOf(fields);
  }

  /** Those of them that hold the networks' parameters, as programs have them that train. */
  List<Field> parameters() {
    return network().arrays().stream()
        .map(array -> Field.given(array.name(), DT_FLOAT, trials, array.rows(), array.columns()))
        .toList();
  }

  /** Those of them that hold a block of examples. */
  List<Field> examples() {
    var fields = new ArrayList<Field>();
    fields.add(Field.given(ProgramFields.COLUMNS, DT_FLOAT, 1, kind.features(), block));
    for (var head : kind.heads()) {
      var name = ProgramFields.targetColumns(head.name());
      fields.add(Field.given(name, DT_FLOAT, 1, head.outputs(), block));
    }
    fields.add(Field.given(VALID, DT_BOOL, 1, 1, block));
    return fields;
  }

  @Override
  public MeasuringProgram build(Device device) {
    return new MeasuringProgram(this, device);
  }
}
