package org.descent.standalone.cli;

import org.descent.standalone.table.Numbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Says whether experiments could be run. */
@Command(
    name = "validate",
    footerHeading = "%nExamples:%n",
    footer = {
      "  descent validate my-sweep.yaml",
      "  descent validate my-sweep.yaml --set budget=500"
    },
    description = "Checks experiment files, and the data they name, without running anything.")
final class ValidateCommand implements Runnable {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private ExperimentFiles source;

  @Override
  public void run() {
    var runtime = source.runtime();
    var experiments = source.read();
    for (var experiment : experiments) {
      Prepared.of(experiment, runtime.sizing());
    }
    descent.terminal().out().println("valid: " + Numbers.counted(experiments.size(), "experiment"));
  }
}
