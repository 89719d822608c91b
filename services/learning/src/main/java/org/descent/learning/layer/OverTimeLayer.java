package org.descent.learning.layer;

import java.util.List;
import java.util.function.Function;
import org.descent.contracts.spec.AveragePool;
import org.descent.contracts.spec.AveragePool1d;
import org.descent.contracts.spec.Conv1d;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.MaxPool;
import org.descent.contracts.spec.MaxPool1d;
import org.descent.contracts.spec.Padding;
import org.descent.contracts.spec.Sides;
import org.descent.contracts.spec.Sliding;
import org.descent.contracts.spec.WindowAxis;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/** A layer of images on what has time and channels: images that are one column wide. */
final class OverTimeLayer implements Layer {
  private final Place place;
  private final Form out;
  private final Layer images;

  /**
   * @param images the layer at the place of the images
   */
  private OverTimeLayer(LayerSpec spec, Place place, Function<Place, Layer> images) {
    var in = place.in().shape();
    var narrow = Form.of(List.of(in.get(0), 1, in.get(1)));
    this.place = place;
    this.out = Form.of(spec.out(in));
    this.images =
        images.apply(new Place(place.name(), narrow, place.first(), place.batch(), place.fixed()));
  }

  static Layer of(Conv1d spec, Place place) {
    var sliding =
        new Sliding(
            new Sides(spec.stride(), 1),
            Padding.VALID,
            new Sides(spec.dilation(), 1),
            spec.groups());
    var kernels =
        new LayerSpec.Conv2d(
            spec.filters(), spec.kernel(), 1, spec.activation(), spec.unbiased(), sliding);
    var windows = new Windows(spec.steps(place.in().shape()), new WindowAxis(1, 1, 1, 1, 0, 1));
    return new OverTimeLayer(spec, place, at -> new SlidingConvLayer(kernels, windows, at));
  }

  static Layer of(MaxPool1d spec, Place place) {
    var pool = new MaxPool(new Sides(spec.window(), 1), new Sides(spec.stride(), 1));
    return new OverTimeLayer(spec, place, at -> new MaxPoolLayer(pool, at));
  }

  static Layer of(AveragePool1d spec, Place place) {
    var pool = new AveragePool(new Sides(spec.window(), 1), new Sides(spec.stride(), 1));
    return new OverTimeLayer(spec, place, at -> new AveragePoolLayer(pool, at));
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
