package org.descent.learning.instrument;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.descent.contracts.Floats;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.Landscape;
import org.descent.contracts.spec.LandscapeSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.Split;
import org.descent.learning.Cohort;
import org.descent.learning.Device;
import org.descent.learning.Outcome;

/**
 * The loss around a trained network's weights, by the programs of instruments, in float32: every
 * point by itself, so that it depends on nothing but weights, data and seed. Points are shared out
 * among the processor's cores.
 */
public final class Landscapes {
  private static final Map<Class<? extends LandscapeSpec>, Maker<? extends LandscapeSpec>> MAKERS =
      Stream.of(
              of(LandscapeSpec.Random.class, RandomDirections::new),
              of(LandscapeSpec.Eigenvectors.class, SharpestDirections::new),
              of(LandscapeSpec.Trajectory.class, PrincipalComponents::new),
              of(LandscapeSpec.Interpolation.class, StraightLine::new))
          .collect(Collectors.toUnmodifiableMap(Maker::type, maker -> maker));

  private Landscapes() {}

  private record Maker<S extends LandscapeSpec>(Class<S> type, Function<S, Directions> make) {
    Directions of(LandscapeSpec spec) {
      return make.apply(type.cast(spec));
    }
  }

  private static <S extends LandscapeSpec> Maker<S> of(
      Class<S> type, Function<S, Directions> make) {
    return new Maker<>(type, make);
  }

  /** The specifications that have a class. */
  public static Set<Class<?>> known() {
    return Set.copyOf(MAKERS.keySet());
  }

  /**
   * Those that the trial's training asks for, of the splits that have examples. Where weights are
   * no numbers, and along a way that leads nowhere, there are none.
   *
   * @param splits the examples, at least those of training
   * @param snapshots ascending, the last one is the end
   * @param unwanted whether nobody needs them any more; then the rest is left out
   */
  public static List<Landscape> compute(
      Cohort.Trial trial,
      Map<Split, Examples> splits,
      List<Outcome.Snapshot> snapshots,
      BooleanSupplier unwanted) {
    var training = trial.training();
    if (training.landscapes().isEmpty()) {
      return List.of();
    }
    var losses = new EnumMap<Split, LossFunction>(Split.class);
    try {
      splits.forEach(
          (split, rows) -> losses.put(split, new LossFunction(training, rows, Device.cpu())));
      var train = losses.get(Split.TRAIN);
      var layout = ParameterLayout.of(training.network(), splits.get(Split.TRAIN).shape());
      var ground = new Ground(layout, snapshots, train, trial.seed());
      var all = new ArrayList<Landscape>();
      for (var spec : training.landscapes()) {
        if (ground.finite() && !unwanted.getAsBoolean()) {
          var chart = MAKERS.get(spec.getClass()).of(spec).through(ground);
          if (!chart.isEmpty()) {
            all.add(landscape(spec, chart, ground.end(), losses, unwanted));
          }
        }
      }
      return unwanted.getAsBoolean() ? List.of() : all;
    } finally {
      losses.values().forEach(LossFunction::close);
    }
  }

  private static Landscape landscape(
      LandscapeSpec spec,
      Chart chart,
      float[] end,
      Map<Split, LossFunction> losses,
      BooleanSupplier unwanted) {
    var directions = chart.flat();
    var bare =
        new Landscape(
            spec.word(), chart.axes(), List.of(), chart.way(), Floats.toBytes(directions));
    var found = new ArrayList<Landscape.Losses>();
    for (var split : spec.on()) {
      var loss = losses.get(split);
      if (loss != null) {
        var values = new float[bare.size()];
        IntStream.range(0, values.length)
            .parallel()
            .filter(i -> !unwanted.getAsBoolean())
            .forEach(
                i -> values[i] = (float) loss.loss(Landscape.moved(end, directions, bare.at(i))));
        found.add(new Landscape.Losses(split.word(), Floats.toBytes(values)));
      }
    }
    return bare.with(found);
  }
}
