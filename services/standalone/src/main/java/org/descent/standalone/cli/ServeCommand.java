package org.descent.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.descent.standalone.broker.LogDirectory;
import org.descent.standalone.pipeline.HeadStart;
import org.descent.standalone.pipeline.Pipeline;
import org.descent.standalone.process.Interruption;
import org.descent.standalone.results.ResultsDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Serves the page: experiments are handed in, watched and compared in the browser. */
@Command(
    name = "serve",
    footerHeading = "%nExamples:%n",
    footer = {"  descent serve", "  descent serve --port 9000 --data-dir data --no-open"},
    description = {
      "Serves the page, where experiments are handed in and watched, until Ctrl-C. What was there"
          + " before is there again when it is started with the same --log."
    },
    sortOptions = false)
final class ServeCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;

  @Option(
      names = "--log",
      paramLabel = "DIR",
      description = "Where the broker's log lies; default descent-results/descent-log.")
  private Path log;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where the data files lie that experiments name, in it or below; default the directory"
              + " that this is started in.")
  private Path data = Path.of(".");

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Use this Kafka broker instead of one in this process.")
  private String bootstrap;

  @Option(
      names = "--no-open",
      description =
          "Do not open the page in the browser; that happens only at a desktop's terminal.")
  private boolean closed;

  @Mixin private KafkaConfigFile kafka;
  @Mixin private PagePort port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var broker = kafka.reaching(bootstrap);
    if (!Files.isDirectory(data)) {
      throw new UserMistake("--data-dir " + data + ": there is no such directory");
    }
    var headStart = HeadStart.take();
    port.require(PagePort.USUAL);
    var directory = new LogDirectory(log == null ? usual(Path.of("descent-results")) : log);
    directory.claim();
    var err = descent.terminal().err();
    err.println("Starting ...");
    headStart.awaitLibrary();
    try (var pipeline =
        bootstrap == null
            ? Pipeline.onOwnBroker(directory, settings(directory), this::cannotGoOn)
            : Pipeline.onBroker(broker, settings(directory))) {
      err.println("Data files are looked for in " + data.toRealPath());
      if (!closed) {
        Desktop.open(pipeline.page());
      }
      PagePort.serve(pipeline, descent.terminal());
    }
    return ExitCode.OK;
  }

  private Map<String, String> settings(LogDirectory directory) throws IOException {
    var settings = new HashMap<String, String>();
    settings.put(Pipeline.PORT, port.setting());
    settings.put(Pipeline.LOG, directory.processLog().toString());
    settings.put("descent.data-dir", data.toRealPath().toString());
    return settings;
  }

  /**
   * Where a log lies in {@code results} unless told otherwise; what an earlier release has served
   * is served on.
   */
  static Path usual(Path results) {
    var earlier = results.resolve("log");
    var now = ResultsDirectory.log(results).path();
    return !Files.exists(now) && new LogDirectory(earlier).hasLog() ? earlier : now;
  }

  private void cannotGoOn(IOException failure) {
    descent
        .terminal()
        .err()
        .println(failure.getMessage() + "; once that is mended, the same command goes on");
    Interruption.end(ExitCode.FAILED);
  }
}
