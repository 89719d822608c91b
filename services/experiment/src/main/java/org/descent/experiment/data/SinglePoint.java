package org.descent.experiment.data;

import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;

/** One example: feature x, label y. */
final class SinglePoint implements Source<DataSpec.Point> {
  @Override
  public Class<DataSpec.Point> spec() {
    return DataSpec.Point.class;
  }

  @Override
  public KnownData known(DataSpec.Point spec) {
    boolean truth = spec.y() == 0 || spec.y() == 1;
    return KnownData.generated(
        List.of(1), 1, List.of("label"), truth ? List.of() : List.of("label"));
  }

  @Override
  public SourceExamples open(DataSpec.Point spec, DataDirectory files) {
    var label = new Examples.Target("label", new float[] {(float) spec.y()});
    return SourceExamples.generated(
        new Examples(List.of(1), new float[] {(float) spec.x()}, List.of(label)));
  }
}
