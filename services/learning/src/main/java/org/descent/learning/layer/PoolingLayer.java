package org.descent.learning.layer;

import java.util.List;
import org.descent.contracts.spec.Sides;
import org.descent.contracts.spec.WindowAxis;
import org.descent.learning.graph.Xla;
import org.tensorflow.Output;

/** One number of each window, channel by channel. */
abstract class PoolingLayer implements Layer {
  /** The padding of TensorFlow's own operations. */
  static final String NO_PADDING = "VALID";

  private final Place place;
  private final Form out;
  private final Sides window;
  private final Sides stride;

  PoolingLayer(Place place, Form out, Sides window, Sides stride) {
    this.place = place;
    this.out = out;
    this.window = window;
    this.stride = stride;
  }

  /**
   * What is made of windows.
   *
   * @param elements the first element of all windows, the second, and so on, row by row, each
   *     [trials, channels, columns, rows, examples]
   */
  abstract Output<?> pooled(Xla xla, List<Output<?>> elements);

  @Override
  public final Place place() {
    return place;
  }

  @Override
  public final Form out() {
    return out;
  }

  @Override
  public final Output<?> stacked(StackedPass pass, Output<?> input) {
    var windows =
        new Windows(
            axis(0, window.height(), stride.height()), axis(1, window.width(), stride.width()));
    return pooled(pass.xla(), windows.elements(pass.xla(), input));
  }

  private WindowAxis axis(int axis, int length, int step) {
    return new WindowAxis(place.in().axis(axis), length, step, 1, 0, out.axis(axis));
  }

  /** Of [examples, height, width, channels]. */
  final List<Long> sizes() {
    return List.of(1L, (long) window.height(), (long) window.width(), 1L);
  }

  /** Along the same axes. */
  final List<Long> strides() {
    return List.of(1L, (long) stride.height(), (long) stride.width(), 1L);
  }

  @Override
  public Work work() {
    long read = (long) out.size() * window.height() * window.width();
    return new Work(read, read, 0, out.size(), 0, false);
  }
}
