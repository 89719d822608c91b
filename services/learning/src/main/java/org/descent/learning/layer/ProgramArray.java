package org.descent.learning.layer;

import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.spec.ParameterRole;

/**
 * How stacked programs have an array of parameters: as [trials, rows, columns].
 *
 * @param name as in {@link org.descent.contracts.spec.ParameterLayout}
 * @param places for each element, row-major, its place in the array as models have it
 */
public record ProgramArray(String name, ParameterRole role, int rows, int columns, int[] places) {
  public ProgramArray {
    if (places.length != rows * columns) {
      throw new IllegalArgumentException(
          "%s: %d places for %d x %d".formatted(name, places.length, rows, columns));
    }
  }

  /** Whether it belongs to a hidden layer, whose names no head may have. */
  public boolean hidden() {
    return name.matches("layer[0-9]+/.*");
  }

  /** Weights that models have as [in, out] and programs as [out, in], inputs in another order. */
  static ProgramArray weights(String name, int[] inputs, int out) {
    int in = inputs.length;
    var places = new int[in * out];
    for (int k = 0; k < places.length; k++) {
      places[k] = inputs[k % in] * out + k / in;
    }
    return new ProgramArray(name, ParameterRole.WEIGHT, out, in, places);
  }

  /**
   * Weights and a bias for each output, or weights alone.
   *
   * @param inputs as for {@link #weights}
   */
  static List<ProgramArray> affine(Layer.Place place, int[] inputs, int out, boolean unbiased) {
    var weights = weights(place.parameter("weights"), inputs, out);
    var each = IntStream.range(0, out).toArray();
    return unbiased
        ? List.of(weights)
        : List.of(weights, column(place.parameter("biases"), ParameterRole.BIAS, each));
  }

  /** One number for each of some outputs: [trials, outputs, 1]. */
  static ProgramArray column(String name, ParameterRole role, int[] places) {
    return new ProgramArray(name, role, places.length, 1, places);
  }
}
