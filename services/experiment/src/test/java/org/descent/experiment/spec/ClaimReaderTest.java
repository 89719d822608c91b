package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.descent.experiment.claim.StatedClaim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims in experiment files. */
class ClaimReaderTest {
  private static final String XOR =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: xor
      data: {xor: {}}
      network:
        layers: [{dense: {units: 2, activation: tanh}}]
        heads: [{binary: {name: label}}]
      optimiser: {sgd: {learningRate: 0.5}}
      vary: {loss: [l2, cross-entropy], batch: [full, 2]}
      claims:
      """;

  private static final String UNITS = "{'network.layers[0].dense.units': [2, 8]}";

  @Test
  void claimsAreReadByThemselvesOrWithANameAndWords() {
    var claims =
        ExperimentReader.yaml(
                XOR
                    + """
                      - iterations of {loss=l2} > iterations of {loss=cross-entropy}
                      - {name: all-learn, says: All learn it., claim: share(converged) of all > 90%}
                    """)
            .claims();

    assertThat(claims)
        .extracting(StatedClaim::id)
        .containsExactly(
            "iterations-of-loss-l2-more-iterations-of-loss-cross-entropy", "all-learn");
    assertThat(claims.get(0).statement())
        .isEqualTo("iterations of {loss=l2} > iterations of {loss=cross-entropy}");
    assertThat(claims.get(1).statement()).isEqualTo("All learn it.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iterations of {los=l2} > 3|los does not vary here, did you mean loss?",
        "iterations of {loss=l3} > 3|l3 is no value of loss, did you mean l2?",
        "test.error of all < 0.1|test.error: there are no examples for test",
        "train.table.error of all < 0.1|there is no head named table",
        "iterations of {loss=l2} > iterations of {loss=l2}|compares a group with itself",
        "max(train.error) at loss in 3..4|loss has the value l2, expected an axis of numbers",
        "max(train.error) at units in 3..4|units does not vary here",
        "sharpness-2 of all < 3|no instrument finds it; instruments: [{sharpness: {largest: 2}}] would",
        "update-ratio of all < 3|no instrument finds it; instruments: [update-norm] would",
        "weight-q05.layer0 of all < 3|instruments: [{weight-quantiles: {layers: true}}] would",
        "test-cosine of all < 3|instruments: [{split-cosine: {on: [test]}}] would",
        "iterations of all within 10% of 2 / units|units does not vary here",
        "iterations of all within 10% of 2 / loss|loss has the value l2, expected an axis of numbers",
        "exponent(iterations) along loss < 1|loss has the value l2, expected an axis of numbers",
        "first(labl.accuracy >= 1) of all < 3|labl.accuracy is no curve of these trials",
        "first(accuracy = 1) of all < 3|where <, <=, > or >= is expected",
        "loss of all < accuracy of all|is compared with train.accuracy, expected two of one kind",
        "iterations of dense:all < 3|speaks of another experiment, expected two medians",
        "iterations of a:all < iterations of b:all|speaks of other experiments alone",
        "iterations of dense:all < first(loss < 1) of all|none of a first time",
        "iterations are few|where 'of' is expected",
        "{claim: iterations of all > 3, name: Big}|Big",
        "{name: big}|claim is missing",
        "3|expected a text"
      })
  void aWrongClaimIsOneClearLine(String claim, String message) {
    assertThatThrownBy(() -> ExperimentReader.yaml(XOR + "  - " + claim + "\n"))
        .isInstanceOf(InvalidExperiment.class)
        .satisfies(
            e ->
                assertThat(((InvalidExperiment) e).problems())
                    .singleElement()
                    .satisfies(p -> assertThat(p.toString()).contains(message)));
  }

  @Test
  void iterationsAreClaimedOfWhatHasATarget() {
    assertThatThrownBy(
            () -> ExperimentReader.yaml("target: none\n" + XOR + "  - iterations of all > 3\n"))
        .hasMessageContaining("iterations to the target are claimed, and full, l2 has none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iterations of all within 10% of ln(units - 3)|it is claimed to lie between NaN and NaN",
        "iterations of all in 5..1 * units|it is claimed to lie between 5 and 2",
        "max(loss) at units over 3..9 in 3..9|units has 1 such values, expected 2 or more",
        "exponent(iterations) along units over 3..9 < 1|units has 1 such values, expected 2 or more"
      })
  void limitsAreTwoEndsForEachVariant(String claim, String message) {
    var yaml =
        XOR.replace("{loss: [l2, cross-entropy], batch: [full, 2]}", UNITS) + "  - " + claim + "\n";
    assertThatThrownBy(() -> ExperimentReader.yaml(yaml))
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining(message);
  }

  @Test
  void twoClaimsHaveTwoNames() {
    var claim = "  - iterations of all > 3\n";
    assertThatThrownBy(() -> ExperimentReader.yaml(XOR + claim + claim))
        .hasMessageContaining("is called iterations-of-all-more-3 as another is");
  }

  /** The axes of claims are those of the grid, in each place of which there is a winner. */
  @Test
  void aSearchClaimsWhatItConfirms() {
    var search =
        "search: {space: {optimiser.sgd.learningRate: {uniform: [0.1, 1]}}, objective: {minimise: loss}}\n";
    var confirmed = search + "seeds: {at-most: 3, fresh: 6}\n" + XOR;
    var claims = ExperimentReader.yaml(confirmed + "  - train.loss of {loss=l2} < 1\n").claims();
    assertThat(claims).extracting(StatedClaim::text).containsExactly("train.loss of {loss=l2} < 1");
    assertThatThrownBy(() -> ExperimentReader.yaml(confirmed + "  - loss of {loss=l1} < 1\n"))
        .hasMessageContaining("l1 is no value of loss");
    assertThatThrownBy(
            () -> ExperimentReader.yaml(confirmed + "  - max(loss) at learningRate in 0..1\n"))
        .hasMessageContaining("learningRate does not vary here");
    assertThatThrownBy(
            () ->
                ExperimentReader.yaml(search + "seeds: 3\n" + XOR + "  - iterations of all > 3\n"))
        .hasMessageContaining(
            "claims: are of a search's winner from fresh seeds, and there are none here");
  }
}
