package org.descent.learning.layer;

import org.descent.contracts.spec.RandomShift;
import org.descent.learning.graph.Noise;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Images are moved in training, by the {@link Noise} of their places in the batch: along one axis
 * and then along the other, each time as the sum of all ways to move them, of which one is taken
 * once and the others not at all.
 */
record RandomShiftLayer(RandomShift spec, Place place) implements Layer {
  @Override
  public boolean draws() {
    return true;
  }

  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    if (pass.mode() == Mode.MEASURE) {
      return input;
    }
    var xla = pass.xla();
    var low = pass.field(place.draw(0));
    var moved = input;
    for (int axis = 0; axis < 2; axis++) {
      var images = new StackedImages(xla, place.in(), moved);
      var counters = images.counters(2, axis);
      var noise = Noise.stacked(xla, counters, low, pass.field(place.draw(1)));
      var way = xla.multiply(noise, xla.constant((float) ways()));
      Output<?> sum = null;
      for (int k = 0; k < ways(); k++) {
        var taken = xla.multiply(images.moved(axis, k - spec.pixels()), isIn(xla, way, k));
        sum = sum == null ? taken : xla.add(sum, taken);
      }
      moved = sum;
    }
    return xla.reshape(moved, place.in().stacked(Xla.length(low, 0), Xla.length(input, -1)));
  }

  /** 1 where {@code way} is from {@code k} to below k + 1, or the last and not below it; else 0. */
  private Output<?> isIn(Xla xla, Output<?> way, int k) {
    var from = xla.number(xla.greaterOrEqual(way, xla.constant((float) k)));
    return k == ways() - 1
        ? from
        : xla.subtract(from, xla.number(xla.greaterOrEqual(way, xla.constant(k + 1f))));
  }

  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    if (pass.mode() == Mode.MEASURE) {
      return input;
    }
    var tf = pass.tf();
    var moved = input;
    for (int axis = 0; axis < 2; axis++) {
      var noise = SingleImages.noise(pass, place, input, 2, axis);
      var way = tf.math.mul(noise, tf.constant((float) ways()));
      Operand<TFloat32> sum = null;
      for (int k = 0; k < ways(); k++) {
        var there = SingleImages.moved(tf, place.in(), moved, axis, k - spec.pixels());
        var taken = tf.math.mul(there, isIn(tf, way, k));
        sum = sum == null ? taken : tf.math.add(sum, taken);
      }
      moved = sum;
    }
    return moved;
  }

  private Operand<TFloat32> isIn(Ops tf, Operand<TFloat32> way, int k) {
    var from = tf.dtypes.cast(tf.math.greaterEqual(way, tf.constant((float) k)), TFloat32.class);
    return k == ways() - 1
        ? from
        : tf.math.sub(
            from, tf.dtypes.cast(tf.math.greaterEqual(way, tf.constant(k + 1f)), TFloat32.class));
  }

  private int ways() {
    return 2 * spec.pixels() + 1;
  }

  @Override
  public Work work() {
    long size = place.in().size();
    return new Work(0, 4.0 * ways() * size, 0, 2 * ways() * size, 0, false);
  }
}
