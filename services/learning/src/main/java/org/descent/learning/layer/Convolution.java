package org.descent.learning.layer;

import java.util.List;
import org.descent.contracts.spec.LayerSpec;

/**
 * A convolutional layer as a matrix product.
 *
 * <p>Its output columns are cut into blocks of {@code block} neighbours. A patch is what a block
 * reads of the image: {@link #window()} columns of as many rows as the kernel has. A matrix that
 * holds the kernel once for each of the block's columns, shifted and with zeros around it, makes a
 * patch into the block's outputs. A block of one is the usual im2col; larger ones multiply with
 * some zeros, but there are fewer patches to be copied, and the product has more rows.
 *
 * <p>Images are [channels, width, height, examples], so that copies and sums run along examples.
 * Rows of patches are ordered by kernel row, channel and column; patches by block, output row and
 * example.
 *
 * @param channels of its input
 * @param width of its input, in columns
 * @param height of its input, in rows
 * @param block output columns that a patch is read for; divides their number
 */
record Convolution(
    int kernelHeight,
    int kernelWidth,
    int channels,
    int width,
    int height,
    int filters,
    int block) {
  /** Multiplications that take as long as copying an element of a patch, and adding it up again. */
  private static final double COPY = 32;

  /** Multiplications that take as long as the call that copies a block. */
  private static final double CALL = 20_000;

  /**
   * @param shape of its input: [height, width, channels]
   */
  static Convolution of(LayerSpec.Conv2d conv, List<Integer> shape) {
    return new Convolution(
        conv.kernelHeight(),
        conv.kernelWidth(),
        shape.get(2),
        shape.get(1),
        shape.get(0),
        conv.filters(),
        1);
  }

  /** The same, cut into other blocks. */
  Convolution cut(int columns) {
    return new Convolution(kernelHeight, kernelWidth, channels, width, height, filters, columns);
  }

  /** The block with which a pass over {@code examples} and back is expected to be the fastest. */
  int bestBlock(int examples) {
    int best = 1;
    for (int columns = 2; columns <= outWidth(); columns++) {
      if (outWidth() % columns == 0 && cut(columns).cost(examples) < cut(best).cost(examples)) {
        best = columns;
      }
    }
    return best;
  }

  private double cost(int examples) {
    double elements = (double) patchRows() * patches(examples);
    return elements * (3.0 * filters * block + COPY) + CALL * kernelHeight * blocks();
  }

  int outWidth() {
    return width - kernelWidth + 1;
  }

  int outHeight() {
    return height - kernelHeight + 1;
  }

  /** Numbers that come out for one example. */
  int outputs() {
    return filters * outWidth() * outHeight();
  }

  int blocks() {
    return outWidth() / block;
  }

  /** Columns of a patch. */
  int window() {
    return block + kernelWidth - 1;
  }

  /** Elements of a patch. */
  int patchRows() {
    return kernelHeight * channels * window();
  }

  /** Number of patches of {@code examples}. */
  int patches(int examples) {
    return Math.multiplyExact(blocks() * outHeight(), examples);
  }

  /**
   * For each row of the kernel as programs have it (kernel row, channel, column), its row in the
   * flat weights (kernel row, column, channel).
   */
  int[] kernelRows() {
    var rows = new int[kernelHeight * channels * kernelWidth];
    int row = 0;
    for (int y = 0; y < kernelHeight; y++) {
      for (int c = 0; c < channels; c++) {
        for (int x = 0; x < kernelWidth; x++) {
          rows[row++] = (y * kernelWidth + x) * channels + c;
        }
      }
    }
    return rows;
  }

  /**
   * The patches of examples.
   *
   * @param features row-major [examples, height, width, channels]
   * @return row-major [patchRows, patches]
   */
  float[] patchesOf(float[] features, int examples) {
    int inputs = channels * width * height;
    var patches = new float[Math.multiplyExact(patchRows(), patches(examples))];
    int at = 0;
    for (int ky = 0; ky < kernelHeight; ky++) {
      for (int c = 0; c < channels; c++) {
        for (int x = 0; x < window(); x++) {
          for (int j = 0; j < blocks(); j++) {
            for (int y = 0; y < outHeight(); y++) {
              int place = ((y + ky) * width + j * block + x) * channels + c;
              for (int example = 0; example < examples; example++) {
                patches[at++] = features[example * inputs + place];
              }
            }
          }
        }
      }
    }
    return patches;
  }
}
