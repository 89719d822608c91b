package org.descent.standalone.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.standalone.pipeline.ControlClient;
import org.descent.standalone.pipeline.Pipeline;
import org.descent.standalone.results.ResultsDirectory;
import org.descent.standalone.table.Numbers;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Writes results again, from a log that was kept or from a control that runs elsewhere. */
@Command(
    name = "export",
    description = "Writes the results of a kept log, or of a running control, to a directory.",
    sortOptions = false)
final class ExportCommand implements Callable<Integer> {
  /** Consumers that would go on with unfinished work. */
  private static final List<String> AT_WORK =
      List.of("loaderExperiments", "trainerCohorts", "evaluatorTrainings");

  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;

  @Parameters(
      paramLabel = "EXPERIMENT",
      arity = "0..*",
      description = "Names or ids; default all that are known.")
  private List<String> wanted = List.of();

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where results go.")
  private Path out;

  @ArgGroup(multiplicity = "1")
  private Source source;

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
        names = "--server",
        paramLabel = "URL",
        description = "A running control, for example http://localhost:8080.")
    private URI server;
  }

  @Override
  public Integer call() throws IOException {
    var directory = OutDirectory.open(out);
    if (source.server != null) {
      return export(server(source.server), directory);
    }
    if (!Files.isDirectory(source.log.resolve("kafka"))) {
      throw new UserMistake("--log " + source.log + ": there is no log of a broker in it");
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.log.file.path", ResultsDirectory.processLog(out).toString());
    AT_WORK.forEach(
        channel -> settings.put("mp.messaging.incoming." + channel + ".enabled", "false"));
    try (var pipeline = Pipeline.onOwnBroker(source.log, settings)) {
      return export(pipeline.control(), directory);
    }
  }

  private static ControlClient server(URI uri) {
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw new UserMistake("--server " + uri + ", expected for example http://localhost:8080");
    }
    var control = new ControlClient(uri);
    if (!control.ready()) {
      throw new UserMistake("--server " + uri + ": no control answers there, or it is not ready");
    }
    return control;
  }

  private int export(ControlClient control, ResultsDirectory directory) throws IOException {
    var ids = ids(control.experiments());
    format.print(Collected.into(directory, control, ids), descent.terminal().out());
    descent
        .terminal()
        .err()
        .println(
            "Results of " + Numbers.counted(ids.size(), "experiment") + " in " + directory.path());
    return ExitCode.OK;
  }

  private List<String> ids(List<ExperimentStatus> known) {
    if (wanted.isEmpty()) {
      return known.stream().map(ExperimentStatus::experiment).toList();
    }
    var ids = new ArrayList<String>();
    for (var name : wanted) {
      var found =
          known.stream()
              .filter(status -> status.name().equals(name) || status.experiment().equals(name))
              .map(ExperimentStatus::experiment)
              .toList();
      if (found.isEmpty()) {
        var names = known.stream().map(ExperimentStatus::experiment).toList();
        throw new UserMistake("no experiment " + name + "; known are " + String.join(", ", names));
      }
      ids.addAll(found);
    }
    return ids.stream().distinct().toList();
  }
}
