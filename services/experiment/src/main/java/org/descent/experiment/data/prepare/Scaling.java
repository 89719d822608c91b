package org.descent.experiment.data.prepare;

import java.util.Map;
import org.descent.contracts.spec.PreparationSpec;

/** Features less one number, over another. */
final class Scaling implements Step<PreparationSpec.Scale> {
  @Override
  public Class<PreparationSpec.Scale> spec() {
    return PreparationSpec.Scale.class;
  }

  @Override
  public Made of(PreparationSpec.Scale spec, Rows rows) {
    var all = Groups.of("scale", PreparationSpec.Each.ALL, rows);
    var changed = all.changed(new double[] {spec.subtract()}, new double[] {spec.divide()}, 0);
    return new Made(changed, Map.of());
  }
}
