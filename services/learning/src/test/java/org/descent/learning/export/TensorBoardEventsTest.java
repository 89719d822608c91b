package org.descent.learning.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.descent.learning.export.TensorBoardEvents.Scalars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardEventsTest {
  @TempDir Path directory;

  @Test
  void anIndependentReaderFindsTheVersionAndEveryPoint() throws IOException {
    var file = directory.resolve(TensorBoardEvents.FILE);

    TensorBoardEvents.write(
        file,
        List.of(
            new Scalars("loss", new int[] {1, 2, 3}, new float[] {0.7f, 0.25f, Float.NaN}),
            new Scalars("accuracy", new int[] {1, 2, 3}, new float[] {0.5f, 0.75f, 1f})));

    assertThat(EventFile.read(file))
        .containsExactly(
            new EventFile.Event(0, 0, "brain.Event:2", Map.of()),
            new EventFile.Event(1, 1, "", Map.of("loss", 0.7f, "accuracy", 0.5f)),
            new EventFile.Event(2, 2, "", Map.of("loss", 0.25f, "accuracy", 0.75f)),
            new EventFile.Event(3, 3, "", Map.of("loss", Float.NaN, "accuracy", 1f)));
  }

  @Test
  void thinnedCurvesKeepTheirOwnIterationsInOrder() throws IOException {
    var file = directory.resolve(TensorBoardEvents.FILE);

    TensorBoardEvents.write(
        file,
        List.of(
            new Scalars("loss", new int[] {1, 300, 70_000}, new float[] {3, 2, 1}),
            new Scalars("accuracy", new int[] {1, 299, 70_000}, new float[] {0, 0, 1})));

    var events = EventFile.read(file);
    assertThat(events)
        .extracting(EventFile.Event::step)
        .containsExactly(0L, 1L, 299L, 300L, 70_000L);
    assertThat(events.get(2).scalars()).isEqualTo(Map.of("accuracy", 0f));
    assertThat(events.get(3).scalars()).isEqualTo(Map.of("loss", 2f));
  }

  @Test
  void theSameCurvesBecomeTheSameBytes() throws IOException {
    var curves = List.of(new Scalars("loss", new int[] {1, 2}, new float[] {0.5f, 0.25f}));

    TensorBoardEvents.write(directory.resolve("one"), curves);
    TensorBoardEvents.write(directory.resolve("two"), curves);

    assertThat(directory.resolve("one")).hasSameBinaryContentAs(directory.resolve("two"));
  }

  @Test
  void aDamagedFileIsNoticedByTheIndependentReader() throws IOException {
    var file = directory.resolve(TensorBoardEvents.FILE);
    TensorBoardEvents.write(file, List.of(new Scalars("loss", new int[] {1}, new float[] {0.5f})));
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length - 6] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> EventFile.read(file)).hasMessage("wrong checksum");
  }

  /** The check value of CRC-32C in Williams' catalogue and in RFC 3720. */
  @Test
  void theReadersChecksumIsTheStandards() {
    assertThat(EventFile.crc32c("123456789".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(0xe3069283);
    assertThat(EventFile.crc32c(new byte[32])).isEqualTo(0x8a9136aa);
  }
}
