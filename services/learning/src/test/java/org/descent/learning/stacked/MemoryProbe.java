package org.descent.learning.stacked;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.Loss;
import org.descent.learning.Cohort;
import org.descent.learning.Device;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Fixtures;
import org.tensorflow.types.TFloat32;

/**
 * Works for a while and says how much memory the process holds on the way. Its heap has one size
 * from the start, so that whatever is added is native.
 */
final class MemoryProbe {
  /** Options of its JVM. */
  static final List<String> OPTIONS =
      List.of(
          "-Xms96m",
          "-Xmx96m",
          "-XX:+AlwaysPreTouch",
          "-XX:+UseSerialGC",
          "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");

  /** However many cores there are, their threads share one place that memory comes from. */
  static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "1");

  static final Path STATUS = Path.of("/proc/self/status");

  /** Pages of files come and go as the system likes, so they are left out where they are told. */
  private static final List<Pattern> RESIDENT =
      List.of(Pattern.compile("RssAnon:\\s+(\\d+) kB"), Pattern.compile("VmRSS:\\s+(\\d+) kB"));

  private MemoryProbe() {}

  /**
   * Prints resident kilobytes, one number a line, ten times at equal distances and once before.
   *
   * <ul>
   *   <li>{@code cohorts WARM COUNT LEAK}: trains small cohorts after {@code WARM} others; of each,
   *       {@code LEAK} floats are never given back
   *   <li>{@code shapes WARM COUNT KEPT}: trains networks of as many shapes with room for {@code
   *       KEPT} programs
   * </ul>
   */
  public static void main(String[] arguments) {
    int warm = Integer.parseInt(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    int last = Integer.parseInt(arguments[3]);
    boolean cohorts = arguments[0].equals("cohorts");
    var settings = new EngineSettings(1, 50, Engines.STACKED);
    var reference = Engines.create(new EngineSettings(1, 50, Engines.SINGLE));
    var kept = new ArrayList<TFloat32>();
    try (var engine =
        new StackedEngine(
            settings, reference, Device.detect(), Repacking.WHERE_IT_PAYS, cohorts ? 32 : last)) {
      for (int i = 0; i <= warm + count; i++) {
        if (i >= warm && (i - warm) % (count / 10) == 0) {
          System.out.println(resident());
        }
        int units = cohorts ? 1 + i % 3 : 1 + i;
        Company.train(engine, cohort(units));
        if (cohorts && last > 0) {
          kept.add(TFloat32.vectorOf(new float[last]));
        }
      }
    }
  }

  private static Cohort cohort(int units) {
    var network = Fixtures.dense(units, Activation.TANH, Fixtures.LABEL);
    var training = Fixtures.training(network, Loss.CROSS_ENTROPY, 5);
    return Fixtures.cohort(Fixtures.xor(), 1, training, training);
  }

  private static long resident() {
    System.gc();
    try {
      var status = Files.readString(STATUS);
      return RESIDENT.stream()
          .map(pattern -> pattern.matcher(status))
          .filter(Matcher::find)
          .mapToLong(found -> Long.parseLong(found.group(1)))
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException(STATUS + " says nothing of resident memory"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
