package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ScheduleSpec;
import org.descent.learning.initialiser.Initialisers;
import org.descent.learning.layer.Layers;
import org.descent.learning.optimiser.Optimisers;
import org.descent.learning.schedule.Courses;
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
        Arguments.of(ScheduleSpec.Course.class, Courses.known()),
        Arguments.of(Initialiser.class, Initialisers.known()));
  }

  @ParameterizedTest
  @MethodSource("families")
  void everySpecificationHasItsClass(Class<?> family, Set<Class<?>> known) {
    assertThat(known).containsExactlyInAnyOrder(family.getPermittedSubclasses());
  }
}
