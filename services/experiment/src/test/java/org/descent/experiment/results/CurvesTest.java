package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.PackedCurves;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.experiment.results.Curves.Point;
import org.junit.jupiter.api.Test;

class CurvesTest {
  private static final String TRIAL = Story.trial(0, 5);

  @Test
  void thinningKeepsEndsAndExtremes() {
    var losses = new float[1000];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = 1000 - i;
    }
    losses[499] = 5000; // a spike at iteration 500
    losses[700] = -1;
    var curves = new Curves();
    Story.add(curves, Story.slice(0, 5, 1, losses));

    var points = Curves.thinned(curves.values(TRIAL, "loss"), Spacing.LINEAR, 20);

    assertThat(points)
        .hasSizeLessThanOrEqualTo(20)
        .isSortedAccordingTo((a, b) -> Integer.compare(a.iteration(), b.iteration()));
    assertThat(points).startsWith(new Point(1, 1000)).endsWith(new Point(1000, 1));
    assertThat(points).contains(new Point(500, 5000), new Point(701, -1));
  }

  @Test
  void shortCurvesStayWhole() {
    var curves = new Curves();
    Story.add(curves, Story.slice(0, 5, 1, 3, 2, 1));
    assertThat(curves.drawn(TRIAL, "loss", Spacing.LOG, 100))
        .isEqualTo(Curves.thinned(new float[] {3, 2, 1}, Spacing.LINEAR, 4))
        .containsExactly(new Point(1, 3), new Point(2, 2), new Point(3, 1));
    assertThat(curves.drawn("none", "loss", Spacing.LOG, 100)).isEmpty();
    assertThat(curves.values(TRIAL, "none")).isEmpty();
    assertThatThrownBy(() -> Curves.thinned(new float[9], Spacing.LINEAR, 3))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage("points 3, expected 4 or more");
  }

  @Test
  void notANumberIsNeitherLowNorHigh() {
    float nan = Float.NaN;
    float[] values = {1, nan, 5, 2, 3, nan};
    assertThat(Curves.drawn(values, Spacing.LINEAR, 1))
        .containsExactly(new Point(1, 1), new Point(2, nan), new Point(3, 5), new Point(6, nan));
    assertThat(Curves.thinned(values, Spacing.LINEAR, 4))
        .containsExactly(new Point(1, 1), new Point(3, 5), new Point(6, nan));
  }

  @Test
  void overlappingSlicesKeepWhatWasKnown() {
    var curves = new Curves();
    assertThat(Story.add(curves, Story.slice(0, 5, 2, 20, 30))).isTrue();
    assertThat(curves.values(TRIAL, "loss")).isEmpty();
    assertThat(Story.add(curves, Story.slice(0, 5, 1, 1, 2, 3, 4))).isTrue();
    assertThat(Story.add(curves, Story.slice(0, 5, 1, 1, 2))).isFalse();
    assertThat(curves.values(TRIAL, "loss")).containsExactly(1, 20, 30, 4);
    assertThat(curves.iterations()).isEqualTo(4);
  }

  @Test
  void slicesOfALongCurveMakeItWholeInWhateverOrderTheyComeAndHoweverLongTheyAre() {
    var whole = new float[20_000];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = i;
    }
    var random = new Random(1);
    for (int round = 0; round < 20; round++) {
      var slices = new ArrayList<TrainingProgressed>();
      int longest = 20 << random.nextInt(10);
      for (int from = 0, to = 0; to < whole.length; from = to - random.nextInt(to - from)) {
        to = Math.min(whole.length, from + 1 + random.nextInt(longest)); // so neighbours overlap
        var slice = Story.slice(0, 5, from + 1, Arrays.copyOfRange(whole, from, to));
        slices.add(random.nextInt(4) == 0 ? slice : sent(slice));
      }
      Collections.shuffle(slices, random);
      var curves = new Curves();

      slices.forEach(slice -> Story.add(curves, slice));

      assertThat(curves.values(TRIAL, "loss")).isEqualTo(whole);
      assertThat(curves.iterations()).isEqualTo(whole.length);
      var sampled = new float[4];
      for (int again = 0; again < 2; again++) {
        assertThat(curves.sample(TRIAL, "loss", new int[] {1, 4096, 4097, 30_000}, sampled))
            .isEqualTo(3);
        assertThat(sampled).containsExactly(0, 4095, 4096, 19_999);
      }
    }
  }

  @Test
  void whatComesBesideAGapCountsOnceTheGapIsClosed() {
    var curves = new Curves();
    for (int first : new int[] {2001, 6001, 1}) {
      var values = new float[2000];
      Arrays.fill(values, first);
      Story.add(curves, sent(Story.slice(0, 5, first, values)));
      assertThat(curves.iterations(TRIAL)).isEqualTo(first == 1 ? 4000 : 0);
    }
    assertThat(curves.iterations()).isEqualTo(6000);
    assertThat(curves.values(TRIAL, "loss")).hasSize(4000).endsWith(2001f).contains(1f);
  }

  /** As it arrives. */
  private static TrainingProgressed sent(TrainingProgressed slice) {
    return new TrainingProgressed(
        slice.cohort(),
        slice.experiment(),
        slice.metrics(),
        slice.slices(),
        PackedCurves.unpack(slice.curves().pack()));
  }

  @Test
  void tableHasEveryIterationByVariantAndSeed() throws IOException {
    var curves = new Curves();
    Story.add(curves, Story.slice(1, 3, 1, 9));
    Story.add(curves, Story.slice(0, 5, 1, 2, Float.NaN));
    var table = new StringBuilder();
    CurvesCsv.write(Story.experiment(), curves, table);
    assertThat(table)
        .hasToString(
            """
            experiment,variant,seed,trial,iteration,loss,accuracy
            story-0123abcd,0,5,story-0123abcd.0.5,1,2.0,0.041666668
            story-0123abcd,0,5,story-0123abcd.0.5,2,NaN,0.083333336
            story-0123abcd,1,3,story-0123abcd.1.3,1,9.0,0.041666668
            """);
    assertThat(curves.trials())
        .isEqualTo(new java.util.LinkedHashSet<>(List.of(Story.trial(1, 3), TRIAL)));
  }
}
