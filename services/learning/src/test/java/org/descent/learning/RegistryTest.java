package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.LandscapeSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ScheduleSpec;
import org.descent.contracts.spec.UpdateSpec;
import org.descent.learning.initialiser.Initialisers;
import org.descent.learning.instrument.Instruments;
import org.descent.learning.instrument.Landscapes;
import org.descent.learning.layer.Layers;
import org.descent.learning.optimiser.Optimisation;
import org.descent.learning.optimiser.Optimisers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a specification may say has its class; forgetting one fails here and not in a result.
 */
class RegistryTest {
  static Stream<Arguments> families() {
    return Stream.of(
        Arguments.of(LayerSpec.class, Layers.known()),
        Arguments.of(OptimiserSpec.class, Optimisers.known()),
        Arguments.of(Initialiser.class, Initialisers.known()),
        Arguments.of(InstrumentSpec.class, Instruments.known()),
        Arguments.of(LandscapeSpec.class, Landscapes.known()));
  }

  @ParameterizedTest
  @MethodSource("families")
  void everySpecificationHasItsClass(Class<?> family, Set<Class<?>> known) {
    assertThat(known).containsExactlyInAnyOrder(family.getPermittedSubclasses());
  }

  /** What plans of memory go by. */
  @Test
  void optimisersRememberAsManyNumbersAsTheirSpecificationsSay() {
    for (var optimiser : OptimisersTest.OPTIMISERS) {
      var network = Fixtures.dense(2, Activation.RELU, Fixtures.LABEL);
      var training = Fixtures.with(Fixtures.training(network, Loss.L2, 1), optimiser);
      assertThat(Optimisation.of(training, 4).slots()).hasSize(optimiser.memories());
    }
    assertThat(OptimisersTest.OPTIMISERS.stream().<Class<?>>map(Object::getClass).toList())
        .containsExactlyInAnyOrder(OptimiserSpec.class.getPermittedSubclasses());
  }

  /** What readers of experiments go by when they refuse a schedule that nothing reads. */
  @Test
  void optimisersFollowTheSchedulesThatTheirSpecificationsSay() {
    var halved =
        new ScheduleSpec(ScheduleSpec.Unit.ITERATIONS, 0, new ScheduleSpec.Exponential(1, 0.5));
    for (var optimiser : OptimisersTest.OPTIMISERS) {
      assertThat(varies(optimiser, new UpdateSpec(halved, null, null, null)))
          .as("%s with a schedule", optimiser)
          .isEqualTo(optimiser.followsRate());
      assertThat(varies(optimiser, new UpdateSpec(null, halved, null, null)))
          .as("%s with a schedule of the momentum", optimiser)
          .isEqualTo(optimiser.followsMomentum());
    }
  }

  /** Whether some setting is another one with {@code update}. */
  private static boolean varies(OptimiserSpec optimiser, UpdateSpec update) {
    var network = Fixtures.dense(2, Activation.RELU, Fixtures.LABEL);
    var plain = Fixtures.with(Fixtures.training(network, Loss.L2, 1), optimiser);
    var before = Optimisation.of(plain, 4);
    var after = Optimisation.of(Fixtures.with(plain, update), 4);
    return before.settings().stream().anyMatch(s -> before.setting(s, 3) != after.setting(s, 3));
  }
}
