package org.descent.contracts.spec;

import java.util.List;
import org.descent.contracts.InvalidSpec;

/**
 * In training each image, [height, width] or [height, width, channels], is moved by a whole number
 * of pixels up or down and by another one left or right, zeros coming in. Both are drawn anew for
 * each iteration and example, all from -{@code pixels} to {@code pixels} with one probability.
 */
@Bare
public record RandomShift(int pixels) implements LayerSpec {
  /** The farthest that an image may be moved. */
  public static final int MAX_PIXELS = 16;

  public RandomShift {
    InvalidSpec.unless(
        pixels >= 1 && pixels <= MAX_PIXELS, "pixels %s, expected 1 to %s", pixels, MAX_PIXELS);
  }

  @Override
  public List<Integer> out(List<Integer> in) {
    LayerSpec.requireImage("random-shift", in);
    InvalidSpec.unless(
        pixels < Math.min(in.get(0), in.get(1)),
        "random-shift: %s pixels of an image of shape %s, expected fewer than its sides",
        pixels,
        in);
    return in;
  }

  @Override
  public boolean draws() {
    return true;
  }
}
