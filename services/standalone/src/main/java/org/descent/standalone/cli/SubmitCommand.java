package org.descent.standalone.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.descent.experiment.results.ExperimentStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Hands experiments in at a running control. */
@Command(
    name = "submit",
    description = {
      "Hands experiments in at a running control and returns; 'watch' follows them. Handing the"
          + " same in again changes nothing."
    },
    sortOptions = false)
final class SubmitCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private ExperimentFiles source;
  @Mixin private Server server;

  @Override
  public Integer call() throws IOException {
    if (!source.runtime().configuration().isEmpty()) {
      throw new UserMistake(
          "--set "
              + source.runtime().configuration().keySet().iterator().next().substring(8)
              + ": a running pipeline has its own configuration; only experiments can be set");
    }
    var control = server.control();
    var statuses = new ArrayList<ExperimentStatus>();
    for (var experiment : source.read()) {
      statuses.add(control.submit(experiment.document()));
    }
    StatusTable.lines(statuses).forEach(descent.terminal().out()::println);
    return ExitCode.OK;
  }
}
