package org.descent.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may read a file is shown what is wrong in it; who has only named it learns where, and nothing
 * of what stands there.
 */
class DiscreetTest {
  private static final String SECRET = "hunter2";

  @TempDir Path directory;

  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("the password is hunter2\n", List.of("y"), "number 1"),
        Arguments.of("y,hunter2\n1,2\n", List.of("hunter3"), "number 2"),
        Arguments.of("hunter2,y\nhunter2,1\n", List.of("y"), "column number 1"),
        Arguments.of("x,y\nhunter2,1\n", List.of("y"), "a text is not a finite number"),
        Arguments.of("x,y\n1,0\n1,hunter2\n", List.of("y"), "a text is not a finite number"),
        Arguments.of("x,y\n1,hunter2\n1,17\n", List.of("y"), "its text is a number"),
        Arguments.of("hunter2,y\nNA,1\n", List.of("y"), "column number 1: no value"),
        Arguments.of("x;y\n1,5;1\n1.5;0\n", List.of("y"), "its text has a decimal point"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aRefusalTellsOthersWhereAndNotWhat(String text, List<String> targets, String told)
      throws IOException {
    var refused = refused(text, targets);

    assertThat(refused.discreet()).contains(told).doesNotContain(SECRET).hasLineCount(1);
    if (text.contains(SECRET)) {
      assertThat(refused.getMessage()).contains(SECRET);
    }
  }

  @Test
  void theNamesOfClassesAreTextOfTheFile() throws IOException {
    Files.writeString(directory.resolve("f.csv"), "x,y\n1,hunter2\n2,a\n3,b\n");
    var source = DataSources.open(new DataSpec.Csv("f.csv", List.of("y"), List.of()), directory);
    var head = new HeadSpec("y", HeadKind.BINARY, "y", 1, 1, 0);
    var network = new NetworkSpec(List.of(), List.of(head));

    var refused = catchThrowableOfType(InvalidSpec.class, () -> source.checkTargets(network));

    assertThat(refused).hasMessageContaining(SECRET);
    assertThat(refused.discreet()).contains("3 classes").doesNotContain(SECRET);
  }

  @Test
  void nothingThatATerminalObeysIsQuotedNorMoreThanALine() throws IOException {
    var refused = refused("x,y\n\u001b[2J\u202e" + "z".repeat(100_000) + ",1\n", List.of("y"));

    assertThat(refused.getMessage()).hasSizeLessThan(500).doesNotContain("\u001b", "\u202e");
    assertThat(refused.discreet()).hasSizeLessThan(500);
  }

  /** What grew with the square of a cell's length, or of two names', took hours. */
  @Test
  @Timeout(60)
  void smallFilesCostLittle() throws IOException {
    refused("x,y\n" + "1".repeat(400_000) + "x,1\n", List.of("y"));
    refused("x;y\n" + "1".repeat(400_000) + ",x;1\n", List.of("y"));
    refused("x".repeat(200_000) + ",z\n1,1\n", List.of("x".repeat(199_999) + "y"));
  }

  private InvalidSpec refused(String text, List<String> targets) throws IOException {
    Files.writeString(directory.resolve("f.csv"), text);
    return catchThrowableOfType(
        InvalidSpec.class,
        () -> DataSources.load(new DataSpec.Csv("f.csv", targets, List.of()), directory));
  }
}
