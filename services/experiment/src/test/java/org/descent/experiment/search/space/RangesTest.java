package org.descent.experiment.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import org.apache.commons.rng.simple.RandomSource;
import org.descent.contracts.InvalidSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RangesTest {
  static List<Range> ranges() {
    return List.of(
        new Uniform(-0.3, 0.7),
        new Uniform(0, 1e-20),
        new LogUniform(1e-7, 3),
        new LogUniform(1e-45, 3e38),
        new Whole(-3, 12),
        new Whole(-(1L << 53), 1L << 53),
        new LogWhole(1, 4096),
        new Quantised(0.1, 1, 0.1),
        new Quantised(-5, 6, 2.5));
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void whatComesOutLiesWithinAndComesOutAgain(Range range) {
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(5L);
    for (int i = 0; i < 2000; i++) {
      double unit = i == 0 ? 0 : i == 1 ? 1 : random.nextDouble();
      var value = range.at(unit);
      assertThat(range.contains(value)).as("%s contains %s", range, value).isTrue();
      assertThat(range.unit(value)).isBetween(0.0, 1.0);
      assertThat(range.at(range.unit(value))).isEqualTo(value);
    }
  }

  @Test
  void valuesAreTheShortestDecimalsOfFloat32s() {
    assertThat(new Uniform(0, 1).at(0.1 + 1e-12)).isEqualTo(0.1);
    assertThat(new Uniform(0, 1).at(1 / 3.0)).isEqualTo(0.33333334);
    assertThat(new Uniform(0.1, 0.7).at(0)).isEqualTo(0.1);
    assertThat(new Uniform(0.1, 0.7).at(1)).isEqualTo(0.7);
    assertThat(new LogUniform(1e-4, 1).at(0.5)).isEqualTo(0.01);
  }

  @Test
  void quantisedValuesAreDecimals() {
    var tenths = new Quantised(0.1, 1, 0.1);
    assertThat(tenths.size()).isEqualTo(10);
    assertThat(tenths.at(0.25)).isEqualTo(0.3); // not 0.30000000000000004
    assertThat(tenths.at(1)).isEqualTo(1.0);
    assertThat(new Quantised(0, 1, 0.3).size()).isEqualTo(4); // 0, 0.3, 0.6, 0.9
  }

  @Test
  void wholeNumbersHaveEqualCells() {
    var dice = new Whole(1, 6);
    assertThat(dice.at(0.999 / 6)).isEqualTo(1);
    assertThat(dice.at(1.001 / 6)).isEqualTo(2);
    assertThat(dice.at(1)).isEqualTo(6);
  }

  @Test
  void logWholeNumbersHaveCellsOfTheirRatios() {
    var range = new LogWhole(1, 3);
    // ln(0.5 … 3.5): 1 ends at ln 3 of ln 7, 2 at ln 5
    assertThat(range.at(Math.log(3) / Math.log(7) - 1e-9)).isEqualTo(1);
    assertThat(range.at(Math.log(3) / Math.log(7) + 1e-9)).isEqualTo(2);
    assertThat(range.at(Math.log(5) / Math.log(7) + 1e-9)).isEqualTo(3);
    assertThat(range.unit(1)).isCloseTo(Math.log(3) / Math.log(7) / 2, within(1e-12));
  }

  @Test
  void everyWholeNumberOfALogRangeIsReached() {
    var range = new LogWhole(2, 40);
    var seen = new HashSet<Number>();
    for (int i = 0; i <= 10_000; i++) {
      seen.add(range.at(i / 10_000.0));
    }
    assertThat(seen).hasSize(39);
  }

  @Test
  void rangesThatCannotBeAreRefusedInOneLine() {
    refused(() -> new LogUniform(0, 1), "log-uniform from 0, expected a number above 0");
    refused(() -> new LogUniform(-0.5, 1), "log-uniform from -0.5, expected a number above 0");
    refused(() -> new LogUniform(1e-46, 1), "log-uniform from 1E-46, expected a number above 0");
    refused(() -> new Uniform(2, 1), "uniform from 2 to 1, expected the lower end first");
    refused(() -> new Uniform(1, 1), "uniform from 1 to 1, expected the lower end first");
    refused(
        () -> new Uniform(0.3, 0.30000000000000004),
        "uniform from 0.3 to 0.30000000000000004, expected ends that differ as float32");
    refused(() -> new Uniform(0, 1e39), "uniform to 1E+39, expected a number that float32 holds");
    refused(
        () -> new Uniform(Double.NaN, 1), "uniform from NaN, expected a number that float32 holds");
    refused(() -> new Whole(3, 3), "int from 3 to 3, expected the lower end first");
    refused(
        () -> new Whole(0, Long.MAX_VALUE),
        "int from 0 to 9223372036854775807, expected whole numbers from -2^53 to 2^53");
    refused(() -> new LogWhole(0, 8), "log-int from 0, expected a whole number above 0");
    refused(() -> new Quantised(0, 1, 0), "quantised by 0, expected a step above 0 and up to 1");
    refused(
        () -> new Quantised(0, 1, 1.5), "quantised by 1.5, expected a step above 0 and up to 1");
    refused(
        () -> new Quantised(1, 2, 1e-9),
        "quantised by 1E-9 from 1 to 2, expected steps that differ as float32");
    refused(() -> new Choice(List.of()), "choice of nothing, expected at least one value");
    refused(() -> Choice.of(1, 2, 1.0), "choice lists 1 twice, expected distinct values");
  }

  static void refused(Runnable making, String message) {
    assertThatThrownBy(making::run).isInstanceOf(InvalidSpec.class).hasMessage(message);
  }
}
