package org.descent.experiment.data;

import org.descent.contracts.InvalidSpec;

/**
 * A canvas of square one-channel images, [images, side, side], every pixel 0 until it is filled.
 */
final class Images {
  private final int side;
  private final float[] pixels;

  Images(int images, int side) {
    this.side = side;
    this.pixels = new float[size(images, side)];
  }

  /** Number of pixels, checked against what one file may hold. */
  static int size(int images, int side) {
    long size = (long) images * side * side;
    InvalidSpec.unless(
        4 * size <= DataDirectory.MAX_BYTES,
        "%s images of %sx%s take %s bytes, at most %s are made",
        images,
        side,
        side,
        4 * size,
        DataDirectory.MAX_BYTES);
    return (int) size;
  }

  /** Sets one pixel to 1; pixels beyond the border are cut off. */
  void fill(int image, int row, int column) {
    if (row >= 0 && row < side && column >= 0 && column < side) {
      pixels[(image * side + row) * side + column] = 1;
    }
  }

  /** Sets a rectangle to 1, cut by the border. */
  void fill(int image, int top, int left, int height, int width) {
    for (int row = top; row < top + height; row++) {
      for (int column = left; column < left + width; column++) {
        fill(image, row, column);
      }
    }
  }

  float[] pixels() {
    return pixels;
  }
}
