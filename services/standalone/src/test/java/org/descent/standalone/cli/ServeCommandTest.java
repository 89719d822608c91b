package org.descent.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
  @TempDir Path results;

  @Test
  void theLogHasAFolderThatIsCalledLikeNoExperiment() throws IOException {
    Files.createDirectory(results.resolve("log")); // of an experiment called so, say

    assertThat(ServeCommand.usual(results)).isEqualTo(results.resolve("descent-log"));
  }

  @Test
  void whatAnEarlierReleaseHasServedIsServedOn() throws IOException {
    var kafka = Files.createDirectories(results.resolve("log/kafka"));
    Files.createFile(kafka.resolve("meta.properties"));

    assertThat(ServeCommand.usual(results)).isEqualTo(results.resolve("log"));

    Files.createDirectory(results.resolve("descent-log"));
    assertThat(ServeCommand.usual(results)).isEqualTo(results.resolve("descent-log"));
  }
}
