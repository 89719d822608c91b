package org.descent.control.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.descent.experiment.spec.InvalidExperiment;
import org.junit.jupiter.api.Test;

class SubmissionsTest {
  @Test
  void whatMayBeLeftOutMayBeNull() {
    assertThat(Submissions.remark(bytes("{'tags': null, 'note': 'slow', 'archived': null}")))
        .isEqualTo(new Remark(null, "slow", null));
    assertThat(Submissions.extension(bytes("{'seeds': 40, 'add': null}")).seeds()).isEqualTo(40);
    assertThat(Submissions.forking(bytes("{'at': 5, 'set': {'loss': ['l2']}}")).set())
        .isEqualTo(Map.of("loss", List.of("l2")));
  }

  @Test
  void nullIsInNoListAndNoMap() {
    assertRefused(Submissions::remark, "{'tags': ['slow', null]}");
    assertRefused(Submissions::extension, "{'add': {'loss': [null]}}");
    assertRefused(Submissions::extension, "{'add': {'loss': null}}");
    assertRefused(Submissions::forking, "{'at': 5, 'set': {'loss': ['l2', null]}}");
    assertRefused(Submissions::forking, "{'at': 5, 'set': {'loss': null}}");
    assertRefused(Submissions::forking, "null");
  }

  private static void assertRefused(Function<byte[], ?> reading, String body) {
    assertThatExceptionOfType(InvalidExperiment.class)
        .as(body)
        .isThrownBy(() -> reading.apply(bytes(body)))
        .satisfies(
            e -> {
              assertThat(e.problems()).hasSize(1);
              assertThat(e.problems().get(0).message()).contains("null").doesNotContain("\n");
            });
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }
}
