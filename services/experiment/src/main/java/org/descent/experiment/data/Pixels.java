package org.descent.experiment.data;

import java.util.List;
import org.descent.contracts.data.Features;
import org.descent.contracts.data.NumberType;
import org.descent.contracts.data.Rescaling;

/** The pixels of images of one size, from 0 to 1: bytes as long as those of every image are. */
final class Pixels {
  private static final Rescaling TO_ONE = Rescaling.dividing(255);

  private final int width;
  private byte[] bytes;
  private float[] floats;

  /**
   * @param width numbers of an image
   */
  Pixels(int images, int width) {
    this.width = width;
    bytes = new byte[images * width];
  }

  /** Puts image number {@code place}, from 0, in order. */
  void put(int place, PixelImage image) {
    int at = place * width;
    if (floats == null && !image.isWhole()) {
      floats = features().floats();
      bytes = new byte[0];
    }
    for (int i = 0; i < width; i++) {
      if (floats == null) {
        bytes[at + i] = (byte) (int) image.pixels()[i];
      } else {
        floats[at + i] = image.pixels()[i] / 255;
      }
    }
  }

  Features features() {
    return floats == null
        ? Features.of(NumberType.U8, bytes, List.of(TO_ONE))
        : Features.of(floats);
  }
}
