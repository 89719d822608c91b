package org.descent.standalone.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Opens the page of a running control. */
@Command(
    name = "open",
    description = {
      "Opens the page of a running control in the browser, or that of one of its experiments, and"
          + " prints its address."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  descent open", "  descent open sweep", "  descent open sweep --no-open"},
    sortOptions = false)
final class OpenCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;

  @Parameters(paramLabel = "EXPERIMENT", arity = "0..1", description = "Its name or id.")
  private String name;

  @Option(names = "--no-open", description = "Only print the address.")
  private boolean closed;

  @Mixin private Server server;

  @Override
  public Integer call() throws IOException {
    var control = server.control();
    var known = control.experiments();
    var address =
        name == null
            ? server.page("")
            : server.page("#/experiment/" + HandedIn.one(name, known).experiment());
    descent.terminal().out().println(address);
    if (!closed && !Desktop.open(address)) {
      descent.terminal().err().println("No desktop here to open it on.");
    }
    return ExitCode.OK;
  }
}
