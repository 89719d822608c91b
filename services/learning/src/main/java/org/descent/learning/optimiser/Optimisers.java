package org.descent.learning.optimiser;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.descent.contracts.spec.OptimiserSpec;

/** The class of every optimiser that a specification may ask for. */
public final class Optimisers {
  private static final Map<Class<? extends OptimiserSpec>, Maker<? extends OptimiserSpec>> MAKERS =
      Stream.of(
              of(OptimiserSpec.Sgd.class, Sgd::new),
              of(OptimiserSpec.Momentum.class, Momentum::new),
              of(OptimiserSpec.Nesterov.class, Nesterov::new),
              of(OptimiserSpec.RmsProp.class, RmsProp::new),
              of(OptimiserSpec.Adagrad.class, Adagrad::new),
              of(OptimiserSpec.Adam.class, Adam::new),
              of(OptimiserSpec.Adamax.class, Adamax::new),
              of(OptimiserSpec.AdamW.class, AdamW::new),
              of(OptimiserSpec.NadamW.class, NadamW::new),
              of(OptimiserSpec.Lion.class, Lion::new),
              of(OptimiserSpec.Rprop.class, Rprop::new),
              of(OptimiserSpec.Muon.class, Muon::new))
          .collect(Collectors.toUnmodifiableMap(Maker::type, maker -> maker));

  private Optimisers() {}

  private record Maker<S extends OptimiserSpec>(Class<S> type, Function<S, Optimiser> make) {
    Optimiser of(OptimiserSpec spec) {
      return make.apply(type.cast(spec));
    }
  }

  private static <S extends OptimiserSpec> Maker<S> of(Class<S> type, Function<S, Optimiser> make) {
    return new Maker<>(type, make);
  }

  /**
   * The optimiser of {@code spec}.
   *
   * @throws IllegalArgumentException if there is no class for it
   */
  static Optimiser of(OptimiserSpec spec) {
    var maker = MAKERS.get(spec.getClass());
    if (maker == null) {
      throw new IllegalArgumentException("nobody can train with " + spec);
    }
    return maker.of(spec);
  }

  /** The specifications that have a class. */
  public static Set<Class<?>> known() {
    return Set.copyOf(MAKERS.keySet());
  }
}
