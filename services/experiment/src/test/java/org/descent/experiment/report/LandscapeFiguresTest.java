package org.descent.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import org.descent.contracts.Floats;
import org.descent.contracts.event.Landscape;
import org.descent.contracts.event.TrialEvaluated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LandscapeFiguresTest {
  private static final String YAML =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: e
      data: xor
      network: {heads: [binary]}
      budget: 10
      vary: {optimiser.sgd.learningRate: [0.1, 0.2]}
      seeds: 1
      """;

  private static final double[] PLACES = {-2, -1, 0, 1, 2};

  /** A bowl with a way that leads into it. */
  private static Landscape bowl(String landscape, int axes) {
    var values = new float[axes == 1 ? 5 : 25];
    for (int i = 0; i < values.length; i++) {
      double x = PLACES[axes == 1 ? i : i / 5];
      double y = axes == 1 ? 0 : PLACES[i % 5];
      values[i] = (float) (x * x + y * y + 0.1);
    }
    var axis = new Landscape.Axis(PLACES, 0.5);
    return new Landscape(
        landscape,
        axes == 1 ? List.of(axis) : List.of(axis, axis),
        List.of(new Landscape.Losses("train", Floats.toBytes(values))),
        axes == 1 ? List.of() : List.of(new Landscape.Step(1, new double[] {1.5, 1})),
        new byte[0]);
  }

  private static List<Figure> figures(Landscape... landscapes) {
    var told = Told.of(YAML, (variant, seed) -> new float[] {1, 0.5f});
    var evaluated = new LinkedHashMap<String, TrialEvaluated>();
    told.evaluated()
        .forEach(
            (id, e) ->
                evaluated.put(
                    id,
                    new TrialEvaluated(
                        e.training(),
                        e.splits(),
                        e.disagreements(),
                        e.lines(),
                        e.surfaces(),
                        e.predictions(),
                        e.trajectory(),
                        e.averaged(),
                        e.classes(),
                        List.of(landscapes),
                        List.of())));
    return new LandscapeFigures(
            new Findings(
                told.experiment(),
                told.result(),
                evaluated,
                told.curves(),
                told.search(),
                told.examples(),
                told.uncertain()))
        .all();
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "eigenvectors", "trajectory"})
  void aPlaneIsDrawnForEachVariant(String landscape) {
    var figure = figures(bowl(landscape, 2)).get(0);
    assertThat(figure.drawings()).hasSize(2).allMatch(Contours.class::isInstance);
    assertThat(figure.title()).doesNotContain("along " + landscape + ":");
    assertThat(figure.caption()).startsWith("Directions are ");
    assertThat(figure.drawings().get(0).svg()).contains("<path", "0.1, train loss");
    assertThat(figure.drawings().get(0).data()).containsKeys("x", "y", "heights", "way");
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "eigenvectors", "trajectory", "interpolation"})
  void linesOfAllVariantsAreOnePlot(String landscape) {
    var figure = figures(bowl(landscape, 1)).get(0);
    assertThat(figure.drawings()).hasSize(1);
    assertThat(((Plot) figure.drawings().get(0)).series()).hasSize(2);
  }

  @Test
  void whereThereAreNoneThereIsNoFigure() {
    assertThat(figures()).isEmpty();
  }

  @Test
  void levelsGoByRatiosWhereHeightsAreFarApart() {
    var near = Levels.of(new double[][] {{1, 2}});
    assertThat(near.values()[1] - near.values()[0])
        .isCloseTo(near.values()[11] - near.values()[10], within(1e-12));
    var far = Levels.of(new double[][] {{0.001, 1000}});
    assertThat(far.values()[1] / far.values()[0])
        .isCloseTo(far.values()[11] / far.values()[10], within(1e-9));
    assertThat(far.band(0.001)).isZero();
    assertThat(far.band(1000)).isEqualTo(12);
    assertThat(far.band(Double.NaN)).isEqualTo(12);
    assertThat(Levels.of(new double[][] {{Double.NaN}}).count()).isEqualTo(1);
  }
}
