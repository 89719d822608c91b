package org.descent.learning.layer;

import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.descent.contracts.spec.LayerSpec;

/** The class of every layer that a specification may ask for. */
public final class Layers {
  private static final Map<Class<? extends LayerSpec>, Maker<? extends LayerSpec>> MAKERS =
      Map.of(
          LayerSpec.Dense.class, of(LayerSpec.Dense.class, DenseLayer::new),
          LayerSpec.Conv2d.class, of(LayerSpec.Conv2d.class, Conv2dLayer::new),
          LayerSpec.Flatten.class, of(LayerSpec.Flatten.class, FlattenLayer::new));

  private Layers() {}

  private record Maker<S extends LayerSpec>(Class<S> type, BiFunction<S, Layer.Place, Layer> make) {
    Layer of(LayerSpec spec, Layer.Place place) {
      return make.apply(type.cast(spec), place);
    }
  }

  private static <S extends LayerSpec> Maker<S> of(
      Class<S> type, BiFunction<S, Layer.Place, Layer> make) {
    return new Maker<>(type, make);
  }

  /**
   * The layer of {@code spec} at its place.
   *
   * @throws IllegalArgumentException if there is no class for it
   */
  public static Layer of(LayerSpec spec, Layer.Place place) {
    var maker = MAKERS.get(spec.getClass());
    if (maker == null) {
      throw new IllegalArgumentException("nobody can train a layer " + spec);
    }
    return maker.of(spec, place);
  }

  /** The specifications that have a class. */
  public static Set<Class<?>> known() {
    return Set.copyOf(MAKERS.keySet());
  }
}
