package org.descent.learning.layer;

import org.descent.contracts.spec.RandomFlip;
import org.descent.learning.graph.Noise;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** Some images are mirrored in training, by the {@link Noise} of their places in the batch. */
record RandomFlipLayer(RandomFlip spec, Place place) implements Layer {
  private static final float HALF = 0.5f;

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
    int examples = Xla.length(input, -1);
    var images = new StackedImages(xla, place.in(), input);
    var low = pass.field(place.draw(0));
    var counters = images.counters(1, 0);
    var noise = Noise.stacked(xla, counters, low, pass.field(place.draw(1)));
    var kept = xla.number(xla.greaterOrEqual(noise, xla.constant(HALF)));
    var flipped = xla.subtract(xla.constant(1f), kept);
    var both =
        xla.add(
            xla.multiply(images.elements(), kept), xla.multiply(images.mirrored(axis()), flipped));
    return xla.reshape(both, place.in().stacked(Xla.length(low, 0), examples));
  }

  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    if (pass.mode() == Mode.MEASURE) {
      return input;
    }
    var tf = pass.tf();
    var noise = SingleImages.noise(pass, place, input, 1, 0);
    var kept = tf.dtypes.cast(tf.math.greaterEqual(noise, tf.constant(HALF)), TFloat32.class);
    var flipped = tf.math.sub(tf.constant(1f), kept);
    var mirrored = tf.reverse(input, tf.constant(new int[] {1 + axis()}));
    return tf.math.add(tf.math.mul(input, kept), tf.math.mul(mirrored, flipped));
  }

  /** Of an example. */
  private int axis() {
    return spec.along() == RandomFlip.Along.VERTICAL ? 0 : 1;
  }

  @Override
  public Work work() {
    return new Work(0, 3.0 * place.in().size(), 0, 2L * place.in().size(), 0, false);
  }
}
