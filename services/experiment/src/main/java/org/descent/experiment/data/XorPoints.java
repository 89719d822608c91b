package org.descent.experiment.data;

import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;

/** (0,0) (0,1) (1,0) (1,1) with labels 0 1 1 0. */
final class XorPoints implements Source<DataSpec.Xor> {
  @Override
  public Class<DataSpec.Xor> spec() {
    return DataSpec.Xor.class;
  }

  @Override
  public KnownData known(DataSpec.Xor spec) {
    return KnownData.generated(List.of(2), 4, List.of("label"));
  }

  @Override
  public SourceExamples open(DataSpec.Xor spec, DataDirectory files) {
    var labels = new Examples.Target("label", new float[] {0, 1, 1, 0});
    return SourceExamples.generated(
        new Examples(List.of(2), new float[] {0, 0, 0, 1, 1, 0, 1, 1}, List.of(labels)));
  }
}
