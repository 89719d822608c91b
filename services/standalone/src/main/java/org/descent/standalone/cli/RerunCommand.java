package org.descent.standalone.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.descent.contracts.event.End;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.standalone.table.Numbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Has trials that failed trained again at a running control. */
@Command(
    name = "rerun",
    footerHeading = "%nExamples:%n",
    footer = {"  descent rerun sweep --failed"},
    description = {
      "Trains again what has failed of experiments, at a running control: once its cause is mended,"
          + " for example a trainer that had too little memory. All other trials stay as they are."
    },
    sortOptions = false)
final class RerunCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private NamedExperiments experiments;

  @Option(names = "--failed", required = true, description = "The trials that have failed.")
  private boolean failed;

  @Override
  public Integer call() throws IOException {
    return experiments.each(
        descent.terminal(),
        status -> failed(status) == 0 ? status.experiment() + " has no trial that failed" : "",
        (control, status) -> {
          control.rerun(status.experiment());
          return Numbers.counted(failed(status), "trial")
              + " of "
              + status.experiment()
              + " trained again";
        });
  }

  private static int failed(ExperimentStatus status) {
    return status.ends().getOrDefault(End.FAILED, 0);
  }
}
