package org.descent.learning.layer;

import java.util.List;
import org.descent.contracts.spec.LayerSpec;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** All axes as one, row-major: a word about shapes, since programs keep their order. */
final class FlattenLayer implements Layer {
  private final Place place;

  FlattenLayer(LayerSpec.Flatten spec, Place place) {
    this.place = place;
  }

  @Override
  public Place place() {
    return place;
  }

  /** Examples are flat when they get into a program: theirs is the order of the specification. */
  @Override
  public Form out() {
    return place.first() ? Form.of(List.of(place.in().size())) : place.in().flattened();
  }

  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    return pass.xla().reshape(input, Xla.length(input, 0), out().size(), Xla.length(input, -1));
  }

  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    return pass.tf().reshape(input, pass.tf().constant(new int[] {-1, out().size()}));
  }

  @Override
  public Intake intake() {
    return Intake.plain(out());
  }

  @Override
  public Output<?> gathered(StackedPass pass, Output<?> columns) {
    return columns;
  }
}
