package org.descent.standalone.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.descent.experiment.results.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Lets experiments that rest go on. */
@Command(
    name = "resume",
    footerHeading = "%nExamples:%n",
    footer = {"  descent resume sweep"},
    description = {
      "Lets experiments that are paused go on from where they were, at a running control."
    },
    sortOptions = false)
final class ResumeCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private NamedExperiments experiments;

  @Override
  public Integer call() throws IOException {
    return experiments.each(
        descent.terminal(),
        NamedExperiments.unless(State.PAUSED),
        (control, status) -> {
          control.resume(status.experiment());
          return "goes on: " + status.experiment();
        });
  }
}
