package org.descent.learning.layer;

import java.util.Arrays;
import org.descent.learning.graph.Noise;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What layers that see images do to those of one trial, [examples, height, width, …]. */
final class SingleImages {
  private SingleImages() {}

  /** What example i of the batch draws by {@code each} · i + {@code own}: [examples, 1, …]. */
  static Operand<TFloat32> noise(
      SinglePass pass, Layer.Place place, Operand<TFloat32> input, int each, int own) {
    var tf = pass.tf();
    var first = tf.gather(tf.shape(input), tf.constant(0), tf.constant(0));
    Operand<TInt32> examples = tf.range(tf.constant(0), first, tf.constant(1));
    var counters = tf.math.add(tf.math.mul(examples, tf.constant(each)), tf.constant(own));
    var draws = pass.draws().get(place.name());
    var noise = Noise.single(tf, counters, draws.get(0), draws.get(1));
    var axes = new int[place.in().shape().size() + 1];
    Arrays.fill(axes, 1);
    axes[0] = -1;
    return tf.reshape(noise, tf.constant(axes));
  }

  /** Images moved along an axis of theirs, zeros coming in. */
  static Operand<TFloat32> moved(Ops tf, Form form, Operand<TFloat32> images, int axis, int by) {
    if (by == 0) {
      return images;
    }
    int rank = form.shape().size() + 1;
    var padding = new int[rank][2];
    padding[1 + axis] = new int[] {Math.max(by, 0), Math.max(-by, 0)};
    var begin = new int[rank];
    begin[1 + axis] = Math.max(-by, 0);
    var size = new int[rank];
    Arrays.fill(size, -1);
    size[1 + axis] = form.axis(axis);
    var padded = tf.pad(images, tf.constant(padding), tf.constant(0f));
    return tf.slice(padded, tf.constant(begin), tf.constant(size));
  }
}
