package org.descent.standalone.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.descent.contracts.event.End;
import org.descent.experiment.Experiment;
import org.descent.experiment.plan.Sizing;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.Results;
import org.descent.experiment.results.State;
import org.descent.loader.ReadAhead;
import org.descent.standalone.pipeline.ControlUnreachable;
import org.descent.standalone.pipeline.HeadStart;
import org.descent.standalone.pipeline.Pipeline;
import org.descent.standalone.pipeline.ServiceWatch;
import org.descent.standalone.process.Interruption;
import org.descent.standalone.progress.ProgressDisplay;
import org.descent.standalone.results.ResultsDirectory;
import org.descent.standalone.table.Numbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Runs experiments from their files to their results. */
@Command(
    name = "run",
    footerHeading = "%nExamples:%n",
    footer = {
      "  descent run experiments/study.yaml",
      "  descent run experiments/sweep.yaml --seed-count 2 --out out",
      "  descent run experiments/study.yaml --set xor:seeds=100 --set xor:budget=5000",
      "  descent run experiments/sweep.yaml -o csv > sweep.csv"
    },
    description = {
      "Runs experiments and prints their results. An interrupted run goes on where it was when"
          + " it is started again with the same --out."
    },
    sortOptions = false)
final class RunCommand implements Callable<Integer> {
  static final Duration LIVE = Duration.ofMillis(250);
  private static final Duration PLAIN = Duration.ofSeconds(5);

  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private ExperimentFiles source;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where results go; default descent-results/NAME-OF-THE-FIRST-FILE.")
  private Path out;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "What to print on stdout: ${COMPLETION-CANDIDATES} (default table).")
  private Format format = Format.TABLE;

  @Option(names = "--quiet", description = "No progress on stderr.")
  private boolean quiet;

  @Option(
      names = "--keep-log",
      description = "Keep the broker's log, DIR/descent-log, after the run.")
  private boolean keepLog;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Use this Kafka broker instead of one in this process.")
  private String bootstrap;

  @Option(
      names = "--serve",
      description = "Go on serving the page after the run, until Ctrl-C; the log is kept.")
  private boolean serve;

  @Mixin private ClaimCheck claims;

  @Mixin private PagePort port;

  @Mixin private KafkaConfigFile kafka;

  @Mixin private OutDirectory outDirectory;

  private Path startedIn;

  /** Where the process writes what it does; null until it has begun. */
  Path startedIn() {
    return startedIn;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var broker = kafka.reaching(bootstrap);
    var headStart = HeadStart.take();
    var runtime = source.runtime();
    var experiments = source.read();
    var ahead = new ReadAhead();
    var asked = bootstrap == null ? onTheirData(experiments, runtime.sizing(), ahead) : experiments;
    port.require(PagePort.ANY);
    var path = out == null ? source.results() : out;
    try (var directory = outDirectory.forRun(path, asked)) {
      startedIn = directory.path();
      var display = display();
      for (var changed : directory.onOtherData()) {
        display.say(changed.experiment() + ": its data have changed since; they are trained anew");
      }
      display.say("Starting " + (bootstrap == null ? "Kafka and " : "") + "the services ...");
      headStart.awaitLibrary();
      return run(experiments, ahead, directory, display, settings(directory, runtime), broker);
    }
  }

  private int run(
      List<Experiment> experiments,
      ReadAhead ahead,
      ResultsDirectory directory,
      ProgressDisplay display,
      Map<String, String> settings,
      Map<String, Object> broker)
      throws IOException, InterruptedException {
    List<ExperimentStatus> statuses;
    Results results;
    var farewell = Interruption.onInterruption(() -> farewell(display));
    try (var pipeline =
        bootstrap == null
            ? Pipeline.onOwnBroker(
                directory.log(), settings, failure -> cannotGoOn(failure, display))
            : Pipeline.onBroker(broker, settings)) {
      if (serve) {
        display.say("The page is at " + pipeline.page());
      }
      pipeline.hand(ahead);
      var following = Following.submitted(pipeline.control(), experiments, display, LIVE);
      if (bootstrap == null) {
        following.cancelOthers();
      }
      statuses = untilOver(following, pipeline.watch());
      display.end();
      results = report(directory, pipeline, statuses, following.elapsed());
      if (serve) {
        farewell.close();
        PagePort.serve(pipeline, descent.terminal());
      } else if (bootstrap == null
          && !keepLog
          && statuses.stream().allMatch(Following::hasCurves)) {
        pipeline.abandon();
        for (var left : directory.log().delete()) {
          descent.terminal().err().println(left + " was left: Descent did not make it");
        }
      }
    } finally {
      farewell.close();
    }
    return claims.code(results, code(statuses), descent.terminal().err());
  }

  private static List<ExperimentStatus> untilOver(Following following, ServiceWatch watch)
      throws IOException, InterruptedException {
    try {
      return following.untilOver(watch::look);
    } catch (ControlUnreachable e) {
      throw watch.behind(e);
    }
  }

  /** Fetches, writes and prints what the experiments have come to. */
  private Results report(
      ResultsDirectory directory,
      Pipeline pipeline,
      List<ExperimentStatus> statuses,
      Duration elapsed)
      throws IOException {
    var terminal = descent.terminal();
    var ids = WantedExperiments.ids(statuses);
    var results = Collected.into(directory, pipeline.control(), statuses);
    format.print(results, terminal.out());
    var report = Collected.report(directory, pipeline.control(), ids, source.title());
    Collected.removeStale(directory, terminal.err()::println);
    explain(statuses);
    if (!quiet) {
      terminal.err().println();
      terminal.err().println("Results after " + Numbers.clock(elapsed) + " in " + directory.path());
      terminal.err().println("Report: " + report);
    }
    return results;
  }

  private Map<String, String> settings(ResultsDirectory directory, RuntimeSettings runtime) {
    var settings = new HashMap<>(runtime.configuration());
    settings.put(Pipeline.PORT, port.setting());
    settings.put(Pipeline.LOG, ResultsDirectory.processLog(directory.path()).toString());
    settings.put("descent.data-dir", Path.of("").toAbsolutePath().getRoot().toString());
    return settings;
  }

  /** The files that they name are read, here as later by the dataset-loader. */
  private static List<Experiment> onTheirData(
      List<Experiment> experiments, Sizing sizing, ReadAhead ahead) {
    return experiments.stream().map(one -> Prepared.of(one, sizing, ahead).experiment()).toList();
  }

  private ProgressDisplay display() {
    return quiet ? ProgressDisplay.none() : display(descent.terminal());
  }

  /** Progress on {@code terminal}: redrawn in place, or a line now and then. */
  static ProgressDisplay display(Terminal terminal) {
    return terminal.live()
        ? ProgressDisplay.live(terminal.err(), terminal.columns())
        : ProgressDisplay.plain(terminal.err(), PLAIN);
  }

  private void farewell(ProgressDisplay display) {
    display.end();
    if (bootstrap == null) {
      descent.terminal().err().println();
      descent.terminal().err().println("Interrupted. The same command goes on from here.");
    }
  }

  /** The broker has failed: what it has written is there when it starts again. */
  private void cannotGoOn(IOException failure, ProgressDisplay display) {
    display.end();
    descent
        .terminal()
        .err()
        .println(failure.getMessage() + "; once that is mended, the same command goes on");
    Interruption.end(ExitCode.FAILED);
  }

  private void explain(List<ExperimentStatus> statuses) {
    var err = descent.terminal().err();
    Rejections.explain(statuses, err);
    for (var status : statuses) {
      if (status.disagreements() > 0) {
        err.println(
            status.name()
                + ": trainer and evaluator disagree on "
                + Numbers.counted(status.disagreements(), "trial"));
      }
      if (!Following.hasCurves(status)) {
        err.println(status.name() + ": some curves are missing; the log is kept");
      }
    }
  }

  /** What it means for the exit code that experiments are over like this. */
  static int code(List<ExperimentStatus> statuses) {
    if (!Rejections.among(statuses).isEmpty()) {
      return ExitCode.MISTAKE;
    }
    boolean good =
        statuses.stream()
            .allMatch(
                status ->
                    status.state() == State.COMPLETE
                        && Following.hasCurves(status)
                        && status.disagreements() == 0
                        && status.ends().getOrDefault(End.FAILED, 0) == 0
                        && status.ends().getOrDefault(End.CANCELLED, 0) == 0);
    return good ? ExitCode.OK : ExitCode.FAILED;
  }
}
