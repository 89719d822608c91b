package org.descent.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.descent.experiment.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingFiguresTest {
  private static final String NETWORK =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: widths
      title: Widths
      data: xor
      network:
        layers: [{dense: {units: 2}}]
        heads: [binary]
      budget: 100
      target: none
      seeds: 5
      """;

  /** A trial ends with its width plus a hundredth of its seed; with no width, with 1. */
  private static float[] losses(Variant variant, long seed) {
    var curve = new float[100];
    var width = variant.settings().getOrDefault("width", "1");
    curve[99] = width.matches("[0-9.]+") ? Float.parseFloat(width) + seed / 100f : 1;
    return curve;
  }

  private static List<Figure> figures(String vary) {
    return new SettingFigures(Told.of(NETWORK + vary, SettingFiguresTest::losses)).all();
  }

  private static Plot plot(Figure figure, int index) {
    return (Plot) figure.drawings().get(index);
  }

  private static String widths(String values) {
    return "vary: {'network.layers[0].dense.units': {name: width, values: " + values + "}}\n";
  }

  @Test
  void whatTrialsEndWithIsDrawnAgainstASettingThatIsANumber() {
    var figures = figures(widths("[8, 2, 4]")); // in any order

    assertThat(figures).hasSize(1);
    assertThat(figures.get(0).title()).isEqualTo("Error and loss against width: Widths");
    var losses = plot(figures.get(0), 1);
    assertThat(losses.x().label()).isEqualTo("width");
    assertThat(losses.x().logarithmic()).isTrue();
    assertThat(losses.series()).hasSize(1);
    var line = losses.series().get(0);
    assertThat(line.name()).isEqualTo("train");
    assertThat(line.x()).containsExactly(2, 4, 8);
    assertThat(rounded(line.y())).containsExactly(2.03, 4.03, 8.03);
    // type 7 of 0.01 to 0.05: 0.014 and 0.046
    assertThat(rounded(line.low())).containsExactly(2.014, 4.014, 8.014);
    assertThat(rounded(line.high())).containsExactly(2.046, 4.046, 8.046);
    assertThat(line.singles()).hasSize(5);
    assertThat(rounded(line.singles().get(4).y())).containsExactly(2.05, 4.05, 8.05);
    assertThat(plot(figures.get(0), 0).series().get(0).y()).containsExactly(0.5, 0.5, 0.5);
  }

  private static double[] rounded(double[] numbers) {
    return DoubleStream.of(numbers).map(n -> Math.round(n * 1e4) / 1e4).toArray();
  }

  @Test
  void namesThatAreNumbersAreNumbers() {
    var named =
        "vary: {network.layers: {name: width, values: [{name: '2', value: [{dense: {units: 2}}]},"
            + " {name: '4', value: [{dense: {units: 4}}]}, {name: '9', value: [{dense: {units: 9,"
            + " activation: tanh}}]}]}}\n";

    assertThat(figures(named)).hasSize(1);
    assertThat(figures(named.replace("'9'", "many"))).isEmpty();
  }

  @Test
  void twoNumbersAreNoAxis() {
    assertThat(figures(widths("[2, 4]"))).isEmpty();
    assertThat(figures("")).isEmpty();
    assertThat(figures("vary: {loss: [l2, cross-entropy, l1]}\n")).isEmpty();
  }

  @Test
  void othersSettingsHaveLinesOfTheirOwn() {
    var figure = figures(widths("[2, 4, 8]").replace("}}", "}, network.activation: [relu, tanh]}"));

    assertThat(figure.get(0).drawings()).hasSize(2);
    assertThat(plot(figure.get(0), 0).series().stream().map(Plot.Series::name))
        .containsExactly("relu, train", "tanh, train");
  }

  @Test
  void anotherNumberSaysWhatItIsOf() {
    var rates = "}, optimiser.sgd.learningRate: {name: rate, values: [0.1, 0.2, 0.3, 0.4]}}";
    var lines = plot(figures(widths("[2, 4, 8]").replace("}}", rates)).get(0), 1).series();

    assertThat(lines.stream().map(Plot.Series::name)).startsWith("rate 0.1, train").hasSize(4);
  }

  @Test
  void bandsAreDrawnAroundLinesAsLongAsTheyCanBeToldApart() {
    var three = figures(widths("[2, 4, 8]").replace("}}", "}, network.activation: [relu, tanh]}"));
    assertThat(plot(three.get(0), 1).series()).allMatch(Plot.Series::banded);
    assertThat(three.get(0).caption()).contains("band: 10–90 %");

    var rates = "}, optimiser.sgd.learningRate: {name: rate, values: [0.1, 0.2, 0.3, 0.4]}}";
    var four = figures(widths("[2, 4, 8]").replace("}}", rates));
    assertThat(plot(four.get(0), 1).series()).noneMatch(Plot.Series::banded);
    assertThat(four.get(0).caption()).contains("median over the seeds").doesNotContain("band");
  }

  @Test
  void lossesThatHaveNoCommonAxisAreNotDrawnOverEachOther() {
    var figure = figures(widths("[2, 4, 8]").replace("}}", "}, loss: [l2, cross-entropy]}"));

    assertThat(figure.get(0).title()).isEqualTo("Error against width: Widths");
    assertThat(figure.get(0).drawings()).hasSize(1);
  }

  @Test
  void whatWasPublishedIsALineBesideOurs() {
    var figure =
        figures(
            widths("[2, 4, 8]")
                + "reported: [{width: 2, trainAccuracy: 0.5}, {width: 8, trainAccuracy: 0.75}]\n");
    var errors = plot(figure.get(0), 0).series();

    assertThat(errors.stream().map(Plot.Series::name)).containsExactly("train", "train, published");
    assertThat(errors.get(1).x()).containsExactly(2, 8);
    assertThat(errors.get(1).y()).containsExactly(0.5, 0.25);
    assertThat(plot(figure.get(0), 1).series()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"1 2 4 8 16, true", "2 3 12 61 300, true", "1 2 3 4, false", "0 1 10 100, false"})
  void theAxisIsLogarithmicWhereNumbersLieMoreEvenlySo(String numbers, boolean logarithmic) {
    assertThat(
            SettingFigures.logarithmic(
                List.of(numbers.split(" ")).stream().mapToDouble(Double::parseDouble).toArray()))
        .isEqualTo(logarithmic);
  }

  @Test
  void ticksOfSmallNumbersAreNotRoundedAway() {
    var rates = "vary: {optimiser.sgd.learningRate: [0.002, 0.03, 0.4]}\n";

    assertThat(plot(figures(rates).get(0), 0).svg()).contains(">0.01<", ">0.1<");
  }
}
