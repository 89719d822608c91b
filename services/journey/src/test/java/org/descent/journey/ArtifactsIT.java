package org.descent.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the applications carry of others is what {@code artifacts.sha256} says, to the bit: nobody
 * between a repository and here has put something else in its place. {@code
 * deploy/checks/artifacts} writes that file.
 */
class ArtifactsIT {
  private static final List<String> APPLICATIONS =
      List.of("control", "dataset-loader", "trainer", "evaluator", "standalone");

  /** There is one for each kind of machine. */
  private static final List<String> NATIVES =
      List.of("org.tensorflow.tensorflow-core-native-", "com.aayushatharva.brotli4j.native-");

  @TempDir Path directory;

  @Test
  void everyArtifactIsTheOneThatIsListed() throws IOException {
    var listed = listed();
    var used = new HashSet<String>();
    var wrong = new ArrayList<String>();
    for (var application : APPLICATIONS) {
      var library = Path.of("..", application, "target", "quarkus-app", "lib");
      assertThat(library).isDirectory();
      var jars = jars(library);
      jars.forEach(jar -> used.add(name(jar)));
      wrong.addAll(differing(application, jars, listed));
    }

    assertThat(wrong).isEmpty();
    assertThat(listed.keySet())
        .filteredOn(name -> NATIVES.stream().noneMatch(name::startsWith))
        .as("listed, 'deploy/checks/artifacts' leaves out what is not packaged")
        .isSubsetOf(used);
  }

  @Test
  void anotherArtifactIsNamed() throws IOException {
    var good = Files.writeString(directory.resolve("org.good-1.jar"), "good");
    var bad = Files.writeString(directory.resolve("org.bad-1.jar"), "not good");
    var added = Files.writeString(directory.resolve("org.added-1.jar"), "good");
    var listed = Map.of(name(good), sha256(good), name(bad), sha256(good));

    assertThat(differing("trainer", List.of(good, bad, added), listed))
        .containsExactly(
            "org.bad-1.jar of trainer is %s, expected %s".formatted(sha256(bad), sha256(good)),
            "org.added-1.jar of trainer is %s, expected one that is listed; 'deploy/checks/artifacts' lists what is packaged"
                .formatted(sha256(added)));
    assertThat(sha256(good))
        .isEqualTo("770e607624d689265ca6c44884d0807d9b054d23c473c106c72be9de08b7376c");
  }

  private static List<String> differing(
      String application, List<Path> jars, Map<String, String> listed) {
    var wrong = new ArrayList<String>();
    for (var jar : jars) {
      var found = sha256(jar);
      var expected = listed.get(name(jar));
      if (!found.equals(expected)) {
        wrong.add(
            "%s of %s is %s, expected %s"
                .formatted(
                    name(jar),
                    application,
                    found,
                    expected == null
                        ? "one that is listed; 'deploy/checks/artifacts' lists what is packaged"
                        : expected));
      }
    }
    return wrong;
  }

  /** SHA-256 by name, as {@code sha256sum} writes them. */
  private static Map<String, String> listed() throws IOException {
    try (var list = ArtifactsIT.class.getResourceAsStream("/artifacts.sha256")) {
      return new String(list.readAllBytes(), UTF_8)
          .lines()
          .map(line -> line.split("  "))
          .collect(toMap(line -> line[1], line -> line[0]));
    }
  }

  /** Those that are not Descent's own. */
  private static List<Path> jars(Path library) throws IOException {
    try (Stream<Path> files = Files.walk(library)) {
      return files
          .filter(file -> name(file).endsWith(".jar") && !name(file).startsWith("org.descent."))
          .sorted()
          .toList();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static String sha256(Path file) {
    try (var in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      var buffer = new byte[1 << 16];
      while (in.read(buffer) >= 0) {
        // the digest is what counts
      }
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }
}
