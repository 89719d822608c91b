package org.descent.learning.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.ParameterLayout;

/** Mean and standard deviation of what layers say after their activation. */
final class ActivationStatistics implements Instrument {
  private final InstrumentSpec.ActivationStatistics spec;
  private final List<String> layers;

  ActivationStatistics(InstrumentSpec.ActivationStatistics spec, NetworkSpec network) {
    this.spec = spec;
    this.layers =
        network.all().entrySet().stream()
            .filter(layer -> layer.getValue().activation() != Activation.NONE)
            .map(Map.Entry::getKey)
            .toList();
  }

  @Override
  public InstrumentSpec.ActivationStatistics spec() {
    return spec;
  }

  @Override
  public List<String> curves(ParameterLayout layout) {
    var curves = new ArrayList<>(spec.curves());
    if (spec.layers()) {
      layers.forEach(layer -> spec.curves().forEach(name -> curves.add(name + "." + layer)));
    }
    return curves;
  }

  @Override
  public double[] read(View view) {
    var sums = view.loss().activations(view.weights());
    var all = new LossFunction.Moments(0, 0, 0);
    var found = new ArrayList<Double>();
    for (var layer : layers) {
      var own = sums.get(layer);
      all = all.plus(own);
      found.add(own.mean());
      found.add(own.deviation());
    }
    found.add(0, all.mean());
    found.add(1, all.deviation());
    return found.stream().limit(spec.layers() ? found.size() : 2).mapToDouble(v -> v).toArray();
  }
}
