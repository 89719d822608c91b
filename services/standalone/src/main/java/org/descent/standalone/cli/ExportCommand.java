package org.descent.standalone.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.descent.experiment.results.Results;
import org.descent.standalone.broker.EmbeddedBroker;
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

  @ArgGroup(multiplicity = "1")
  private Source source;

  @Mixin private KafkaConfigFile kafka;
  @Mixin private OtherTools tools;

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
        description = "A log kept by 'run --keep-log', for example descent-results/study/log.")
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
      var control = Server.at(source.server);
      var ids = WantedExperiments.ids(wanted.among(control.experiments()));
      collect(control, ids, OutDirectory.open(out));
    } else if (source.bootstrap != null) {
      BrokerUnreachable.unlessReachable(broker);
      export(broker);
    } else {
      if (!Files.isDirectory(source.log.resolve("kafka"))) {
        throw new UserMistake("--log " + source.log + ": there is no log of a broker in it");
      }
      try (var own = EmbeddedBroker.start(source.log)) {
        export(Map.of("bootstrap.servers", own.bootstrap()));
      }
    }
    return ExitCode.OK;
  }

  private void export(Map<String, Object> broker) throws IOException {
    KafkaLog.requireTopics(broker);
    var log = RecordedLog.open(broker);
    var ids = WantedExperiments.ids(wanted.among(log.experiments()));
    log.read(ids);
    if (log.unreadable() > 0) {
      say(Numbers.counted(log.unreadable(), "record") + " of the log left out as unreadable");
    }
    var models = tools.chosen(log, ids);
    var directory = OutDirectory.open(out);
    var results = collect(log, ids, directory);
    tools.writeModels(models, broker, results.experiments(), directory, this::say);
  }

  private Results collect(ResultSource from, List<String> ids, ResultsDirectory directory)
      throws IOException {
    var results = Collected.into(directory, from, ids);
    format.print(results, descent.terminal().out());
    say("Results of " + Numbers.counted(ids.size(), "experiment") + " in " + directory.path());
    if (!ids.isEmpty() && ids.size() <= MOST_IN_A_REPORT) {
      say("Report: " + Collected.report(directory, from, ids, ""));
    }
    tools.writeEvents(results.experiments(), directory, this::say);
    return results;
  }

  private void say(String line) {
    descent.terminal().err().println(line);
  }
}
