package org.descent.contracts.event;

import java.util.List;

/**
 * The weights of a trial at its snapshots and at its end.
 *
 * @param iterations of the snapshots, ascending; the last one is the end: the weights that the last
 *     point of the curve was measured on
 * @param parameters number of parameters of the network
 * @param weights float32 little-endian, [iterations, parameters], see {@link
 *     org.descent.contracts.spec.ParameterLayout}
 * @param surfaces those of the trial's variant, or none
 */
public record ModelPublished(
    String trial,
    String experiment,
    List<Integer> iterations,
    int parameters,
    byte[] weights,
    List<Surface> surfaces)
    implements Event {
  public ModelPublished {
    iterations = List.copyOf(iterations);
    surfaces = List.copyOf(surfaces);
    if (weights.length != 4L * parameters * iterations.size()) {
      throw new IllegalArgumentException(
          trial
              + ": "
              + weights.length
              + " bytes for "
              + iterations.size()
              + " snapshots of "
              + parameters);
    }
  }

  @Override
  public String key() {
    return trial;
  }
}
