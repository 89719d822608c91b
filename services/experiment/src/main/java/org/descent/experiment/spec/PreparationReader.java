package org.descent.experiment.spec;

import java.util.List;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.contracts.spec.PreparationSpec.Among;
import org.descent.contracts.spec.PreparationSpec.LabelNoise;
import org.descent.experiment.data.KnownData;

/** Reads {@code prepare}. */
final class PreparationReader {
  private static final RecordReader RECORDS = new RecordReader();

  private PreparationReader() {}

  /**
   * One step, or a list of them.
   *
   * @param known of the data: which targets they have
   */
  static List<PreparationSpec> steps(Value value, KnownData known) {
    var records = RECORDS.with(LabelNoise.class, noise -> noise(noise, known));
    return value.tree() instanceof Tree.Sequence
        ? value.each(step -> records.read(step, PreparationSpec.class))
        : List.of(records.read(value, PreparationSpec.class));
  }

  /** {@code {rate, …}}, or the rate alone. */
  private static LabelNoise noise(Value value, KnownData known) {
    if (value.tree() instanceof Tree.Scalar) {
      double rate = value.number();
      return named(value, value.make(() -> new LabelNoise(rate, "label", Among.ALL, 1)), known);
    }
    return named(value, RECORDS.read(value, LabelNoise.class), known);
  }

  private static LabelNoise named(Value value, LabelNoise noise, KnownData known) {
    DataReader.known(value, noise.target(), known);
    return noise;
  }
}
