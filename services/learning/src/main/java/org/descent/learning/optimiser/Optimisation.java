package org.descent.learning.optimiser;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.descent.contracts.spec.ClippingSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.Schedule;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.contracts.spec.UpdateSpec;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** All that happens to parameters in an update: clipping, decay, the optimiser's own formula. */
public final class Optimisation {
  private static final double SMALL = 1e-6;

  /** The last of the slots, and what a step of it is called among the settings. */
  /** Name of the slot that holds an average of the weights, if one is kept. */
  public static final String AVERAGE = "average";

  private final Optimiser optimiser;
  private final OptimiserSpec spec;
  private final UpdateSpec update;
  private final Schedule rate;
  private final Schedule momentum;
  private final Map<String, Setting> settings = new LinkedHashMap<>();

  /**
   * @param epoch iterations of a pass through the training split
   */
  private Optimisation(TrainingSpec training, double epoch) {
    spec = training.optimiser();
    optimiser = Optimisers.of(spec);
    update = training.updates();
    rate = Schedule.of(update.schedule(), epoch);
    momentum = Schedule.of(update.momentum(), epoch);
    optimiser.settings().forEach(this::add);
    if (update.decay() != null) {
      double decay = update.decay().rate();
      add(
          update.decay().decoupled()
              ? Setting.rate("decay", decay)
              : Setting.constant("decay", decay));
    }
    if (update.clipping() != null) {
      add(Setting.constant("most", update.clipping().value()));
    }
    if (update.average() != null) {
      add(Setting.constant(AVERAGE, 1 - update.average().decay()));
    }
  }

  private void add(Setting setting) {
    settings.put(setting.name(), setting);
  }

  /**
   * That of {@code training} on a training split of some size.
   *
   * @throws IllegalArgumentException if there is no class for its optimiser
   */
  public static Optimisation of(TrainingSpec training, int examples) {
    var batch = training.batch();
    return new Optimisation(training, batch.epoch(examples));
  }

  /** What is remembered of each parameter, by name. */
  public List<String> slots() {
    return update.average() == null
        ? optimiser.slots()
        : Stream.concat(optimiser.slots().stream(), Stream.of(AVERAGE)).toList();
  }

  /** What is remembered of {@code weights} before the first update: in the order of the slots. */
  public List<float[]> start(float[] weights) {
    var start = new ArrayList<float[]>();
    for (var slot : optimiser.slots()) {
      var elements = new float[weights.length];
      Arrays.fill(elements, (float) optimiser.start(slot));
      start.add(elements);
    }
    if (update.average() != null) {
      start.add(weights.clone());
    }
    return start;
  }

  /** Whether each parameter is updated by itself, whatever others there are. */
  public boolean elementwise() {
    boolean byNorm =
        update.clipping() != null && !(update.clipping() instanceof ClippingSpec.ByValue);
    return optimiser.elementwise() && !byNorm;
  }

  /** Names of what an update wants to know. */
  public Set<String> settings() {
    return Collections.unmodifiableSet(settings.keySet());
  }

  /** Whether a setting changes from iteration to iteration. */
  public boolean varies(String setting) {
    return switch (settings.get(setting).follows()) {
      case NOTHING -> false;
      case ITERATION -> true;
      case RATE -> update.schedule() != null;
      case MOMENTUM -> update.momentum() != null;
    };
  }

  /** A setting at an iteration, from 1. */
  public double setting(String name, int iteration) {
    var now =
        new Setting.Now(
            iteration, spec.learningRate() * rate.factor(iteration), momentum.factor(iteration));
    return settings.get(name).at().of(now);
  }

  /** After an update, in stacked programs: for each array its values, then its slots. */
  public Map<String, List<Output<?>>> stacked(
      Xla xla, Map<String, Output<?>> now, Map<String, Parameters<Output<?>>> arrays) {
    return updated(new StackedCalculus(xla), now, arrays);
  }

  /** The same of one trial. */
  public Map<String, List<Operand<TFloat32>>> single(
      Ops tf,
      Map<String, Operand<TFloat32>> now,
      Map<String, Parameters<Operand<TFloat32>>> arrays) {
    return updated(new SingleCalculus(tf), now, arrays);
  }

  private <T> Map<String, List<T>> updated(
      Calculus<T> a, Map<String, T> now, Map<String, Parameters<T>> arrays) {
    var updated = new LinkedHashMap<String, List<T>>();
    clipped(a, now, arrays)
        .forEach((name, parameters) -> updated.put(name, updated(a, now, parameters)));
    return updated;
  }

  private <T> Map<String, Parameters<T>> clipped(
      Calculus<T> a, Map<String, T> now, Map<String, Parameters<T>> arrays) {
    if (update.clipping() == null) {
      return arrays;
    }
    var most = now.get("most");
    UnaryOperator<T> clip;
    if (update.clipping() instanceof ClippingSpec.ByValue) {
      var least = a.subtract(a.constant(0), most);
      clip = g -> a.maximum(a.minimum(g, most), least);
    } else {
      var norm = a.norm(arrays.values().stream().map(Parameters::gradient).toList());
      var share = a.divide(most, a.add(norm, a.constant(SMALL)));
      var factor = a.minimum(share, a.constant(1));
      clip = g -> a.multiply(g, factor);
    }
    var clipped = new LinkedHashMap<String, Parameters<T>>();
    arrays.forEach((name, p) -> clipped.put(name, p.with(clip.apply(p.gradient()))));
    return clipped;
  }

  private <T> List<T> updated(Calculus<T> a, Map<String, T> now, Parameters<T> parameters) {
    var array = parameters;
    boolean decays = update.decay() != null && update.decay().reaches(parameters.role());
    boolean decoupled = decays && update.decay().decoupled();
    if (decays && !decoupled) {
      var pull = a.multiply(now.get("decay"), array.values());
      array = array.with(a.add(array.gradient(), pull));
    }
    var updated = new ArrayList<>(optimiser.update(a, now, array));
    if (decoupled) {
      var fade = a.multiply(now.get("decay"), array.values());
      updated.set(0, a.subtract(updated.get(0), fade));
    }
    if (update.average() != null) {
      var before = array.slots().get(optimiser.slots().size());
      var way = a.subtract(updated.get(0), before);
      updated.add(a.add(before, a.multiply(now.get(AVERAGE), way)));
    }
    return updated;
  }
}
