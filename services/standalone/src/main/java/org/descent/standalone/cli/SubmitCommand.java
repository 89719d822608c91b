package org.descent.standalone.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.descent.standalone.progress.ProgressDisplay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Hands experiments in at a running control. */
@Command(
    name = "submit",
    description = {
      "Hands experiments in at a running control and returns when their data have been looked at;"
          + " 'watch' follows them. Handing the same in again changes nothing, unless the files that"
          + " it names have changed, or were refused. They are read where the dataset-loader runs,"
          + " in its data directory ('serve --data-dir')."
    },
    sortOptions = false)
final class SubmitCommand implements Callable<Integer> {
  /** Whoever has more data than can be read in this time hears of them from 'watch'. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private ExperimentFiles source;
  @Mixin private Server server;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!source.runtime().configuration().isEmpty()) {
      throw new UserMistake(
          "--set "
              + source.runtime().configuration().keySet().iterator().next().substring(8)
              + ": a running pipeline has its own configuration; only experiments can be set");
    }
    var experiments = source.read();
    var display = ProgressDisplay.plain(descent.terminal().err(), PATIENCE);
    var following = Following.submitted(server.control(), experiments, display, RunCommand.LIVE);
    var statuses = following.untilPrepared(PATIENCE);
    StatusTable.lines(statuses).forEach(descent.terminal().out()::println);
    explain(statuses);
    return Rejections.among(statuses).isEmpty() ? ExitCode.OK : ExitCode.MISTAKE;
  }

  private void explain(List<ExperimentStatus> statuses) {
    var err = descent.terminal().err();
    Rejections.explain(statuses, err);
    for (var status : statuses) {
      if (status.state() == State.SUBMITTED) {
        err.println(
            status.name()
                + ": its data are still being prepared; 'descent watch "
                + status.name()
                + "' tells what becomes of it");
      }
    }
  }
}
