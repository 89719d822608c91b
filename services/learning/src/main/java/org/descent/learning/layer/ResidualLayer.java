package org.descent.learning.layer;

import java.util.List;
import java.util.stream.Stream;
import org.descent.contracts.spec.Residual;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** The sum of two chains of layers, of which one may be empty. */
final class ResidualLayer implements Layer {
  private final Place place;
  private final Chain body;
  private final Chain shortcut;

  ResidualLayer(Residual spec, Place place) {
    this.place = place;
    this.body = new Chain(spec.layers(), place, "");
    this.shortcut = new Chain(spec.shortcut(), place, "shortcut");
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public Form out() {
    return body.out();
  }

  @Override
  public List<Layer> parts() {
    return Stream.concat(body.layers().stream(), shortcut.layers().stream()).toList();
  }

  @Override
  public List<ProgramArray> arrays() {
    return parts().stream().flatMap(part -> part.arrays().stream()).toList();
  }

  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    var xla = pass.xla();
    var more = body.stacked(pass, input);
    var same = shortcut.stacked(pass, input);
    var order = out().places(shortcut.out());
    if (order.isPresent()) {
      int examples = Xla.length(same, -1);
      var three = xla.reshape(same, Xla.length(same, 0), out().size(), examples);
      same = xla.reordered(three, order.get());
    }
    var shape = out().stacked(Xla.length(same, 0), Xla.length(more, -1));
    return xla.add(more, xla.reshape(same, shape));
  }

  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    return pass.tf().math.add(body.single(pass, input), shortcut.single(pass, input));
  }

  @Override
  public Work work() {
    return parts().stream().map(Layer::work).reduce(Work.NONE, Work::plus);
  }
}
