package org.descent.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.descent.learning.EngineStatistics;
import org.descent.learning.EngineStatistics.Compiling;
import org.junit.jupiter.api.Test;

class TrainerMetricsTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private EngineStatistics statistics = EngineStatistics.NONE;
  private final ScriptedEngine engine =
      new ScriptedEngine() {
        @Override
        public EngineStatistics statistics() {
          return statistics;
        }
      };

  @Test
  void whatTheEngineCountsIsReadWhenItIsAskedFor() {
    var metrics = new TrainerMetrics(meters, Fakes.PROVENANCE, engine);
    statistics =
        new EngineStatistics(
            Map.of(2, new Compiling(3, 1.5), 64, new Compiling(1, 2.25)), 17, 2, 2, 4000, 5);

    assertThat(metrics).isNotNull();
    assertThat(compiled("descent.trainer.programs.compiled", 2)).isEqualTo(3);
    assertThat(compiled("descent.trainer.compile.seconds", 2)).isEqualTo(1.5);
    assertThat(compiled("descent.trainer.programs.compiled", 64)).isEqualTo(1);
    assertThat(compiled("descent.trainer.compile.seconds", 64)).isEqualTo(2.25);
    assertThat(compiled("descent.trainer.programs.compiled", 8)).isZero();
    assertThat(counted("descent.trainer.program.cache.hits")).isEqualTo(17);
    assertThat(counted("descent.trainer.programs.evicted")).isEqualTo(2);
    assertThat(counted("descent.trainer.stacks.repacked")).isEqualTo(5);
    assertThat(meters.get("descent.trainer.programs.cached").gauge().value()).isEqualTo(2);
  }

  @Test
  void anEngineThatCompilesNothingHasTheSameSeries() {
    var metrics = new TrainerMetrics(meters, Fakes.PROVENANCE, new ScriptedEngine());

    assertThat(metrics).isNotNull();
    assertThat(meters.get("descent.trainer.programs.compiled").functionCounters())
        .extracting(counter -> counter.getId().getTag("stack"))
        .containsExactlyInAnyOrder("1", "2", "8", "32", "64", "256", "1024");
  }

  private double compiled(String name, int stack) {
    return meters.get(name).tag("stack", String.valueOf(stack)).functionCounter().count();
  }

  private double counted(String name) {
    FunctionCounter counter = meters.get(name).functionCounter();
    return counter.count();
  }
}
