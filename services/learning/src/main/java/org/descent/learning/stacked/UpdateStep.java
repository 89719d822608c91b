package org.descent.learning.stacked;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.learning.graph.Xla;
import org.tensorflow.Output;

/**
 * How parameters follow their gradient; formulas as in {@link
 * org.descent.contracts.spec.OptimiserSpec}. Hyper-parameters are [trials, 1, 1].
 */
final class UpdateStep {
  static final String MOMENTUM = "momentum";

  /** 1 - β₁ and 1 - β₂. */
  static final String REST_1 = "rest1";

  static final String REST_2 = "rest2";
  static final String EPSILON = "epsilon";

  private final Xla xla;
  private final ProgramShape.Memory memory;
  private final Map<String, Output<?>> fields;
  private final Output<?> rate;

  /**
   * @param fields parameters, what is remembered of them, and hyper-parameters
   * @param rate step size of this iteration: [trials, 1, 1]
   */
  UpdateStep(Xla xla, ProgramShape.Memory memory, Map<String, Output<?>> fields, Output<?> rate) {
    this.xla = xla;
    this.memory = memory;
    this.fields = fields;
    this.rate = rate;
  }

  /** Names of what an optimiser wants to know besides its learning rate. */
  static List<String> hyperParameters(ProgramShape.Memory memory) {
    return switch (memory) {
      case SGD -> List.of();
      case MOMENTUM -> List.of(MOMENTUM);
      case ADAM -> List.of(REST_1, REST_2, EPSILON);
    };
  }

  /** The parameters called {@code name}, and what is remembered of them, after the update. */
  Map<String, Output<?>> update(String name, Output<?> gradient) {
    var updated = new LinkedHashMap<String, Output<?>>();
    switch (memory) {
      case SGD -> updated.put(name, descend(name, gradient));
      case MOMENTUM -> {
        var velocity =
            xla.add(xla.multiply(fields.get(MOMENTUM), fields.get("velocity/" + name)), gradient);
        updated.put("velocity/" + name, velocity);
        updated.put(name, descend(name, velocity));
      }
      case ADAM -> {
        var oldMean = fields.get("mean/" + name);
        var oldVariance = fields.get("variance/" + name);
        // each as one sum with one product: β m + (1 - β) g = m + (1 - β)(g - m)
        var mean = towards(oldMean, REST_1, xla.subtract(gradient, oldMean));
        var square = xla.multiply(gradient, gradient);
        var variance = towards(oldVariance, REST_2, xla.subtract(square, oldVariance));
        var deviation = xla.add(xla.squareRoot(variance), fields.get(EPSILON));
        updated.put("mean/" + name, mean);
        updated.put("variance/" + name, variance);
        updated.put(name, descend(name, xla.divide(mean, deviation)));
      }
    }
    return updated;
  }

  private Output<?> descend(String name, Output<?> direction) {
    return xla.subtract(fields.get(name), xla.multiply(rate, direction));
  }

  private Output<?> towards(Output<?> old, String share, Output<?> difference) {
    return xla.add(old, xla.multiply(fields.get(share), difference));
  }
}
