package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a head says over the plane of two features, at one snapshot.
 *
 * @param iteration of the snapshot
 * @param outputs of the head
 * @param x values of the first feature, ascending
 * @param y values of the second
 * @param values float32 little-endian, [x, y, outputs]: probabilities, or numbers for regression
 * @param lines where the units of a first dense layer are 0 before their activation: float32
 *     little-endian, [units, 3], the line a·x + b·y + c = 0 of each; empty for other layers
 */
public record DecisionField(
    int iteration,
    String head,
    int outputs,
    double[] x,
    double[] y,
    byte[] values,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) byte[] lines) {
  public DecisionField {
    lines = lines == null ? new byte[0] : lines;
    if (values.length != 4L * outputs * x.length * y.length) {
      throw new IllegalArgumentException(
          head + ": " + values.length + " bytes for " + x.length + "×" + y.length + " points");
    }
  }
}
