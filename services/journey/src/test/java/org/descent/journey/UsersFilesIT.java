package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there already when a run begins: a user's files, other results, unfinished work. */
class UsersFilesIT {
  private static final String Q =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: q
      data: xor
      network: {heads: [binary]}
      budget: 200
      seeds: 2
      """;

  /** Half of its trials end at once, the other half takes a while. */
  private static final String LONG =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: long
      data: {line: {images: 64, seed: 1}}
      network: {layers: [flatten, {dense: {units: 32, activation: tanh}}], heads: [{binary: {name: label}}]}
      target: none
      vary: {budget: [10, LONGER]}
      seeds: 4
      """;

  /** Exit code of what was to interrupt it. */
  private static final int OVER = 99;

  @TempDir static Path directory;

  private static CommandLine inTheMidst;
  private static CommandLine interrupted;
  private static CommandLine changed;
  private static CommandLine resumed;

  /** A run among a user's files, without stderr; and one that is interrupted and goes on. */
  @BeforeAll
  static void runAmongFilesAndInterrupt() throws IOException {
    Files.createDirectory(directory.resolve("log"));
    Files.writeString(directory.resolve("log/notes.txt"), "three weeks");
    Files.writeString(directory.resolve("q.yaml"), Q);
    inTheMidst = CommandLine.script(directory, "\"$descent\" run q.yaml --out . 2>&-");
    interrupted = Midway.of(10_000, UsersFilesIT::interrupted);
    changed = CommandLine.run(directory, "run", "long.yaml", "--set", "seeds=3", "--out", "part");
    resumed = CommandLine.run(directory, "run", "long.yaml", "--out", "part", "--quiet");
  }

  /**
   * A run that is interrupted before its trainer is done, which no count of trials tells in time.
   */
  private static Optional<CommandLine> interrupted(int budget) {
    try {
      Files.writeString(directory.resolve("long.yaml"), LONG.replace("LONGER", "" + budget));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var run =
        CommandLine.script(
            directory,
            """
            rm -rf part
            "$descent" run long.yaml --out part &
            until grep -q '"ended" : 4' part/descent-log/.descent 2>/dev/null &&
              grep -q '"iterations" : [0-9]\\{3\\}' part/descent-log/.descent; do
              kill -0 $! || exit OVER
              sleep 0.1
            done
            kill -TERM $!
            wait $!
            ended=$?
            trained=$(sed -n 's/.*: \\([0-9]*\\) trials\\{0,1\\} trained in .*/\\1/p' part/descent.log | paste -sd+)
            if ((${trained:-0} == 8)); then exit OVER; fi
            exit $ended
            """
                .replace("OVER", "" + OVER));
    return run.exit() == OVER ? Optional.empty() : Optional.of(run);
  }

  @Test
  void whatAUserHasStaysWhereItIs() {
    assertThat(inTheMidst.exit()).isZero();
    assertThat(inTheMidst.out()).startsWith("q (q-");
    assertThat(directory.resolve("log/notes.txt")).hasContent("three weeks");
    assertThat(directory.resolve("report.html")).exists();
    assertThat(directory.resolve("descent-log")).doesNotExist();
  }

  @Test
  void whatIsInTheWayIsRefusedBeforeAnythingIsTrained() throws IOException {
    var out = Files.createDirectory(directory.resolve("mine"));
    Files.writeString(out.resolve("results.csv"), "three weeks");

    var run = CommandLine.run(directory, "run", "q.yaml", "--out", "mine");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("--out mine: mine/results.csv is not among the files that Descent wrote there")
        .hasLineCount(1);
    assertThat(out)
        .isDirectoryContaining("glob:**results.csv")
        .isDirectoryNotContaining("glob:**.descent");
  }

  @Test
  void resultsOfAnotherExperimentAreRefusedUnlessTheyMayBeReplaced() {
    var refused = CommandLine.run(directory, "run", "q.yaml", "--seed-count", "3", "--out", ".");

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .containsPattern("has the results of q-[0-9a-f]{8}, not of q-[0-9a-f]{8}")
        .contains("--replace")
        .hasLineCount(1);
  }

  @Test
  void anInterruptedRunWaitsForNobodyToSayGoodbye() throws IOException {
    assertThat(interrupted.exit()).as(interrupted.err()).isEqualTo(128 + 15);
    assertThat(interrupted.err()).endsWith("Interrupted. The same command goes on from here.\n");
    assertThat(Files.readString(directory.resolve("part/descent.log.1")))
        .contains("abandoned")
        .doesNotContain("Close timeout", "could not be established", "ERROR");
  }

  @Test
  void itsWorkIsNotGivenUpForOtherSettings() {
    assertThat(changed.exit()).isEqualTo(2);
    assertThat(changed.err())
        .containsPattern("4 of 8 trials of long-[0-9a-f]{8} have ended, and long-[0-9a-f]{8} is")
        .contains("--replace")
        .hasLineCount(1);
  }

  @Test
  void theSameCommandGoesOnFromThere() throws IOException {
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(Files.readString(directory.resolve("part/descent.log"))).contains("goes on");
    assertThat(directory.resolve("part/descent-log")).doesNotExist();
  }
}
