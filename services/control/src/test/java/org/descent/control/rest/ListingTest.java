package org.descent.control.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.junit.jupiter.api.Test;

class ListingTest {
  private static final List<ExperimentStatus> ALL =
      List.of(
          status("line-1", "line", State.COMPLETE),
          status("sweep-1", "Sweep", State.RUNNING),
          status("sweep-2", "Sweep", State.COMPLETE),
          status("xor-1", "xor", State.PAUSED));

  @Test
  void allOfThemUnlessSomethingIsAskedFor() {
    assertThat(ids(List.of(), null)).containsExactly("line-1", "sweep-1", "sweep-2", "xor-1");
  }

  @Test
  void stateAndNameFilter() {
    assertThat(ids(List.of("complete"), null)).containsExactly("line-1", "sweep-2");
    assertThat(ids(List.of("running,paused"), null)).containsExactly("sweep-1", "xor-1");
    assertThat(ids(List.of("running", "paused"), "SWEEP")).containsExactly("sweep-1");
    assertThat(ids(List.of(), "none")).isEmpty();
  }

  @Test
  void pagesTogetherAreTheWhole() {
    for (int limit = 1; limit <= 5; limit++) {
      var seen = new ArrayList<ExperimentStatus>();
      var after = "";
      for (var more = true; more; ) {
        var page = Listing.of(List.of(), null, after, limit).of(ALL);
        assertThat(page.total()).isEqualTo(4);
        assertThat(page.experiments()).hasSizeBetween(1, limit);
        seen.addAll(page.experiments());
        more = page.next().isPresent();
        after = page.next().orElse("");
      }
      assertThat(seen).as("limit %d", limit).isEqualTo(ALL);
    }
  }

  @Test
  void whatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> ids(List.of("done"), null))
        .hasMessageContaining("state done, expected one of submitted, running,");
    assertThatThrownBy(() -> Listing.of(List.of(), null, null, 0))
        .hasMessageContaining("limit 0, expected 1 to 1000");
  }

  private static List<String> ids(List<String> states, String name) {
    return Listing.of(states, name, null, null).of(ALL).experiments().stream()
        .map(ExperimentStatus::experiment)
        .toList();
  }

  private static ExperimentStatus status(String id, String name, State state) {
    return new ExperimentStatus(
        id, id, 0, name, "", state, "", 1, 0, Map.of(), 0, 1, false, 0, "", 0, "", List.of(), "",
        false);
  }
}
