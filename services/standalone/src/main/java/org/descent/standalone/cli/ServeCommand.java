package org.descent.standalone.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.descent.standalone.pipeline.Pipeline;
import org.descent.standalone.results.ResultsDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Serves the page: experiments are handed in, watched and compared in the browser. */
@Command(
    name = "serve",
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
      description = "Where the broker's log lies; default descent-results/log.")
  private Path log = Path.of("descent-results", "log");

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Use this Kafka broker instead of one in this process.")
  private String bootstrap;

  @Mixin private KafkaConfigFile kafka;
  @Mixin private PagePort port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var broker = kafka.reaching(bootstrap);
    port.require();
    var folder = log.toAbsolutePath().normalize().getParent();
    var directory =
        OutDirectory.open(folder == null ? log.toAbsolutePath().normalize() : folder).path();
    Map<String, String> settings = new HashMap<>();
    settings.put(Pipeline.PORT, port.setting());
    settings.put("quarkus.log.file.path", ResultsDirectory.processLog(directory).toString());
    // Files that experiments name are found in the folder that this was started in, and below.
    settings.put("descent.data-dir", Path.of("").toAbsolutePath().toString());
    descent.terminal().err().println("Starting ...");
    try (var pipeline =
        bootstrap == null
            ? Pipeline.onOwnBroker(log, settings)
            : Pipeline.onBroker(broker, settings)) {
      PagePort.serve(pipeline, descent.terminal());
    }
    return ExitCode.OK;
  }
}
