package org.descent.learning.layer;

import java.util.List;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Sides;
import org.descent.contracts.spec.WindowAxis;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/** One number of each window, channel by channel. What has time is an image of one column. */
abstract class PoolingLayer implements Layer {
  /** The padding of TensorFlow's own operations. */
  static final String NO_PADDING = "VALID";

  private final Place place;
  private final Form out;
  private final Form images;
  private final Windows windows;

  PoolingLayer(LayerSpec spec, Place place, Sides window, Sides stride) {
    this.place = place;
    this.out = Form.of(spec.out(place.in().shape()));
    this.images = overTime() ? narrow(place.in()) : place.in();
    var pooled = overTime() ? narrow(out) : out;
    this.windows =
        new Windows(
            axis(pooled, 0, window.height(), stride.height()),
            axis(pooled, 1, window.width(), stride.width()));
  }

  private WindowAxis axis(Form pooled, int axis, int length, int step) {
    return new WindowAxis(images.axis(axis), length, step, 1, 0, pooled.axis(axis));
  }

  private boolean overTime() {
    return place.in().shape().size() == 2;
  }

  private static Form narrow(Form form) {
    return Form.of(List.of(form.axis(0), 1, form.axis(1)));
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
    var xla = pass.xla();
    int trials = Xla.length(input, 0);
    int examples = Xla.length(input, -1);
    var given = overTime() ? xla.reshape(input, images.stacked(trials, examples)) : input;
    var pooled = pooled(xla, windows.elements(xla, given));
    return overTime() ? xla.reshape(pooled, out.stacked(trials, examples)) : pooled;
  }

  @Override
  public final Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    var tf = pass.tf();
    var rows = windows.rows();
    var columns = windows.columns();
    var sizes = List.of(1L, (long) rows.window(), (long) columns.window(), 1L);
    var strides = List.of(1L, (long) rows.stride(), (long) columns.stride(), 1L);
    return overTime()
        ? tf.squeeze(
            pooled(tf, tf.expandDims(input, tf.constant(2)), sizes, strides),
            Squeeze.axis(List.of(2L)))
        : pooled(tf, input, sizes, strides);
  }

  @Override
  public final Work work() {
    long read = (long) out.size() * windows.rows().window() * windows.columns().window();
    return new Work(read, read, 0, out.size(), 0, false);
  }
}
