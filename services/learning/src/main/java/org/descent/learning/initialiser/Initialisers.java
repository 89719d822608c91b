package org.descent.learning.initialiser;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.descent.contracts.spec.Initialiser;

/** The class of every initialiser that a specification may ask for. */
public final class Initialisers {
  private static final Map<Class<? extends Initialiser>, Maker<? extends Initialiser>> MAKERS =
      Map.of(
          Initialiser.Constant.class, of(Initialiser.Constant.class, Constant::new),
          Initialiser.Uniform.class, of(Initialiser.Uniform.class, Uniform::new),
          Initialiser.Normal.class, of(Initialiser.Normal.class, Normal::new),
          Initialiser.TruncatedNormal.class,
              of(Initialiser.TruncatedNormal.class, TruncatedNormal::new),
          Initialiser.GlorotUniform.class, of(Initialiser.GlorotUniform.class, GlorotUniform::new),
          Initialiser.HeNormal.class, of(Initialiser.HeNormal.class, HeNormal::new));

  private Initialisers() {}

  private record Maker<S extends Initialiser>(Class<S> type, Function<S, Draw> make) {
    Draw of(Initialiser spec) {
      return make.apply(type.cast(spec));
    }
  }

  private static <S extends Initialiser> Maker<S> of(Class<S> type, Function<S, Draw> make) {
    return new Maker<>(type, make);
  }

  /**
   * The draw of {@code spec}.
   *
   * @throws IllegalArgumentException if there is no class for it
   */
  public static Draw of(Initialiser spec) {
    var maker = MAKERS.get(spec.getClass());
    if (maker == null) {
      throw new IllegalArgumentException("nobody can draw " + spec);
    }
    return maker.of(spec);
  }

  /** The specifications that have a class. */
  public static Set<Class<?>> known() {
    return Set.copyOf(MAKERS.keySet());
  }
}
