package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentYamlTest {
  @ParameterizedTest
  @ValueSource(strings = {"study.yaml", "sweep.yaml"})
  void whatIsWrittenIsTheSameExperimentWhenItIsReadAgain(String file) {
    var path = Path.of("..", "..", "experiments", file);
    for (var experiment : ExperimentReader.files(List.of(path), List.of())) {
      var yaml = DocumentYaml.of(experiment.document());

      assertThat(ExperimentReader.yaml(yaml).id()).as(yaml).isEqualTo(experiment.id());
    }
  }

  @Test
  void hugeNumbersAndWordsWithAMeaningSurvive() {
    var experiment =
        ExperimentReader.yaml(
            """
            apiVersion: descent/v1
            kind: Experiment
            name: "1e3"
            title: "yes: #no"
            data: xor
            network: {layers: [{dense: {units: 2}}], heads: [{binary: {name: "on"}}], activation: relu}
            vary: {optimiser.sgd.learningRate: [1.0e-5, 1.0e+30]}
            """);

    assertThat(ExperimentReader.yaml(DocumentYaml.of(experiment.document())).id())
        .isEqualTo(experiment.id());
  }
}
