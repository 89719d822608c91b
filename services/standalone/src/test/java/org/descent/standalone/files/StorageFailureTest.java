package org.descent.standalone.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageFailureTest {
  private static final Path OUT = Path.of("m", "o");

  @Test
  void aFullDiskIsFoundHoweverDeepItLies() {
    assertThat(StorageFailure.in(OUT, new IOException("No space left on device")))
        .get()
        .hasToString(StorageFailure.class.getName() + ": m/o: no space left on the device");
    assertThat(
            StorageFailure.in(
                OUT,
                new IllegalStateException(
                    new UncheckedIOException(
                        new FileSystemException(
                            "m/o/report.html", null, "No space left on device")))))
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo("m/o: no space left on the device");
    assertThat(StorageFailure.in(OUT, new FileNotFoundException("a/b (Disk quota exceeded)")))
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo("m/o: the disk quota is used up");
  }

  @Test
  void aFileElsewhereIsNamed() {
    assertThat(
            StorageFailure.in(
                OUT, new FileSystemException("/tmp/x", null, "No space left on device")))
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo("/tmp/x: no space left on the device");
  }

  @Test
  void otherFailuresAreNone() {
    assertThat(StorageFailure.in(OUT, new NoSuchFileException("m/o/x"))).isEmpty();
    assertThat(StorageFailure.in(OUT, new IOException((String) null))).isEmpty();
  }

  @Test
  void whereThereIsRoomNothingIsFoundAndNothingLeft(@TempDir Path directory) {
    assertThat(StorageFailure.probe(directory)).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }
}
