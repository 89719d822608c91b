package org.descent.standalone.cli;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Tells which experiments a running control knows. */
@Command(
    name = "list",
    description = {
      "Tells which experiments a running control knows, and how they are getting on; those that"
          + " are under way first."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  descent list",
      "  descent list --state running,paused",
      "  descent list --tag for-talk"
    },
    sortOptions = false)
final class ListCommand implements Callable<Integer> {
  /** As the page has them. */
  private static final List<State> FIRST =
      List.of(
          State.RUNNING,
          State.SUBMITTED,
          State.PAUSED,
          State.REJECTED,
          State.COMPLETE,
          State.CANCELLED);

  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private Server server;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      description = "Only those in one of these states: ${COMPLETION-CANDIDATES}.")
  private List<State> states = List.of();

  @Option(names = "--tag", paramLabel = "TAG", description = "Only those with this tag.")
  private String tag;

  @Option(names = "--archived", description = "Those in the archive, too.")
  private boolean archived;

  @Override
  public Integer call() throws IOException {
    var wanted =
        server.control().experiments().stream()
            .filter(status -> states.isEmpty() || states.contains(status.state()))
            .filter(status -> archived || !status.archived())
            .filter(status -> tag == null || status.tags().contains(tag))
            .sorted(
                Comparator.<ExperimentStatus>comparingInt(s -> FIRST.indexOf(s.state()))
                    .thenComparing(ExperimentStatus::name))
            .toList();
    if (wanted.isEmpty()) {
      descent
          .terminal()
          .err()
          .println(
              states.isEmpty() && tag == null
                  ? "Nothing has been handed in, or all of it is in the archive."
                  : "None is like that.");
      return ExitCode.OK;
    }
    StatusTable.print(wanted, descent.terminal());
    return ExitCode.OK;
  }
}
