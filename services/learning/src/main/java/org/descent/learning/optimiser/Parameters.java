package org.descent.learning.optimiser;

import java.util.List;
import org.descent.contracts.spec.ParameterRole;

/**
 * An array of parameters and what an update needs to know of it.
 *
 * @param hidden whether it belongs to a hidden layer, not to a head
 * @param rows outputs, if it is a matrix
 * @param columns inputs
 * @param slots what the optimiser remembers of it
 */
public record Parameters<T>(
    ParameterRole role,
    boolean hidden,
    int rows,
    int columns,
    T values,
    List<T> slots,
    T gradient) {
  public Parameters {
    slots = List.copyOf(slots);
  }

  /** Whether it is a matrix between a hidden layer's inputs and its outputs. */
  boolean hiddenMatrix() {
    return hidden && role == ParameterRole.WEIGHT;
  }

  Parameters<T> with(T otherGradient) {
    return new Parameters<>(role, hidden, rows, columns, values, slots, otherGradient);
  }
}
