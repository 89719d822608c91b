package org.descent.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.descent.contracts.event.Classification.Uncertain;
import org.junit.jupiter.api.Test;

class PackedExamplesTest {
  private static final List<Uncertain> EXTREMES =
      List.of(
          new Uncertain(0, 127, 128, 0.0),
          new Uncertain(16_383, 16_384, Integer.MAX_VALUE, Double.MIN_VALUE),
          new Uncertain(-1, Integer.MIN_VALUE, 1 << 28, -0.0),
          new Uncertain(1, 2, 3, Double.NaN),
          new Uncertain(3, 2, 1, Double.NEGATIVE_INFINITY));

  @Test
  void areTheExamplesThatTheyWereMadeOf() {
    var packed = PackedExamples.of(EXTREMES);

    assertThat(packed).isNotSameAs(EXTREMES).containsExactlyElementsOf(EXTREMES);
    assertThat(packed).isEqualTo(EXTREMES).hasSameHashCodeAs(EXTREMES);
    assertThat(EXTREMES).isEqualTo(packed);
    assertThat(packed.get(3)).isEqualTo(EXTREMES.get(3));
    assertThat(packed.subList(1, 3)).isEqualTo(EXTREMES.subList(1, 3));
    assertThat(packed.stream().mapToInt(Uncertain::row)).containsExactly(0, 16_383, -1, 1, 3);
  }

  @Test
  void anyExamplesComeBack() {
    var random = new Random(1);
    for (int size = 0; size <= 40; size++) {
      var examples = new ArrayList<Uncertain>();
      for (int i = 0; i < size; i++) {
        examples.add(
            new Uncertain(
                random.nextInt() >>> random.nextInt(32),
                random.nextInt(1000),
                random.nextInt(),
                random.nextDouble()));
      }

      assertThat(PackedExamples.of(examples)).isEqualTo(examples);
    }
  }

  @Test
  void areNotPackedTwiceAndDoNotChange() {
    var examples = new ArrayList<>(EXTREMES);
    var packed = PackedExamples.of(examples);
    examples.clear();

    assertThat(packed).isEqualTo(EXTREMES);
    assertThat(PackedExamples.of(packed)).isSameAs(packed);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> packed.add(EXTREMES.get(0)));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> packed.remove(0));
  }

  @Test
  void haveAnEnd() {
    var packed = PackedExamples.of(EXTREMES);

    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> packed.get(5));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> packed.get(-1));
    var each = packed.iterator();
    EXTREMES.forEach(example -> assertThat(each.next()).isEqualTo(example));
    assertThat(each.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(each::next);
  }

  @Test
  void noneIsNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> PackedExamples.of(Arrays.asList(EXTREMES.get(0), null)));
  }

  @Test
  void areWrittenAsAnyListIs() throws JsonProcessingException {
    var json = new ObjectMapper();

    assertThat(json.writeValueAsString(PackedExamples.of(EXTREMES)))
        .isEqualTo(json.writeValueAsString(EXTREMES));
  }
}
