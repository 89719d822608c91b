package org.descent.standalone.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.descent.contracts.event.End;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.descent.standalone.pipeline.Pipeline;
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

  @Option(names = "--keep-log", description = "Keep the broker's log, DIR/log, after the run.")
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

  @Mixin private PagePort port;

  @Mixin private KafkaConfigFile kafka;

  private Path startedIn;

  /** Where the process writes what it does; null until it has begun. */
  Path startedIn() {
    return startedIn;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var broker = kafka.reaching(bootstrap);
    var runtime = source.runtime();
    var experiments = source.read();
    if (bootstrap == null) {
      experiments.forEach(experiment -> Prepared.of(experiment, runtime.sizing()));
    }
    port.require();
    var directory =
        OutDirectory.open(out == null ? Path.of("descent-results", source.name()) : out);
    startedIn = directory.path();
    var display = display();
    display.say("Starting " + (bootstrap == null ? "Kafka and " : "") + "the services ...");
    int code;
    boolean logIsOver;
    var farewell = Interruption.onInterruption(() -> farewell(display));
    try (var pipeline = start(directory.path(), runtime, broker)) {
      if (serve) {
        display.say("The page is at " + pipeline.page());
      }
      var following = Following.submitted(pipeline.control(), experiments, display, LIVE);
      if (bootstrap == null) {
        following.cancelOthers();
      }
      var statuses = following.untilOver();
      display.end();
      var ids = WantedExperiments.ids(statuses);
      format.print(Collected.into(directory, pipeline.control(), ids), descent.terminal().out());
      var report = Collected.report(directory, pipeline.control(), ids, source.title());
      explain(statuses);
      if (!quiet) {
        var took = Numbers.clock(following.elapsed());
        descent.terminal().err().println();
        descent.terminal().err().println("Results after " + took + " in " + directory.path());
        descent.terminal().err().println("Report: " + report);
      }
      boolean over = statuses.stream().allMatch(Following::hasCurves);
      logIsOver = bootstrap == null && over && !keepLog;
      code = code(statuses);
      if (serve) {
        farewell.close();
        PagePort.serve(pipeline, descent.terminal());
      }
      if (logIsOver) {
        pipeline.abandon();
      }
    } finally {
      farewell.close();
    }
    if (logIsOver) {
      directory.deleteLog();
    }
    return code;
  }

  private Pipeline start(Path directory, RuntimeSettings runtime, Map<String, Object> broker)
      throws IOException {
    Map<String, String> settings = new HashMap<>(runtime.configuration());
    settings.put(Pipeline.PORT, port.setting());
    settings.put("quarkus.log.file.path", ResultsDirectory.processLog(directory).toString());
    settings.put("descent.data-dir", Path.of("").toAbsolutePath().getRoot().toString());
    return bootstrap == null
        ? Pipeline.onOwnBroker(ResultsDirectory.log(directory), settings)
        : Pipeline.onBroker(broker, settings);
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

  private void explain(List<ExperimentStatus> statuses) {
    var err = descent.terminal().err();
    for (var status : statuses) {
      if (status.state() == State.REJECTED) {
        err.println(status.name() + ": " + status.reason());
      }
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
    if (statuses.stream().anyMatch(status -> status.state() == State.REJECTED)) {
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
