package org.descent.standalone.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.descent.standalone.results.ComparisonTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Two experiments of a running control beside each other. */
@Command(
    name = "compare",
    description = {
      "Tells what two experiments of a running control say otherwise, and how many iterations"
          + " their variants need, seed by seed. Compared are variants that have the same values"
          + " of all that varies in both."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  descent compare xor xor-from-500", "  descent compare sweep sweep-wider"},
    sortOptions = false)
final class CompareCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;

  @Parameters(index = "0", paramLabel = "EXPERIMENT", description = "Name or id of one.")
  private String first;

  @Parameters(index = "1", paramLabel = "OTHER", description = "Name or id of the other.")
  private String second;

  @Mixin private Server server;

  @Override
  public Integer call() throws IOException {
    var control = server.control();
    var known = control.experiments();
    var one = HandedIn.one(first, known);
    var other = HandedIn.one(second, known);
    if (one.experiment().equals(other.experiment())) {
      throw new UserMistake(
          first
              + " and "
              + second
              + " are one experiment, expected two; known are "
              + String.join(", ", WantedExperiments.ids(known)));
    }
    Rejections.explain(List.of(one, other), descent.terminal().err());
    if (!Rejections.among(List.of(one, other)).isEmpty()) {
      return ExitCode.MISTAKE;
    }
    var comparison = control.comparison(one.experiment(), other.experiment());
    ComparisonTable.lines(comparison).forEach(descent.terminal().out()::println);
    return ExitCode.OK;
  }
}
