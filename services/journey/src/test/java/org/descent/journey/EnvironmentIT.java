package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line where nothing is as at a desk. */
@Tag("thorough")
class EnvironmentIT {
  /** Characters that some program between the shell and Kafka takes for something else. */
  private static final String ANY_NAME = "ü b'\"%41*?+:,$HOME ${x}\\y;[a]{b}\n~";

  private static final String TABLE =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: table
      data: {csv: {file: "../data/%s.csv", targets: [t]}}
      network: {heads: [{binary: {target: t}}]}
      target: none
      budget: 20
      seeds: 2
      """;

  @TempDir static Path directory;

  private static Path anywhere;
  private static CommandLine run;

  /**
   * A copied checkout (without times, so sources are not older than what was built from them) in a
   * bare environment.
   */
  @BeforeAll
  static void runACopyWithNothingSet() throws IOException {
    anywhere = Files.createDirectory(directory.resolve(ANY_NAME));
    Files.createDirectory(anywhere.resolve("experiments"));
    Files.createDirectory(anywhere.resolve("data"));
    Files.createDirectory(anywhere.resolve("tmp"));
    Files.writeString(anywhere.resolve("data/" + ANY_NAME + ".csv"), "a,t\n1,1\n2,0\n");
    var name = ANY_NAME.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    Files.writeString(anywhere.resolve("experiments/" + ANY_NAME + ".yaml"), TABLE.formatted(name));
    run =
        CommandLine.script(
            anywhere,
            """
            "$descent" version >"$PWD/version" 2>&1 || exit 99
            root=$(dirname "$descent")
            mkdir -p co/services/standalone
            cp -r "$root/descent" "$root/pom.xml" co
            for module in "$root"/services/*/; do
              mkdir -p "co/services/$(basename "$module")/src"
              cp -r "$module/pom.xml" "co/services/$(basename "$module")"
              if [[ -d $module/src/main ]]; then cp -r "$module/src/main" "co/services/$(basename "$module")/src"; fi
            done
            cp -r "$root/services/standalone/target" co/services/standalone
            exec env -i PATH="$PATH" JAVA_HOME="$JAVA_HOME" TMPDIR="$PWD/tmp" \\
              co/descent run experiments/*.yaml --out="-o $(basename "$PWD")"
            """);
  }

  @Test
  void anyNameWillDoInABareEnvironment() throws IOException {
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("table (table-");
    assertThat(anywhere.resolve("-o " + ANY_NAME).resolve("report.html")).exists();
    assertThat(names(anywhere))
        .containsExactlyInAnyOrder("experiments", "data", "tmp", "co", "version", "-o " + ANY_NAME);
  }

  @Test
  void aCopiedCheckoutIsNotBuiltAgain() {
    assertThat(run.err()).startsWith("Starting Kafka");
  }

  @Test
  void nothingIsLeftAmongTheTemporaryFiles() {
    assertThat(anywhere.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void aChangedSourceIsBuiltWhateverItsTime() throws IOException {
    var bin = Files.createDirectory(directory.resolve("bin"));
    Files.writeString(bin.resolve("mvn"), "#!/bin/sh\nexit 1\n");
    assertThat(bin.resolve("mvn").toFile().setExecutable(true)).isTrue();
    var call = "PATH='" + bin + "':\"$PATH\" co/descent version";
    assertThat(CommandLine.script(anywhere, call).exit()).isZero();

    var source = anywhere.resolve("co/services/contracts/pom.xml");
    var before = Files.readString(source);
    Files.writeString(source, "\n", StandardOpenOption.APPEND);
    Files.setLastModifiedTime(source, FileTime.fromMillis(0));

    var changed = CommandLine.script(anywhere, call);
    Files.writeString(source, before);
    assertThat(changed.exit()).isEqualTo(1);
    assertThat(changed.err()).contains("cannot tell the version of", "mvn");
  }

  @Test
  void anArchiveOfClassesThatDoesNotFitIsLeftAsideInSilence() {
    var outcome =
        CommandLine.script(
            anywhere,
            """
            target=$PWD/co/services/standalone/target
            java=${JAVA_HOME:+$JAVA_HOME/bin/java}
            java=${java:-$(command -v java)}
            archive=$target/classes-$(printf '%s\\n' "$java" "$PWD/co" | cksum | tr ' ' -).jsa
            printf 'no archive' >"$archive"
            bash -x co/descent version 2>../trace
            grep -c '^+ exec .*SharedArchiveFile=' ../trace
            """);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out()).startsWith("Descent ").endsWith("\n1\n");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void whatCannotBePrintedIsSaidAndNoSuccess() {
    var outcome =
        CommandLine.script(
            directory,
            """
            "$descent" version >/dev/full; echo $?
            "$descent" --help >&-; echo $?
            "$descent" plan "%1$s" >/dev/full; echo $?
            "$descent" generate-completion >&-; echo $?
            "$descent" validate "%1$s" 2>&-; echo $?
            "$descent" plan missing.yaml >&- 2>&- <&-; echo $?
            """
                .formatted(sweep()));

    assertThat(outcome.out()).isEqualTo("1\n1\n1\n1\nvalid: 1 experiment\n0\n2\n");
    assertThat(outcome.err().lines())
        .containsExactly(
            "stdout cannot be written: no space left on the device",
            "stdout cannot be written: it is closed",
            "stdout cannot be written: no space left on the device",
            "stdout cannot be written: it is closed");
  }

  @Test
  void aReaderThatHasSeenEnoughIsNotTroubled() {
    var outcome =
        CommandLine.script(
            directory,
            """
            { until [[ -e seen ]]; do sleep 0.1; done; "$descent" generate-completion; } |
              { exec <&-; touch seen; }
            echo ${PIPESTATUS[0]}
            """);

    assertThat(outcome.out()).isEqualTo("1\n");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void withoutALoopbackItIsOneLine() {
    Root.require();
    var outcome = CommandLine.script(directory, "unshare -n \"$descent\" run " + sweep());

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err().lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("127.0.0.1 cannot be reached");
  }

  @Test
  void aHomeThatIsTooSmallIsOneLine() {
    Root.require();
    var outcome =
        CommandLine.script(
            directory,
            """
            export HOME="$PWD/home"
            mkdir "$HOME"
            exec unshare -m bash -c 'mount -t tmpfs -o size=20m tmpfs "$HOME" && exec "$descent" run %s'
            """
                .formatted(sweep()));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err().lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("TensorFlow's native library takes")
        .contains(directory + "/home/.javacpp/cache", "DESCENT_CACHE");
  }

  @Test
  void aUserWhomTheSystemDoesNotKnowIsToldWhatToSet() throws IOException {
    Root.require();
    var place = Files.createDirectory(directory.resolve("nobody"));
    var outcome =
        CommandLine.script(
            place,
            """
            chmod 711 .. && chmod 777 . && unset HOME
            nobody="setpriv --reuid=4242 --regid=4242 --clear-groups"
            $nobody test -r "$descent" -a -r "%1$s" || exit 77
            exec $nobody "$descent" run "%1$s"
            """
                .formatted(sweep()));

    assumeTrue(outcome.exit() != 77, "LEFT OUT: nobody else may read this checkout");
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.err()).contains("nothing can be written to /.javacpp", "DESCENT_CACHE");
    assertThat(names(place)).containsExactly("descent-results");
  }

  private static String sweep() {
    return Path.of("src/test/resources/experiments/learning-rates.yaml")
        .toAbsolutePath()
        .toString();
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList().stream();
    }
  }
}
