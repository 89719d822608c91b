package org.descent.experiment.data;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.Sides;

/**
 * An image: [height, width, channels], row-major, from 0 to 255, red, green, blue or grey.
 * Transparency is not read.
 */
record PixelImage(Sides size, int channels, float[] pixels) {
  /**
   * Reads a PNG or JPEG.
   *
   * @param channels 3, or 1 for grey: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601)
   * @throws InvalidSpec if the file is no image
   */
  static PixelImage read(Path file, int channels) {
    try (var in = new MemoryCacheImageInputStream(Files.newInputStream(file))) {
      var readers = ImageIO.getImageReaders(in);
      InvalidSpec.unless(
          readers.hasNext(), "%s: not a PNG or JPEG%s", file, FileKind.hint(Unpacked.head(file)));
      var reader = readers.next();
      try {
        reader.setInput(in);
        DataDirectory.requireSize(file, 4L * reader.getWidth(0) * reader.getHeight(0));
        return of(reader.read(0), channels);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      if (e instanceof InvalidSpec objection) {
        throw objection;
      }
      throw new InvalidSpec(file + ": broken or of an unknown kind: " + e.getMessage());
    }
  }

  private static PixelImage of(BufferedImage image, int channels) {
    var size = new Sides(image.getHeight(), image.getWidth());
    var pixels = new float[size.height() * size.width() * channels];
    boolean grey =
        image.getColorModel() instanceof ComponentColorModel model
            && model.getNumColorComponents() == 1;
    float most = (1 << Math.min(30, image.getColorModel().getComponentSize(0))) - 1f;
    for (int i = 0; i < pixels.length; i += channels) {
      int x = i / channels % size.width();
      int y = i / channels / size.width();
      if (grey) { // as it stands: getRGB would take it for linear light
        float value = image.getRaster().getSample(x, y, 0) * 255f / most;
        java.util.Arrays.fill(pixels, i, i + channels, value);
      } else {
        put(pixels, i, channels, image.getRGB(x, y));
      }
    }
    return new PixelImage(size, channels, pixels);
  }

  private static void put(float[] pixels, int at, int channels, int rgb) {
    int red = rgb >> 16 & 0xff;
    int green = rgb >> 8 & 0xff;
    int blue = rgb & 0xff;
    if (channels == 1) {
      pixels[at] = Math.round((299 * red + 587 * green + 114 * blue) / 1000f);
    } else {
      pixels[at] = red;
      pixels[at + 1] = green;
      pixels[at + 2] = blue;
    }
  }

  /** The same, {@code wanted} large: linear between pixels, over an area where that is smaller. */
  PixelImage resized(Sides wanted) {
    if (wanted.equals(size)) {
      return this;
    }
    var narrow = along(pixels, new int[] {size.height(), size.width(), channels}, wanted.width());
    var both =
        along(narrow, new int[] {1, size.height(), wanted.width() * channels}, wanted.height());
    return new PixelImage(wanted, channels, both);
  }

  /**
   * Resamples the middle of three axes by a triangle as wide as the step between samples, or
   * between pixels if that is more.
   */
  private static float[] along(float[] from, int[] shape, int length) {
    int inner = shape[2];
    double step = (double) shape[1] / length;
    double radius = Math.max(1, step);
    var to = new float[shape[0] * length * inner];
    for (int i = 0; i < length; i++) {
      double centre = (i + 0.5) * step - 0.5;
      int first = Math.max(0, (int) Math.ceil(centre - radius));
      int last = Math.min(shape[1] - 1, (int) Math.floor(centre + radius));
      double sum = 0;
      for (int j = first; j <= last; j++) {
        sum += radius - Math.abs(j - centre);
      }
      for (int j = first; j <= last; j++) {
        float weight = (float) ((radius - Math.abs(j - centre)) / sum);
        for (int outer = 0; outer < shape[0]; outer++) {
          for (int k = 0; k < inner; k++) {
            to[(outer * length + i) * inner + k] +=
                weight * from[(outer * shape[1] + j) * inner + k];
          }
        }
      }
    }
    return to;
  }

  /** Whether its pixels are bytes: those of an image of 8 bits as it stands. */
  boolean isWhole() {
    for (float pixel : pixels) {
      if (pixel != (int) pixel) {
        return false;
      }
    }
    return true;
  }
}
