package org.descent.standalone.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.standalone.process.Interruption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Follows experiments of a running control until they are over. */
@Command(
    name = "watch",
    footerHeading = "%nExamples:%n",
    footer = {"  descent watch", "  descent watch sweep"},
    description = {
      "Follows experiments of a running control until they are over; without a name, all that are"
          + " not over yet."
    },
    sortOptions = false)
final class WatchCommand implements Callable<Integer> {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private WantedExperiments wanted;
  @Mixin private Server server;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var control = server.control();
    var chosen = chosen(control.experiments());
    if (chosen.isEmpty()) {
      descent.terminal().err().println("Nothing is running.");
      return ExitCode.OK;
    }
    var display = RunCommand.display(descent.terminal());
    List<ExperimentStatus> statuses;
    var farewell = Interruption.onInterruption(display::end);
    try {
      var ids = WantedExperiments.ids(chosen);
      statuses = Following.of(control, ids, display, INTERVAL).untilOver();
      display.end();
    } finally {
      farewell.close();
    }
    StatusTable.print(statuses, descent.terminal());
    return RunCommand.code(statuses);
  }

  private List<ExperimentStatus> chosen(List<ExperimentStatus> known) {
    return wanted.all()
        ? known.stream().filter(status -> !status.over()).toList()
        : wanted.among(known);
  }
}
