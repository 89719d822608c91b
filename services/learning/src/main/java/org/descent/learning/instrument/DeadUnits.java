package org.descent.learning.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.ParameterLayout;

/**
 * Which share of the units with relu, or filters, is 0 for every example: nothing can move them.
 */
final class DeadUnits implements Instrument {
  private final InstrumentSpec.DeadUnits spec;
  private final List<String> layers;

  DeadUnits(InstrumentSpec.DeadUnits spec, NetworkSpec network) {
    this.spec = spec;
    this.layers =
        network.all().entrySet().stream()
            .filter(layer -> layer.getValue().activation() == Activation.RELU)
            .map(Map.Entry::getKey)
            .toList();
  }

  @Override
  public InstrumentSpec.DeadUnits spec() {
    return spec;
  }

  @Override
  public List<String> curves(ParameterLayout layout) {
    var curves = new ArrayList<>(List.of(spec.word()));
    if (spec.layers()) {
      layers.forEach(layer -> curves.add(spec.word() + "." + layer));
    }
    return curves;
  }

  @Override
  public double[] read(View view) {
    var largest = view.loss().largest(view.weights());
    var shares = new ArrayList<Double>();
    double dead = 0;
    double all = 0;
    for (var layer : layers) {
      double own = 0;
      for (float unit : largest.get(layer)) {
        own += unit == 0 ? 1 : 0;
      }
      shares.add(own / largest.get(layer).length);
      dead += own;
      all += largest.get(layer).length;
    }
    shares.add(0, dead / all);
    return shares.stream().limit(spec.layers() ? shares.size() : 1).mapToDouble(s -> s).toArray();
  }
}
