package org.descent.standalone.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.Results;
import org.descent.standalone.table.Numbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What experiments of a running control have come to. */
@Command(
    name = "results",
    footerHeading = "%nExamples:%n",
    footer = {
      "  descent results sweep",
      "  descent results sweep -o csv > sweep.csv",
      "  descent results sweep --out sweep-so-far"
    },
    description = "Prints what experiments of a running control have come to so far.",
    sortOptions = false)
final class ResultsCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private WantedExperiments wanted;
  @Mixin private Server server;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write results.json, results.csv and curves/ to this directory.")
  private Path out;

  @Mixin private OutDirectory outDirectory;
  @Mixin private ClaimCheck claims;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "What to print on stdout: ${COMPLETION-CANDIDATES} (default table).")
  private Format format = Format.TABLE;

  @Override
  public Integer call() throws IOException {
    var control = server.control();
    var known = wanted.among(control.experiments());
    var ids = WantedExperiments.ids(known);
    if (out == null) {
      var results = new ArrayList<ExperimentResult>();
      for (var id : ids) {
        results.add(control.result(id));
      }
      return printed(Results.of(Build.version(), results), known);
    }
    Results collected;
    try (var directory = outDirectory.forResults(out, known, false)) {
      collected = Collected.into(directory, control, known);
      Collected.removeStale(directory, descent.terminal().err()::println);
      descent
          .terminal()
          .err()
          .println("Results of " + Numbers.counted(ids.size(), "experiment") + " in " + out);
    }
    return printed(collected, known);
  }

  private int printed(Results results, List<ExperimentStatus> known) {
    var err = descent.terminal().err();
    format.print(results, descent.terminal().out());
    return claims.code(results, wanted.explainRejections(known, err), err);
  }
}
