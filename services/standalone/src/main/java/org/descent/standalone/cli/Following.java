package org.descent.standalone.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.descent.experiment.Experiment;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.descent.standalone.pipeline.ControlClient;
import org.descent.standalone.progress.ProgressDisplay;

/** Hands experiments in and watches them until nothing more will happen. */
final class Following {
  private static final Duration CURVES = Duration.ofSeconds(60);

  private final ControlClient control;
  private final List<String> experiments;
  private final ProgressDisplay display;
  private final Duration interval;
  private final long began = System.nanoTime();

  /**
   * Follows {@code experiments} (ids).
   *
   * @param interval between two looks
   */
  Following(
      ControlClient control, List<String> experiments, ProgressDisplay display, Duration interval) {
    this.control = control;
    this.experiments = List.copyOf(experiments);
    this.display = display;
    this.interval = interval;
  }

  /** Hands {@code experiments} in. */
  void submit(List<Experiment> experiments) throws IOException {
    for (var experiment : experiments) {
      control.submit(experiment.document());
    }
  }

  /** Cancels what an earlier run has left unfinished and this one does not ask for. */
  void cancelOthers() throws IOException {
    for (var status : control.experiments()) {
      if (!experiments.contains(status.experiment()) && !over(status)) {
        control.cancel(status.experiment());
        display.say("No longer asked for, cancelled: " + status.experiment());
      }
    }
  }

  /**
   * Returns when all experiments are over and their curves are known, or have not come for a
   * minute.
   *
   * @return the last statuses, in the order of the experiments
   */
  List<ExperimentStatus> untilOver() throws IOException, InterruptedException {
    long overSince = 0;
    while (true) {
      var statuses = statuses();
      display.show(statuses, elapsed());
      if (statuses.size() == experiments.size() && statuses.stream().allMatch(Following::over)) {
        if (statuses.stream().allMatch(Following::hasCurves)) {
          return statuses;
        }
        overSince = overSince == 0 ? System.nanoTime() : overSince;
        if (System.nanoTime() - overSince > CURVES.toNanos()) {
          return statuses;
        }
      }
      Thread.sleep(interval.toMillis());
    }
  }

  /** Since experiments were first followed. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Whether the curves of an experiment are all there, or none are to be expected. */
  static boolean hasCurves(ExperimentStatus status) {
    return status.state() != State.COMPLETE || status.curvesComplete();
  }

  private List<ExperimentStatus> statuses() throws IOException {
    Map<String, ExperimentStatus> known =
        control.experiments().stream()
            .collect(Collectors.toMap(ExperimentStatus::experiment, Function.identity()));
    var ours = new ArrayList<ExperimentStatus>();
    for (var experiment : experiments) {
      var status = known.get(experiment);
      if (status != null) {
        ours.add(status);
      }
    }
    return ours;
  }

  /** Whether nothing more will happen to an experiment. */
  static boolean over(ExperimentStatus status) {
    return status.state() == State.COMPLETE
        || status.state() == State.REJECTED
        || status.state() == State.CANCELLED;
  }
}
