package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.descent.contracts.event.End;
import org.descent.experiment.results.ExperimentResult.Summary;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.junit.jupiter.api.Test;

class ExperimentComparisonTest {
  private static final Map<String, Object> DOCUMENT = Map.of("name", "a", "budget", 1000);

  @Test
  void variantsThatAgreeInWhatVariesInBothAreComparedSeedBySeed() {
    var first =
        experiment(
            variant(0, Map.of("loss", "l2"), 100, 200, 300, 400, 500, 600),
            variant(1, Map.of("loss", "hinge"), 10, 20, 30, 40, 50, 60));
    var second =
        experiment(
            variant(0, Map.of("loss", "hinge", "units", "4"), 20, 40, 60, 80, 100, 120),
            variant(1, Map.of("loss", "l1", "units", "4"), 1, 1, 1, 1, 1, 1));

    var compared = ExperimentComparison.of(first, DOCUMENT, second, DOCUMENT);

    assertThat(compared.possible()).isEqualTo(1);
    var couple = compared.couples().get(0);
    assertThat(couple.firstLabel()).isEqualTo("hinge");
    assertThat(couple.ratio()).isEqualTo(2.0, within());
    assertThat(couple.pairs()).isEqualTo(6);
    assertThat(couple.firstFaster()).isEqualTo(6);
    assertThat(couple.p()).isEqualTo(0.03125); // 2 · 2⁻⁶
    assertThat(couple.low()).isEqualTo(2.0, within());
  }

  @Test
  void whereNothingVariesInBothAllAreCompared() {
    var first = experiment(variant(0, Map.of(), 100, 200));
    var second =
        experiment(
            variant(0, Map.of("units", "4"), 50, 100), variant(1, Map.of("units", "8"), 25, 50));

    var couples = ExperimentComparison.of(first, DOCUMENT, second, DOCUMENT).couples();

    assertThat(couples.get(0).ratio()).isEqualTo(0.5, within());
    assertThat(couples.get(1).ratio()).isEqualTo(0.25, within());
    assertThat(couples).allMatch(c -> c.low() == null && c.interval().contains("needs 6 pairs"));
  }

  @Test
  void twoVariantsOfOneExperimentDifferInTheirSettings() {
    var one = variant(0, Map.of("loss", "l2", "units", "4"), 100, 200);
    var other = variant(1, Map.of("loss", "hinge", "units", "4"), 50, 100);
    var experiment = experiment(one, other);

    var compared = ExperimentComparison.ofVariants(experiment, one, experiment, other);

    assertThat(compared.differences())
        .containsExactly(new DocumentDifference("loss", "l2", "hinge"));
    assertThat(compared.couples()).hasSize(1);
    assertThat(compared.couples().get(0).ratio()).isEqualTo(0.5, within());
  }

  @Test
  void documentsDifferWhereTheySaySomethingElse() {
    var first = new LinkedHashMap<String, Object>();
    first.put("name", "a");
    first.put("network", Map.of("layers", List.of(Map.of("dense", Map.of("units", 4)), "flatten")));
    first.put("vary", Map.of("loss", List.of("l2", "hinge")));
    first.put("budget", 1000);
    var second = new LinkedHashMap<String, Object>();
    second.put("name", "b");
    second.put(
        "network", Map.of("layers", List.of(Map.of("dense", Map.of("units", 8)), "flatten")));
    second.put("vary", Map.of("loss", List.of("l2", "l1")));
    second.put("budget", 1000.0);
    second.put("seeds", 3);
    first.put("target", Map.of("accuracy", 0.1));
    second.put("target", Map.of("accuracy", 0.30000000000000004));

    assertThat(DocumentDifference.between(first, second))
        .containsExactly(
            new DocumentDifference("network.layers[0].dense.units", "4", "8"),
            new DocumentDifference("vary.loss", "[l2, hinge]", "[l2, l1]"),
            new DocumentDifference("target.accuracy", "0.1", "0.30000000000000004"),
            new DocumentDifference("seeds", null, "3"));
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-9);
  }

  private static ExperimentResult experiment(VariantResult... variants) {
    return new ExperimentResult(
        "x-1", "x", "X", State.COMPLETE, null, null, List.of(variants), List.of());
  }

  /** A variant whose trials converge after so many iterations each. */
  private static VariantResult variant(
      int ordinal, Map<String, String> settings, int... iterations) {
    var trials =
        IntStream.range(0, iterations.length)
            .mapToObj(
                i ->
                    new TrialResult(
                        "t" + i,
                        i,
                        End.CONVERGED,
                        iterations[i],
                        iterations[i],
                        Map.of(),
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        "c",
                        null,
                        null,
                        null,
                        null))
            .toList();
    var label = settings.getOrDefault("loss", "x");
    return new VariantResult(
        ordinal,
        label,
        settings,
        1000,
        null,
        null,
        new Summary(iterations.length, Map.of(), List.of()),
        trials,
        List.of("accuracy 1"),
        List.of());
  }
}
