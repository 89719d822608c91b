package org.descent.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Location;
import org.descent.learning.SplitMeasurement;
import org.junit.jupiter.api.Test;

class CurveBatchTest {
  private static CohortPlanned cohort() {
    var place = new Location("t", 0, 0, 0);
    var data = new DatasetPrepared("e", "d", "s", List.of(2), List.of("label"), 4, 0, 0, 1, place);
    return new CohortPlanned("e.c0", "e", data, List.of(), List.of());
  }

  private static SplitMeasurement found(int iteration, String metric, float value) {
    return new SplitMeasurement(iteration, List.of(metric), new float[] {value});
  }

  @Test
  void whatIsMeasuredTogetherTravelsTogether() {
    var batch = new CurveBatch(cohort());
    batch.add("t0", found(1, "sharpness", 3));
    batch.add("t0", found(1, "gradient-norm", 5));
    batch.add("t1", found(1, "sharpness", 7));
    batch.add("t0", found(8, "sharpness", 2));

    var told = batch.rest().orElseThrow().measured();

    assertThat(told)
        .extracting(m -> Map.entry(m.trial(), m.metrics().get(0)))
        .containsExactly(
            Map.entry("t0", "sharpness"),
            Map.entry("t0", "gradient-norm"),
            Map.entry("t1", "sharpness"));
    assertThat(told.get(0).iterations()).containsExactly(1, 8);
    assertThat(told.get(0).values().curves().get(0)).containsExactly(3, 2);
    assertThat(batch.rest()).isEmpty();
  }
}
