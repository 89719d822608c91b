package org.descent.learning.layer;

import java.util.List;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.LayerSpec;
import org.descent.learning.activation.ActivationFunction;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** activation(x·W + b). */
public final class DenseLayer implements Layer {
  private final Place place;
  private final int units;
  private final Activation activation;
  private final boolean biased;

  /** Without an activation: a head. */
  public DenseLayer(int units, Place place) {
    this(new LayerSpec.Dense(units, Activation.NONE), place);
  }

  DenseLayer(LayerSpec.Dense spec, Place place) {
    this.place = place;
    this.units = spec.units();
    this.activation = spec.activation();
    this.biased = !spec.unbiased();
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public Form out() {
    return Form.of(List.of(units));
  }

  @Override
  public List<ProgramArray> arrays() {
    return ProgramArray.affine(place, place.in().places(), units, !biased);
  }

  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    return pass.activated(place.name(), affine(pass, input));
  }

  /** W·x + b: [trials, units, examples]. */
  public Output<?> affine(StackedPass pass, Output<?> input) {
    var xla = pass.xla();
    var product = xla.keep(xla.product(pass.field(place.parameter("weights")), input));
    return biased ? xla.add(product, pass.field(place.parameter("biases"))) : product;
  }

  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    return ActivationFunction.of(activation).single(pass.tf(), affine(pass, input));
  }

  /** x·W + b: [examples, units]. */
  public Operand<TFloat32> affine(SinglePass pass, Operand<TFloat32> input) {
    var tf = pass.tf();
    var product = tf.linalg.matMul(input, pass.array(place.parameter("weights")));
    return biased ? tf.nn.biasAdd(product, pass.array(place.parameter("biases"))) : product;
  }

  @Override
  public Work work() {
    return Work.product(place.in().size(), units);
  }
}
