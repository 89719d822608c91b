package org.descent.contracts.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What instruments may call their curves. */
final class InstrumentCurves {
  /** By what they match: who finds curves of whole networks alone. */
  private static final Map<String, String> WHOLE =
      Map.of(
          "noise-scale|gradient-diversity", "noise-scale",
          "gradient-cosine", "gradient-cosine",
          "(validation|test)-cosine", "split-cosine");

  /** And of layers, too. */
  private static final Map<String, String> LAYERS = new LinkedHashMap<>();

  static {
    LAYERS.put("sharpness(-[0-9]+)?", "sharpness");
    LAYERS.put("hessian-trace(-low|-high)?", "hessian-trace");
    LAYERS.put("hessian-(q[0-9]{2}|negative)", "hessian-spectrum");
    LAYERS.put("gradient-norm", "gradient-norm");
    LAYERS.put("weight-norm", "weight-norm");
    LAYERS.put("update-(norm|ratio)", "update-norm");
    LAYERS.put("gradient-q[0-9]{2}", "gradient-quantiles");
    LAYERS.put("weight-q[0-9]{2}", "weight-quantiles");
    LAYERS.put("update-q[0-9]{2}", "update-quantiles");
    LAYERS.put("dead-units", "dead-units");
    LAYERS.put("activation-(mean|deviation)", "activation-statistics");
  }

  private InstrumentCurves() {}

  /** Who finds a curve of that name, if anybody does. */
  static Optional<String> finder(String curve) {
    int point = curve.indexOf('.');
    var name = point < 0 ? curve : curve.substring(0, point);
    return among(LAYERS, name).or(() -> point < 0 ? among(WHOLE, name) : Optional.empty());
  }

  private static Optional<String> among(Map<String, String> families, String name) {
    return families.entrySet().stream()
        .filter(family -> name.matches(family.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
