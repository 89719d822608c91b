package org.descent.learning.instrument;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.Split;
import org.descent.learning.Cohort;
import org.descent.learning.Device;
import org.descent.learning.SplitMeasurement;

/**
 * The instruments that look at the trials of a cohort, by programs of their own: those that train
 * know nothing of it. What they find depends on weights, data, seed and iteration alone. Shared by
 * threads; whoever made it closes it, which releases its programs.
 */
public final class Instruments implements AutoCloseable {
  private static final Map<Class<? extends InstrumentSpec>, Maker<? extends InstrumentSpec>>
      MAKERS =
          Stream.of(
                  of(InstrumentSpec.Sharpness.class, Sharpness::new),
                  of(InstrumentSpec.HessianTrace.class, HessianTrace::new),
                  of(InstrumentSpec.NoiseScale.class, NoiseScale::new),
                  of(InstrumentSpec.GradientNorm.class, GradientNorm::new),
                  of(InstrumentSpec.GradientCosine.class, GradientCosine::new),
                  of(InstrumentSpec.WeightNorm.class, WeightNorm::new),
                  of(InstrumentSpec.UpdateNorm.class, UpdateNorm::new),
                  of(InstrumentSpec.DeadUnits.class, DeadUnits::new),
                  of(InstrumentSpec.WeightQuantiles.class, Distribution::ofWeights),
                  of(InstrumentSpec.GradientQuantiles.class, Distribution::ofGradient),
                  of(InstrumentSpec.UpdateQuantiles.class, Distribution::ofUpdate),
                  of(InstrumentSpec.ActivationStatistics.class, ActivationStatistics::new),
                  of(InstrumentSpec.HessianSpectrum.class, HessianSpectrum::new),
                  of(InstrumentSpec.SplitCosine.class, SplitCosine::new))
              .collect(Collectors.toUnmodifiableMap(Maker::type, maker -> maker));

  private final Cohort cohort;
  private final Device device;
  private final Map<Key, LossFunction> losses = new HashMap<>();

  private record Key(LossFunction.Key training, Split split) {}

  private record Maker<S extends InstrumentSpec>(
      Class<S> type, BiFunction<S, NetworkSpec, Instrument> make) {
    Instrument of(InstrumentSpec spec, NetworkSpec network) {
      return make.apply(type.cast(spec), network);
    }
  }

  private static <S extends InstrumentSpec> Maker<S> of(
      Class<S> type, BiFunction<S, NetworkSpec, Instrument> make) {
    return new Maker<>(type, make);
  }

  private static <S extends InstrumentSpec> Maker<S> of(
      Class<S> type, Function<S, Instrument> make) {
    return new Maker<>(type, (spec, network) -> make.apply(spec));
  }

  /**
   * Those of {@code cohort}.
   *
   * @param device what their programs are computed on
   */
  public Instruments(Cohort cohort, Device device) {
    this.cohort = cohort;
    this.device = device;
  }

  /** The specifications that have a class. */
  public static Set<Class<?>> known() {
    return Set.copyOf(MAKERS.keySet());
  }

  /**
   * What {@code instruments} find.
   *
   * @param iteration from 1
   * @param weights before its update, flat
   * @return one for each of them, in their order
   */
  public List<SplitMeasurement> look(
      Cohort.Trial trial, List<InstrumentSpec> instruments, int iteration, float[] weights) {
    return look(trial, instruments, iteration, weights, Optional.empty());
  }

  /**
   * The same of instruments that look at the iteration's update.
   *
   * @param after weights after it, flat
   */
  public List<SplitMeasurement> look(
      Cohort.Trial trial,
      List<InstrumentSpec> instruments,
      int iteration,
      float[] weights,
      float[] after) {
    return look(trial, instruments, iteration, weights, Optional.of(after));
  }

  private List<SplitMeasurement> look(
      Cohort.Trial trial,
      List<InstrumentSpec> instruments,
      int iteration,
      float[] weights,
      Optional<float[]> after) {
    var training = trial.training();
    var layout = ParameterLayout.of(training.network(), cohort.train().shape());
    var view = new View(layout, weights, on -> loss(trial, on), trial.seed(), iteration, after);
    var found = new ArrayList<SplitMeasurement>();
    for (var spec : instruments) {
      var instrument = MAKERS.get(spec.getClass()).of(spec, training.network());
      var floats = Vectors.floats(instrument.read(view));
      found.add(new SplitMeasurement(iteration, instrument.curves(layout), floats));
    }
    return found;
  }

  private synchronized LossFunction loss(Cohort.Trial trial, Split split) {
    return losses.computeIfAbsent(
        new Key(LossFunction.Key.of(trial.training()), split),
        key -> new LossFunction(trial.training(), cohort.split(split).orElseThrow(), device));
  }

  @Override
  public synchronized void close() {
    losses.values().forEach(LossFunction::close);
  }
}
