package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.descent.contracts.InvalidSpec;

/**
 * What is looked at in a network in the course of its training beside its metrics. It is computed
 * of the weights before an iteration's update, and changes no bit of training. An instrument that
 * speaks of the loss means that of all of the training split, of the network as it will be used.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "instrument")
@JsonSubTypes({
  @JsonSubTypes.Type(value = InstrumentSpec.Sharpness.class, name = "sharpness"),
  @JsonSubTypes.Type(value = InstrumentSpec.HessianTrace.class, name = "hessian-trace"),
  @JsonSubTypes.Type(value = InstrumentSpec.NoiseScale.class, name = "noise-scale"),
  @JsonSubTypes.Type(value = InstrumentSpec.GradientNorm.class, name = "gradient-norm"),
  @JsonSubTypes.Type(value = InstrumentSpec.GradientCosine.class, name = "gradient-cosine"),
  @JsonSubTypes.Type(value = InstrumentSpec.WeightNorm.class, name = "weight-norm"),
  @JsonSubTypes.Type(value = InstrumentSpec.UpdateNorm.class, name = "update-norm"),
  @JsonSubTypes.Type(value = InstrumentSpec.DeadUnits.class, name = "dead-units"),
  @JsonSubTypes.Type(value = InstrumentSpec.WeightQuantiles.class, name = "weight-quantiles"),
  @JsonSubTypes.Type(value = InstrumentSpec.GradientQuantiles.class, name = "gradient-quantiles"),
  @JsonSubTypes.Type(value = InstrumentSpec.UpdateQuantiles.class, name = "update-quantiles"),
  @JsonSubTypes.Type(
      value = InstrumentSpec.ActivationStatistics.class,
      name = "activation-statistics"),
  @JsonSubTypes.Type(value = InstrumentSpec.HessianSpectrum.class, name = "hessian-spectrum"),
  @JsonSubTypes.Type(value = InstrumentSpec.SplitCosine.class, name = "split-cosine")
})
public sealed interface InstrumentSpec {
  /** Iterations at which it looks. */
  Moments at();

  /**
   * Passes through the training split, forward and back, that looking once takes about: of what
   * comes to its tolerance when it does, a usual number.
   */
  double passes();

  /** What it is called. */
  default String word() {
    return Arrays.stream(InstrumentSpec.class.getAnnotation(JsonSubTypes.class).value())
        .filter(type -> type.value() == getClass())
        .findFirst()
        .orElseThrow()
        .name();
  }

  /** What it finds of the whole network, by the names of the curves. */
  default List<String> curves() {
    return List.of(word());
  }

  /** Whether it also looks at each layer. */
  default boolean layers() {
    return false;
  }

  /** Whether each layer that it also looks at takes as long again as the whole network. */
  default boolean eachByItself() {
    return false;
  }

  /** Whether {@code curve} is one of its own; of a layer if it has a point in it. */
  default boolean finds(String curve) {
    int point = curve.indexOf('.');
    return curves().contains(point < 0 ? curve : curve.substring(0, point))
        && (point < 0 || layers());
  }

  /** The word of the instrument that calls a curve so; nothing if none does. */
  static Optional<String> finder(String curve) {
    return InstrumentCurves.finder(curve);
  }

  /**
   * Whether what it finds follows from the gradient that an iteration of {@code training} takes in
   * any case.
   */
  default boolean followsStep(TrainingSpec training) {
    return false;
  }

  /** Whether it differentiates the loss. */
  default boolean differentiates() {
    return passes() > 0;
  }

  /**
   * Checks that it has a meaning for {@code network}.
   *
   * @throws InvalidSpec if it has none
   */
  default void require(NetworkSpec network) {
    if (differentiates()) {
      requireDerivable(network, "instruments: " + word());
    }
  }

  /**
   * Checks that what trains {@code network} is the loss of the network as it will be used.
   *
   * @param who differentiates that
   * @throws InvalidSpec if it is not
   */
  static void requireDerivable(NetworkSpec network, String who) {
    InvalidSpec.unless(
        network.all().values().stream().noneMatch(l -> l instanceof BatchNorm),
        "%s differentiates the loss of the network as it will be used, which is not the one that"
            + " is trained with batch-norm",
        who);
  }

  /** Splits beside that of training which it looks at. */
  default List<Split> on() {
    return List.of();
  }

  /** Whether it looks at an iteration's update, so that it finds nothing where a trial ends. */
  default boolean seesUpdate() {
    return false;
  }

  /** Iterations at which an instrument looks: always before their updates. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "moments")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Moments.Every.class, name = "every"),
    @JsonSubTypes.Type(value = Moments.Snapshots.class, name = "snapshots")
  })
  sealed interface Moments {
    /** 1, 1 + n, 1 + 2n, …, and the last. */
    @Bare
    record Every(int iterations) implements Moments {
      public Every {
        InvalidSpec.unless(
            iterations >= 1 && iterations <= TrainingSpec.MAX_ITERATIONS,
            "every %s, expected 1 to %s iterations",
            iterations,
            TrainingSpec.MAX_ITERATIONS);
      }
    }

    /** Those of the snapshots, and the last, whose weights are kept, too. */
    record Snapshots() implements Moments {}
  }

  /**
   * The largest eigenvalues of the loss's Hessian, by Lanczos' method on products of the Hessian
   * with vectors: {@code sharpness}, {@code sharpness-2}, …, from the largest down. What has not
   * come to its tolerance is NaN.
   *
   * @param largest how many of them, 1 to {@value #MOST}
   * @param tolerance of an eigenvalue's error relative to the largest one's size, from 1e-6 to 0.1
   * @param layers whether also of each layer's block on the diagonal: {@code sharpness.layer0}, …
   */
  record Sharpness(
      @Otherwise("1") int largest,
      @Otherwise("0.001") double tolerance,
      @Otherwise("false") @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean layers,
      @Otherwise("{every: 100}") Moments at)
      implements InstrumentSpec {
    /** The most eigenvalues. */
    public static final int MOST = 10;

    private static final double LEAST_TOLERANCE = 1e-6;
    private static final double LARGEST_TOLERANCE = 0.1;

    /** What most networks take for the largest eigenvalue, and each product in passes. */
    private static final int PRODUCTS = 12;

    private static final double PASSES_OF_A_PRODUCT = 2.5;

    public Sharpness {
      InvalidSpec.unless(
          largest >= 1 && largest <= MOST, "largest %s, expected 1 to %s", largest, MOST);
      requireTolerance(tolerance);
    }

    static void requireTolerance(double tolerance) {
      InvalidSpec.unless(
          (float) tolerance >= (float) LEAST_TOLERANCE && tolerance <= (float) LARGEST_TOLERANCE,
          "tolerance %s, expected %s to %s",
          tolerance,
          LEAST_TOLERANCE,
          LARGEST_TOLERANCE);
    }

    @Override
    public List<String> curves() {
      return IntStream.rangeClosed(1, largest)
          .mapToObj(i -> i == 1 ? word() : word() + "-" + i)
          .toList();
    }

    @Override
    public double passes() {
      return 1 + PRODUCTS * largest * PASSES_OF_A_PRODUCT;
    }

    @Override
    public boolean eachByItself() {
      return layers;
    }
  }

  /**
   * The trace of the loss's Hessian, by Hutchinson's estimate from random signs: {@code
   * hessian-trace}, with the ends of a 95 % interval, {@code hessian-trace-low} and {@code
   * hessian-trace-high}, of Student's distribution.
   *
   * @param samples products that it is estimated from, {@value #LEAST} to {@value #MOST}
   * @param layers whether also of each layer's block, from the same products: {@code
   *     hessian-trace.layer0}, …
   */
  record HessianTrace(
      @Otherwise("10") int samples,
      @Otherwise("false") @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean layers,
      @Otherwise("{every: 100}") Moments at)
      implements InstrumentSpec {
    /** The fewest samples, and the most. */
    public static final int LEAST = 5;

    public static final int MOST = 1000;

    public HessianTrace {
      InvalidSpec.unless(
          samples >= LEAST && samples <= MOST,
          "samples %s, expected %s to %s",
          samples,
          LEAST,
          MOST);
    }

    @Override
    public List<String> curves() {
      return List.of(word(), word() + "-low", word() + "-high");
    }

    @Override
    public double passes() {
      return samples * Sharpness.PASSES_OF_A_PRODUCT;
    }
  }

  /**
   * How much gradients of single examples scatter: {@code noise-scale}, the simple noise scale of
   * McCandlish et al. 2018, and {@code gradient-diversity} of Yin et al. 2018.
   */
  record NoiseScale(@Otherwise("{every: 100}") Moments at) implements InstrumentSpec {
    private static final double PASSES = 3;

    @Override
    public List<String> curves() {
      return List.of(word(), "gradient-diversity");
    }

    @Override
    public double passes() {
      return PASSES;
    }
  }

  /**
   * Euclidean length of the loss's gradient, {@code gradient-norm}, before clipping and decay.
   *
   * @param layers whether also of each layer's part of it: {@code gradient-norm.layer0}, …
   * @param of which gradient
   */
  record GradientNorm(
      @Otherwise("false") boolean layers,
      @Otherwise("split") Of of,
      @Otherwise("{every: 100}") Moments at)
      implements InstrumentSpec {
    /** Of which loss the gradient is. */
    public enum Of {
      /** That of all of the training split, of the network as it will be used. */
      @JsonProperty("split")
      SPLIT,
      /** That which an iteration descends: of its batch, with all that is drawn for it. */
      @JsonProperty("batch")
      BATCH
    }

    @Override
    public double passes() {
      return 1;
    }

    @Override
    public boolean differentiates() {
      return of == Of.SPLIT;
    }

    @Override
    public boolean followsStep(TrainingSpec training) {
      return of == Of.BATCH || (training.batch().full() && !training.network().modal());
    }
  }

  /**
   * The cosine of the angle between the loss's gradient before an iteration's update and after it,
   * {@code gradient-cosine}.
   */
  record GradientCosine(@Otherwise("{every: 100}") Moments at) implements InstrumentSpec {
    @Override
    public double passes() {
      return 2;
    }

    @Override
    public boolean seesUpdate() {
      return true;
    }
  }

  /**
   * Euclidean length of all weights and biases, {@code weight-norm}.
   *
   * @param layers whether also of each layer's: {@code weight-norm.layer0}, …
   */
  record WeightNorm(@Otherwise("false") boolean layers, @Otherwise("{every: 100}") Moments at)
      implements InstrumentSpec {
    @Override
    public double passes() {
      return 0;
    }
  }

  /**
   * Euclidean length of an iteration's update of all weights and biases, {@code update-norm}, and
   * its ratio to theirs before it, {@code update-ratio}.
   *
   * @param layers whether also of each layer's: {@code update-norm.layer0}, …
   */
  record UpdateNorm(@Otherwise("false") boolean layers, @Otherwise("{every: 100}") Moments at)
      implements InstrumentSpec {
    @Override
    public List<String> curves() {
      return List.of(word(), "update-ratio");
    }

    @Override
    public double passes() {
      return 0;
    }

    @Override
    public boolean seesUpdate() {
      return true;
    }
  }

  /**
   * Share of the units with relu, and of the filters, that are 0 for every example of the training
   * split: {@code dead-units}.
   *
   * @param layers whether also of each layer's: {@code dead-units.layer0}, …
   */
  record DeadUnits(@Otherwise("false") boolean layers, @Otherwise("{every: 100}") Moments at)
      implements InstrumentSpec {
    @Override
    public double passes() {
      return 1 / 3.0;
    }

    @Override
    public boolean differentiates() {
      return false;
    }

    @Override
    public void require(NetworkSpec network) {
      InvalidSpec.unless(
          network.all().values().stream().anyMatch(l -> l.activation() == Activation.RELU),
          "instruments: dead-units are units with relu, and no layer has that");
    }
  }

  /** Names of curves of quantiles, {@code weight-q05} for 5 in a hundred. */
  private static List<String> quantiles(String of, List<Integer> hundredths) {
    return hundredths.stream().map(k -> "%s-q%02d".formatted(of, k)).toList();
  }

  /**
   * How weights and biases are distributed: the values below which 5, 25, 50, 75 and 95 in a
   * hundred of them lie, {@code weight-q05}, …
   *
   * @param layers whether also of each layer's: {@code weight-q05.layer0}, …
   */
  record WeightQuantiles(@Otherwise("false") boolean layers, @Otherwise("{every: 100}") Moments at)
      implements InstrumentSpec {
    /** In a hundred. */
    public static final List<Integer> HUNDREDTHS = List.of(5, 25, 50, 75, 95);

    @Override
    public List<String> curves() {
      return quantiles("weight", HUNDREDTHS);
    }

    @Override
    public double passes() {
      return 0;
    }
  }

  /**
   * How the elements of the loss's gradient are distributed, {@code gradient-q05}, …, as of {@link
   * WeightQuantiles}.
   *
   * @param layers whether also of each layer's: {@code gradient-q05.layer0}, …
   */
  record GradientQuantiles(
      @Otherwise("false") boolean layers, @Otherwise("{every: 100}") Moments at)
      implements InstrumentSpec {
    @Override
    public List<String> curves() {
      return quantiles("gradient", WeightQuantiles.HUNDREDTHS);
    }

    @Override
    public double passes() {
      return 1;
    }
  }

  /**
   * How the elements of an iteration's update are distributed, {@code update-q05}, …, as of {@link
   * WeightQuantiles}.
   *
   * @param layers whether also of each layer's: {@code update-q05.layer0}, …
   */
  record UpdateQuantiles(@Otherwise("false") boolean layers, @Otherwise("{every: 100}") Moments at)
      implements InstrumentSpec {
    @Override
    public List<String> curves() {
      return quantiles("update", WeightQuantiles.HUNDREDTHS);
    }

    @Override
    public double passes() {
      return 0;
    }

    @Override
    public boolean seesUpdate() {
      return true;
    }
  }

  /**
   * Mean and standard deviation of what units say after their activation, over units and training
   * examples: {@code activation-mean}, {@code activation-deviation}.
   *
   * @param layers whether also of each layer's: {@code activation-mean.layer0}, …
   */
  record ActivationStatistics(
      @Otherwise("false") boolean layers, @Otherwise("{every: 100}") Moments at)
      implements InstrumentSpec {
    @Override
    public List<String> curves() {
      return List.of("activation-mean", "activation-deviation");
    }

    @Override
    public double passes() {
      return 1 / 3.0;
    }

    @Override
    public boolean differentiates() {
      return false;
    }

    @Override
    public void require(NetworkSpec network) {
      InvalidSpec.unless(
          network.all().values().stream().anyMatch(l -> l.activation() != Activation.NONE),
          "instruments: activation-statistics are of layers with an activation, and there is none");
    }
  }

  /**
   * How the eigenvalues of the loss's Hessian are distributed, by stochastic Lanczos quadrature
   * (Ubaru, Chen &amp; Saad 2017): the values below which 1, 5, 50, 95 and 99 in a hundred lie,
   * {@code hessian-q01}, …, and the share that is negative, {@code hessian-negative}.
   *
   * @param vectors random vectors that it is estimated from, 1 to {@value #MOST_VECTORS}
   * @param steps products with each of them, {@value #LEAST_STEPS} to {@value #MOST_STEPS}
   * @param layers whether also of each layer's block on the diagonal: {@code hessian-q01.layer0}, …
   */
  record HessianSpectrum(
      @Otherwise("5") int vectors,
      @Otherwise("30") int steps,
      @Otherwise("false") @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean layers,
      @Otherwise("{every: 100}") Moments at)
      implements InstrumentSpec {
    /** The most vectors; the fewest steps, and the most. */
    public static final int MOST_VECTORS = 100;

    public static final int LEAST_STEPS = 5;
    public static final int MOST_STEPS = 200;

    /** In a hundred. */
    public static final List<Integer> HUNDREDTHS = List.of(1, 5, 50, 95, 99);

    public HessianSpectrum {
      InvalidSpec.unless(
          vectors >= 1 && vectors <= MOST_VECTORS,
          "vectors %s, expected 1 to %s",
          vectors,
          MOST_VECTORS);
      InvalidSpec.unless(
          steps >= LEAST_STEPS && steps <= MOST_STEPS,
          "steps %s, expected %s to %s",
          steps,
          LEAST_STEPS,
          MOST_STEPS);
    }

    @Override
    public List<String> curves() {
      var curves = new ArrayList<>(quantiles("hessian", HUNDREDTHS));
      curves.add("hessian-negative");
      return curves;
    }

    @Override
    public double passes() {
      return vectors * steps * Sharpness.PASSES_OF_A_PRODUCT;
    }

    @Override
    public boolean eachByItself() {
      return layers;
    }
  }

  /**
   * The cosine of the angle between the gradient of the loss over the training split and that over
   * another split: {@code validation-cosine}, {@code test-cosine}.
   *
   * @param on those others, each once
   */
  record SplitCosine(
      @Otherwise("[validation]") List<Split> on, @Otherwise("{every: 100}") Moments at)
      implements InstrumentSpec {
    public SplitCosine {
      on = List.copyOf(on);
      InvalidSpec.unless(
          !on.isEmpty() && !on.contains(Split.TRAIN) && on.stream().distinct().count() == on.size(),
          "on [%s], expected validation, test or both",
          Split.words(on));
    }

    @Override
    public List<String> curves() {
      return on.stream().map(split -> split.word() + "-cosine").toList();
    }

    @Override
    public double passes() {
      return 1 + on.size();
    }
  }
}
