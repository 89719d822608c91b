package org.descent.standalone.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.descent.experiment.Experiment;
import org.descent.experiment.results.State;
import org.descent.standalone.pipeline.ControlClient;
import org.descent.standalone.progress.ProgressDisplay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Hands experiments in at a running control. */
@Command(
    name = "submit",
    footerHeading = "%nExamples:%n",
    footer = {
      "  descent submit experiments/sweep.yaml --seed-count 100",
      "  descent submit narrower.yaml --start-from search"
    },
    description = {
      "Hands experiments in at a running control and returns when their data have been looked at;"
          + " 'watch' follows them. Handing the same in again changes nothing, unless the files that"
          + " it names have changed, or were refused. They are read where the dataset-loader runs,"
          + " in its data directory ('serve --data-dir')."
    },
    sortOptions = false)
final class SubmitCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private ExperimentFiles source;

  @Option(
      names = "--start-from",
      paramLabel = "SEARCH",
      description =
          "Name or id of a search that is over: of the points that it has tried, those that lie in"
              + " the space of this search are tried first.")
  private String startFrom;

  @Mixin private Server server;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!source.runtime().configuration().isEmpty()) {
      throw new UserMistake(
          "--set "
              + source.runtime().configuration().keySet().iterator().next().substring(8)
              + ": a running pipeline has its own configuration; only experiments can be set");
    }
    var experiments = source.read();
    var control = server.control();
    var display = ProgressDisplay.plain(descent.terminal().err(), HandedIn.PATIENCE);
    var following =
        startFrom == null
            ? Following.submitted(control, experiments, display, RunCommand.LIVE)
            : started(control, experiments, display);
    return HandedIn.tell(
        descent.terminal(),
        following,
        status ->
            status.state() == State.SUBMITTED
                ? status.name()
                    + ": its data are still being prepared; 'descent watch "
                    + status.name()
                    + "' tells what becomes of it"
                : "");
  }

  private Following started(
      ControlClient control, List<Experiment> experiments, ProgressDisplay display)
      throws IOException {
    if (experiments.size() != 1) {
      throw new UserMistake(
          "--start-from " + startFrom + ": expected one search, not " + experiments.size());
    }
    var from = HandedIn.base(startFrom, control);
    var submitted = control.submit(experiments.get(0).document(), from.experiment());
    return Following.of(control, List.of(submitted.submission()), display, RunCommand.LIVE);
  }
}
