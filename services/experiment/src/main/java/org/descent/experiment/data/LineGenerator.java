package org.descent.experiment.data;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;

/**
 * A vertical bar and a square block, 16×16. Label 1: the bar stands in the right half (centre
 * column 8 to 11), the block left of it; label 0: the bar in the left half (2 to 5), the block
 * right of it.
 *
 * <p>Draws from XO_RO_SHI_RO_128_PP: first the labels (floor(n/2) ones, the rest zeros) are
 * shuffled; then for each image, each uniform on its whole numbers: the bar's width 2 to 4, height
 * 11 to 14, centre column and top row (wholly inside); the block's side 1 to 9, its distance from
 * the bar (0: they touch; wholly inside where that leaves room, else they touch and the border cuts
 * the block) and its centre row 0 to 15 (the border may cut it). A width w around a centre c covers
 * c - ⌊w/2⌋ onwards.
 */
final class LineGenerator implements Source<DataSpec.Line> {
  private static final int SIDE = 16;

  @Override
  public Class<DataSpec.Line> spec() {
    return DataSpec.Line.class;
  }

  @Override
  public KnownData known(DataSpec.Line spec) {
    return KnownData.generated(List.of(SIDE, SIDE), spec.images(), List.of("label"));
  }

  @Override
  public SourceExamples open(DataSpec.Line spec, DataDirectory files) {
    return SourceExamples.generated(generate(spec));
  }

  private static Examples generate(DataSpec.Line spec) {
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(spec.seed());
    var labels = RandomImagesGenerator.shuffledLabels(spec.images(), spec.images() / 2, random);
    var images = new Images(spec.images(), SIDE);
    for (int image = 0; image < labels.length; image++) {
      draw(images, image, labels[image] == 1, random);
    }
    return new Examples(
        List.of(SIDE, SIDE), images.pixels(), List.of(new Examples.Target("label", labels)));
  }

  private static void draw(Images images, int image, boolean right, UniformRandomProvider random) {
    int width = random.nextInt(2, 5);
    int height = random.nextInt(11, 15);
    int left = (right ? random.nextInt(8, 12) : random.nextInt(2, 6)) - width / 2;
    int top = random.nextInt(SIDE - height + 1);
    images.fill(image, top, left, height, width);

    int side = random.nextInt(1, 10);
    int room = right ? left : SIDE - (left + width); // columns beside the bar
    int distance = random.nextInt(Math.max(room - side, 0) + 1);
    int blockLeft = right ? left - distance - side : left + width + distance;
    int blockTop = random.nextInt(SIDE) - side / 2;
    images.fill(image, blockTop, blockLeft, side, side);
  }
}
