package org.descent.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.junit.jupiter.api.Test;

class StudyClaimsTest {
  private static final String LINE =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: line
      data: {line: {images: 8, seed: 1}}
      network:
        layers: [{conv2d: {filters: 2, kernel: 3}}, flatten]
        heads: [{binary: {}}]
      loss: cross-entropy
      budget: 2000
      seeds: 8
      """;
  private static final String DETECTION =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: detection
      data: {detection: {images: 8, seed: 1}}
      network:
        layers: [{conv2d: {filters: 2, kernel: 3}}, flatten]
        heads: [{binary: {}}, {regression: {name: width, target: width, tolerance: 0.5}}]
      loss: cross-entropy
      budget: 2000
      seeds: 8
      """;

  /** A curve whose loss rises at every n-th update of its first 19, and never again. */
  private static float[] curve(int length, int every) {
    var loss = new float[length];
    for (int i = 0; i < length; i++) {
      loss[i] = 100 - 0.01f * i + (i > 0 && i < 19 && i % every == 0 ? 0.02f : 0);
    }
    return loss;
  }

  private static Claim rougher(int jointLength, int jointEvery, int aloneEvery) {
    var alone = Told.of(LINE, (v, seed) -> curve(19 + (int) seed, aloneEvery));
    var joint = Told.of(DETECTION, (v, seed) -> curve(jointLength + (int) seed, jointEvery));
    return claim("joint-curves-are-rougher", alone, joint);
  }

  @Test
  void aLongCurveIsNoRougherForBeingLong() {
    for (int length : new int[] {20, 200, 1177}) {
      var same = rougher(length, 4, 4);
      assertThat(same.verdict()).as("%d iterations", length).isEqualTo(Verdict.NOT_RESOLVED);
      assertThat(same.comparisons().get(0).estimate()).isZero();
      assertThat(rougher(length, 2, 6).verdict()).isEqualTo(Verdict.HOLDS);
      assertThat(rougher(length, 6, 2).verdict()).isEqualTo(Verdict.CONTRADICTED);
    }
  }

  @Test
  void evidenceSaysOverWhichExposureAndWhatItWouldBeOverUnequalOnes() {
    assertThat(rougher(1177, 4, 4).evidence())
        .contains("in the first 20 iterations, which every trial has")
        .contains("over curves of unequal length, 0 % and 18 %");
  }

  @Test
  void twoTasksAreNamedAsSuch() {
    assertThat(rougher(200, 4, 4).confounders()).containsExactly("two tasks, line and detection");

    var page =
        Report.of(
                "",
                List.of(
                    Told.of(LINE, (v, seed) -> curve(20, 4)),
                    Told.of(DETECTION, (v, seed) -> curve(200, 4))))
            .html();
    assertThat(page).contains("confounded by two tasks, line and detection");
  }

  @Test
  void nothingIsDecidedWhileTrialsAreToCome() {
    var alone = Told.of(LINE, (v, seed) -> curve(19, 6));
    var joint = Told.of(DETECTION, (v, seed) -> curve(seed > 7 ? 0 : 200, 2));
    assertThat(claim("joint-curves-are-rougher", alone, joint).verdict())
        .isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(rougher(200, 2, 6).verdict()).isEqualTo(Verdict.HOLDS);
    var none = Told.of(DETECTION, (v, seed) -> curve(0, 1));
    assertThat(claim("joint-curves-are-rougher", alone, none).evidence())
        .isEqualTo("no trials to compare yet");
  }

  private static Claim claim(String id, Findings... findings) {
    return new StudyClaims(List.of(findings))
        .claims().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }
}
