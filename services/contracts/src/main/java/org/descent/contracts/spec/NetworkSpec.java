package org.descent.contracts.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.descent.contracts.InvalidSpec;

/**
 * Shared hidden layers, then one or more heads that all read the last shared layer.
 *
 * @param layers hidden layers in order; may be empty (a single-layer perceptron)
 * @param heads at least one, names distinct
 */
public record NetworkSpec(List<LayerSpec> layers, List<HeadSpec> heads) {
  public NetworkSpec {
    layers = List.copyOf(layers);
    heads = List.copyOf(heads);
    InvalidSpec.unless(!heads.isEmpty(), "a network needs at least one head");
    var names = new HashSet<String>();
    for (var head : heads) {
      InvalidSpec.unless(names.add(head.name()), "two heads are named %s", head.name());
    }
  }

  /** Its layers by the names that their parameters have, in order: {@code layer0}, … */
  public Map<String, LayerSpec> named() {
    var named = new LinkedHashMap<String, LayerSpec>();
    for (int i = 0; i < layers.size(); i++) {
      named.put("layer" + i, layers.get(i));
    }
    return named;
  }

  /** The same with the layers that layers consist of, each behind its owner. */
  public Map<String, LayerSpec> all() {
    var all = new LinkedHashMap<String, LayerSpec>();
    named().forEach((name, layer) -> add(name, layer, all));
    return all;
  }

  private static void add(String name, LayerSpec layer, Map<String, LayerSpec> into) {
    into.put(name, layer);
    layer.inner().forEach((inner, part) -> add(name + "/" + inner, part, into));
  }

  /** The same with every layer changed, and the layers that layers consist of before them. */
  public NetworkSpec with(UnaryOperator<LayerSpec> change) {
    return new NetworkSpec(
        layers.stream().map(layer -> change.apply(layer.within(change))).toList(), heads);
  }

  /** The same where no layer says how its parameters start. */
  public NetworkSpec uninitialised() {
    return with(layer -> layer.initialised(null));
  }

  /** The embeddings that examples go to as they are. */
  public List<Embedding> reading() {
    var reading = new ArrayList<Embedding>();
    reading(layers, reading);
    return reading;
  }

  private static void reading(List<LayerSpec> chain, List<Embedding> into) {
    for (var layer : chain) {
      if (layer instanceof Embedding embedding) {
        into.add(embedding);
      } else if (layer instanceof Residual residual) {
        reading(residual.layers(), into);
        reading(residual.shortcut(), into);
      }
      if (!(layer instanceof LayerSpec.Flatten)) {
        return;
      }
    }
  }

  /** Whether some layer does something else when it is trained than when it is measured. */
  public boolean modal() {
    return layers.stream().anyMatch(LayerSpec::modal);
  }

  /** Whether some layer convolves, so that its products are worth a program of their own. */
  public boolean convolves() {
    return layers.stream().anyMatch(LayerSpec::convolves);
  }

  /**
   * Whether trials of different activations and losses share a program: those of dense layers whose
   * activations {@link Activation#mixes() mix}. Elsewhere a formula costs more than a program, or a
   * compiler may join it with its neighbours.
   */
  boolean mixes() {
    return layers.stream()
        .allMatch(
            layer ->
                layer instanceof LayerSpec.Flatten
                    || layer instanceof LayerSpec.Dense dense && dense.activation().mixes());
  }

  /**
   * The network with all levelled out by which trials that share a program may differ: activations
   * if it {@link #mixes}, how layers start, the heads' weights and tolerances, but not whether
   * there is a tolerance.
   */
  NetworkSpec structure() {
    return new NetworkSpec(
        layers.stream()
            .map(layer -> mixes() ? layer.activated(Activation.NONE) : layer)
            .map(LayerSpec::structure)
            .toList(),
        heads.stream().map(HeadSpec::structure).toList());
  }
}
