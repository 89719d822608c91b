package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.Bare;
import org.descent.contracts.spec.ClippingSpec;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.HeadForm;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.LandscapeSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.Otherwise;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.contracts.spec.ScheduleSpec;
import org.descent.contracts.spec.Unwritten;
import org.descent.contracts.spec.UpdateSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The vocabulary of experiment files, its documentation and its records are the same: none can be
 * added without the others.
 */
class DocumentedTest {
  private static final List<String> LINES = lines();

  /** A member of a sealed family, by the name that it is written with. */
  record Member(String name, Class<?> type) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Class<?>> families() {
    return Stream.of(
        DataSpec.class,
        HeadForm.class,
        LayerSpec.class,
        OptimiserSpec.class,
        Initialiser.class,
        PreparationSpec.class,
        ClippingSpec.class,
        ScheduleSpec.Course.class,
        InstrumentSpec.class,
        InstrumentSpec.Moments.class,
        LandscapeSpec.class);
  }

  static Stream<Member> members() {
    return families()
        .flatMap(
            family ->
                RecordReader.members(family).entrySet().stream()
                    .map(member -> new Member(member.getKey(), member.getValue())));
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyMemberOfAFamilyHasAName(Class<?> family) {
    assertThat(RecordReader.members(family).values().stream().<Object>map(type -> type))
        .containsExactlyInAnyOrder(
            Stream.of(family.getPermittedSubclasses())
                .filter(member -> !member.isAnnotationPresent(Unwritten.class))
                .toArray());
  }

  @ParameterizedTest
  @MethodSource("members")
  void aLineOfTheDocumentationNamesItWithItsKeysAndDefaults(Member member) {
    var named = Pattern.compile("[`{ ]" + Pattern.quote(member.name()) + "(`|:)");
    var wanted = new ArrayList<String>();
    if (!member.type().isAnnotationPresent(Bare.class)) {
      for (var component : RecordReader.written(member.type()).getRecordComponents()) {
        wanted.add(component.getName());
        otherwise(component).ifPresent(wanted::add);
      }
    }

    assertThat(LINES)
        .as("a line of experiments/README.md with %s and %s", member.name(), wanted)
        .anyMatch(
            line ->
                named.matcher(line).find() && wanted.stream().allMatch(word -> has(line, word)));
  }

  @Test
  void everyKindOfHeadIsWritten() {
    assertThat(RecordReader.members(HeadForm.class).keySet())
        .isEqualTo(Words.of(HeadKind.class).keySet());
  }

  @Test
  void whateverGoesWithAnUpdateIsNamed() {
    for (var component : UpdateSpec.class.getRecordComponents()) {
      assertThat(LINES)
          .as(component.getName())
          .anyMatch(line -> line.matches("\\| `" + component.getName() + "[`:](?s).*"));
    }
  }

  @Test
  void everyWordIsNamed() {
    var words = new ArrayList<String>(Words.of(Activation.class).keySet());
    words.addAll(Words.of(Loss.class).keySet());
    words.addAll(Words.of(DataSpec.Separator.class).keySet());
    words.addAll(Words.of(DataSpec.Missing.class).keySet());
    words.addAll(Words.of(DataSpec.Cifar100.Labels.class).keySet());
    for (var word : words) {
      assertThat(LINES).as(word).anyMatch(line -> line.contains("`" + word + "`"));
    }
  }

  private static java.util.Optional<String> otherwise(RecordComponent component) {
    return java.util.Optional.ofNullable(component.getAnnotation(Otherwise.class))
        .map(Otherwise::value)
        .filter(text -> !List.of("null", "[]", "''", "false").contains(text));
  }

  private static boolean has(String line, String word) {
    return Pattern.compile("(?<![\\w.])" + Pattern.quote(word) + "(?![\\w.]*\\w)")
        .matcher(line)
        .find();
  }

  private static List<String> lines() {
    try {
      var text = Files.readString(Path.of("../../experiments/README.md"));
      return Arrays.asList(text.split("\n(?=\\S)|\n\n"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
