package org.descent.benchmarks.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A broker and the services, on a log of their own that goes when they do. */
public final class RunningPipeline implements AutoCloseable {
  private static final String THREADS = "descent.trainer.threads";

  private final Path directory;
  private final List<JavaProcess> processes = new ArrayList<>();
  private JavaProcess control;
  private String bootstrap;

  private RunningPipeline() throws IOException {
    directory = Files.createTempDirectory("descent-bench");
  }

  /** Everything in one process, as {@code descent run} and {@code descent serve} have it. */
  public static RunningPipeline inOneProcess(int threads, String engine) throws IOException {
    var pipeline = new RunningPipeline();
    try {
      pipeline.control =
          pipeline.started(
              JavaProcess.application(
                  "standalone",
                  pipeline.directory,
                  Map.of(THREADS, Integer.toString(threads), "descent.trainer.engine", engine),
                  port ->
                      List.of("serve", "--port=" + port, "--log=" + pipeline.directory + "/log")));
      pipeline.control.awaitReady();
      return pipeline;
    } catch (IOException | RuntimeException e) {
      pipeline.close();
      throw e;
    }
  }

  /** The broker and each service in a process of its own; no trainers yet. */
  public static RunningPipeline inProcesses() throws IOException {
    var pipeline = new RunningPipeline();
    try {
      var log = Files.createDirectory(pipeline.directory.resolve("log"));
      pipeline
          .started(JavaProcess.main("broker", Broker.class, pipeline.directory, log.toString()))
          .await(() -> !Broker.address(log).isEmpty());
      pipeline.bootstrap = Broker.address(log);
      pipeline.control = pipeline.service("control", Map.of());
      pipeline.control.awaitReady(); // it makes the topics
      var others =
          List.of(
              pipeline.service("dataset-loader", Map.of()),
              pipeline.service("evaluator", Map.of()));
      for (var other : others) {
        other.awaitReady();
      }
      return pipeline;
    } catch (IOException | RuntimeException e) {
      pipeline.close();
      throw e;
    }
  }

  /** One more trainer; gets its share of the cohorts within a few seconds. */
  public JavaProcess trainer(int threads) throws IOException {
    return service("trainer", Map.of(THREADS, Integer.toString(threads))).awaitReady();
  }

  /** Stops one of the processes. */
  public void stop(JavaProcess process) {
    processes.remove(process);
    process.close();
  }

  /** The REST interface of control. */
  URI control() {
    return control.uri();
  }

  /** Processor time used so far by process, in seconds; that of several trainers is one sum. */
  Map<String, Double> cpuSeconds() {
    var all = new LinkedHashMap<String, Double>();
    processes.forEach(process -> all.merge(process.name(), process.cpuSeconds(), Double::sum));
    return all;
  }

  private JavaProcess service(String module, Map<String, String> settings) throws IOException {
    var all = new LinkedHashMap<>(settings);
    all.put("kafka.bootstrap.servers", bootstrap);
    return started(JavaProcess.application(module, directory, all, port -> List.of()));
  }

  private JavaProcess started(JavaProcess process) {
    processes.add(process);
    return process;
  }

  @Override
  public void close() {
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).close();
    }
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
