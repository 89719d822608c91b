package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.descent.contracts.InvalidSpec;

/**
 * Gated recurrent units (Cho et al. 2014, as PyTorch): over time, from h = 0 on, r = σ(x·Wᵣ + bᵣ +
 * h·Rᵣ + cᵣ), z = σ(x·W_z + b_z + h·R_z + c_z), n = tanh(x·Wₙ + bₙ + r (h·Rₙ + cₙ)), h ← (1 - z) n
 * + z h. x: [batch, time, in]; W: [in, 3 units], R: [units, 3 units], in the order r, z, n.
 *
 * @param sequences whether it gives h at all times, [batch, time, units], or at the end, [batch,
 *     units]
 * @param initialisation of W and R, and of b and c; null for the experiment's
 */
public record Gru(
    int units,
    @Otherwise("false") boolean sequences,
    @Otherwise("none") @JsonInclude(JsonInclude.Include.NON_NULL)
        LayerInitialisation initialisation)
    implements LayerSpec {
  /** The most steps: programs have each of them written out. */
  public static final int MAX_STEPS = 256;

  public Gru {
    initialisation = LayerInitialisation.orNull(initialisation);
    InvalidSpec.unless(
        units >= 1 && units <= MAX_UNITS, "units %s, expected 1 to %s", units, MAX_UNITS);
  }

  /** One that starts as the experiment says. */
  public Gru(int units, boolean sequences) {
    this(units, sequences, null);
  }

  @Override
  public LayerSpec initialised(LayerInitialisation start) {
    return new Gru(units, sequences, start);
  }

  @Override
  public List<Integer> seen(List<Integer> in) {
    return in.size() == 1 ? List.of(in.get(0), 1) : in;
  }

  @Override
  public List<Integer> out(List<Integer> in) {
    InvalidSpec.unless(
        in.size() == 2, "gru: its input has shape %s, expected [time] or [time, features]", in);
    InvalidSpec.unless(
        in.get(0) <= MAX_STEPS,
        "gru: its input has %s steps, expected at most %s",
        in.get(0),
        MAX_STEPS);
    return sequences ? List.of(in.get(0), units) : List.of(units);
  }

  /** Gates and state of each step. */
  @Override
  public long held(List<Integer> in) {
    return 16L * in.get(0) * units;
  }

  @Override
  public List<ParameterLayout.Parameter> parameters(List<Integer> in) {
    int features = in.get(1);
    var gates = List.of(3 * units);
    return ParameterLayout.Parameter.starting(
        initialisation,
        List.of(
            new ParameterLayout.Parameter(
                "weights", List.of(features, 3 * units), 0, features, units, ParameterRole.WEIGHT),
            new ParameterLayout.Parameter(
                "recurrent", List.of(units, 3 * units), 0, units, units, ParameterRole.WEIGHT),
            ParameterLayout.Parameter.each("biases", gates, ParameterRole.BIAS),
            ParameterLayout.Parameter.each("recurrent-biases", gates, ParameterRole.BIAS)));
  }
}
