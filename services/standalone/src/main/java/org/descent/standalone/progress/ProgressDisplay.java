package org.descent.standalone.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.ExperimentStatus;

/** Shows on stderr how experiments get on. */
public interface ProgressDisplay {
  /** Says something that stands on its own, for example what is being waited for. */
  void say(String line);

  /**
   * Shows what is known of all experiments.
   *
   * @param at since the run began
   */
  void show(List<ExperimentStatus> statuses, Duration at);

  /** Leaves the terminal as it found it, with the last state in sight. */
  void end();

  /** Shows nothing. */
  static ProgressDisplay none() {
    return new ProgressDisplay() {
      @Override
      public void say(String line) {}

      @Override
      public void show(List<ExperimentStatus> statuses, Duration at) {}

      @Override
      public void end() {}
    };
  }

  /** A line for each experiment, redrawn in place. */
  static ProgressDisplay live(PrintStream out, int columns) {
    return new LiveDisplay(out, columns);
  }

  /** A line every {@code interval} and one at each end. */
  static ProgressDisplay plain(PrintStream out, Duration interval) {
    return new PlainDisplay(out, interval);
  }

  /** Takes statuses into the progress of their experiments, in the order of the first time. */
  static Map<String, Progress> fold(
      Map<String, Progress> known, List<ExperimentStatus> statuses, Duration at) {
    var all = new LinkedHashMap<>(known);
    for (var status : statuses) {
      all.computeIfAbsent(status.experiment(), id -> new Progress()).on(status, at);
    }
    // What was handed in goes on under another name once its files have been read.
    all.keySet().retainAll(statuses.stream().map(ExperimentStatus::experiment).toList());
    return all;
  }
}
