package org.descent.standalone.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.descent.contracts.event.End;
import org.descent.standalone.table.Numbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Has trials that failed trained again at a running control. */
@Command(
    name = "rerun",
    description = {
      "Trains again what has failed of experiments, at a running control: once its cause is mended,"
          + " for example a trainer that had too little memory. All other trials stay as they are."
    },
    sortOptions = false)
final class RerunCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;

  @Parameters(paramLabel = "EXPERIMENT", arity = "1..*", description = "Names or ids.")
  private List<String> names;

  @Option(names = "--failed", required = true, description = "The trials that have failed.")
  private boolean failed;

  @Mixin private Server server;

  @Override
  public Integer call() throws IOException {
    var control = server.control();
    int code = ExitCode.OK;
    for (var status : WantedExperiments.named(names, control.experiments())) {
      int count = status.ends().getOrDefault(End.FAILED, 0);
      if (count == 0) {
        descent.terminal().err().println(status.experiment() + " has no trial that failed");
        code = ExitCode.MISTAKE;
      } else {
        control.rerun(status.experiment());
        descent
            .terminal()
            .out()
            .println(
                Numbers.counted(count, "trial") + " of " + status.experiment() + " trained again");
      }
    }
    return code;
  }
}
