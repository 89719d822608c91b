package org.descent.standalone.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.Results;
import org.descent.standalone.files.NotOurs;
import org.descent.standalone.files.Remembered;
import org.descent.standalone.results.ResultsDirectory.Intent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsDirectoryTest {
  private static final Remembered Q = new Remembered("q-1", "q-1", 4, 4, 900);
  private static final Remembered OTHER = new Remembered("q-2", "q-2", 4, 4, 900);

  @TempDir Path parent;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "results.json",
        "results.csv",
        "report.html",
        "curves/q.csv",
        "curves",
        "figures/figure-03.svg",
        "figures",
        "descent.log",
        "descent.log.1",
        "descent-log",
        "descent-log/notes.txt",
        ".descent/notes.txt"
      })
  void whateverIsInTheWayOfARunIsRefusedBeforeAnythingIsMade(String name) throws IOException {
    var out = parent.resolve("out");
    var theirs = out.resolve(name);
    Files.createDirectories(theirs.getParent());
    Files.writeString(theirs, "three weeks");

    assertThatThrownBy(() -> run(false, Q))
        .isInstanceOf(NotOurs.class)
        .hasMessageStartingWith(out.resolve(Path.of(name).getName(0)).toString());
    assertThat(theirs).hasContent("three weeks");
    assertThat(out.resolve(".descent/lock")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"log/notes.txt", "curves/mine.csv", "figures/mine.svg", "data.csv"})
  void whatIsNotInTheWayStays(String name) throws IOException {
    var theirs = parent.resolve("out").resolve(name);
    Files.createDirectories(theirs.getParent());
    Files.writeString(theirs, "three weeks");

    finish(false, Map.of("figure-01", "<svg/>"), Q);

    assertThat(theirs).hasContent("three weeks");
  }

  @Test
  void theSameExperimentAgainIsReplaced() throws IOException {
    finish(false, Map.of("figure-01", "<svg/>", "figure-09", "<svg/>"), Q);
    finish(false, Map.of("figure-01", "<svg>2</svg>"), Q);

    assertThat(parent.resolve("out/figures/figure-01.svg")).hasContent("<svg>2</svg>");
    assertThat(parent.resolve("out/figures/figure-09.svg")).doesNotExist();
  }

  @Test
  void resultsOfAnotherExperimentAreRefusedNamingBoth() throws IOException {
    finish(false, Map.of(), Q);

    assertThatThrownBy(() -> run(false, OTHER))
        .isInstanceOf(OtherExperiments.class)
        .hasMessageContaining("has the results of q-1, not of q-2")
        .hasMessageContaining("--out")
        .hasMessageContaining("--replace");
  }

  @Test
  void noExperimentsResultsAreLostByAskingForFewer() throws IOException {
    finish(false, Map.of(), Q, OTHER);

    assertThatThrownBy(() -> run(false, Q)).isInstanceOf(OtherExperiments.class);
    assertThatCode(() -> run(false, OTHER, Q)).doesNotThrowAnyException();
  }

  @Test
  void whatIsReplacedLeavesNothingBehindButWhatWasChanged() throws IOException {
    finish(false, Map.of("figure-01", "<svg/>", "figure-02", "<svg/>"), Q);
    var changed = parent.resolve("out/figures/figure-02.svg");
    Files.writeString(changed, "mine");

    try (var directory =
        ResultsDirectory.open(
            parent.resolve("out"),
            new Intent(List.of(OTHER), List.of("p"), false, false, false, true))) {
      directory.begin(List.of(OTHER));
      directory.writeCurves("p", draft -> Files.writeString(draft, "2"));
      assertThat(directory.removeStale()).containsExactly(changed);
    }

    assertThat(parent.resolve("out/report.html")).doesNotExist();
    assertThat(parent.resolve("out/curves/q.csv")).doesNotExist();
    assertThat(parent.resolve("out/curves/p.csv")).hasContent("2");
    assertThat(changed).hasContent("mine");
  }

  @Test
  void resultsWithoutAReportLeaveTheReportOfTheSameExperiment() throws IOException {
    finish(false, Map.of("figure-01", "<svg/>"), Q);

    try (var directory =
        ResultsDirectory.open(
            parent.resolve("out"),
            new Intent(List.of(Q), List.of("q"), false, false, false, false))) {
      directory.writeCurves("q", draft -> Files.writeString(draft, "2"));
      assertThat(directory.removeStale()).isEmpty();
    }

    assertThat(parent.resolve("out/report.html")).exists();
    assertThat(parent.resolve("out/figures/figure-01.svg")).exists();
  }

  @Test
  void unfinishedWorkOnAnotherExperimentIsRefusedSayingHowFarItIs() throws IOException {
    try (var directory = run(false, Q)) {
      directory.log().claim();
      directory.log().note(List.of(new Remembered("x-4e67f0df", "x-4e67f0df", 38, 100, 5)));
    }

    assertThatThrownBy(() -> run(false, OTHER))
        .isInstanceOf(OtherExperiments.class)
        .hasMessageContaining("38 of 100 trials of x-4e67f0df have ended, and q-2 is asked for")
        .hasMessageContaining("--replace");
    assertThatCode(() -> run(true, OTHER).close()).doesNotThrowAnyException();
    assertThatCode(() -> run(false, remembered("x-4e67f0df")).close()).doesNotThrowAnyException();
  }

  @Test
  void whatHasNotBegunIsNoLoss() throws IOException {
    try (var directory = run(false, Q)) {
      directory.log().claim();
      directory.log().note(List.of(remembered("x-1")));
      directory.begin(List.of(remembered("x-1")));
    }

    assertThatCode(() -> run(false, OTHER).close()).doesNotThrowAnyException();
  }

  @Test
  void theSameDocumentOnOtherDataIsTrainedAnewAndTold() throws IOException {
    finish(false, Map.of(), new Remembered("e-1-old", "e-1", 2, 2, 40));

    try (var directory = run(false, new Remembered("e-1-new", "e-1", 0, 0, 0))) {
      assertThat(directory.onOtherData())
          .extracting(Remembered::experiment)
          .containsExactly("e-1-old");
    }
  }

  private static Remembered remembered(String id) {
    return new Remembered(id, id, 0, 0, 0);
  }

  private void finish(boolean replace, Map<String, String> figures, Remembered... experiments)
      throws IOException {
    try (var directory = run(replace, experiments)) {
      directory.begin(List.of(experiments));
      directory.writeCurves("q", draft -> Files.writeString(draft, "1"));
      directory.write(Results.of("test", List.of()));
      directory.write("<html/>", figures);
      directory.removeStale();
    }
  }

  private ResultsDirectory run(boolean replace, Remembered... experiments) throws IOException {
    return ResultsDirectory.open(
        parent.resolve("out"),
        new Intent(List.of(experiments), List.of("q"), true, false, true, replace));
  }
}
