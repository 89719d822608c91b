package org.descent.experiment.data;

import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.data.Features;
import org.descent.contracts.data.NumberType;
import org.descent.contracts.spec.ModularAddition;

/** a, b in the order (0, 0), (0, 1), … */
final class ModularAdditionSource implements Source<ModularAddition> {
  @Override
  public Class<ModularAddition> spec() {
    return ModularAddition.class;
  }

  @Override
  public KnownData known(ModularAddition spec) {
    int p = spec.modulus();
    var label = List.of("label");
    return KnownData.generated(List.of(2 * p), p * p, label, p == 2 ? List.of() : label);
  }

  @Override
  public SourceExamples open(ModularAddition spec, DataDirectory files) {
    int p = spec.modulus();
    var features = new byte[p * p * 2 * p];
    var labels = new float[p * p];
    for (int row = 0; row < labels.length; row++) {
      int a = row / p;
      int b = row % p;
      features[row * 2 * p + a] = 1;
      features[row * 2 * p + p + b] = 1;
      labels[row] = (a + b) % p;
    }
    return SourceExamples.generated(
        new Examples(
            List.of(2 * p),
            Features.of(NumberType.U8, features, List.of()),
            List.of(new Examples.Target("label", labels))));
  }
}
