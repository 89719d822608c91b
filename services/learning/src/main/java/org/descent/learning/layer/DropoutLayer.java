package org.descent.learning.layer;

import org.descent.contracts.spec.Dropout;
import org.descent.learning.graph.Noise;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Some elements become 0 in training, by the {@link Noise} of their places in the batch. */
record DropoutLayer(Dropout spec, Place place) implements Layer {
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
    int size = place.in().size();
    var three = xla.reshape(input, Xla.length(input, 0), size, examples);
    var low = pass.field(place.draw(0));
    var counters = counters(xla, place.in(), examples);
    var noise = Noise.stacked(xla, counters, low, pass.field(place.draw(1)));
    var rate = pass.field(place.parameter("rate"));
    var kept = xla.divide(xla.constant(1f), xla.subtract(xla.constant(1f), rate));
    var mask = xla.select(xla.greaterOrEqual(noise, rate), kept, xla.constant(0f));
    var dropped = xla.multiply(three, mask);
    return xla.reshape(dropped, place.in().stacked(Xla.length(low, 0), examples));
  }

  /** Each element's place in the batch as specifications have it: [1, size, examples]. */
  static Output<?> counters(Xla xla, Form form, int examples) {
    var places = xla.constant(form.places());
    var first = new int[examples];
    for (int i = 0; i < examples; i++) {
      first[i] = i * form.size();
    }
    var column = xla.reshape(places, 1, form.size(), 1);
    return xla.add(column, xla.reshape(xla.constant(first), 1, 1, examples));
  }

  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    if (pass.mode() == Mode.MEASURE) {
      return input;
    }
    var tf = pass.tf();
    var shape = tf.shape(input);
    var zero = tf.constant(0);
    Operand<TInt32> places = tf.reshape(tf.range(zero, tf.size(input), tf.constant(1)), shape);
    var draws = pass.draws().get(place.name());
    var noise = Noise.single(tf, places, draws.get(0), draws.get(1));
    var rate = tf.constant((float) spec.rate());
    var kept = tf.math.div(tf.constant(1f), tf.math.sub(tf.constant(1f), rate));
    var keeps = tf.dtypes.cast(tf.math.greaterEqual(noise, rate), TFloat32.class);
    return tf.math.mul(input, tf.math.mul(keeps, kept));
  }

  @Override
  public Work work() {
    return new Work(place.in().size(), 10.0 * place.in().size(), 0, place.in().size(), 0, false);
  }
}
