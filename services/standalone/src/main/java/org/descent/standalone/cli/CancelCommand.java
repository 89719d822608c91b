package org.descent.standalone.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Gives up the rest of experiments at a running control. */
@Command(
    name = "cancel",
    description = {
      "Gives up the rest of experiments at a running control; what has been found stays."
    },
    sortOptions = false)
final class CancelCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;

  @Parameters(paramLabel = "EXPERIMENT", arity = "1..*", description = "Names or ids.")
  private List<String> names;

  @Mixin private Server server;

  @Override
  public Integer call() throws IOException {
    var control = server.control();
    int code = ExitCode.OK;
    for (var status : WantedExperiments.named(names, control.experiments())) {
      if (status.over()) {
        var state = status.state().name().toLowerCase(Locale.ROOT);
        descent.terminal().err().println(status.experiment() + " is over already: " + state);
        code = ExitCode.MISTAKE;
      } else {
        control.cancel(status.experiment());
        descent.terminal().out().println("cancelled: " + status.experiment());
      }
    }
    return code;
  }
}
