package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.3|0.3",
        "cross-entropy|cross-entropy",
        "{momentum: {learningRate: 0.05}}|momentum 0.05",
        "{adam: {learningRate: 0.001, beta1: 0.8}}|adam 0.001, beta1 0.8",
        "{adam: {beta1: 0.8, learningRate: 0.001}}|adam 0.001, beta1 0.8",
        "{constant: 0.1}|constant 0.1",
        "[{dense: {units: 50}}, {dense: {units: 20, activation: tanh}}]|dense 50 + dense 20, activation tanh",
        "[{conv2d: {filters: 8, kernel: [3, 2]}}, flatten]|conv2d 8, kernel 3×2 + flatten",
        "{size: 16, measure: data}|16, measure data",
        "{random: {}}|random",
        "[]|none",
        "{unclosed|{unclosed"
      })
  void valuesAreCalledByTheirWords(String written, String words) {
    assertThat(ValueWords.of(written)).isEqualTo(words);
  }

  @Test
  void ofSeveralValuesANumberSaysWhatItIsOf() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("learningRate", "0.08");
    assertThat(ValueWords.label(settings)).isEqualTo("0.08");
    assertThat(ValueWords.told("0.08", settings)).isEqualTo("learning rate 0.08");
    settings.put("momentum", "0");
    settings.put("loss", "l2");
    settings.put("network.layers[1].dense.units", "-1.5e-3");
    settings.put("activation", "none");

    assertThat(ValueWords.label(settings))
        .isEqualTo(
            "learning rate 0.08, momentum 0, l2, layers[1] dense units -1.5e-3, activation none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "weights=he-normal;optimiser=adam;adam.learningRate=0.025817994;adam.beta1=0.8|he-normal, adam 0.02582, beta1 0.8",
        "optimiser=momentum;momentum.learningRate=0.9020439;momentum=0.65;adam.learningRate=|momentum, learning rate 0.902, momentum 0.65",
        "learningRate=1.234567E-7;units=123456|learning rate 1.235E-7, units 123456",
        "optimiser.sgd.learningRate=0.12345|sgd learning rate 0.12345",
        "activation=tanh;output=tanh|tanh, tanh"
      })
  void whatASearchHasDrawnIsToldByFourDigitsAndWithItsOption(String settings, String words) {
    var drawn = new LinkedHashMap<String, String>();
    for (var setting : settings.split(";")) {
      var parts = setting.split("=", 2);
      drawn.put(parts[0], parts[1]);
    }

    assertThat(ValueWords.told("as results have it", drawn)).isEqualTo(words);
  }

  @Test
  void variantsAreLabelledInWordsAndKeepTheirSettingsAsWritten() {
    var experiment =
        ExperimentReader.yaml(
            """
            apiVersion: descent/v1
            kind: Experiment
            name: e
            data: xor
            network: {layers: [{dense: {units: 2}}], heads: [binary]}
            vary:
              optimiser: [{sgd: {learningRate: 0.5}}, {momentum: {learningRate: 0.05}}]
              loss: [l2, cross-entropy]
            """);

    assertThat(experiment.variants())
        .extracting(v -> v.label())
        .containsExactly(
            "l2, sgd 0.5",
            "l2, momentum 0.05",
            "cross-entropy, sgd 0.5",
            "cross-entropy, momentum 0.05");
    assertThat(experiment.variants().get(1).settings())
        .containsEntry("optimiser", "{momentum: {learningRate: 0.05}}");
  }
}
