package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.PackedCurves;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.experiment.results.Band.Member;
import org.junit.jupiter.api.Test;

class BandTest {
  private final Curves curves = new Curves();

  private Member ended(String trial, float... losses) {
    return member(trial, true, losses);
  }

  private Member member(String trial, boolean ended, float... losses) {
    curves.add(
        List.of("loss"),
        new TrainingProgressed.Slice(trial, 1, losses.length),
        PackedCurves.of(List.of(losses)));
    return new Member(trial, ended);
  }

  private Band band(Member... members) {
    return Band.of(curves, List.of(members), "loss", new int[] {1, 2, 3, 4});
  }

  @Test
  void quantilesAreThoseOfTheTrialsAtEachIteration() {
    var members = IntStream.rangeClosed(0, 10).mapToObj(i -> ended("t" + i, i, 10 * i)).toList();

    var band = Band.of(curves, members, "loss", new int[] {1, 2});

    assertThat(band.trials()).isEqualTo(11);
    assertThat(band.low()).containsExactly(1, 10);
    assertThat(band.median()).containsExactly(5, 50);
    assertThat(band.high()).containsExactly(9, 90);
  }

  @Test
  void anEndedTrialCountsOnWithItsLastValue() {
    var band = band(ended("fast", 4, 0), ended("slow", 4, 3, 2, 1));

    assertThat(band.median()).containsExactly(4, 1.5f, 1, 0.5f);
  }

  @Test
  void aTrialUnderWayCountsAsFarAsItHasCome() {
    var band = band(member("behind", false, 8, 8), ended("ahead", 4, 4, 4, 4));

    assertThat(band.median()).containsExactly(6, 6, 4, 4);
  }

  @Test
  void theBandEndsWhereFewerThanHalfOfTheTrialsAreLeft() {
    var band =
        band(
            member("a", false, 1, 1),
            member("b", false, 1, 1),
            member("c", false, 1, 1, 1, 1),
            new Member("not begun", false));

    assertThat(band.trials()).isEqualTo(3);
    assertThat(band.median()).containsExactly(1, 1);
  }

  @Test
  void theBandEndsWithItsLongestCurve() {
    assertThat(band(ended("short", 3, 2)).median()).containsExactly(3, 2);
    assertThat(band(new Member("none", false)).median()).isEmpty();
  }

  @Test
  void aLossThatIsNotANumberIsAboveAllOthers() {
    var band = band(ended("a", 1), ended("b", Float.NaN), ended("c", 2));

    assertThat(band.median()).containsExactly(2);
    assertThat(band.high()).containsExactly(Float.POSITIVE_INFINITY);
  }

  @Test
  void gridsBeginWithTheFirstIterationAndEndWithTheLast() {
    assertThat(IterationGrid.linear(1000, 5)).containsExactly(1, 251, 501, 750, 1000);
    assertThat(IterationGrid.logarithmic(10_000, 5)).containsExactly(1, 10, 100, 1000, 10_000);
    assertThat(IterationGrid.linear(3, 100)).containsExactly(1, 2, 3);
    assertThat(IterationGrid.logarithmic(3, 100)).containsExactly(1, 2, 3);
    assertThat(IterationGrid.linear(0, 100)).isEmpty();
    assertThat(IterationGrid.logarithmic(30_000, 240))
        .hasSizeLessThanOrEqualTo(240)
        .doesNotHaveDuplicates();
  }

  /**
   * A band is asked for while thousands of trials are trained. What it costs grows with their
   * number and not with what they have been through; the times are printed, not judged.
   */
  @Test
  void theCostGrowsWithTrialsAndNotWithIterations() {
    var slice = new float[4000];
    for (int i = 0; i < slice.length; i++) {
      slice[i] = 1f / (1 + i);
    }
    var members =
        IntStream.range(0, 10_000)
            .mapToObj(i -> ended("t" + i, java.util.Arrays.copyOf(slice, i < 9000 ? 100 : 4000)))
            .toList();
    for (int trials : new int[] {1000, 3000, 10_000}) {
      for (int last : new int[] {100, 4000}) {
        var grid = IterationGrid.logarithmic(last, 240);
        long began = System.nanoTime();
        var band = Band.of(curves, members.subList(10_000 - trials, 10_000), "loss", grid);
        System.out.printf(
            "band of %,d trials over %,d iterations: %d points in %.1f ms%n",
            trials, last, grid.length, (System.nanoTime() - began) / 1e6);
        assertThat(band.trials()).isEqualTo(trials);
        assertThat(band.median()).hasSize(grid.length).hasSizeLessThanOrEqualTo(240);
      }
    }
  }
}
