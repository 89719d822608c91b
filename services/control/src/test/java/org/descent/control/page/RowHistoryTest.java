package org.descent.control.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.descent.contracts.event.End;
import org.descent.control.Xor;
import org.descent.control.page.Overview.Row;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who knows an overview is told what has changed in it. */
class RowHistoryTest {
  private final RowHistory history = new RowHistory();
  private final List<Row> rows =
      new ArrayList<>(IntStream.range(0, 10_000).mapToObj(i -> row(i, 0)).toList());

  private static Row row(int ordinal, int ended) {
    var ends = ended == 0 ? Map.<End, Integer>of() : Map.of(End.CONVERGED, ended);
    var settings = Map.of("units", "" + ordinal);
    return new Row(
        ordinal, "units " + ordinal, settings, settings, 100, 4, null, null, 3, ends, List.of());
  }

  private Overview look(String since) {
    return history.since(since, overview("looked-at"));
  }

  private Overview overview(String name) {
    ExperimentStatus status = new Ledger(Xor.experiment(name, 1, 1)).status();
    return new Overview(
        status, true, List.of("units"), List.of(), null, List.of(), List.of(), "", rows);
  }

  @Test
  void ofManyVariantsThoseThatHaveChangedSinceAreTold() {
    var first = look("");
    assertThat(first.variants()).hasSize(10_000);
    assertThat(look(first.revision()).variants()).isEmpty();

    rows.set(17, row(17, 1));
    var second = look(first.revision());
    assertThat(second.variants()).containsExactly(row(17, 1));
    rows.set(4711, row(4711, 2));
    assertThat(look(second.revision()).variants()).containsExactly(row(4711, 2));
    assertThat(look(first.revision()).variants())
        .as("of somebody who has looked less often")
        .containsExactly(row(17, 1), row(4711, 2));
  }

  @Test
  void whatASearchProposesIsNew() {
    var before = look("").revision();
    rows.add(row(10_000, 0));

    assertThat(look(before).variants()).containsExactly(row(10_000, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1", ".1", "no-such-look.1"})
  void whoNamesARevisionThatNobodyRemembersIsToldAll(String since) {
    look("");

    assertThat(look(since).variants()).hasSize(10_000);
  }

  @Test
  void thoseLookedAtLongAgoAreForgotten() {
    var before = look("").revision();
    IntStream.range(0, RowHistory.MOST).forEach(i -> history.since("", overview("another-" + i)));

    assertThat(look(before).variants()).hasSize(10_000);
  }
}
