package org.descent.standalone.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Deletes experiments at a running control. */
@Command(
    name = "delete",
    footerHeading = "%nExamples:%n",
    footer = {"  descent delete sweep"},
    description = {
      "Deletes experiments that are over at a running control. Files that were written of them stay"
          + " where they are. What was trained stays deleted: the same document can be trained again"
          + " under another name."
    },
    sortOptions = false)
final class DeleteCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private NamedExperiments experiments;

  @Override
  public Integer call() throws IOException {
    return experiments.each(
        descent.terminal(),
        status ->
            status.over()
                ? ""
                : String.format(
                    "%s is %s, expected one that is over; 'descent cancel' gives it up",
                    status.experiment(), status.state().word()),
        (control, status) -> {
          control.delete(status.experiment());
          return "deleted: " + status.experiment();
        });
  }
}
