package org.descent.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleFiguresTest {
  private static final String EXPERIMENT =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: schedules
      data: xor
      network:
        layers: [{dense: {units: 2, activation: tanh}}]
        heads: [{binary: {}}]
      optimiser: {momentum: {learningRate: 0.5}}
      budget: 8
      seeds: 2
      """;

  private static List<Plot> plots(String more) {
    var findings = Told.of(EXPERIMENT + more, (variant, seed) -> new float[] {1, 0.5f});
    return new ScheduleFigures(findings)
        .figure().stream().flatMap(f -> f.drawings().stream()).map(Plot.class::cast).toList();
  }

  @Test
  void eachScheduleIsALineOfTheRatesThatTrainersTake() {
    var plots =
        plots(
            """
            vary:
              loss: [l2, cross-entropy]
              update.schedule: [none, {warmUp: 4}, {course: {step: {every: 2, factor: 0.5}}}]
            """);
    assertThat(plots).hasSize(1);
    assertThat(plots.get(0).series().stream().map(Plot.Series::y))
        .containsExactly(
            new double[] {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5},
            new double[] {0.125, 0.25, 0.375, 0.5, 0.5, 0.5, 0.5, 0.5},
            new double[] {0.5, 0.5, 0.25, 0.25, 0.125, 0.125, 0.0625, 0.0625});
    assertThat(plots.get(0).series())
        .allMatch(line -> line.name().endsWith(" and 1 more"), "each of both losses");
  }

  @Test
  void momentumHasAPlotOfItsOwn() {
    var plots = plots("update: {momentum: {course: {exponential: {every: 1, factor: 0.5}}}}\n");
    assertThat(plots).hasSize(1);
    assertThat(plots.get(0).y().label()).isEqualTo("factor of the momentum");
    assertThat(plots.get(0).series().get(0).y()).startsWith(1, 0.5, 0.25);
  }

  @Test
  void withoutAScheduleThereIsNothingToDraw() {
    assertThat(plots("")).isEmpty();
  }
}
