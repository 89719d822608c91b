package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.descent.contracts.PackedCurves;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.experiment.results.Band.Member;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    return Band.of(curves, List.of(members), "loss", 0, new int[] {1, 2, 3, 4});
  }

  @Test
  void quantilesAreThoseOfTheTrialsAtEachIteration() {
    var members = IntStream.rangeClosed(0, 10).mapToObj(i -> ended("t" + i, i, 10 * i)).toList();

    var band = Band.of(curves, members, "loss", 0, new int[] {1, 2});

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

  @ParameterizedTest
  @EnumSource
  void inEachColumnTheDrawnBandIsTheTrueOne(Spacing spacing) {
    var random = new Random(11);
    for (int round = 0; round < 30; round++) {
      int trials = 1 + random.nextInt(9);
      var members = new ArrayList<Member>();
      for (int t = 0; t < trials; t++) {
        var losses = new float[1 + random.nextInt(4000)];
        for (int i = 0; i < losses.length; i++) {
          losses[i] = random.nextInt(300) == 0 ? Float.NaN : random.nextFloat() / (1 + i);
        }
        members.add(member("t" + round + "." + t, random.nextInt(4) > 0, losses));
      }
      int last = Band.longest(curves, members);
      int columns = 1 + random.nextInt(500);
      var band = Band.of(curves, members, "loss", Long.MAX_VALUE, new int[0]);
      assertThat(band.every()).isTrue();
      assertThat(band.iterations()).startsWith(1).doesNotHaveDuplicates();

      var drawn = band.drawn(List.of(new Thinning(spacing, last, columns)));

      assertThat(ranges(drawn, drawn.low(), spacing, last, columns))
          .isEqualTo(ranges(band, band.low(), spacing, last, columns));
      assertThat(ranges(drawn, drawn.median(), spacing, last, columns))
          .isEqualTo(ranges(band, band.median(), spacing, last, columns));
      assertThat(ranges(drawn, drawn.high(), spacing, last, columns))
          .isEqualTo(ranges(band, band.high(), spacing, last, columns));
    }
  }

  private static List<ColumnRanges.Range> ranges(
      Band band, float[] line, Spacing spacing, int last, int columns) {
    return ColumnRanges.of(
        IntStream.of(band.iterations()).asDoubleStream().toArray(),
        IntStream.range(0, line.length).mapToDouble(i -> line[i]).toArray(),
        spacing,
        last,
        columns);
  }

  @Test
  void aBandAtEveryIterationIsTheOneAtEach() {
    var members =
        IntStream.range(0, 5).mapToObj(t -> ended("e" + t, curve(t, 200 + 700 * t))).toList();
    var every = Band.of(curves, members, "loss", Long.MAX_VALUE, new int[0]);

    int[] grid = {1, 2, 3, 700, 1024, 1025, 2999, 3000};
    var some = Band.of(curves, members, "loss", 0, grid);

    assertThat(some.every()).isFalse();
    assertThat(some.iterations()).isEqualTo(grid);
    for (int i = 0; i < grid.length; i++) {
      assertThat(some.low()[i]).isEqualTo(every.low()[grid[i] - 1]);
      assertThat(some.median()[i]).isEqualTo(every.median()[grid[i] - 1]);
      assertThat(some.high()[i]).isEqualTo(every.high()[grid[i] - 1]);
    }
    assertThat(every.median()).hasSize(3000);
  }

  private static float[] curve(int seed, int length) {
    var random = new Random(seed);
    var losses = new float[length];
    for (int i = 0; i < length; i++) {
      losses[i] = random.nextFloat();
    }
    return losses;
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
        var grid = Spacing.LOG.grid(last, 240);
        long began = System.nanoTime();
        var band = Band.of(curves, members.subList(10_000 - trials, 10_000), "loss", 0, grid);
        System.out.printf(
            "band of %,d trials over %,d iterations: %d points in %.1f ms%n",
            trials, last, grid.length, (System.nanoTime() - began) / 1e6);
        assertThat(band.trials()).isEqualTo(trials);
        assertThat(band.median()).hasSize(grid.length).hasSizeLessThanOrEqualTo(240);
      }
    }
  }
}
