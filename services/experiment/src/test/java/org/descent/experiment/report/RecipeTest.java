package org.descent.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecipeTest {
  private static String text(String more) {
    var yaml =
        """
        apiVersion: descent/v1
        kind: Experiment
        name: recipe
        data: xor
        network: {heads: [binary]}
        budget: 10
        seeds: 2
        """;
    return new Recipe(Told.of(yaml + more, (variant, seed) -> new float[10])).text();
  }

  @Test
  void whatWasDoneToExamplesBelongsToIt() {
    assertThat(text("")).endsWith(" 4 examples, 2 seeds a variant.");
    assertThat(text("prepare: [{scale: {divide: 255}}, {label-noise: 0.15}]\n"))
        .endsWith(
            " 4 examples, scale with subtract 0, divide 255; label noise with rate 0.15, target"
                + " label, among all, seed 1; 2 seeds a variant.");
  }
}
