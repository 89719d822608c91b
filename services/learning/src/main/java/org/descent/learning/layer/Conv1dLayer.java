package org.descent.learning.layer;

import java.util.List;
import org.descent.contracts.spec.Conv1d;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Padding;
import org.descent.contracts.spec.Sides;
import org.descent.contracts.spec.Sliding;
import org.descent.contracts.spec.WindowAxis;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/** A convolution of images that are one column wide. */
final class Conv1dLayer implements Layer {
  private final Place place;
  private final Form out;
  private final SlidingConvLayer images;

  Conv1dLayer(Conv1d spec, Place place) {
    var in = place.in().shape();
    this.place = place;
    this.out = Form.of(spec.out(in));
    var sliding =
        new Sliding(
            new Sides(spec.stride(), 1),
            Padding.VALID,
            new Sides(spec.dilation(), 1),
            spec.groups());
    var narrow = Form.of(List.of(in.get(0), 1, in.get(1)));
    this.images =
        new SlidingConvLayer(
            new LayerSpec.Conv2d(
                spec.filters(), spec.kernel(), 1, spec.activation(), spec.unbiased(), sliding),
            new Windows(spec.steps(in), new WindowAxis(1, 1, 1, 1, 0, 1)),
            new Place(place.name(), narrow, place.first(), place.batch(), place.fixed()));
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public Form out() {
    return out;
  }

  @Override
  public List<ProgramArray> arrays() {
    return images.arrays();
  }

  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    var xla = pass.xla();
    int examples = Xla.length(input, -1);
    var narrow = images.place().in().stacked(Xla.length(input, 0), examples);
    var given = images.stacked(pass, xla.reshape(input, narrow));
    return xla.reshape(given, out.stacked(Xla.length(given, 0), examples));
  }

  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    var tf = pass.tf();
    var given = images.single(pass, tf.expandDims(input, tf.constant(2)));
    return tf.squeeze(given, Squeeze.axis(List.of(2L)));
  }

  @Override
  public Work work() {
    return images.work();
  }
}
