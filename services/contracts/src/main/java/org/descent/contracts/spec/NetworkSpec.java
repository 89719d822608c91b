package org.descent.contracts.spec;

import java.util.HashSet;
import java.util.List;
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
}
