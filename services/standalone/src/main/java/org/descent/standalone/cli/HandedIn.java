package org.descent.standalone.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.descent.standalone.pipeline.ControlClient;
import org.descent.standalone.progress.ProgressDisplay;

/** Experiments that have just been handed in at a running control, and what becomes of them. */
final class HandedIn {
  /** Whoever has more data than can be read in this time hears of them from 'watch'. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private HandedIn() {}

  /** The one experiment of {@code control} that {@code name}, or an id, means. */
  static ExperimentStatus base(String name, ControlClient control) throws IOException {
    return one(name, control.experiments());
  }

  /** The one of {@code known} that {@code name}, or an id, means. */
  static ExperimentStatus one(String name, List<ExperimentStatus> known) {
    var found = WantedExperiments.named(List.of(name), known);
    if (found.size() > 1) {
      throw new UserMistake(
          found.size()
              + " experiments are called "
              + name
              + ", expected the id of one: "
              + String.join(", ", WantedExperiments.ids(found)));
    }
    return found.get(0);
  }

  /** Prints what an experiment that builds on {@code base} comes to, as {@link #tell} does. */
  static int derived(
      Terminal terminal, ControlClient control, ExperimentStatus base, ExperimentStatus submitted)
      throws IOException, InterruptedException {
    var display = ProgressDisplay.plain(terminal.err(), PATIENCE);
    var ids = List.of(submitted.submission());
    return tell(
        terminal,
        Following.of(control, ids, display, RunCommand.LIVE),
        status ->
            status.experiment()
                + " takes over what "
                + base.experiment()
                + " has trained; 'descent watch "
                + status.experiment()
                + "' follows it");
  }

  /**
   * Prints how they stand once their data have been looked at, or after some time.
   *
   * @param more to be said of one that was not rejected, on stderr; empty for nothing
   * @return the exit code: a mistake where one was rejected
   */
  static int tell(Terminal terminal, Following following, Function<ExperimentStatus, String> more)
      throws IOException, InterruptedException {
    var statuses = following.untilPrepared(PATIENCE);
    StatusTable.print(statuses, terminal);
    Rejections.explain(statuses, terminal.err());
    for (var status : statuses) {
      var line = status.state() == State.REJECTED ? "" : more.apply(status);
      if (!line.isEmpty()) {
        terminal.err().println(line);
      }
    }
    return Rejections.among(statuses).isEmpty() ? ExitCode.OK : ExitCode.MISTAKE;
  }
}
