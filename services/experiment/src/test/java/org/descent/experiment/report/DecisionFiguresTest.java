package org.descent.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.descent.contracts.Floats;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DecisionField;
import org.junit.jupiter.api.Test;

class DecisionFiguresTest {
  private static final double[] SIDE = {0, 0.5, 1};

  private static final Optional<Examples> CORNERS =
      Optional.of(
          new Examples(
              List.of(2),
              new float[] {0, 0, 1, 1},
              List.of(new Examples.Target("label", new float[] {0, 1}))));

  private static Decisions decisions(int outputs, float[] values, float... lines) {
    var field =
        new DecisionField(
            1200, "label", outputs, SIDE, SIDE, Floats.toBytes(values), Floats.toBytes(lines));
    return new Decisions(field, "label", CORNERS);
  }

  @Test
  void bothHalvesOfAnOutputHaveColoursAndExamplesLieOnThem() {
    var svg = decisions(1, new float[] {0, 0, 0, 0.5f, 0.5f, 0.5f, 1, 1, 1}).svg();
    assertThat(svg).contains("iteration 1200", "class=\"f1\"", "class=\"f2\"");
    assertThat(svg.split("<circle")).hasSize(1 + 2);
  }

  @Test
  void ofSeveralOutputsTheLikeliestHasItsColour() {
    var values = new float[27];
    for (int i = 0; i < 9; i++) {
      values[3 * i + i / 3] = 1;
    }
    assertThat(decisions(3, values).svg())
        .contains("class=\"f1\"", "class=\"f2\"", "class=\"f3\"", "fill-opacity=\"0.467\"");
  }

  @Test
  void linesOfUnitsEndAtTheEdgesOfThePlane() {
    // x = 1/2, and one that does not meet the plane
    var svg = decisions(1, new float[9], 2, 0, -1, 1, 1, 5).svg();
    assertThat(svg).contains("M120 198L120 26").doesNotContain("NaN");
    assertThat(decisions(1, new float[9]).svg()).doesNotContain("L120 26");
  }

  @Test
  void whatIsNoNumberIsNotShown() {
    var values = new float[9];
    values[4] = Float.NaN;
    assertThat(decisions(1, values).svg()).doesNotContain("NaN");
    assertThat(decisions(1, values).data()).containsEntry("outputs", 1);
  }

  /** However close to each other what is said on both of its sides. */
  @Test
  void theBorderIsThereWhereNoColourIs() {
    var nearly = new float[] {0.499f, 0.499f, 0.499f, 0.5f, 0.5f, 0.5f, 0.501f, 0.501f, 0.501f};
    var svg = decisions(1, nearly).svg();
    assertThat(svg).contains("class=\"mark\"", "M120 155v43").doesNotContain("fill-opacity");
    assertThat(decisions(1, new float[9]).svg()).as("all of one class").doesNotContain("mark");
    var nothing = new float[9];
    java.util.Arrays.fill(nothing, 4, 9, Float.NaN);
    assertThat(decisions(1, nothing).svg()).as("no number is no class").doesNotContain("mark");
  }
}
