package org.descent.contracts.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeaturesTest {
  private static final Rescaling BY_CHANNEL =
      new Rescaling(List.of(0.1, -3.0), List.of(0.7, 11.0), 0.25);

  @Test
  void bitsMeanWhatTheirTypeSays() {
    var bits = new byte[] {(byte) 0xff, (byte) 0xff, 0, 0x3c};

    assertThat(Features.of(NumberType.U8, bits, List.of()).floats())
        .containsExactly(255, 255, 0, 60);
    assertThat(Features.of(NumberType.I8, bits, List.of()).floats()).containsExactly(-1, -1, 0, 60);
    assertThat(Features.of(NumberType.U16, bits, List.of()).floats())
        .containsExactly(65535, 0x3c00);
    assertThat(Features.of(NumberType.I16, bits, List.of()).floats()).containsExactly(-1, 0x3c00);
    assertThat(Features.of(NumberType.F16, bits, List.of()).floats()).containsExactly(Float.NaN, 1);
  }

  @Test
  void dividedBytesAreWhatFloat32MakesOfThem() {
    var bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    var divided = Features.of(NumberType.U8, bytes, List.of(Rescaling.dividing(255)));

    for (int i = 0; i < bytes.length; i++) {
      assertThat(divided.get(i)).isEqualTo(i / 255f);
    }
  }

  @ParameterizedTest
  @EnumSource(value = NumberType.class, names = "F32", mode = EnumSource.Mode.EXCLUDE)
  void whateverIsDoneToThemIsWhatWouldBeDoneToFloats(NumberType type) {
    var held = Features.of(type, bytes(120, type), List.of(Rescaling.dividing(255)));
    var floats = Features.of(held.floats());
    int[] rows = {3, 0, 3};
    int[] places = {2, 0, 1, 3};

    assertThat(held.length()).isEqualTo(floats.length());
    assertAlike(held.rescaled(BY_CHANNEL), floats.rescaled(BY_CHANNEL));
    assertAlike(held.at(rows, 4), floats.at(rows, 4));
    assertAlike(held.slice(4, 12), floats.slice(4, 12));
    assertAlike(held.permuted(places), floats.permuted(places));
    assertAlike(
        held.rescaled(BY_CHANNEL).permuted(places), floats.rescaled(BY_CHANNEL).permuted(places));
    assertAlike(
        Features.joined(List.of(held, held.slice(0, 4))),
        Features.joined(List.of(floats, floats.slice(0, 4))));
    assertAlike(
        Features.joined(List.of(held, floats.rescaled(BY_CHANNEL))),
        Features.joined(List.of(floats, floats.rescaled(BY_CHANNEL))));
    assertThat(held.rescaled(BY_CHANNEL).slice(4, 8).type()).isEqualTo(type);
    assertThat(Features.joined(List.of(held, held)).type()).isEqualTo(type);
  }

  /** To the bit, by every way to ask for them. */
  private static void assertAlike(Features one, Features other) {
    assertThat(one.floats()).isEqualTo(other.floats());
    var some = new float[6];
    one.get(3, some, 1, 5);
    for (int i = 0; i < 5; i++) {
      assertThat(some[1 + i]).isEqualTo(one.get(3 + i)).isEqualTo(other.get(3 + i));
    }
  }

  @Test
  void whatIsRescaledByManyNumbersBecomesFloat32() {
    var many = java.util.Collections.nCopies(20, 2.0);
    var held = Features.of(NumberType.U8, bytes(60, NumberType.U8), List.of());

    var rescaled = held.rescaled(new Rescaling(many, many, 0));

    assertThat(rescaled.type()).isEqualTo(NumberType.F32);
    assertThat(rescaled.get(7)).isEqualTo((held.get(7) - 2) / 2);
  }

  @Test
  void firstThatIsNoFiniteNumberIsFoundAmongThoseThatAreThere() {
    var halves = new byte[] {0, 0x3c, 0, 0x7c}; // 1, infinity

    assertThat(Features.of(NumberType.F16, halves, List.of()).firstInfinite()).isEqualTo(1);
    assertThat(Features.of(NumberType.F16, new byte[2], List.of()).firstInfinite()).isEqualTo(-1);
    assertThat(Features.of(new float[] {1, Float.NaN}).firstInfinite()).isEqualTo(1);
    assertThat(
            Features.of(NumberType.U8, new byte[] {0, 3}, List.of())
                .rescaled(Rescaling.dividing(1e-38))
                .firstInfinite())
        .isEqualTo(-1);
    assertThat(
            Features.of(NumberType.U8, new byte[] {0, 99}, List.of())
                .rescaled(Rescaling.dividing(1e-38))
                .firstInfinite())
        .isEqualTo(1);
  }

  @Test
  void smallestTypeThatHoldsWholeNumbersToTheBit() {
    assertThat(NumberType.of(new float[] {0, 255})).isEqualTo(NumberType.U8);
    assertThat(NumberType.of(new float[] {0, 256})).isEqualTo(NumberType.I16);
    assertThat(NumberType.of(new float[] {-1, 200})).isEqualTo(NumberType.I16);
    assertThat(NumberType.of(new float[] {0, 40_000})).isEqualTo(NumberType.F32);
    assertThat(NumberType.of(new float[] {-0f})).isEqualTo(NumberType.F32);
    assertThat(NumberType.of(new float[] {0.5f})).isEqualTo(NumberType.F32);
    assertThat(NumberType.of(new float[] {Float.NaN})).isEqualTo(NumberType.F32);
  }

  @Test
  void bytesThatAreNoWholeNumbersAreRefused() {
    assertThatThrownBy(() -> Features.of(NumberType.I16, new byte[3], List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 bytes of I16");
  }

  /** Of finite numbers. */
  private static byte[] bytes(int numbers, NumberType type) {
    var bytes = new byte[numbers * type.bytes()];
    new Random(1).nextBytes(bytes);
    for (int i = 1; type == NumberType.F16 && i < bytes.length; i += 2) {
      bytes[i] &= (byte) 0xbf;
    }
    return bytes;
  }
}
