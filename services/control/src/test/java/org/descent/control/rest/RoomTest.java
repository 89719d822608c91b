package org.descent.control.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import org.descent.control.ConfigForTests;
import org.descent.control.plan.Experiments;
import org.descent.experiment.spec.ExperimentReader;
import org.junit.jupiter.api.Test;

class RoomTest {
  private final Experiments experiments = new Experiments(ExperimentReader::submitted);
  private final ExperimentResource resource =
      new ExperimentResource(
          experiments,
          null,
          null,
          null,
          new ConfigForTests() {
            @Override
            public long mostOpenTrials() {
              return 10;
            }
          });

  @Test
  void moreTrialsThanThereIsRoomForAreNotTakenIn() {
    experiments.on(ExperimentReader.yaml(document("first", 8)).submitted());

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(
            () ->
                resource.submit(
                    MediaType.valueOf(ExperimentResource.YAML),
                    null,
                    document("second", 3).getBytes(UTF_8)))
        .withMessageStartingWith(
            "8 trials of all experiments are to come, with 3 of this one they would be more than 10")
        .satisfies(e -> assertThat(e.status()).isEqualTo(Status.TOO_MANY_REQUESTS));
    assertThat(experiments.statuses()).hasSize(1);
  }

  private static String document(String name, int seeds) {
    return """
        apiVersion: descent/v1
        kind: Experiment
        name: %s
        data: xor
        network:
          heads:
            - binary: {}
        loss: cross-entropy
        optimiser:
          sgd: {learningRate: 0.5}
        seeds: %d
        """
        .formatted(name, seeds);
  }
}
