package org.descent.learning.layer;

import java.util.List;
import org.descent.contracts.spec.LayerNorm;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** Mean 0 and variance 1 along the last axis of each example, then a scale and a bias. */
record LayerNormLayer(LayerNorm spec, Place place) implements Layer {
  @Override
  public List<ProgramArray> arrays() {
    return Normalisation.affine(place);
  }

  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    var xla = pass.xla();
    int length = place.in().axis(-1);
    var three = xla.reshape(input, Xla.length(input, 0), length, -1);
    var share = xla.constant(1f / length);
    var mean = xla.multiply(xla.total(three, 1), share);
    var centred = xla.subtract(three, mean);
    var variance = xla.multiply(xla.total(xla.multiply(centred, centred), 1), share);
    return Normalisation.scaled(pass, place, centred, variance, Xla.length(input, -1));
  }

  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    return Normalisation.normalised(pass, place, spec.epsilon(), input, place.in().shape().size());
  }

  @Override
  public Work work() {
    return Normalisation.work(place);
  }
}
