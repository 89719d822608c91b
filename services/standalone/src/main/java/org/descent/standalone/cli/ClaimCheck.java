package org.descent.standalone.cli;

import java.io.PrintStream;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.descent.experiment.results.Results;
import picocli.CommandLine.Option;

/** Whether claims are to hold for a command to succeed. */
final class ClaimCheck {
  @Option(
      names = "--check-claims",
      description =
          "Exit with 1 unless every claim about the experiments holds; says which do not. Claims"
              + " stand in experiment files (claims), and some follow from what is trained.")
  private boolean asked;

  /**
   * The exit code of a command that would end with {@code code}.
   *
   * @param err where claims that do not hold are told
   */
  int code(Results results, int code, PrintStream err) {
    if (!asked) {
      return code;
    }
    int claims = 0;
    int open = 0;
    for (var experiment : results.experiments()) {
      for (var claim : experiment.claims()) {
        claims++;
        if (claim.verdict() != Verdict.HOLDS) {
          open++;
          err.println(experiment.name() + ": " + claim.verdict().text() + ": " + claim.statement());
          claim.lines().forEach(line -> err.println("  " + line));
        }
      }
    }
    if (claims == 0) {
      err.println("There is no claim to check");
    }
    boolean good = claims > 0 && open == 0;
    return good || code != ExitCode.OK ? code : ExitCode.FAILED;
  }
}
