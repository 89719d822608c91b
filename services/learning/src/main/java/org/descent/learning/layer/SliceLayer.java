package org.descent.learning.layer;

import java.util.Arrays;
import org.descent.contracts.spec.Slice;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** Some of the last axis, which is the first of an example in stacked programs. */
record SliceLayer(Slice spec, Place place) implements Layer {
  @Override
  public Form out() {
    return Form.of(spec.out(place.in().shape()));
  }

  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    var order = Form.of(place.in().shape()).places(place.in());
    var ordered = order.isPresent() ? pass.xla().reordered(input, order.get()) : input;
    return pass.xla().every(ordered, 1, spec.from(), spec.length(), 1);
  }

  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    var tf = pass.tf();
    int axes = place.in().shape().size() + 1;
    var from = new int[axes];
    var size = new int[axes];
    Arrays.fill(size, -1);
    from[axes - 1] = spec.from();
    size[axes - 1] = spec.length();
    return tf.slice(input, tf.constant(from), tf.constant(size));
  }

  @Override
  public Work work() {
    return new Work(0, 0, 0, out().size(), 0, false);
  }
}
