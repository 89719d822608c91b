package org.descent.experiment.data;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.simple.RandomSource;
import org.descent.contracts.data.Examples;
import org.descent.contracts.data.Features;
import org.descent.contracts.data.NumberType;
import org.descent.contracts.spec.Parity;

/** Draws from XO_RO_SHI_RO_128_PP: one boolean a bit, example after example. */
final class ParitySource implements Source<Parity> {
  @Override
  public Class<Parity> spec() {
    return Parity.class;
  }

  @Override
  public KnownData known(Parity spec) {
    return KnownData.generated(
        List.of(spec.bits()), spec.examples(), Names.numbered("parity", spec.most()));
  }

  @Override
  public SourceExamples open(Parity spec, DataDirectory files) {
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(spec.seed());
    int bits = spec.bits();
    var features = new byte[Math.multiplyExact(spec.examples(), bits)];
    for (int i = 0; i < features.length; i++) {
      features[i] = (byte) (random.nextBoolean() ? 1 : -1);
    }
    var names = Names.numbered("parity", spec.most());
    var targets = new ArrayList<Examples.Target>();
    for (int k = 1; k <= spec.most(); k++) {
      targets.add(new Examples.Target(names.get(k - 1), parities(features, bits, k)));
    }
    return SourceExamples.generated(
        new Examples(List.of(bits), Features.of(NumberType.I8, features, List.of()), targets));
  }

  private static float[] parities(byte[] features, int bits, int first) {
    var parities = new float[features.length / bits];
    for (int row = 0; row < parities.length; row++) {
      int ones = 0;
      for (int bit = 0; bit < first; bit++) {
        ones += features[row * bits + bit] == 1 ? 1 : 0;
      }
      parities[row] = ones % 2;
    }
    return parities;
  }
}
