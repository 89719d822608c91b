package org.descent.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedCurvesTest {
  private static final float[] SMOOTH = new float[10_000];
  private static final float[] STILL = new float[10_000];
  private static final float[] NOISE = new float[10_000];

  static {
    var random = new Random(1);
    for (int i = 0; i < SMOOTH.length; i++) {
      SMOOTH[i] = (float) (0.7 * Math.exp(-i / 3000.0) + 1e-3);
      STILL[i] = (i / 1000) / 16f;
      NOISE[i] = (float) random.nextGaussian();
    }
  }

  private static void comeBack(float[]... curves) {
    var read = PackedCurves.unpack(PackedCurves.of(List.of(curves)).pack()).curves();
    assertThat(read).hasSameSizeAs(curves);
    for (int curve = 0; curve < curves.length; curve++) {
      assertThat(bits(read.get(curve))).isEqualTo(bits(curves[curve]));
    }
  }

  private static int[] bits(float[] values) {
    var bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }

  private static byte[] packed(float... curve) {
    return PackedCurves.of(List.<float[]>of(curve)).pack();
  }

  @Test
  void curvesComeBackToTheLastBit() {
    comeBack(SMOOTH, STILL, NOISE);
    comeBack();
    comeBack(new float[0], new float[] {1}, new float[0]);
    float strangeNaN = Float.intBitsToFloat(0xFFABCDEF);
    comeBack(
        new float[] {Float.NaN, strangeNaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY},
        new float[] {0f, -0f, Float.MIN_VALUE, -Float.MAX_VALUE, Float.MAX_VALUE},
        new float[] {Float.intBitsToFloat(Integer.MIN_VALUE), 1, 1, 1});
    for (int length = 1; length < 300; length++) {
      comeBack(Arrays.copyOf(SMOOTH, length), Arrays.copyOf(NOISE, length), new float[length]);
    }
  }

  @Test
  void smoothCurvesAreShortAndNoneIsLongerThanItsNumbers() {
    assertThat(packed(SMOOTH).length).isLessThan(2 * SMOOTH.length);
    assertThat(packed(STILL).length).isLessThan(200);
    assertThat(packed(NOISE).length).isEqualTo(3 + 4 * NOISE.length);
    assertThat(packed(1).length).isEqualTo(6);
  }

  @Test
  void whatIsCutShortIsRefused() {
    for (var curve : new float[][] {SMOOTH, STILL, NOISE}) {
      var bytes = packed(Arrays.copyOf(curve, 50));
      for (int length = 1; length < bytes.length; length++) {
        var cut = Arrays.copyOf(bytes, length);
        assertThatExceptionOfType(IllegalArgumentException.class)
            .isThrownBy(() -> PackedCurves.unpack(cut));
      }
    }
  }

  @Test
  void nonsenseIsReadOrRefusedButNothingElse() {
    var random = new Random(2);
    int good = 0;
    for (int i = 0; i < 20_000; i++) {
      var bytes = new byte[2 + random.nextInt(20)];
      random.nextBytes(bytes);
      bytes[0] = (byte) random.nextInt(20);
      bytes[1] = (byte) random.nextInt(3);
      try {
        good += PackedCurves.unpack(bytes).curves().isEmpty() ? 0 : 1;
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).startsWith("a ").doesNotContain("\n");
      }
    }
    assertThat(good).isBetween(1, 19_000);
  }

  @Test
  void lengthsNoCurveHasAreRefusedBeforeTheyTakeMemory() {
    var endless = new byte[] {-1, -1, -1, -1, 0x7F, 1, 0, -1, -1, -1, -1, 0x7F};
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> PackedCurves.unpack(endless))
        .withMessage("a curve of too many iterations");
  }
}
