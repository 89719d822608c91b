package org.descent.learning.layer;

import java.util.List;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Sides;
import org.descent.contracts.spec.WindowAxis;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** One number of each window, channel by channel. */
abstract class PoolingLayer implements Layer {
  /** The padding of TensorFlow's own operations. */
  static final String NO_PADDING = "VALID";

  private final Place place;
  private final Form out;
  private final Windows windows;

  PoolingLayer(LayerSpec spec, Place place, Sides window, Sides stride) {
    this.place = place;
    this.out = Form.of(spec.out(place.in().shape()));
    this.windows =
        new Windows(
            axis(0, window.height(), stride.height()), axis(1, window.width(), stride.width()));
  }

  private WindowAxis axis(int axis, int length, int step) {
    return new WindowAxis(place.in().axis(axis), length, step, 1, 0, out.axis(axis));
  }

  /**
   * What is made of windows.
   *
   * @param elements the first element of all windows, the second, and so on, row by row, each
   *     [trials, channels, columns, rows, examples]
   */
  abstract Output<?> pooled(Xla xla, List<Output<?>> elements);

  /** The same of [examples, height, width, channels]. */
  abstract Operand<TFloat32> pooled(
      Ops tf, Operand<TFloat32> images, List<Long> sizes, List<Long> strides);

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
    return pooled(pass.xla(), windows.elements(pass.xla(), input));
  }

  @Override
  public final Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    var rows = windows.rows();
    var columns = windows.columns();
    var sizes = List.of(1L, (long) rows.window(), (long) columns.window(), 1L);
    var strides = List.of(1L, (long) rows.stride(), (long) columns.stride(), 1L);
    return pooled(pass.tf(), input, sizes, strides);
  }

  @Override
  public final Work work() {
    long read = (long) out.size() * windows.rows().window() * windows.columns().window();
    return new Work(read, read, 0, out.size(), 0, false);
  }
}
