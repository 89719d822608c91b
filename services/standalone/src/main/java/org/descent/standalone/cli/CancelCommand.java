package org.descent.standalone.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Gives up the rest of experiments at a running control. */
@Command(
    name = "cancel",
    footerHeading = "%nExamples:%n",
    footer = {"  descent cancel sweep"},
    description = {
      "Gives up the rest of experiments at a running control; what has been found stays."
    },
    sortOptions = false)
final class CancelCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private NamedExperiments experiments;

  @Override
  public Integer call() throws IOException {
    return experiments.each(
        descent.terminal(),
        status ->
            status.over() ? status.experiment() + " is over already: " + status.state().word() : "",
        (control, status) -> {
          control.cancel(status.experiment());
          return "cancelled: " + status.experiment();
        });
  }
}
