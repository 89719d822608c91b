package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** A disk that is full, and room that is made on it. */
@Tag("thorough")
class FullDiskIT {
  /** Not below /tmp, which is another one in the test. */
  @TempDir(factory = InTarget.class)
  Path directory;

  /** Makes directories in the module's own. */
  static final class InTarget implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "disk");
    }
  }

  /**
   * With nothing to be written to /tmp the second time, unless the checkout lies there, nor to
   * stdout in the end.
   */
  @Test
  void itIsSaidInOneLineAndTheRunGoesOnWhenThereIsRoom() {
    Root.require();
    var sweep =
        Path.of("src/test/resources/experiments/learning-rates.yaml").toAbsolutePath().toString();
    var outcome =
        CommandLine.script(
            directory,
            """
            mkdir disk
            exec unshare -m bash -c '
              mount -t tmpfs -o size=900k tmpfs disk
              "$descent" run "%1$s" --out disk/out --quiet 2>full.txt; echo $?
              ls disk/out/descent-log
              mount -o remount,size=40m disk
              case $descent in /tmp/*) ;; *) mount -t tmpfs -o ro tmpfs /tmp ;; esac
              "$descent" run "%1$s" --out disk/out --quiet 2>resumed.txt >/dev/full; echo $?
              wc -l <disk/out/results.csv
              ls -d /var/tmp/descent* /dev/shm/descent* 2>/dev/null
              cat full.txt resumed.txt >&2'
            """
                .formatted(sweep));

    assertThat(outcome.out()).isEqualTo("1\nkafka\nlock\n1\n13\n");
    assertThat(outcome.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("disk/out").contains("no space left on the device"),
            line ->
                assertThat(line)
                    .isEqualTo("stdout cannot be written: no space left on the device"));
  }
}
