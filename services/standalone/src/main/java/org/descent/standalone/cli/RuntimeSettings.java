package org.descent.standalone.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.descent.experiment.plan.Sizing;

/**
 * What {@code --set} changes of the pipeline rather than of experiments.
 *
 * @param configuration keys and values of the services' configuration
 */
record RuntimeSettings(Map<String, String> configuration) {
  private static final String COHORT_SIZE = "cohort-size";
  private static final Map<String, Integer> LOWEST =
      Map.of("trainer.threads", 0, "trainer.segment", 1, COHORT_SIZE, 1);
  private static final String ENGINE = "trainer.engine";
  private static final Set<String> ENGINES =
      Set.of("auto", "stacked", "single", "fused", "reference");

  RuntimeSettings {
    configuration = Map.copyOf(configuration);
  }

  /** Whether {@code setting}, {@code path=value}, is about the pipeline. */
  static boolean isOne(String setting) {
    var path = setting.substring(0, Math.max(0, setting.indexOf('=')));
    return LOWEST.containsKey(path) || path.equals(ENGINE);
  }

  /** Those among {@code settings} that are about the pipeline. */
  static RuntimeSettings of(List<String> settings) {
    var configuration = new LinkedHashMap<String, String>();
    for (var setting : settings) {
      if (isOne(setting)) {
        int equals = setting.indexOf('=');
        var path = setting.substring(0, equals);
        configuration.put("descent." + path, checked(path, setting.substring(equals + 1)));
      }
    }
    return new RuntimeSettings(configuration);
  }

  /** How large cohorts are, with one trainer on this machine. */
  Sizing sizing() {
    int size = number(COHORT_SIZE);
    if (size > 0) {
      return Sizing.fixed(size);
    }
    return Sizing.forTrainers(1, threads());
  }

  /** How many threads the trainer has on this machine. */
  int threads() {
    int threads = number("trainer.threads");
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  private int number(String path) {
    return Integer.parseInt(configuration.getOrDefault("descent." + path, "0"));
  }

  private static String checked(String path, String value) {
    if (path.equals(ENGINE)) {
      if (!ENGINES.contains(value)) {
        throw new UserMistake("--set " + path + "=" + value + ", expected auto, stacked or single");
      }
      return value;
    }
    int lowest = LOWEST.get(path);
    if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < lowest) {
      throw new UserMistake(
          "--set " + path + "=" + value + ", expected a whole number of " + lowest + " or more");
    }
    return value;
  }
}
