package org.descent.experiment.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.DataSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no file, or never ends, is refused by whichever source it is named in. */
@Timeout(60)
class DoorTest {
  @TempDir Path directory;

  static Stream<DataSpec> sources() {
    return Stream.of(
        new DataSpec.Csv("f", List.of("y"), List.of()),
        new DataSpec.Idx("f", "f", 0),
        new DataSpec.Npy("f", "f", null));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aPipeIsNoFile(DataSpec source) throws Exception {
    var made = new ProcessBuilder("mkfifo", directory.resolve("f").toString()).start();
    assumeTrue(made.waitFor(10, TimeUnit.SECONDS) && made.exitValue() == 0);

    refused(source, directory, "is not a file");
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aDirectoryIsNoFile(DataSpec source) throws IOException {
    Files.createDirectory(directory.resolve("f"));

    refused(source, directory, "is not a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "/dev/urandom"})
  void aDeviceIsNoFile(String device) {
    assumeTrue(Files.exists(Path.of(device)));

    refused(new DataSpec.Csv(device, List.of("y"), List.of()), Path.of("/"), "is not a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/self/environ", "/proc/kmsg", "/proc/self/pagemap"})
  void whatTheSystemMakesUpIsNoFile(String file) {
    assumeTrue(Files.isReadable(Path.of(file)));

    refused(
        new DataSpec.Csv(file, List.of("y"), List.of()), Path.of("/"), "is made up by the system");
  }

  @Test
  void anEmptyFileIsCalledEmpty() throws IOException {
    Files.createFile(directory.resolve("f"));

    refused(new DataSpec.Csv("f", List.of("y"), List.of()), directory, "empty");
  }

  private static void refused(DataSpec source, Path base, String why) {
    assertThatThrownBy(() -> DataSources.read(source, base))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining(why);
  }
}
