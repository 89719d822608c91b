package org.descent.learning.layer;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.descent.learning.graph.Xla;
import org.tensorflow.Output;

/**
 * Images of stacked programs, element by element.
 *
 * @param form of an image, its first two axes height and width
 * @param elements [1 or trials, size, examples]
 */
record StackedImages(Xla xla, Form form, Output<?> elements) {
  StackedImages {
    elements =
        xla.reshape(elements, Xla.length(elements, 0), form.size(), Xla.length(elements, -1));
  }

  /** What example i of the batch draws by: {@code each} · i + {@code own}, [1, 1, examples]. */
  Output<?> counters(int each, int own) {
    var counters = new int[Xla.length(elements, -1)];
    Arrays.setAll(counters, i -> each * i + own);
    return xla.reshape(xla.constant(counters), 1, 1, counters.length);
  }

  /** All of them with an axis the other way round. */
  Output<?> mirrored(int axis) {
    int last = form.axis(axis) - 1;
    return xla.reordered(elements, order(axis, at -> last - at));
  }

  /** All of them moved along an axis, zeros coming in. */
  Output<?> moved(int axis, int by) {
    if (by == 0) {
      return elements;
    }
    int length = form.axis(axis);
    int[] places = form.places();
    var inside = new float[places.length];
    for (int k = 0; k < places.length; k++) {
      int from = along(axis, places[k]) - by;
      inside[k] = from >= 0 && from < length ? 1 : 0;
    }
    var around = xla.reordered(elements, order(axis, at -> Math.floorMod(at - by, length)));
    return xla.multiply(around, xla.column(inside));
  }

  /**
   * For each element the place of the one that comes there, as programs have them.
   *
   * @param source where along the axis that was
   */
  private int[] order(int axis, IntUnaryOperator source) {
    int[] places = form.places();
    var found = new int[places.length];
    for (int k = 0; k < places.length; k++) {
      found[places[k]] = k;
    }
    var order = new int[places.length];
    for (int k = 0; k < places.length; k++) {
      int at = along(axis, places[k]);
      order[k] = found[places[k] + (source.applyAsInt(at) - at) * stride(axis)];
    }
    return order;
  }

  /** Where a place of the row-major shape lies along an axis. */
  private int along(int axis, int place) {
    return place / stride(axis) % form.axis(axis);
  }

  private int stride(int axis) {
    return form.shape().stream().skip(axis + 1L).reduce(1, Math::multiplyExact);
  }
}
