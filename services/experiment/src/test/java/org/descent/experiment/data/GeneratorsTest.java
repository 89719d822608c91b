package org.descent.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.Floats;
import org.descent.contracts.Ids;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.Encoder;
import org.descent.contracts.spec.LinearModes;
import org.descent.contracts.spec.ModularAddition;
import org.descent.contracts.spec.Parity;
import org.descent.contracts.spec.Teacher;
import org.junit.jupiter.api.Test;

class GeneratorsTest {
  private static final int SIDE = 16;

  @Test
  void randomImagesHaveTheAskedNumberOfPositives() {
    var examples = load(new DataSpec.RandomImages(64, 4, 11, 3));

    assertThat(examples.shape()).containsExactly(4, 4);
    assertThat(examples.count()).isEqualTo(64);
    assertThat(sum(examples.target("label"))).isEqualTo(11);
    assertThat(sum(examples.features()) / 1024).isCloseTo(0.5, within(0.08)); // 5 σ of 1024 flips
    assertThat(examples.features()).containsOnly(0, 1);
  }

  @Test
  void barStandsInItsHalfAndTheBlockBesideIt() {
    var examples = load(new DataSpec.Line(500, 7));

    assertThat(sum(examples.target("label"))).isEqualTo(250);
    for (int image = 0; image < 500; image++) {
      int e = image;
      int[] bar = // only the bar is more than 9 high
          IntStream.range(0, SIDE).filter(column -> height(examples, e, column) > 9).toArray();
      int left = bar[0];
      int right = bar[bar.length - 1];
      assertThat(bar.length).isBetween(2, 4).isEqualTo(right - left + 1);
      assertThat(height(examples, e, left)).isBetween(11, 14);

      boolean one = examples.target("label")[image] == 1;
      assertThat(left + bar.length / 2).isBetween(one ? 8 : 2, one ? 11 : 5);
      int[] block =
          IntStream.range(0, SIDE)
              .filter(c -> (c < left || c > right) && height(examples, e, c) > 0)
              .toArray();
      assertThat(block.length).isBetween(1, 9);
      assertThat(IntStream.of(block)).allMatch(column -> one ? column < left : column > right);
      assertThat(block[block.length - 1] - block[0]).isEqualTo(block.length - 1);
    }
  }

  @Test
  void oneFilledShapeStandsWhollyInside() {
    var examples = load(new DataSpec.Detection(500, 7));
    for (int image = 0; image < 500; image++) {
      int w = (int) examples.target("width")[image];
      boolean square = examples.target("label")[image] == 1;
      int pixels = 0;
      int top = SIDE;
      int bottom = -1;
      for (int i = 0; i < SIDE * SIDE; i++) {
        if (examples.features()[image * SIDE * SIDE + i] == 1) {
          pixels++;
          top = Math.min(top, i / SIDE);
          bottom = Math.max(bottom, i / SIDE);
        }
      }
      assertThat(bottom - top).isEqualTo(2 * w);
      assertThat(pixels).isEqualTo(square ? (2 * w + 1) * (2 * w + 1) : 2 * w * (w + 1) + 1);
    }
  }

  @Test
  void widthsComeAsOftenAsInTheStudy() {
    var widths = load(new DataSpec.Detection(6400, 1)).target("width");
    int[] frequencies = {400, 900, 2100, 1800, 900, 200, 100};
    for (int w = 1; w <= 7; w++) {
      int expected = frequencies[w - 1];
      int width = w;
      assertThat(IntStream.range(0, widths.length).filter(i -> widths[i] == width).count())
          .isCloseTo(expected, within((long) (5 * Math.sqrt(expected))));
    }
  }

  @Test
  void xorAndAPointNeedNoDice() {
    var xor = load(new DataSpec.Xor());
    assertThat(xor.shape()).containsExactly(2);
    assertThat(xor.features()).containsExactly(0, 0, 0, 1, 1, 0, 1, 1);
    assertThat(xor.target("label")).containsExactly(0, 1, 1, 0);

    var point = load(new DataSpec.Point(1, 0.5));
    assertThat(point.shape()).containsExactly(1);
    assertThat(point.features()).containsExactly(1);
    assertThat(point.target("label")).containsExactly(0.5f);
  }

  @Test
  void seedOneMakesTheSameDataForEver() {
    assertThat(checksum(load(new DataSpec.RandomImages(64, 4, 11, 1))))
        .isEqualTo("ba355bdc3bece872");
    assertThat(checksum(load(new DataSpec.Line(64, 1)))).isEqualTo("933767a8ac2cb6ea");
    assertThat(checksum(load(new DataSpec.Detection(64, 1)))).isEqualTo("93121d5e37a5b36d");
    assertThat(checksum(load(new DataSpec.Line(64, 2)))).isNotEqualTo("933767a8ac2cb6ea");
  }

