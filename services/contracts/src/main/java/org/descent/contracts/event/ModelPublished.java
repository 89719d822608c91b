package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.descent.contracts.Floats;

/**
 * The weights of a trial at its snapshots and at its end.
 *
 * @param iterations of the snapshots, ascending; the last one is the end: the weights that the last
 *     point of the curve was measured on
 * @param parameters number of parameters of the network
 * @param weights float32 little-endian, [iterations, parameters], see {@link
 *     org.descent.contracts.spec.ParameterLayout}
 * @param surfaces those of the trial's variant, or none
 * @param averages the averages of the weights, laid out as they are; empty where none are kept, and
 *     in events written before they were
 * @param paused whether its trial may go on, see {@link TrialTrained#paused}
 * @param landscapes those of the trial's variant, or none
 * @param first whether it is the first trial of its variant, of which more is shown
 */
public record ModelPublished(
    String trial,
    String experiment,
    List<Integer> iterations,
    int parameters,
    byte[] weights,
    List<Surface> surfaces,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) byte[] averages,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean paused,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Landscape> landscapes,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean first)
    implements Event {
  /** Without landscapes. */
  public ModelPublished(
      String trial,
      String experiment,
      List<Integer> iterations,
      int parameters,
      byte[] weights,
      List<Surface> surfaces,
      byte[] averages,
      boolean paused) {
    this(
        trial,
        experiment,
        iterations,
        parameters,
        weights,
        surfaces,
        averages,
        paused,
        List.of(),
        false);
  }

  /** Without averages. */
  public ModelPublished(
      String trial,
      String experiment,
      List<Integer> iterations,
      int parameters,
      byte[] weights,
      List<Surface> surfaces) {
    this(trial, experiment, iterations, parameters, weights, surfaces, new byte[0], false);
  }

  public ModelPublished {
    iterations = List.copyOf(iterations);
    surfaces = List.copyOf(surfaces);
    averages = averages == null ? new byte[0] : averages;
    landscapes = landscapes == null ? List.of() : List.copyOf(landscapes);
    requireRows(trial, weights, parameters, iterations.size());
    if (averages.length > 0) {
      requireRows(trial, averages, parameters, iterations.size());
    }
  }

  private static void requireRows(String trial, byte[] bytes, int parameters, int rows) {
    if (bytes.length != 4L * parameters * rows) {
      throw new IllegalArgumentException(
          trial + ": " + bytes.length + " bytes for " + rows + " snapshots of " + parameters);
    }
  }

  /** The weights of the end, [parameters]. */
  public float[] lastWeights() {
    return last(weights);
  }

  /** Their average, [parameters], if one was kept. */
  public Optional<float[]> lastAverage() {
    return averages.length == 0 ? Optional.empty() : Optional.of(last(averages));
  }

  private float[] last(byte[] rows) {
    return Floats.fromBytes(Arrays.copyOfRange(rows, rows.length - 4 * parameters, rows.length));
  }

  @Override
  public String key() {
    return paused ? TrialTrained.paused(trial, iterations.get(iterations.size() - 1)) : trial;
  }
}
