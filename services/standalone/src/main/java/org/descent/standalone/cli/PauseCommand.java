package org.descent.standalone.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.descent.experiment.results.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Lets experiments rest at a running control. */
@Command(
    name = "pause",
    footerHeading = "%nExamples:%n",
    footer = {"  descent pause sweep"},
    description = {
      "Lets experiments rest at a running control: trainers keep where their trials stand, and turn"
          + " to what else there is. 'resume' lets them go on; the results are the same."
    },
    sortOptions = false)
final class PauseCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private NamedExperiments experiments;

  @Override
  public Integer call() throws IOException {
    return experiments.each(
        descent.terminal(),
        NamedExperiments.unless(State.RUNNING),
        (control, status) -> {
          control.pause(status.experiment());
          return "paused: " + status.experiment();
        });
  }
}
