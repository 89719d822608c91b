package org.descent.experiment.data;

import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.LinearModes;

/** The corners in the order of their numbers, whose bits are the features: 0 is -1. */
final class LinearModesSource implements Source<LinearModes> {
  @Override
  public Class<LinearModes> spec() {
    return LinearModes.class;
  }

  @Override
  public KnownData known(LinearModes spec) {
    var targets = Names.numbered("mode", spec.strengths().size());
    return KnownData.generated(List.of(targets.size()), 1 << targets.size(), targets, targets);
  }

  @Override
  public SourceExamples open(LinearModes spec, DataDirectory files) {
    int modes = spec.strengths().size();
    int count = 1 << modes;
    var features = new float[count * modes];
    for (int i = 0; i < features.length; i++) {
      features[i] = (i / modes >> i % modes & 1) == 1 ? 1 : -1;
    }
    var targets =
        IntStream.range(0, modes)
            .mapToObj(mode -> target(features, modes, mode, spec.strengths().get(mode)))
            .toList();
    return SourceExamples.generated(new Examples(List.of(modes), features, targets));
  }

  private static Examples.Target target(float[] features, int modes, int mode, double strength) {
    var values = new float[features.length / modes];
    for (int row = 0; row < values.length; row++) {
      values[row] = (float) strength * features[row * modes + mode];
    }
    return new Examples.Target(Names.numbered("mode", modes).get(mode), values);
  }
}
