package org.descent.contracts.spec;

import java.util.List;
import org.descent.contracts.InvalidSpec;

/**
 * What layers that pool have in common: windows without padding on [height, width, channels] or
 * [time, channels].
 */
final class Pooling {
  private Pooling() {}

  static void require(Sides window, Sides stride) {
    InvalidSpec.unless(
        window.height() >= 1 && window.width() >= 1,
        "window %sx%s, expected 1 or more",
        window.height(),
        window.width());
    InvalidSpec.unless(
        stride.height() >= 1 && stride.width() >= 1,
        "stride %sx%s, expected 1 or more",
        stride.height(),
        stride.width());
  }

  static void require(int window, int stride) {
    InvalidSpec.unless(window >= 1, "window %s, expected 1 or more", window);
    InvalidSpec.unless(stride >= 1, "stride %s, expected 1 or more", stride);
  }

  static List<Integer> out(String layer, Sides window, Sides stride, List<Integer> in) {
    InvalidSpec.unless(
        in.size() == 3,
        "%s: its input has shape %s, expected [height, width] or [height, width, channels]",
        layer,
        in);
    var rows = WindowAxis.of(in.get(0), window.height(), stride.height(), 1, Padding.VALID);
    var columns = WindowAxis.of(in.get(1), window.width(), stride.width(), 1, Padding.VALID);
    InvalidSpec.unless(
        rows.fits() && columns.fits(),
        "%s: a window of %sx%s does not fit an input of %sx%s",
        layer,
        window.height(),
        window.width(),
        in.get(0),
        in.get(1));
    return List.of(rows.out(), columns.out(), in.get(2));
  }

  static List<Integer> out(String layer, int window, int stride, List<Integer> in) {
    InvalidSpec.unless(
        in.size() == 2,
        "%s: its input has shape %s, expected [time] or [time, channels]",
        layer,
        in);
    var steps = WindowAxis.of(in.get(0), window, stride, 1, Padding.VALID);
    InvalidSpec.unless(
        steps.fits(), "%s: a window of %s does not fit %s steps", layer, window, in.get(0));
    return List.of(steps.out(), in.get(1));
  }
}
