package org.descent.learning.layer;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.spec.LayerSpec;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** Layers one after the other, as parts of another one. */
final class Chain {
  private final List<Layer> layers = new ArrayList<>();
  private Form out;

  /**
   * @param owner where the layer stands whose parts they are
   * @param prefix of their names in there, before their numbers
   */
  Chain(List<LayerSpec> specs, Layer.Place owner, String prefix) {
    out = owner.in();
    for (var spec : specs) {
      var form = out.seenAs(spec.seen(out.shape()));
      var name = owner.name() + "/" + prefix + layers.size();
      layers.add(Layers.of(spec, new Layer.Place(name, form, false, owner.batch(), owner.fixed())));
      out = layers.get(layers.size() - 1).out();
    }
  }

  List<Layer> layers() {
    return layers;
  }

  Form out() {
    return out;
  }

  Output<?> stacked(StackedPass pass, Output<?> input) {
    var x = input;
    for (var layer : layers) {
      x = layer.after(pass, x);
    }
    return x;
  }

  Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    var x = input;
    for (var layer : layers) {
      x = layer.after(pass, x);
    }
    return x;
  }
}
