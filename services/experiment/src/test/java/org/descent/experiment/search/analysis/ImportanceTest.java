package org.descent.experiment.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.search.space.Choice;
import org.descent.experiment.search.space.Choice.Option;
import org.descent.experiment.search.space.Domain;
import org.descent.experiment.search.space.Space;
import org.descent.experiment.search.space.Uniform;
import org.hipparchus.random.SobolSequenceGenerator;
import org.junit.jupiter.api.Test;

class ImportanceTest {
  private static final Space CUBE =
      Space.of(Map.of("x", new Uniform(0, 1), "y", new Uniform(0, 1), "z", new Uniform(0, 1)));

  @Test
  void pedAnovaFindsWhatOptunasDoes() {
    // Optuna 5.0.0, PedAnovaImportanceEvaluator on the same points: 0.775, 0.220, 0.005
    var importances =
        new PedAnova()
            .importances(
                sobol(CUBE, 256, u -> 4 * Math.pow(u[0] - 0.3, 2) + Math.pow(u[1] - 0.6, 2)),
                50,
                1);
    assertThat(importances.get(0).share()).isCloseTo(0.775, within(0.04));
    assertThat(importances.get(1).share()).isCloseTo(0.220, within(0.04));
    assertThat(importances.get(2).share()).isCloseTo(0.005, within(0.01));
    for (var importance : importances) {
      assertThat(importance.share()).isBetween(importance.low() - 0.05, importance.high() + 0.05);
    }
    assertThat(importances.get(0).low()).isGreaterThan(importances.get(2).high());
  }

  @Test
  void pedAnovaCountsAChoiceAndWhatExistsOnlyInItsBranches() {
    var space =
        Space.of(
            Map.of(
                "c",
                new Choice(
                    List.of(
                        new Option("a", "a", Map.of("c.rate", new Uniform(0, 1))), Option.of("b"))),
                "other",
                new Uniform(0, 1)));
    // b is bad; within a the rate decides
    var trials =
        sobol(space, 256, u -> Double.isNaN(u[1]) ? 5 : Math.pow(u[1] - 0.5, 2) + 0.001 * u[2]);
    var importances = new PedAnova().importances(trials, 0, 1);
    assertThat(importances).extracting(Importance::path).containsExactly("c", "c.rate", "other");
    assertThat(importances.get(0).share()).isGreaterThan(importances.get(2).share());
    assertThat(importances.get(1).share()).isGreaterThan(importances.get(2).share());
  }

  @Test
  void functionalAnovaDividesTheVarianceOfASum() {
    // variances of 3x and y: 9/12 and 1/12
    var shares = new FunctionalAnova().shares(sobol(CUBE, 512, u -> 3 * u[0] + u[1]), 1);
    assertThat(shares.alone()[0]).isCloseTo(0.9, within(0.03));
    assertThat(shares.alone()[1]).isCloseTo(0.1, within(0.03));
    assertThat(shares.alone()[2]).isLessThan(0.01);
    assertThat(shares.pairs()[0][1]).isLessThan(0.03);
  }

  @Test
  void functionalAnovaSeesWhatTwoParametersDoTogether() {
    // (x - ½)(y - ½) has no main effects at all
    var shares =
        new FunctionalAnova().shares(sobol(CUBE, 512, u -> (u[0] - 0.5) * (u[1] - 0.5)), 1);
    assertThat(shares.pairs()[0][1]).isGreaterThan(0.6).isEqualTo(shares.pairs()[1][0]);
    assertThat(shares.alone()[0] + shares.alone()[1]).isLessThan(0.15);
  }

