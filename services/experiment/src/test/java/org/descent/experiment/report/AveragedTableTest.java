package org.descent.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AveragedTableTest {
  private static final String XOR =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: xor
      data: xor
      network: {layers: [{dense: {units: 2}}], heads: [binary]}
      budget: 2
      seeds: 3
      """;

  private static String table(String more) {
    var findings = Told.of(XOR + more, (variant, seed) -> new float[] {1, 0.1f * seed});
    return new AveragedTable(findings).html();
  }

  @Test
  void averagesStandBesideTheWeightsOfTheEnd() {
    var html = table("update: {average: 0.9}\n");

    assertThat(html)
        .contains("Averaged loss", "Averaged accuracy", "<td>train</td>")
        .contains(">0.2</td><td class=\"number\">0.1</td>") // the medians of 0.1, 0.2 and 0.3
        .contains(">50.0 %</td><td class=\"number\">75.0 %</td>");
  }

  @Test
  void onlyVariantsThatKeepOneHaveARow() {
    var html = table("vary: {update.average: [none, 0.9]}\n");

    assertThat(html.split("<tr>")).hasSize(3);
    assertThat(html).contains("scope=\"row\">0.9</th>");
  }

  @Test
  void whereNoneIsKeptThereIsNoTable() {
    assertThat(table("")).isEmpty();
  }
}
