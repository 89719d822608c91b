package org.descent.learning.layer;

import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.descent.contracts.spec.ActivationLayer;
import org.descent.contracts.spec.AveragePool;
import org.descent.contracts.spec.AveragePool1d;
import org.descent.contracts.spec.BatchNorm;
import org.descent.contracts.spec.Conv1d;
import org.descent.contracts.spec.Dropout;
import org.descent.contracts.spec.Embedding;
import org.descent.contracts.spec.GaussianNoise;
import org.descent.contracts.spec.GlobalAveragePool;
import org.descent.contracts.spec.Gru;
import org.descent.contracts.spec.LayerNorm;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.MaxPool;
import org.descent.contracts.spec.MaxPool1d;
import org.descent.contracts.spec.RandomFlip;
import org.descent.contracts.spec.RandomShift;
import org.descent.contracts.spec.Residual;
import org.descent.contracts.spec.Slice;

/** The class of every layer that a specification may ask for. */
public final class Layers {
  private static final Map<Class<? extends LayerSpec>, Maker<? extends LayerSpec>> MAKERS =
      Stream.of(
              of(LayerSpec.Dense.class, DenseLayer::new),
              of(LayerSpec.Conv2d.class, Conv2dLayer::of),
              of(LayerSpec.Flatten.class, FlattenLayer::new),
              of(ActivationLayer.class, ElementwiseLayer::new),
              of(MaxPool.class, MaxPoolLayer::new),
              of(AveragePool.class, AveragePoolLayer::new),
              of(MaxPool1d.class, OverTimeLayer::of),
              of(AveragePool1d.class, OverTimeLayer::of),
              of(GlobalAveragePool.class, GlobalAveragePoolLayer::new),
              of(Dropout.class, DropoutLayer::new),
              of(LayerNorm.class, LayerNormLayer::new),
              of(BatchNorm.class, BatchNormLayer::new),
              of(Conv1d.class, OverTimeLayer::of),
              of(Residual.class, ResidualLayer::new),
              of(Embedding.class, EmbeddingLayer::new),
              of(Gru.class, GruLayer::new),
              of(RandomFlip.class, RandomFlipLayer::new),
              of(RandomShift.class, RandomShiftLayer::new),
              of(GaussianNoise.class, GaussianNoiseLayer::new),
              of(Slice.class, SliceLayer::new))
          .collect(Collectors.toUnmodifiableMap(Maker::type, maker -> maker));

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
