package org.descent.experiment.data;

import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Encoder;

/** The rows of the identity. */
final class EncoderSource implements Source<Encoder> {
  @Override
  public Class<Encoder> spec() {
    return Encoder.class;
  }

  @Override
  public KnownData known(Encoder spec) {
    return KnownData.generated(
        List.of(spec.bits()), spec.bits(), Names.numbered("bit", spec.bits()));
  }

  @Override
  public SourceExamples open(Encoder spec, DataDirectory files) {
    int bits = spec.bits();
    var features = new float[bits * bits];
    for (int i = 0; i < bits; i++) {
      features[i * bits + i] = 1;
    }
    var names = Names.numbered("bit", bits);
    var targets =
        IntStream.range(0, bits)
            .mapToObj(bit -> new Examples.Target(names.get(bit), one(bits, bit)))
            .toList();
    return SourceExamples.generated(new Examples(List.of(bits), features, targets));
  }

  private static float[] one(int count, int at) {
    var values = new float[count];
    values[at] = 1;
    return values;
  }
}
