package org.descent.learning.initialiser;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.descent.contracts.spec.Initialiser;

/** The class of every initialiser that a specification may ask for. */
public final class Initialisers {
  private static final Map<Class<? extends Initialiser>, Maker<? extends Initialiser>> MAKERS =
      Stream.of(
              of(Initialiser.Constant.class, Constant::new),
              of(Initialiser.Uniform.class, Uniform::new),
              of(Initialiser.Normal.class, Normal::new),
              of(Initialiser.TruncatedNormal.class, TruncatedNormal::new),
              of(Initialiser.Zeros.class, Zeros::new),
              of(Initialiser.GlorotUniform.class, GlorotUniform::new),
              of(Initialiser.GlorotNormal.class, GlorotNormal::new),
              of(Initialiser.HeUniform.class, HeUniform::new),
              of(Initialiser.HeNormal.class, HeNormal::new),
              of(Initialiser.LecunUniform.class, LecunUniform::new),
              of(Initialiser.LecunNormal.class, LecunNormal::new),
              of(Initialiser.FanInUniform.class, FanInUniform::new),
              of(Initialiser.Orthogonal.class, Orthogonal::new),
              of(Initialiser.Identity.class, Identity::new))
          .collect(Collectors.toUnmodifiableMap(Maker::type, maker -> maker));

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
