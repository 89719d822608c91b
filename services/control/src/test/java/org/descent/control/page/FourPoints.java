package org.descent.control.page;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;

/** A log that holds XOR's points, whatever it is asked for. */
@Mock
@Singleton
class FourPoints extends TrainingExamples {
  FourPoints() {
    super(Map.of());
  }

  @Override
  Optional<Examples> of(DatasetPrepared dataset, int[] rows) {
    return Optional.of(
        new Examples(
                List.of(2),
                new float[] {0, 0, 0, 1, 1, 0, 1, 1},
                List.of(new Examples.Target("label", new float[] {0, 1, 1, 0})))
            .at(rows));
  }
}
