package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents are right: blocks of {@code yaml} that begin with a file's name are written there, and
 * blocks of {@code sh} are run, in their order, in a folder that has the files they name.
 */
@Tag("thorough")
class DocumentsIT {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile("^```(yaml|sh)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("# (\\S+\\.yaml)\\n.*", Pattern.DOTALL);

  @TempDir Path directory;

  @BeforeEach
  void data() throws IOException {
    Files.createSymbolicLink(directory.resolve("experiments"), ROOT.resolve("experiments"));
    var random = new Random(1);
    var flowers = new StringBuilder("kind,length,width\n");
    for (int i = 0; i < 60; i++) {
      int kind = i % 3;
      double length = 2 + 2 * kind + 0.3 * random.nextGaussian();
      double width = 1 + kind + 0.3 * random.nextGaussian();
      var name = new String[] {"iris", "lily", "rose"}[kind];
      flowers.append("%s,%.2f,%s%n".formatted(name, length, i == 7 ? "" : "%.2f".formatted(width)));
    }
    Files.writeString(directory.resolve("flowers.csv"), flowers);
    mnist("train", 256, random);
    mnist("t10k", 32, random);
  }

  private void mnist(String part, int count, Random random) throws IOException {
    try (var images = gzip(part + "-images-idx3-ubyte.gz")) {
      images.writeInt(0x803);
      images.writeInt(count);
      images.writeInt(28);
      images.writeInt(28);
      var pixels = new byte[count * 28 * 28];
      random.nextBytes(pixels);
      images.write(pixels);
    }
    try (var labels = gzip(part + "-labels-idx1-ubyte.gz")) {
      labels.writeInt(0x801);
      labels.writeInt(count);
      for (int i = 0; i < count; i++) {
        labels.write(i % 10);
      }
    }
  }

  private DataOutputStream gzip(String name) throws IOException {
    return new DataOutputStream(
        new GZIPOutputStream(Files.newOutputStream(directory.resolve(name))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"how-to", "python"})
  void whatADocumentSaysCanBeDone(String document) throws IOException {
    var text = Files.readString(ROOT.resolve("docs").resolve(document + ".md"));
    int run = 0;
    for (var block : BLOCK.matcher(text).results().toList()) {
      var content = block.group(2);
      var name = NAME.matcher(content);
      if (block.group(1).equals("sh")) {
        var said =
            CommandLine.script(directory, "set -e\n" + content.replace("./descent ", "$descent "));
        assertThat(said.exit()).as(content + said.out() + said.err()).isZero();
        run++;
      } else if (name.matches()) {
        Files.writeString(directory.resolve(name.group(1)), content);
      }
    }
    assertThat(run).as("blocks that were run").isPositive();
  }
}
