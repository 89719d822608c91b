package org.descent.experiment.data;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;

/**
 * Images of coin-flip pixels with labels strewn over them at random.
 *
 * <p>Draws from XO_RO_SHI_RO_128_PP: one boolean a pixel, row-major, image after image; then the
 * labels (positives first) are shuffled.
 */
final class RandomImagesGenerator implements Source<DataSpec.RandomImages> {
  @Override
  public Class<DataSpec.RandomImages> spec() {
    return DataSpec.RandomImages.class;
  }

  @Override
  public KnownData known(DataSpec.RandomImages spec) {
    return KnownData.generated(List.of(spec.side(), spec.side()), spec.images(), List.of("label"));
  }

  @Override
  public SourceExamples open(DataSpec.RandomImages spec, DataDirectory files) {
    return SourceExamples.generated(generate(spec));
  }

  private static Examples generate(DataSpec.RandomImages spec) {
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(spec.seed());
    var pixels = new float[Images.size(spec.images(), spec.side())];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextBoolean() ? 1 : 0;
    }
    var labels = shuffledLabels(spec.images(), spec.positives(), random);
    return new Examples(
        List.of(spec.side(), spec.side()), pixels, List.of(new Examples.Target("label", labels)));
  }

  /** {@code positives} ones and {@code count - positives} zeros in random order. */
  static float[] shuffledLabels(int count, int positives, UniformRandomProvider random) {
    int[] order = PermutationSampler.natural(count);
    PermutationSampler.shuffle(random, order);
    var labels = new float[count];
    for (int i = 0; i < count; i++) {
      labels[i] = order[i] < positives ? 1 : 0;
    }
    return labels;
  }
}
