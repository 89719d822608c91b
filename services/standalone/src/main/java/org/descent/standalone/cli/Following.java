package org.descent.standalone.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.descent.experiment.Experiment;
import org.descent.experiment.results.Editions;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.descent.standalone.pipeline.ControlClient;
import org.descent.standalone.progress.ProgressDisplay;

/** Hands experiments in and watches them until nothing more will happen. */
final class Following {
  private static final Duration CURVES = Duration.ofSeconds(60);

  private final ControlClient control;
  private final List<String> experiments;
  private final Changes changes;
  private final ProgressDisplay display;
  private final Duration interval;
  private final long began = System.nanoTime();

  private Following(
      ControlClient control,
      List<String> experiments,
      Changes changes,
      ProgressDisplay display,
      Duration interval) {
    this.control = control;
    this.experiments = List.copyOf(experiments);
    this.changes = changes;
    this.display = display;
    this.interval = interval;
  }

  /** Who looks after what is waited for. */
  interface Watch {
    /** Throws if there is nothing left to wait for. */
    void look(List<ExperimentStatus> statuses) throws IOException;
  }

  /**
   * Follows {@code experiments} (ids).
   *
   * @param interval between two looks
   */
  static Following of(
      ControlClient control, List<String> experiments, ProgressDisplay display, Duration interval) {
    return new Following(control, experiments, Changes.since(List.of()), display, interval);
  }

  /**
   * Hands {@code experiments} in and follows what becomes of them.
   *
   * @param interval between two looks
   */
  static Following submitted(
      ControlClient control,
      List<Experiment> experiments,
      ProgressDisplay display,
      Duration interval)
      throws IOException {
    var changes = Changes.since(control.experiments());
    var submissions = new ArrayList<String>();
    for (var experiment : experiments) {
      submissions.add(control.submit(experiment.document()).submission());
    }
    return new Following(control, submissions, changes, display, interval);
  }

  /** Cancels what an earlier run has left unfinished and this one does not ask for. */
  void cancelOthers() throws IOException {
    for (var status : control.experiments()) {
      if (!experiments.contains(status.submission()) && !status.over()) {
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
    return untilOver(statuses -> {});
  }

  /**
   * The same, as long as {@code watch} sees a point in waiting.
   *
   * @throws IOException what the watch throws
   */
  List<ExperimentStatus> untilOver(Watch watch) throws IOException, InterruptedException {
    long overSince = 0;
    while (true) {
      var statuses = statuses();
      tellChanges(statuses);
      display.show(statuses, elapsed());
      watch.look(statuses);
      if (statuses.size() == experiments.size()
          && statuses.stream().allMatch(ExperimentStatus::over)) {
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

  /**
   * Returns when the data of all have been prepared or refused, or {@code patience} is over.
   *
   * @return the last statuses, in the order of the experiments
   */
  List<ExperimentStatus> untilPrepared(Duration patience) throws IOException, InterruptedException {
    while (true) {
      var statuses = statuses();
      boolean prepared = statuses.stream().noneMatch(s -> s.state() == State.SUBMITTED);
      if (prepared || elapsed().compareTo(patience) > 0) {
        tellChanges(statuses);
        return statuses;
      }
      Thread.sleep(interval.toMillis());
    }
  }

  private void tellChanges(List<ExperimentStatus> statuses) {
    statuses.forEach(status -> changes.told(status).ifPresent(display::say));
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
    var all = control.experiments();
    var called = new HashMap<String, ExperimentStatus>();
    all.forEach(status -> called.put(status.experiment(), status));
    called.putAll(Editions.latest(all));
    var ours = new ArrayList<ExperimentStatus>();
    for (var id : experiments) {
      if (called.containsKey(id)) {
        ours.add(called.get(id));
      }
    }
    return ours;
  }
}
