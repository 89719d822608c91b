package org.descent.learning.optimiser;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.descent.contracts.spec.OptimiserSpec;

/** The class of every optimiser that a specification may ask for. */
public final class Optimisers {
  private static final Map<Class<? extends OptimiserSpec>, Maker<? extends OptimiserSpec>> MAKERS =
      Map.of(
          OptimiserSpec.Sgd.class, of(OptimiserSpec.Sgd.class, Sgd::new),
          OptimiserSpec.Momentum.class, of(OptimiserSpec.Momentum.class, Momentum::new),
          OptimiserSpec.Adam.class, of(OptimiserSpec.Adam.class, Adam::new));

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
  public static Optimiser of(OptimiserSpec spec) {
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