  /**
   * The checksums are those of the arrays that {@code mnist1d.data.make_dataset} of the package
   * mnist1d 0.0.2 returns, as little-endian float32: x, then y.
   */
  @Test
  void mnist1dIsThePublishedOne() {
    assertThat(checksum(load(new DataSpec.Mnist1d(5000, 42, false)))).isEqualTo("a7d77c7ef990c8b8");
    assertThat(checksum(load(new DataSpec.Mnist1d(5000, 42, true)))).isEqualTo("6e86194f841c9f9d");
  }

  @Test
  void modesAreUncorrelatedAndTheirTargetsAsStrongAsAsked() {
    var examples = load(new LinearModes(List.of(3.0, 0.5)));

    assertThat(examples.features()).containsExactly(-1, -1, 1, -1, -1, 1, 1, 1);
    assertThat(examples.target("mode1")).containsExactly(-3, 3, -3, 3);
    assertThat(examples.target("mode2")).containsExactly(-0.5f, -0.5f, 0.5f, 0.5f);
  }

  @Test
  void allPairsAreAdded() {
    var examples = load(new ModularAddition(3));

    assertThat(examples.shape()).containsExactly(6);
    assertThat(examples.target("label")).containsExactly(0, 1, 2, 1, 2, 0, 2, 0, 1);
    // 2 + 1
    assertThat(Arrays.copyOfRange(examples.features(), 7 * 6, 8 * 6))
        .containsExactly(0, 0, 1, 0, 1, 0);
  }

  @Test
  void paritiesAreThoseOfTheFirstBits() {
    var examples = load(new Parity(1000, 7, 3, 5));

    var bits = examples.features();
    assertThat(bits).containsOnly(-1, 1);
    assertThat(sum(bits) / bits.length).isCloseTo(0, within(0.06)); // 5 σ
    for (int row = 0; row < 1000; row++) {
      float product = 1;
      for (int k = 0; k < 3; k++) {
        product *= -bits[row * 7 + k];
        assertThat(examples.target("parity" + (k + 1))[row]).isEqualTo(product < 0 ? 1 : 0);
      }
    }
    assertThat(examples.targets()).hasSize(3);
    assertThat(checksum(load(new Parity(1000, 7, 3, 6)))).isNotEqualTo(checksum(examples));
  }

  @Test
  void aTeacherWithoutHiddenLayersIsLinear() {
    var examples = load(new Teacher(4, 2, 1, List.of(), 3));

    // three examples tell weights and bias, which are below 1 / √2, and the fourth is as they say
    var x = examples.features();
    var y = examples.target("y1");
    double a = x[2] - x[0];
    double b = x[3] - x[1];
    double c = x[4] - x[0];
    double d = x[5] - x[1];
    double first = ((y[1] - y[0]) * d - (y[2] - y[0]) * b) / (a * d - b * c);
    double second = ((y[2] - y[0]) * a - (y[1] - y[0]) * c) / (a * d - b * c);
    double bias = y[0] - first * x[0] - second * x[1];
    assertThat(List.of(Math.abs(first), Math.abs(second), Math.abs(bias)))
        .allMatch(size -> size < Math.sqrt(0.5));
    assertThat((double) y[3]).isCloseTo(first * x[6] + second * x[7] + bias, within(1e-5));
  }

  @Test
  void aDeepTeacherSaysNumbersOfItsSeed() {
    var spec = new Teacher(200, 5, 3, List.of(20, 10), 1);
    var examples = load(spec);

    assertThat(examples.targets())
        .extracting(Examples.Target::name)
        .containsExactly("y1", "y2", "y3");
    assertThat(examples.target("y2")).doesNotHaveDuplicates();
    assertThat(checksum(examples)).isEqualTo(checksum(load(spec)));
  }

  @Test
  void encodersSayTheirBitAgain() {
    var examples = load(new Encoder(3));

    assertThat(examples.features()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
    assertThat(examples.target("bit2")).containsExactly(0, 1, 0);
  }

  @Test
  void everyKindOfDataHasOneSource() {
    assertThat(DataSources.SOURCES.stream().<Class<?>>map(Source::spec))
        .containsExactlyInAnyOrder(DataSpec.class.getPermittedSubclasses());
  }

  /** Height of what is filled in a column, from its first to its last pixel. */
  private static int height(Examples examples, int image, int column) {
    int[] rows =
        IntStream.range(0, SIDE)
            .filter(row -> examples.features()[(image * SIDE + row) * SIDE + column] == 1)
            .toArray();
    return rows.length == 0 ? 0 : rows[rows.length - 1] - rows[0] + 1;
  }

  private static Examples load(DataSpec spec) {
    return DataSources.load(spec, Path.of("/"));
  }

  private static double sum(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum();
  }

  private static String checksum(Examples examples) {
    var digest = Ids.sha256Digest();
    digest.update(Floats.toBytes(examples.features()));
    examples.targets().forEach(t -> digest.update(Floats.toBytes(t.values())));
    return java.util.HexFormat.of().formatHex(digest.digest()).substring(0, 16);
  }
}
