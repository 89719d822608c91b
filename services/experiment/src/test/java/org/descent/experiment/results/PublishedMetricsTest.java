package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.descent.contracts.event.End;
import org.descent.experiment.EndMetric;
import org.descent.experiment.Published;
import org.descent.experiment.results.ExperimentResult.Place;
import org.descent.experiment.results.ExperimentResult.PublishedMetric;
import org.descent.experiment.results.ExperimentResult.SplitMetrics;
import org.descent.experiment.results.ExperimentResult.Summary;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.junit.jupiter.api.Test;

class PublishedMetricsTest {
  private static final EndMetric TEST_ACCURACY = new EndMetric("test", EndMetric.Kind.ACCURACY);
  private static final EndMetric TEST_LOSS = new EndMetric("test", EndMetric.Kind.LOSS);

  /** Ten trials, 0.50 to 0.59: of ten, the second and the ninth bound the median. */
  private static final Double[] TEN =
      IntStream.range(0, 10).mapToObj(i -> (50 + i) / 100.0).toArray(Double[]::new);

  @Test
  void aPublishedNumberStandsBesideTheMedianItsIntervalAndTheRange() {
    var beside = beside(TEST_ACCURACY, 0.55, 0, TEN);

    assertThat(beside.median()).isEqualTo(0.5 * (0.54 + 0.55));
    assertThat(beside.low()).isEqualTo(0.51);
    assertThat(beside.high()).isEqualTo(0.58);
    assertThat(beside.smallest()).isEqualTo(0.50);
    assertThat(beside.largest()).isEqualTo(0.59);
    assertThat(beside.trials()).isEqualTo(10);
    assertThat(beside.metric()).isEqualTo("testAccuracy");
    assertThat(beside.text()).isEqualTo("test accuracy");
    assertThat(beside.source()).isEqualTo("A 2024");
  }

  @Test
  void whereItLiesIsSaid() {
    assertThat(beside(TEST_ACCURACY, 0.58, 0, TEN).place()).isEqualTo(Place.IN_INTERVAL);
    assertThat(beside(TEST_ACCURACY, 0.585, 0, TEN).place()).isEqualTo(Place.AMONG_TRIALS);
    assertThat(beside(TEST_ACCURACY, 0.595, 0, TEN).place()).isEqualTo(Place.ABOVE_TRIALS);
    assertThat(beside(TEST_ACCURACY, 0.499, 0, TEN).place()).isEqualTo(Place.BELOW_TRIALS);
  }

  /** 0.6 to the nearest 0.1 is anything from 0.55 to 0.65. */
  @Test
  void aRoundedNumberLiesWhereverOneDoesThatIsRoundedToIt() {
    assertThat(beside(TEST_ACCURACY, 0.6, 0, TEN).place()).isEqualTo(Place.ABOVE_TRIALS);
    assertThat(beside(TEST_ACCURACY, 0.6, 0.02, TEN).place()).isEqualTo(Place.AMONG_TRIALS);
    assertThat(beside(TEST_ACCURACY, 0.6, 0.1, TEN).place()).isEqualTo(Place.IN_INTERVAL);
  }

  @Test
  void fewTrialsHaveNoIntervalAndNoneHaveNoPlace() {
    var five = beside(TEST_ACCURACY, 0.52, 0, Arrays.copyOf(TEN, 5));
    assertThat(five.low()).isNull();
    assertThat(five.place()).isEqualTo(Place.AMONG_TRIALS);

    var none = beside(TEST_ACCURACY, 0.52, 0);
    assertThat(none.trials()).isZero();
    assertThat(none.median()).isNull();
    assertThat(none.place()).isNull();
  }

  @Test
  void aLossThatIsNotFiniteIsAboveAllOthers() {
    var beside = beside(TEST_LOSS, 2, 0, 0.1, null, 0.2);
    assertThat(beside.median()).isEqualTo(0.2);
    assertThat(beside.largest()).isNull();
    assertThat(beside.place()).isEqualTo(Place.AMONG_TRIALS);
  }

  @Test
  void aNumberAmongTheTrialsHoldsAndOneOfFortyPlacesIsTooFarOut() {
    assertThat(verdict(0.59, TEN)).isEqualTo(Verdict.HOLDS);
    assertThat(verdict(0.7, TEN)).as("p = 2/11").isEqualTo(Verdict.NOT_RESOLVED);
    var many = IntStream.range(0, 39).mapToObj(i -> i / 100.0).toArray(Double[]::new);
    assertThat(verdict(0.7, many)).as("p = 2/40").isEqualTo(Verdict.CONTRADICTED);
    assertThat(verdict(0.7, Arrays.copyOf(many, 38))).isEqualTo(Verdict.NOT_RESOLVED);
  }

  @Test
  void theClaimNamesEveryNumber() {
    var claim = PublishedMetrics.claims(List.of(variant(0.7, TEN)), true).get(0);
    assertThat(claim.evidence())
        .isEqualTo("wide: test accuracy 0.7 lies above all trials, 0.500 to 0.590");
    assertThat(PublishedMetrics.claims(List.of(variant(0.7, TEN)), false).get(0).verdict())
        .as("while trials are still to come")
        .isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(PublishedMetrics.claims(List.of(), true)).isEmpty();
  }

  @Test
  void theTableHasThemBesideEveryTrial() throws IOException {
    var result =
        new ExperimentResult(
            "e-1", "e", "E", State.COMPLETE, null, null, List.of(variant(0.7, TEN)), List.of());
    var table = new StringBuilder();
    ResultsCsv.write(List.of(result), table);
    assertThat(table.toString().lines())
        .hasSize(11)
        .first()
        .asString()
        .endsWith(
            ",testAccuracy.published,testAccuracy.median,testAccuracy.low,testAccuracy.high,"
                + "testAccuracy.place,testAccuracy.source");
    assertThat(table.toString().lines().skip(1))
        .allMatch(line -> line.endsWith(",0.7,0.545,0.51,0.58,above all trials,A 2024"));
  }

  private static Verdict verdict(double published, Double... ours) {
    return PublishedMetrics.claims(List.of(variant(published, ours)), true).get(0).verdict();
  }

  private static VariantResult variant(double published, Double... ours) {
    var trials = trials(TEST_ACCURACY, ours);
    return new VariantResult(
        0,
        "wide",
        Map.of(),
        9,
        null,
        null,
        new Summary(ours.length, Map.of(), List.of()),
        trials,
        List.of(),
        PublishedMetrics.of(published(TEST_ACCURACY, published, 0), trials));
  }

  private static PublishedMetric beside(
      EndMetric metric, double value, double rounded, Double... ours) {
    return PublishedMetrics.of(published(metric, value, rounded), trials(metric, ours)).get(0);
  }

  private static Published published(EndMetric metric, double value, double rounded) {
    return new Published(OptionalInt.empty(), Map.of(metric, value), rounded, "A 2024");
  }

  private static List<TrialResult> trials(EndMetric metric, Double... ours) {
    boolean loss = metric.kind() == EndMetric.Kind.LOSS;
    return Arrays.stream(ours)
        .map(v -> new SplitMetrics(loss ? v : Double.valueOf(1), loss ? null : v, List.of()))
        .map(metrics -> trial(Map.of(metric.split(), metrics)))
        .toList();
  }

  private static TrialResult trial(Map<String, SplitMetrics> metrics) {
    return new TrialResult(
        "t",
        1,
        End.EXHAUSTED,
        null,
        9,
        metrics,
        null,
        true,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
