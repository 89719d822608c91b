package org.descent.control.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.descent.control.Xor;
import org.descent.control.rest.Refused;
import org.descent.experiment.Experiment;
import org.descent.experiment.plan.Planner;
import org.descent.experiment.plan.Sizing;
import org.descent.experiment.results.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Three variants, rate 0, 1 and 2, two seeds each: 10 and 20, 30 and 40, 50 and never. */
class PickedTest {
  private final Experiment experiment = Xor.experiment("picked", 3, 2);
  private final VariantTrials trials = lived();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 0,1,2",
        "[] | 0,1,2",
        "[[\"rate\",[\"1\",\"2\"]]] | 1,2",
        "[[\"rate\",[[0.5,null]]]] | 1,2",
        "[[\"rate\",[[0,0],[2,2]]]] | 0,2",
        "[[\"median\",[[null,35]]]] | 0,1",
        "[[\"median\",[[1000,1000]]]] | 2",
        "[[\"iterations\",[[35,60]]]] | 1,2",
        "[[\"iterations\",[[35,60]]],[\"rate\",[[2,2]]]] | 2",
        "[[\"iterations\",[[11,12]]]] | ''"
      })
  void aVariantIsPickedOutByItsSettingsItsMedianAndItsTrials(String text, String ordinals) {
    var picked = Picked.of(text, experiment);

    assertThat(
            experiment.variants().stream()
                .filter(variant -> picked.has(trials, variant))
                .map(variant -> Integer.toString(variant.ordinal())))
        .containsExactly(ordinals.isEmpty() ? new String[0] : ordinals.split(","));
  }

  @Test
  void ofAVariantThoseTrialsArePickedOutThatLieThere() {
    var picked = Picked.of("[[\"iterations\",[[15,35]]]]", experiment);

    assertThat(seeds(picked, 0)).containsExactly(2L);
    assertThat(seeds(picked, 1)).containsExactly(1L);
    assertThat(seeds(picked, 2)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "{}",
        "[[\"speed\",[[0,1]]]]",
        "[[\"rate\",0]]",
        "[[\"rate\",[[0,1,2]]]]",
        "[[\"rate\",[[\"a\",1]]]]",
        "[[\"rate\"]]",
        "[1]"
      })
  void whatPicksNothingOutIsRefusedInALine(String text) {
    assertThatThrownBy(() -> Picked.of(text, experiment))
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith("pick " + text + ", expected")
        .hasMessageNotContaining("\n");
  }

  @Test
  void endingsStandInColumns() {
    var endings = Endings.of(trials.ledger());

    assertThat(endings.variants()).containsExactly(0, 0, 1, 1, 2, 2);
    assertThat(endings.iterations()).containsExactly(10, 20, 30, 40, 50, Xor.BUDGET);
    assertThat(endings.reached()).containsExactly(true, true, true, true, true, false);
  }

  private List<Long> seeds(Picked picked, int ordinal) {
    var variant = experiment.variants().get(ordinal);
    return experiment.seeds().stream().filter(s -> picked.has(trials, variant, s)).toList();
  }

  private VariantTrials lived() {
    var ledger = new Ledger(experiment);
    var prepared = Xor.prepared(experiment);
    ledger.on(prepared);
    Planner.plan(experiment, prepared, Sizing.fixed(6)).forEach(ledger::on);
    for (int variant = 0; variant < 3; variant++) {
      ledger.on(Xor.converged(experiment, variant, 1, 10 + 20 * variant));
    }
    ledger.on(Xor.converged(experiment, 0, 2, 20));
    ledger.on(Xor.converged(experiment, 1, 2, 40));
    ledger.on(Xor.exhausted(experiment, 2, 2));
    return new VariantTrials(experiment, ledger);
  }
}
