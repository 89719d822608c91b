package org.descent.learning.layer;

import java.util.stream.IntStream;
import org.descent.contracts.spec.GlobalAveragePool;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** The mean of each channel. */
record GlobalAveragePoolLayer(GlobalAveragePool spec, Place place) implements Layer {
  @Override
  public Form out() {
    return Form.of(spec.out(place.in().shape()));
  }

  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    var xla = pass.xla();
    int trials = Xla.length(input, 0);
    int examples = Xla.length(input, -1);
    int channels = out().size();
    int each = place.in().size() / channels;
    var sum = xla.total(xla.reshape(input, trials, channels, each, examples), 2);
    var mean = xla.multiply(sum, xla.constant(1f / each));
    return xla.reshape(mean, trials, channels, examples);
  }

  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    var axes = IntStream.range(1, place.in().shape().size()).toArray();
    return pass.tf().math.mean(input, pass.tf().constant(axes));
  }

  @Override
  public Work work() {
    return new Work(place.in().size(), place.in().size(), 0, out().size(), 0, false);
  }
}
