package org.descent.standalone.cli;

import java.io.PrintStream;
import java.util.List;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;

/** Experiments that control has taken, but whose data cannot be used. */
final class Rejections {
  private Rejections() {}

  /** Those of {@code statuses} that have been rejected. */
  static List<ExperimentStatus> among(List<ExperimentStatus> statuses) {
    return statuses.stream().filter(status -> status.state() == State.REJECTED).toList();
  }

  /** Tells why, a line for each of {@code statuses} that has been rejected. */
  static void explain(List<ExperimentStatus> statuses, PrintStream err) {
    among(statuses).forEach(status -> err.println(status.name() + ": " + status.reason()));
  }
}
