package org.descent.learning.layer;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.Loss;
import org.descent.learning.activation.ActivationFunction;
import org.descent.learning.graph.Xla;
import org.tensorflow.Output;

/** A pass through the networks of all trials of a stacked program. */
public final class StackedPass {
  private final Xla xla;
  private final Mode mode;
  private final Formulas formulas;
  private final Map<String, Output<?>> fields;
  private final Map<List<Object>, Output<?>> known = new HashMap<>();
  private final Map<String, Output<?>> remembered = new LinkedHashMap<>();
  private final Map<String, Output<?>> activations = new LinkedHashMap<>();

  /**
   * @param fields of the program, by name
   */
  public StackedPass(Xla xla, Mode mode, Formulas formulas, Map<String, Output<?>> fields) {
    this.xla = xla;
    this.mode = mode;
    this.formulas = formulas;
    this.fields = fields;
  }

  public Xla xla() {
    return xla;
  }

  /** The same pass, written with another record. */
  public StackedPass on(Xla other) {
    return new StackedPass(other, mode, formulas, fields);
  }

  /** What was made of {@code a} before under some name, or else is now. */
  public Output<?> once(String name, Output<?> a, Supplier<Output<?>> made) {
    var key = List.<Object>of(name, a);
    if (!known.containsKey(key)) {
      known.put(key, made.get());
    }
    return known.get(key);
  }

  /** Says what an array of parameters that is not trained is after a training pass. */
  void remember(String name, Output<?> value) {
    remembered.put(name, value);
  }

  /** What has been said of arrays that are not trained, by their names. */
  public Map<String, Output<?>> remembered() {
    return Collections.unmodifiableMap(remembered);
  }

  public Mode mode() {
    return mode;
  }

  /**
   * An array of parameters, see {@link ProgramArray}; or a number of each trial: [trials, 1, 1].
   */
  public Output<?> field(String name) {
    var field = fields.get(name);
    if (field == null) {
      throw new IllegalArgumentException("the program has no field " + name);
    }
    return field;
  }

  /** z → a, each trial with its own activation of the layer called {@code layer}. */
  public Output<?> activated(String layer, Output<?> z) {
    var activations = formulas.of(layer);
    if (activations.equals(List.of(Activation.NONE))) {
      return z;
    }
    if (activations.size() > 1 && z.shape().numDimensions() > 3) {
      throw new IllegalArgumentException(layer + ": masks are for arrays of three axes");
    }
    Function<Activation, String> mask = a -> Formulas.mask(layer, a);
    var activated =
        xla.formula(
            z,
            x -> chosen(x, activations, mask, a -> ActivationFunction.of(a).stacked(x, z)),
            (y, g) ->
                chosen(xla, activations, mask, a -> ActivationFunction.of(a).back(xla, z, y, g)));
    this.activations.put(layer, activated);
    return activated.shape().numDimensions() == 3 ? xla.keep(activated) : activated;
  }

  /** What layers that have an activation have given, by their names: [trials, units, …]. */
  public Map<String, Output<?>> activations() {
    return Collections.unmodifiableMap(activations);
  }

  /**
   * What each trial's own loss makes of something.
   *
   * @param read what a loss comes to where this is
   */
  public Output<?> byLoss(UnaryOperator<Loss> read, Function<Loss, Output<?>> formula) {
    var made = new EnumMap<Loss, Output<?>>(Loss.class);
    Function<Loss, Output<?>> once = loss -> made.computeIfAbsent(read.apply(loss), formula);
    var first = read.apply(formulas.losses().get(0));
    var others = formulas.losses().stream().filter(loss -> read.apply(loss) != first);
    var losses = Stream.concat(Stream.of(first), others).toList();
    return chosen(xla, losses, Formulas::mask, once);
  }

  private <T> Output<?> chosen(
      Xla x, List<T> all, Function<T, String> mask, Function<T, Output<?>> formula) {
    var chosen = formula.apply(all.get(0));
    for (var each : all.subList(1, all.size())) {
      chosen = x.select(field(mask.apply(each)), formula.apply(each), chosen);
    }
    return chosen;
  }
}
