package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.Ids;
import org.descent.experiment.Experiment;
import org.descent.experiment.spec.ExperimentReader;
import org.junit.jupiter.api.Test;

class GridTrialsTest {
  private static final String DOCUMENT =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: NAME
      data: xor
      network: {layers: [{dense: {units: 2}}], heads: [{binary: {}}], activation: tanh}
      vary: {loss: [l2, cross-entropy]}
      seeds: SEEDS
      """;

  private static Experiment experiment(String name, String seeds) {
    return ExperimentReader.yaml(DOCUMENT.replace("NAME", name).replace("SEEDS", seeds));
  }

  @Test
  void theyAreEachVariantFromEachSeed() {
    for (var seeds : List.of("3", "[7, 1, 4]", "[5]", "[2, 3, 4]")) {
      var experiment = experiment("grid", seeds);
      var listed = new HashSet<String>();
      for (var variant : experiment.variants()) {
        for (long seed : experiment.seeds()) {
          listed.add(Ids.trial(experiment.id(), variant.ordinal(), seed));
        }
      }
      var trials = new GridTrials(experiment);

      assertThat(trials).as(seeds).isEqualTo(listed).hasSameSizeAs(listed);
      assertThat(listed).allMatch(trials::contains);
    }
  }

  @Test
  void nothingElseIsOne() {
    var trials = new GridTrials(experiment("grid", "3"));
    var id = experiment("grid", "3").id();

    for (var other :
        List.of(
            "",
            id,
            id + ".0.0",
            id + ".0.4",
            id + ".2.1",
            id + ".-1.1",
            id + ".0.01",
            id + ".0.-9223372036854775808",
            id + "x.0.1",
            experiment("other", "3").id() + ".0.1")) {
      assertThat(trials.contains(other)).as(other).isFalse();
    }
  }

  /** They would take some hundred megabytes each if they were kept. */
  @Test
  void manyTakeNoRoom() {
    var ledgers =
        IntStream.range(0, 200)
            .mapToObj(i -> new Ledger(experiment("many-" + i, "50000")))
            .toList();

    assertThat(ledgers).allMatch(ledger -> ledger.status().total() == 100_000);
    assertThat(ledgers.get(0).plans(ledgers.get(0).experiment().id() + ".1.50000")).isTrue();
  }
}
