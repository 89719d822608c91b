package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Where the training of a cohort stands, so that another trainer can go on from there. All curves
 * up to there, and the ends of the trials that have ended, stand in the log before it.
 *
 * @param provenance of the trainer; only one that has the same can go on bit for bit
 * @param running trials that have begun and not ended
 * @param ended ids of the trials that have ended
 * @param attempts times that a trainer has begun from here and has not been heard of since
 */
public record CohortCheckpointed(
    String cohort,
    String experiment,
    Provenance provenance,
    List<Running> running,
    List<String> ended,
    int attempts)
    implements Event {
  /**
   * The state of one trial. Bulk numbers are float32 little-endian, laid out as {@link
   * org.descent.contracts.spec.ParameterLayout} says.
   *
   * @param iterations length of its curve so far, which is also the number of updates
   * @param parameters number of parameters of the network
   * @param weights after those updates: [parameters]
   * @param slots the optimiser's memory: [slots, parameters]
   * @param snapshots iterations of those taken so far, ascending
   * @param snapshotWeights [snapshots, parameters]
   * @param seconds of wall time so far
   * @param snapshotAverages the averages of the snapshots' weights, likewise; empty where none are
   *     kept, and in events written before they were
   * @param judged what its measurements of splits have come to; null if they decide nothing
   * @param processorSeconds its share of processor time so far
   */
  public record Running(
      String trial,
      int iterations,
      int parameters,
      byte[] weights,
      byte[] slots,
      List<Integer> snapshots,
      byte[] snapshotWeights,
      double seconds,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) byte[] snapshotAverages,
      @JsonInclude(JsonInclude.Include.NON_NULL) Judged judged,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) double processorSeconds) {
    /** Without averages, of a trial that is judged at each iteration. */
    public Running(
        String trial,
        int iterations,
        int parameters,
        byte[] weights,
        byte[] slots,
        List<Integer> snapshots,
        byte[] snapshotWeights,
        double seconds) {
      this(
          trial,
          iterations,
          parameters,
          weights,
          slots,
          snapshots,
          snapshotWeights,
          seconds,
          new byte[0],
          null,
          0);
    }

    public Running {
      snapshotAverages = snapshotAverages == null ? new byte[0] : snapshotAverages;
      snapshots = List.copyOf(snapshots);
      long row = 4L * parameters;
      if (parameters < 1
          || weights.length != row
          || slots.length % row != 0
          || snapshotWeights.length != row * snapshots.size()
          || snapshotAverages.length > 0 && snapshotAverages.length != snapshotWeights.length) {
        throw new IllegalArgumentException(
            "%s: %d + %d + %d bytes for weights, slots and %d snapshots of %d parameters"
                .formatted(
                    trial,
                    weights.length,
                    slots.length,
                    snapshotWeights.length,
                    snapshots.size(),
                    parameters));
      }
    }
  }

  /**
   * What a trial's measurements of splits have come to.
   *
   * @param after iteration of the last one, 0 if there was none
   * @param best the best value that patience has seen; null for none
   * @param bestAt its iteration, 0 if there is none
   * @param since measurements after that
   */
  public record Judged(
      int after, @JsonInclude(JsonInclude.Include.NON_NULL) Double best, int bestAt, int since) {}

  public CohortCheckpointed {
    running = List.copyOf(running);
    ended = List.copyOf(ended);
  }

  /** The same place after so many attempts. */
  public CohortCheckpointed after(int attempts) {
    return new CohortCheckpointed(cohort, experiment, provenance, running, ended, attempts);
  }

  @Override
  public String key() {
    return cohort;
  }
}
