package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.descent.contracts.PackedCurves;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TargetSpec;
import org.descent.experiment.results.Curves.Point;
import org.junit.jupiter.api.Test;

/** What was measured of splits now and then, beside the curves of each iteration. */
class MeasuredCurvesTest {
  private static final String TRIAL = Story.trial(0, 5);
  private static final String OTHER = Story.trial(0, 3);

  private static TrainingProgressed measured(String trial, int[] iterations, float... losses) {
    var accuracies = new float[losses.length];
    for (int i = 0; i < losses.length; i++) {
      accuracies[i] = iterations[i] / 10f;
    }
    var one =
        new TrainingProgressed.Measured(
            trial,
            List.of("validation.loss", "validation.accuracy"),
            java.util.Arrays.stream(iterations).boxed().toList(),
            PackedCurves.of(List.of(losses, accuracies)));
    return new TrainingProgressed(
        Story.ID + ".c0000",
        Story.ID,
        List.of(),
        List.of(),
        PackedCurves.of(List.of()),
        List.of(one));
  }

  private static Ledger told(TrainingProgressed... events) {
    var ledger = new Ledger(Story.experiment());
    for (var event : events) {
      assertThat(ledger.on(event)).isTrue();
      assertThat(ledger.on(event)).isFalse();
    }
    return ledger;
  }

  @Test
  void theyComeInAnyOrderAndMoreThanOnceAndTheFirstStays() {
    var events =
        new ArrayList<>(
            List.of(
                measured(TRIAL, new int[] {1, 4}, 0.9f, 0.7f),
                measured(TRIAL, new int[] {10}, 0.3f),
                measured(TRIAL, new int[] {7}, 0.5f)));
    Collections.reverse(events);
    var ledger = told(events.toArray(TrainingProgressed[]::new));
    ledger.on(measured(TRIAL, new int[] {4, 7}, 100, 100));
    var curves = ledger.curves();
    assertThat(curves.measuredAt(TRIAL, "validation.loss")).containsExactly(1, 4, 7, 10);
    assertThat(curves.measured(TRIAL, "validation.loss")).containsExactly(0.9f, 0.7f, 0.5f, 0.3f);
    assertThat(curves.measured(TRIAL, "test.loss")).isEmpty();
    assertThat(curves.measured(OTHER)).isEmpty();
    assertThat(curves.iterations(TRIAL)).isZero();
  }

  @Test
  void instrumentsHaveIterationsOfTheirOwn() {
    var found =
        new TrainingProgressed(
            Story.ID + ".c0000",
            Story.ID,
            List.of(),
            List.of(),
            PackedCurves.of(List.of()),
            List.of(
                new TrainingProgressed.Measured(
                    TRIAL,
                    List.of("sharpness", "sharpness-2"),
                    List.of(1, 5, 9),
                    PackedCurves.of(List.of(new float[] {1, 2, 3}, new float[] {0, 1, 2}))),
                new TrainingProgressed.Measured(
                    TRIAL,
                    List.of("gradient-norm.layer0"),
                    List.of(2),
                    PackedCurves.of(List.of(new float[] {7})))));
    var curves = told(measured(TRIAL, new int[] {1, 4}, 0.9f, 0.7f), found).curves();
    assertThat(curves.measuredAt(TRIAL, "sharpness-2")).containsExactly(1, 5, 9);
    assertThat(curves.measured(TRIAL, "sharpness-2")).containsExactly(0, 1, 2);
    assertThat(curves.measuredAt(TRIAL, "gradient-norm.layer0")).containsExactly(2);
    assertThat(curves.measuredAt(TRIAL, "validation.loss")).containsExactly(1, 4);
    assertThat(curves.measuredAt(TRIAL, "loss")).isEmpty();
    assertThat(curves.instruments(TRIAL))
        .containsExactly("sharpness", "sharpness-2", "gradient-norm.layer0");
    var again = new Ledger(Story.experiment());
    again.on(curves.told(Story.ID, TRIAL).orElseThrow());
    assertThat(again.curves().measured(TRIAL, "sharpness")).containsExactly(1, 2, 3);
    assertThat(again.curves().measured(TRIAL)).isEqualTo(curves.measured(TRIAL));
  }

  @Test
  void betweenTwoOfThemTheEarlierStands() {
    var curves = told(measured(TRIAL, new int[] {1, 4}, 0.9f, 0.7f)).curves();
    var values = new float[5];
    assertThat(curves.sample(TRIAL, "validation.loss", new int[] {1, 2, 3, 4, 5}, values))
        .isEqualTo(4);
    assertThat(values).containsExactly(0.9f, 0.9f, 0.9f, 0.7f, 0.7f);
  }

  @Test
  void theyAreDrawnWhereTheyWereMeasured() {
    var curves = told(measured(TRIAL, new int[] {1, 4, 900}, 3, 1, 2)).curves();
    var points = List.of(new Point(1, 3), new Point(4, 1), new Point(900, 2));
    assertThat(curves.drawn(TRIAL, "validation.loss", Spacing.LINEAR, 400)).isEqualTo(points);
    assertThat(curves.thinned(TRIAL, "validation.loss", Spacing.LOG, 4)).isEqualTo(points);
  }

  @Test
  void aBandLooksWhereAnyTrialWasMeasured() {
    var curves =
        told(
                measured(TRIAL, new int[] {1, 4}, 3, 1),
                measured(OTHER, new int[] {1, 3}, 5, 3),
                Story.slice(0, 5, 1, 9, 9, 9, 9),
                Story.slice(0, 3, 1, 9, 9, 9))
            .curves();
    var members = List.of(new Band.Member(TRIAL, true), new Band.Member(OTHER, true));
    var band = Band.of(curves, members, "validation.loss", 1000, new int[] {1});
    assertThat(band.iterations()).containsExactly(1, 3, 4);
    assertThat(band.median()).containsExactly(4, 3, 2);
    assertThat(band.every()).isTrue();
  }

  @Test
  void aTableHasEmptyCellsInBetween() throws IOException {
    var curves =
        told(measured(TRIAL, new int[] {1, 3}, 0.5f, 0.25f), Story.slice(0, 5, 1, 9, 8, 7, 6))
            .curves();
    var out = new StringBuilder();
    new CurveTable(curves, TRIAL, List.of("loss", "validation.loss", "test.loss")).write("", out);
    assertThat(out.toString()).isEqualTo("1,9.0,0.5,\n2,8.0,,\n3,7.0,0.25,\n4,6.0,,\n");
  }

  @Test
  void aTargetIsReachedFirstBetweenTwoMeasurements() {
    var curves =
        told(measured(TRIAL, new int[] {1, 4, 6}, 3, 2, 1), Story.slice(0, 5, 1, 9, 8, 7)).curves();
    var split = Split.VALIDATION;
    var loss = TargetSpec.Metric.LOSS;
    assertThat(TargetTimes.reached(curves, TRIAL, new TargetSpec(loss, "", 2.5, split), "a"))
        .isEqualTo(new ExperimentResult.Reached("a", 4, 1));
    assertThat(TargetTimes.reached(curves, TRIAL, new TargetSpec(loss, "label", 3, split), "b"))
        .isEqualTo(new ExperimentResult.Reached("b", 1, 0));
    assertThat(TargetTimes.reached(curves, TRIAL, new TargetSpec(loss, "", 0.5, split), "c"))
        .isEqualTo(new ExperimentResult.Reached("c", null, null));
    assertThat(TargetTimes.reached(curves, TRIAL, new TargetSpec(loss, "label", 8), "d"))
        .isEqualTo(new ExperimentResult.Reached("d", 2, null));
  }
}
