package org.descent.learning.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.ClippingSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.ScheduleSpec;
import org.descent.learning.Cohort;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Recording;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Both engines beside PyTorch and Optax, from the same weights on the same data: metrics on the
 * way, parameters at the end. {@code services/benchmarks/peers/golden.py} writes the golden files,
 * in float64, so all of the tolerance is ours.
 */
class GoldenTest {
  /** Below these, differences are not taken relative to the number. */
  private static final double SMALL_METRIC = 0.01;

  private static final double SMALL_PARAMETER = 0.1;

  /** What has to have its golden case: families of records, and words. */
  private static final List<Class<?>> FAMILIES =
      List.of(LayerSpec.class, OptimiserSpec.class, ScheduleSpec.Course.class, ClippingSpec.class);

  private static final List<Class<? extends Enum<?>>> WORDS =
      List.of(Activation.class, Loss.class, HeadKind.class, ScheduleSpec.Unit.class);

  @Tag("thorough")
  @Test
  void singleEngineTrainsAsOthersDo() {
    compare(Engines.SINGLE);
  }

  @Tag("thorough")
  @Test
  void stackedEngineTrainsAsOthersDo() {
    compare(Engines.STACKED);
  }

  private static void compare(String engine) {
    var softly = new SoftAssertions();
    for (var cases : onTheSameExamples()) {
      var trials = cases.stream().map(c -> new Cohort.Trial(c.name(), c.seed(), c.training()));
      var cohort = new Cohort(trials.toList(), cases.get(0).examples());
      var heard = Recording.of(cohort, new EngineSettings(2, 500, engine));
      cases.forEach(c -> compare(softly, c, heard));
    }
    softly.assertAll();
  }

  private static List<List<GoldenCase>> onTheSameExamples() {
    var byShape =
        GoldenCases.all().stream().collect(Collectors.groupingBy(c -> c.examples().shape()));
    return List.copyOf(byShape.values());
  }

  private static void compare(SoftAssertions softly, GoldenCase golden, Recording heard) {
    var wanted = Wire.golden(golden.name());
    var iterations = wanted.get("iterations");
    for (var metric : wanted.get("metrics").properties()) {
      var curve = heard.curve(golden.name(), metric.getKey());
      for (int i = 0; i < iterations.size(); i++) {
        int iteration = iterations.get(i).asInt();
        double number = metric.getValue().get(i).asDouble();
        softly
            .assertThat((double) curve[iteration - 1])
            .as("%s: %s at iteration %s", golden.name(), metric.getKey(), iteration)
            .isCloseTo(number, within(golden.tolerance() * Math.max(SMALL_METRIC, number)));
      }
    }
    var layout = ParameterLayout.of(golden.training().network(), golden.examples().shape());
    var weights = heard.weights(golden.name());
    for (var parameter : layout.parameters()) {
      var values = Wire.part(weights, parameter);
      compare(softly, golden, parameter.name(), values, wanted.get("parameters"));
    }
    if (golden.training().averages()) {
      var average = heard.average(golden.name());
      for (var parameter : layout.parameters()) {
        compare(
            softly,
            golden,
            parameter.name(),
            Wire.part(average, parameter),
            wanted.get("averages"));
      }
    }
  }

  private static void compare(
      SoftAssertions softly, GoldenCase golden, String name, float[] values, JsonNode parameters) {
    var wanted = parameters.get(name);
    double norm = 0;
    for (float value : values) {
      norm += (double) value * value;
    }
    var have = new double[] {Math.sqrt(norm), values[0], values[values.length - 1]};
    for (int i = 0; i < have.length; i++) {
      double number = wanted.get(i).asDouble();
      double most = golden.tolerance() * Math.max(SMALL_PARAMETER, Math.abs(number));
      softly
          .assertThat(have[i])
          .as("%s: %s of %s", golden.name(), List.of("norm", "first", "last").get(i), name)
          .isCloseTo(number, within(most));
    }
  }

  @Test
  void whateverATrainingMaySayHasAGoldenCase() {
    var said = new HashSet<Object>();
    GoldenCases.all().forEach(c -> said.addAll(c.said()));
    var missing = new ArrayList<Object>();
    for (var family : FAMILIES) {
      missing.addAll(Arrays.asList(family.getPermittedSubclasses()));
    }
    WORDS.forEach(words -> missing.addAll(Arrays.asList(words.getEnumConstants())));
    missing.removeAll(said);
    assertThat(missing).as("without a golden case").isEmpty();
  }

  @Test
  void everyGoldenFileHasItsCase() {
    assertThat(Wire.names())
        .containsExactlyInAnyOrderElementsOf(
            GoldenCases.all().stream().map(GoldenCase::name).toList());
  }

  /** For {@code golden.py}, which says where. */
  @Tag("for-others")
  @Test
  void casesAreWrittenForOthers() throws Exception {
    var folder = Files.createDirectories(Path.of(System.getProperty("golden.cases")));
    GoldenCases.all().forEach(c -> Wire.write(c, folder));
  }
}
