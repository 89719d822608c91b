package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;
import org.descent.contracts.InvalidSpec;

/**
 * Gated recurrent units (Cho et al. 2014, as PyTorch): over time, from h = 0 on, r = σ(x·Wᵣ + bᵣ +
 * h·Rᵣ + cᵣ), z = σ(x·W_z + b_z + h·R_z + c_z), n = tanh(x·Wₙ + bₙ + r (h·Rₙ + cₙ)), h ← (1 - z) n
 * + z h. x: [batch, time, in]; W: [in, 3 units], R: [units, 3 units], in the order r, z, n.
 *
 * @param sequences whether it gives h at all times, [batch, time, features], or at the end, [batch,
 *     features]
 * @param bidirectional whether others of its kind go through time backwards, with parameters of
 *     their own: features are then 2 units, those that go forward first. The end is for each where
 *     it comes to last
 * @param initialisation of W and R, and of b and c; null for the experiment's
 */
public record Gru(
    int units,
    @Otherwise("false") boolean sequences,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Otherwise("false") boolean bidirectional,
    @Otherwise("none") @JsonInclude(JsonInclude.Include.NON_NULL)
        LayerInitialisation initialisation)
    implements LayerSpec {
  /** The most steps: where one trial is trained at a time, each of them is written out. */
  public static final int MAX_STEPS = 256;

  /** Arrays have the gates r, z and n one after the other. */
  public static final int GATES = 3;

  public Gru {
    initialisation = LayerInitialisation.orNull(initialisation);
    InvalidSpec.unless(
        units >= 1 && units <= MAX_UNITS, "units %s, expected 1 to %s", units, MAX_UNITS);
  }

  /** One that goes forward only and starts as the experiment says. */
  public Gru(int units, boolean sequences) {
    this(units, sequences, false);
  }

  /** One that starts as the experiment says. */
  public Gru(int units, boolean sequences, boolean bidirectional) {
    this(units, sequences, bidirectional, null);
  }

  @Override
  public LayerSpec initialised(LayerInitialisation start) {
    return new Gru(units, sequences, bidirectional, start);
  }

  /** A way through time. */
  public enum Direction {
    FORWARD(""),
    BACKWARD("backward-");

    private final String prefix;

    Direction(String prefix) {
      this.prefix = prefix;
    }

    /** The name of one of its arrays of parameters within the layer. */
    public String array(String name) {
      return prefix + name;
    }
  }

  /** Those that it goes. */
  public List<Direction> directions() {
    return bidirectional
        ? List.of(Direction.FORWARD, Direction.BACKWARD)
        : List.of(Direction.FORWARD);
  }

  /** Of its output at one time. */
  public int features() {
    return directions().size() * units;
  }

  @Override
  public List<Integer> seen(List<Integer> in) {
    return LayerSpec.withChannel(in, 2);
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
    return sequences ? List.of(in.get(0), features()) : List.of(features());
  }

  /** Gates and state of each step. */
  @Override
  public long held(List<Integer> in) {
    return 16L * in.get(0) * features();
  }

  @Override
  public List<ParameterLayout.Parameter> parameters(List<Integer> in) {
    int inputs = in.get(1);
    int gates = GATES * units;
    var arrays =
        directions().stream()
            .flatMap(
                way ->
                    Stream.of(
                        array(way, "weights", List.of(inputs, gates), inputs, ParameterRole.WEIGHT),
                        array(way, "recurrent", List.of(units, gates), units, ParameterRole.WEIGHT),
                        array(way, "biases", List.of(gates), inputs, ParameterRole.BIAS),
                        array(way, "recurrent-biases", List.of(gates), units, ParameterRole.BIAS)))
            .toList();
    return ParameterLayout.Parameter.starting(initialisation, arrays);
  }

  /** PyTorch draws all of them by the number of units. */
  private ParameterLayout.Parameter array(
      Direction way, String name, List<Integer> shape, int fanIn, ParameterRole role) {
    return new ParameterLayout.Parameter(
        way.array(name), shape, 0, fanIn, units, role, units, null);
  }
}
