package org.descent.standalone.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.Results;
import org.descent.standalone.broker.EmbeddedBroker;
import org.descent.standalone.broker.LogDirectory;
import org.descent.standalone.broker.Loopback;
import org.descent.standalone.export.RecordedLog;
import org.descent.standalone.pipeline.BrokerUnreachable;
import org.descent.standalone.pipeline.ResultSource;
import org.descent.standalone.results.ResultsDirectory;
import org.descent.standalone.table.Numbers;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes results again, for people and for other tools. */
@Command(
    name = "export",
    footerHeading = "%nExamples:%n",
    footer = {
      "  descent export --log descent-results/descent-log --out exported --tensorboard",
      "  descent export --server http://127.0.0.1:8080 --out exported sweep --parquet",
      "  descent export --log descent-results/descent-log --out exported --mlflow http://127.0.0.1:5000"
    },
    description = {
      "Writes results, curves, report, TensorBoard event files and SavedModels to a directory: from a"
          + " kept log, a Kafka broker or a running control. Nothing is changed there."
    },
    sortOptions = false)
final class ExportCommand implements Callable<Integer> {
  /** Control makes no report on more experiments; nobody could read it either. */
  private static final int MOST_IN_A_REPORT = 50;

  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private WantedExperiments wanted;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where it goes.")
  private Path out;

  @Mixin private OutDirectory outDirectory;

  @ArgGroup(multiplicity = "1")
  private Source source;

  @Mixin private KafkaConfigFile kafka;
  @Mixin private OtherTools tools;
  @Mixin private TwoTrials two;
  @Mixin private ShownToken token;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "What to print on stdout: ${COMPLETION-CANDIDATES} (default table).")
  private Format format = Format.TABLE;

  /** Where results come from. */
  static final class Source {
    @Option(
        names = "--log",
        paramLabel = "DIR",
        description =
            "A log kept by 'run --keep-log', for example descent-results/study/descent-log.")
    private Path log;

    @Option(
        names = "--bootstrap",
        paramLabel = "HOST:PORT",
        description = "The Kafka broker of a pipeline that ran or is running.")
    private String bootstrap;

    @Option(
        names = "--server",
        paramLabel = "URL",
        description = "A running control, for example http://localhost:8080; it has no models.")
    private URI server;
  }

  @Override
  public Integer call() throws IOException {
    var broker = kafka.reaching(source.bootstrap);
    if (source.server != null) {
      tools.withoutModels("--server " + source.server);
      two.withoutModels("--server " + source.server);
      var control = Server.at(source.server, token);
      var known = wanted.among(control.experiments());
      try (var directory = directory(known)) {
        collect(control, known, directory);
        Collected.removeStale(directory, this::say);
      }
      return wanted.explainRejections(known, descent.terminal().err());
    } else if (source.bootstrap != null) {
      BrokerUnreachable.unlessReachable(broker);
      return export(broker);
    } else {
      requireLog();
      Loopback.require();
      try (var own = EmbeddedBroker.start(source.log)) {
        return export(Map.of("bootstrap.servers", own.bootstrap()));
      }
    }
  }

  private int export(Map<String, Object> broker) throws IOException {
    KafkaLog.requireTopics(broker);
    var log = RecordedLog.open(broker);
    var known = wanted.among(log.experiments());
    var ids = WantedExperiments.ids(known);
    log.read(ids);
    if (log.unreadable() > 0) {
      say(Numbers.counted(log.unreadable(), "record") + " of the log left out as unreadable");
    }
    var models = tools.chosen(log, ids);
    var both = two.chosen(log, ids);
    tools.requireLibrary();
    two.requireLibrary();
    try (var directory = directory(known)) {
      var results = collect(log, known, directory);
      tools.writeModels(models, broker, results.experiments(), directory, this::say);
      two.write(both, broker, directory, this::say);
      Collected.removeStale(directory, this::say);
    }
    return wanted.explainRejections(known, descent.terminal().err());
  }

  private void requireLog() throws IOException {
    var log = new LogDirectory(source.log);
    if (!log.hasLog()) {
      var ofRun = ResultsDirectory.log(source.log);
      throw new UserMistake(
          "--log "
              + source.log
              + ": there is no log of a broker in it"
              + (ofRun.hasLog() ? "; did you mean " + ofRun.path() + "?" : ""));
    }
    log.requireOurs();
  }

  private ResultsDirectory directory(List<ExperimentStatus> known) throws IOException {
    return outDirectory.forResults(out, known, hasReport(known.size()));
  }

  private static boolean hasReport(int experiments) {
    return experiments > 0 && experiments <= MOST_IN_A_REPORT;
  }

  private Results collect(
      ResultSource from, List<ExperimentStatus> known, ResultsDirectory directory)
      throws IOException {
    var ids = WantedExperiments.ids(known);
    var results = Collected.into(directory, from, known);
    format.print(results, descent.terminal().out());
    say("Results of " + Numbers.counted(ids.size(), "experiment") + " in " + directory.path());
    if (hasReport(ids.size())) {
      say("Report: " + Collected.report(directory, from, ids, ""));
    }
    tools.writeEvents(results.experiments(), directory, this::say);
    tools.handOver(results.experiments(), directory, this::say);
    return results;
  }

  private void say(String line) {
    descent.terminal().err().println(line);
  }
}
