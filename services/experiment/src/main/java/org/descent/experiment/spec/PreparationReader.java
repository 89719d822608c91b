package org.descent.experiment.spec;

import java.util.List;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.experiment.data.KnownData;

/** Reads {@code prepare}. */
final class PreparationReader {
  private static final RecordReader RECORDS = new RecordReader();

  private PreparationReader() {}

  /** One step, or a list of them. */
  static List<PreparationSpec> steps(Value value, KnownData known) {
    return value.tree() instanceof Tree.Sequence
        ? value.each(PreparationReader::step)
        : List.of(step(value));
  }

  private static PreparationSpec step(Value value) {
    return RECORDS.read(value, PreparationSpec.class);
  }
}
