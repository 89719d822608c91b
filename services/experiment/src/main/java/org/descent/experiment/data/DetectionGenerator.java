package org.descent.experiment.data;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;

/**
 * One filled shape of half-width w = 1…7, wholly inside 16×16. Label 0: a diamond, |dx| + |dy| ≤ w;
 * label 1: a square, max(|dx|, |dy|) ≤ w. Target {@code width} is w.
 *
 * <p>Draws from XO_RO_SHI_RO_128_PP, for each image: the label (one boolean), w with the
 * frequencies 4 9 21 18 9 2 1 of 64, then the centre's row and column, uniform on w to 15 - w.
 */
final class DetectionGenerator implements Source<DataSpec.Detection> {
  private static final int SIDE = 16;
  private static final int[] FREQUENCIES = {4, 9, 21, 18, 9, 2, 1}; // of w = 1…7, together 64

  @Override
  public Class<DataSpec.Detection> spec() {
    return DataSpec.Detection.class;
  }

  @Override
  public KnownData known(DataSpec.Detection spec) {
    return KnownData.generated(
        List.of(SIDE, SIDE), spec.images(), List.of("label", "width"), List.of("width"));
  }

  @Override
  public SourceExamples open(DataSpec.Detection spec, DataDirectory files) {
    return SourceExamples.generated(generate(spec));
  }

  private static Examples generate(DataSpec.Detection spec) {
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(spec.seed());
    var images = new Images(spec.images(), SIDE);
    var labels = new float[spec.images()];
    var widths = new float[spec.images()];
    for (int image = 0; image < spec.images(); image++) {
      boolean square = random.nextBoolean();
      int w = width(random);
      int row = random.nextInt(w, SIDE - w);
      int column = random.nextInt(w, SIDE - w);
      draw(images, image, square, w, row, column);
      labels[image] = square ? 1 : 0;
      widths[image] = w;
    }
    return new Examples(
        List.of(SIDE, SIDE),
        images.pixels(),
        List.of(new Examples.Target("label", labels), new Examples.Target("width", widths)));
  }

  private static void draw(Images images, int image, boolean square, int w, int row, int column) {
    for (int dy = -w; dy <= w; dy++) {
      int reach = square ? w : w - Math.abs(dy);
      images.fill(image, row + dy, column - reach, 1, 2 * reach + 1);
    }
  }

  private static int width(UniformRandomProvider random) {
    int draw = random.nextInt(64);
    int w = 0;
    while (draw >= 0) {
      draw -= FREQUENCIES[w++];
    }
    return w;
  }
}
