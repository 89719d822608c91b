package org.descent.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir Path directory;

  @Test
  void itGoesWithAllThatIsInIt() throws IOException {
    var folder = TemporaryFolder.in(List.of(directory));
    Files.writeString(folder.path().resolve("libsomething.so"), "x");

    folder.close();

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whatAKilledProcessHasLeftGoesWithTheNext() throws IOException {
    var left = Files.createDirectory(directory.resolve("descent-tmp-123"));
    Files.createFile(left.resolve(".descent-tmp"));
    Files.writeString(left.resolve("libsomething.so"), "x");

    TemporaryFolder.in(List.of(directory)).close();

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whatSomebodyElseCallsSoStays() throws IOException {
    var theirs = Files.createDirectory(directory.resolve("descent-tmp-notes"));
    Files.writeString(theirs.resolve("lock"), "three weeks");
    var log = Files.createDirectory(directory.resolve("descent-log"));
    Files.createFile(log.resolve("lock"));

    TemporaryFolder.in(List.of(directory)).close();

    assertThat(theirs.resolve("lock")).exists();
    assertThat(log.resolve("lock")).exists();
  }

  @Test
  void theNextPlaceIsTakenWhereNothingCanBeWritten() throws IOException {
    var file = Files.createFile(directory.resolve("file"));
    var other = Files.createDirectory(directory.resolve("other"));

    try (var folder = TemporaryFolder.in(List.of(file, directory.resolve("none"), other))) {
      assertThat(folder.path()).hasParent(other);
    }
  }
}
