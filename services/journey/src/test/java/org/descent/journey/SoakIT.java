package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole pipeline with as much to do as it can for {@code soak.minutes}: what each process takes,
 * and how fast that grows, in the second half of the time.
 */
@Tag("for-others")
class SoakIT {
  private static final Path FILES = Path.of("src/test/resources/experiments");
  private static final int LOOK_SECONDS = 5;

  /** Experiments that are under way at a time. */
  private static final int AT_WORK = 4;

  @TempDir Path directory;

  /** What was looked at → hours since the start and what it was then. */
  private final Map<String, List<double[]>> samples = new LinkedHashMap<>();

  @Test
  void whatGrowsIsTold() throws Exception {
    var logs = Files.createDirectories(Path.of("target", "journeys").toAbsolutePath());
    long start = System.nanoTime();
    long end = start + Duration.ofMinutes(Long.getLong("soak.minutes", 120)).toNanos();
    try (var brokers = Brokers.of(1, directory, logs, Wrapping.NONE);
        var services = new Everybody(brokers.bootstrap(), logs, 2)) {
      brokers.start();
      services.start();
      var broker = brokers.any(new Random(0));
      var under = new ArrayList<String>();
      long trials = 0;
      for (int i = 0; System.nanoTime() < end; ) {
        under.removeIf(
            id -> services.control().status(id).path("state").asText().equals("complete"));
        for (; under.size() < AT_WORK; i++) {
          var experiment =
              Control.read(FILES.resolve("learning-rates.yaml"), "name=soak-" + i, "seeds=8")
                  .get(0);
          trials += experiment.trials();
          under.add(services.control().submit(experiment));
        }
        double hours = (System.nanoTime() - start) / 3.6e12;
        look(hours, "broker", broker.process());
        services.all().forEach((name, service) -> look(hours, name, service.process()));
        sample(hours, "log, MB", size(broker.directory()) / 1e6);
        sample(hours, "trials", trials);
        TimeUnit.SECONDS.sleep(LOOK_SECONDS);
      }
      for (var id : under) {
        services.control().awaitComplete(id);
      }
      services.all().forEach((name, s) -> assertThat(s.alive()).as(name).isTrue());
      print();
    }
  }

  private void look(double hours, String name, Process process) {
    var proc = Path.of("/proc", Long.toString(process.pid()));
    try (var lines = Files.lines(proc.resolve("status"));
        var handles = Files.list(proc.resolve("fd"))) {
      lines
          .map(line -> line.split("[:\\s]+"))
          .forEach(
              words -> {
                switch (words[0]) {
                  case "VmRSS" -> sample(hours, name + ", resident MB", number(words[1]) / 1024);
                  case "VmData" -> sample(hours, name + ", data MB", number(words[1]) / 1024);
                  case "Threads" -> sample(hours, name + ", threads", number(words[1]));
                  default -> {}
                }
              });
      sample(hours, name + ", handles", handles.count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double number(String word) {
    return Double.parseDouble(word);
  }

  private void sample(double hours, String what, double value) {
    samples.computeIfAbsent(what, w -> new ArrayList<>()).add(new double[] {hours, value});
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    }
  }

  private void print() {
    System.out.printf("%-32s %10s %10s %14s%n", "", "half time", "end", "growth an hour");
    samples.forEach(
        (what, all) -> {
          var half = all.subList(all.size() / 2, all.size());
          var slope = Slope.of(half);
          System.out.printf(
              "%-32s %10.1f %10.1f %10.2f +- %.2f%n",
              what, half.get(0)[1], half.get(half.size() - 1)[1], slope.perHour(), slope.margin());
        });
  }

  /**
   * A line through points by least squares.
   *
   * @param margin of the slope, two standard errors, as if points knew nothing of each other
   */
  private record Slope(double perHour, double margin) {
    static Slope of(List<double[]> points) {
      double x = points.stream().mapToDouble(p -> p[0]).average().orElse(0);
      double y = points.stream().mapToDouble(p -> p[1]).average().orElse(0);
      double xx = points.stream().mapToDouble(p -> (p[0] - x) * (p[0] - x)).sum();
      double slope = points.stream().mapToDouble(p -> (p[0] - x) * (p[1] - y)).sum() / xx;
      double rest =
          points.stream().mapToDouble(p -> Math.pow(p[1] - y - slope * (p[0] - x), 2)).sum();
      return new Slope(slope, 2 * Math.sqrt(rest / Math.max(1, points.size() - 2) / xx));
    }
  }
}
