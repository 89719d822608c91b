package org.descent.learning.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.TrainingSpec;

/**
 * The formulas that occur in a stacked program, of which each trial has its own.
 *
 * @param activations of layers that have one, by name; in order of declaration
 * @param losses in order of declaration
 */
public record Formulas(Map<String, List<Activation>> activations, List<Loss> losses) {
  public Formulas {
    activations = Map.copyOf(activations);
    losses = List.copyOf(losses);
  }

  /** Those of one trial. */
  public static Formulas of(TrainingSpec training) {
    var activations = new LinkedHashMap<String, List<Activation>>();
    training
        .network()
        .all()
        .forEach((name, layer) -> activations.put(name, List.of(layer.activation())));
    return new Formulas(activations, List.of(training.loss()));
  }

  /** Those of both, which are of networks of one structure. */
  public Formulas union(Formulas other) {
    var both = new LinkedHashMap<String, List<Activation>>();
    activations.forEach((name, own) -> both.put(name, union(own, other.of(name))));
    return new Formulas(both, union(losses, other.losses));
  }

  /** The activations of a layer. */
  public List<Activation> of(String layer) {
    return activations.get(layer);
  }

  /** Names of the fields that say of each trial whether it has a formula: the first needs none. */
  public List<String> masks() {
    var masks = new ArrayList<String>();
    new TreeMap<>(activations)
        .forEach((layer, own) -> own.stream().skip(1).forEach(a -> masks.add(mask(layer, a))));
    losses.stream().skip(1).forEach(loss -> masks.add(mask(loss)));
    return masks;
  }

  static String mask(String layer, Activation activation) {
    return layer + "/" + activation.name();
  }

  public static String mask(Loss loss) {
    return "loss/" + loss.name();
  }

  /** Whether a trial has the formula of a mask. */
  public static boolean holds(String mask, TrainingSpec training) {
    return Formulas.of(training).names().contains(mask);
  }

  private List<String> names() {
    var names = new ArrayList<String>();
    activations.forEach((layer, own) -> own.forEach(a -> names.add(mask(layer, a))));
    losses.forEach(loss -> names.add(mask(loss)));
    return names;
  }

  private static <T extends Enum<T>> List<T> union(List<T> a, List<T> b) {
    return Stream.concat(a.stream(), b.stream()).distinct().sorted().toList();
  }
}