  @Test
  void functionalAnovaFindsTheSharesOfIshigamisFunction() {
    // sin x + 7 sin² y + z⁴ sin(x) / 10 over [−π, π]³: 0.314, 0.442 and none; x and z 0.244
    var trials =
        sobol(
            CUBE,
            2048,
            u -> {
              double x = Math.PI * (2 * u[0] - 1);
              double y = Math.PI * (2 * u[1] - 1);
              double z = Math.PI * (2 * u[2] - 1);
              return Math.sin(x) * (1 + Math.pow(z, 4) / 10) + 7 * Math.pow(Math.sin(y), 2);
            });
    var shares = new FunctionalAnova().shares(trials, 1);
    // greedy trees find a hump in the middle late, and count some of it to pairs
    assertThat(shares.alone()[0]).isCloseTo(0.314, within(0.05));
    assertThat(shares.alone()[1]).isCloseTo(0.442, within(0.12));
    assertThat(shares.alone()[2]).isLessThan(0.05);
    assertThat(shares.pairs()[0][2]).isCloseTo(0.244, within(0.08));
    assertThat(shares.pairs()[1][2]).isLessThan(0.1);
  }

  @Test
  void functionalAnovasIntervalsHoldWhatTheyAreOf() {
    var importances =
        new FunctionalAnova().importances(sobol(CUBE, 256, u -> 3 * u[0] + u[1]), 40, 1);
    // a sum of shares, not shares of a sum: the rest is what parameters do together
    assertThat(importances.stream().mapToDouble(Importance::share).sum()).isLessThan(1);
    assertThat(importances.get(0).low()).isGreaterThan(importances.get(1).high());
    assertThat(importances.get(1).low()).isGreaterThan(importances.get(2).high());
    assertThat(importances.get(0).share())
        .isBetween(importances.get(0).low() - 0.03, importances.get(0).high() + 0.03);
  }

  @Test
  void aMarginalIsTheMeanOverAllOtherParameters() {
    var trials = sobol(CUBE, 512, u -> 3 * u[0] + u[1] + 5 * u[2]);
    double[] ones = {0.1, 0.5, 0.9};
    double[] others = {0.2, 0.8};
    var marginal = new FunctionalAnova().marginal(trials, 1, 0, 1, ones, others).orElseThrow();
    for (int i = 0; i < ones.length; i++) {
      for (int j = 0; j < others.length; j++) {
        assertThat(marginal[i][j]).isCloseTo(3 * ones[i] + others[j] + 2.5, within(0.3));
      }
    }
    var turned = new FunctionalAnova().marginal(trials, 1, 1, 0, others, ones).orElseThrow();
    assertThat(turned[1][2]).isCloseTo(marginal[2][1], within(1e-12));
    double[] ends = {0, 1};
    assertThat(new FunctionalAnova().marginal(trials, 1, 0, 2, ends, ends).orElseThrow()[1][1])
        .isGreaterThan(7);
  }

  @Test
  void functionalAnovaIsForSmallSpaces() {
    var domains = new TreeMap<String, Domain>();
    IntStream.range(0, 13).forEach(i -> domains.put("x" + i, new Uniform(0, 1)));
    assertThatThrownBy(
            () -> new FunctionalAnova().shares(sobol(Space.of(domains), 8, u -> u[0]), 1))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage("functional ANOVA of 13 parameters, expected 12 at most: PED-ANOVA takes more");
  }

  @Test
  void aConstantMattersToNobody() {
    assertThat(new FunctionalAnova().importances(sobol(CUBE, 32, u -> 1), 5, 1))
        .allMatch(i -> i.share() == 0);
  }

  @Test
  void theUnusableAreLeftOutOfVariancesAndAreNeverTheBest() {
    var trials = sobol(CUBE, 256, u -> u[0] < 0.5 ? Double.POSITIVE_INFINITY : u[1]);
    assertThat(new FunctionalAnova().shares(trials, 1).alone()[1]).isGreaterThan(0.9);
    var importances = new PedAnova().importances(trials, 0, 1);
    assertThat(importances.get(0).share()).isGreaterThan(importances.get(2).share());
  }

  private static Trials sobol(Space space, int count, ToDoubleFunction<double[]> score) {
    var generator = new SobolSequenceGenerator(space.dimensions());
    var units = new double[count][];
    Arrays.setAll(units, i -> space.canonical(generator.nextVector()));
    return new Trials(space, units, Arrays.stream(units).mapToDouble(score).toArray());
  }
}
