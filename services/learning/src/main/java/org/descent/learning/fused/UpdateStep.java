package org.descent.learning.fused;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Output;

/**
 * How parameters follow their gradient; formulas as in {@link
 * org.descent.contracts.spec.OptimiserSpec}. Hyper-parameters are [trials, 1, 1].
 */
final class UpdateStep {
  static final String MOMENTUM = "momentum";
  static final String BETA_1 = "beta1";
  static final String BETA_2 = "beta2";

  /** 1 - β, rounded once. */
  static final String REST_1 = "rest1";

  static final String REST_2 = "rest2";

  /** ln β, from which β^t is had without rounding t times. */
  static final String LOG_1 = "log1";

  static final String LOG_2 = "log2";
  static final String EPSILON = "epsilon";

  private final Xla xla;
  private final ProgramShape.Memory memory;
  private final Map<String, Output<?>> fields;
  private final Output<?> rate;

  /**
   * @param iteration the number of this update, from 1, as float32: [trials, 1, 1]
   */
  UpdateStep(
      Xla xla, ProgramShape.Memory memory, Map<String, Output<?>> fields, Output<?> iteration) {
    this.xla = xla;
    this.memory = memory;
    this.fields = fields;
    this.rate =
        memory == ProgramShape.Memory.ADAM ? corrected(iteration) : fields.get(ProgramFields.RATE);
  }

  /** Names of what an optimiser wants to know besides its learning rate. */
  static List<String> hyperParameters(ProgramShape.Memory memory) {
    return switch (memory) {
      case SGD -> List.of();
      case MOMENTUM -> List.of(MOMENTUM);
      case ADAM -> List.of(BETA_1, BETA_2, REST_1, REST_2, LOG_1, LOG_2, EPSILON);
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
        var mean = moving("mean/" + name, BETA_1, REST_1, gradient);
        var variance = moving("variance/" + name, BETA_2, REST_2, xla.multiply(gradient, gradient));
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

  private Output<?> moving(String name, String keep, String take, Output<?> value) {
    return xla.add(
        xla.multiply(fields.get(keep), fields.get(name)), xla.multiply(fields.get(take), value));
  }

  /** η √(1 - β₂ᵗ) / (1 - β₁ᵗ). */
  private Output<?> corrected(Output<?> iteration) {
    var first = complement(LOG_1, iteration);
    var second = complement(LOG_2, iteration);
    return xla.multiply(fields.get(ProgramFields.RATE), xla.divide(xla.squareRoot(second), first));
  }

  private Output<?> complement(String log, Output<?> iteration) {
    return xla.negative(xla.expMinus1(xla.multiply(iteration, fields.get(log))));
  }
}
