package org.descent.contracts.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.descent.contracts.InvalidSpec;

/**
 * What its layers make of the input, added to the input (He et al. 2016), or to what a shortcut
 * makes of it.
 *
 * @param layers one after the other, at least one
 * @param shortcut likewise; may be empty
 */
public record Residual(List<LayerSpec> layers, @Otherwise("[]") List<LayerSpec> shortcut)
    implements LayerSpec {
  public Residual {
    layers = List.copyOf(layers);
    shortcut = List.copyOf(shortcut);
    InvalidSpec.unless(!layers.isEmpty(), "layers are none, expected one or more");
  }

  @Override
  public Map<String, LayerSpec> inner() {
    var inner = new LinkedHashMap<String, LayerSpec>();
    for (int i = 0; i < layers.size(); i++) {
      inner.put(Integer.toString(i), layers.get(i));
    }
    for (int i = 0; i < shortcut.size(); i++) {
      inner.put("shortcut" + i, shortcut.get(i));
    }
    return inner;
  }

  @Override
  public List<Integer> out(List<Integer> in) {
    var out = through(layers, in);
    var added = through(shortcut, in);
    InvalidSpec.unless(
        out.equals(added),
        "residual: its layers make %s of %s, to which %s cannot be added",
        out,
        in,
        added);
    return out;
  }

  @Override
  public long held(List<Integer> in) {
    return held(layers, in) + held(shortcut, in) + 2 * LayerSpec.product(out(in));
  }

  private static long held(List<LayerSpec> layers, List<Integer> in) {
    long held = 0;
    var shape = in;
    for (var layer : layers) {
      held += layer.held(layer.seen(shape));
      shape = layer.after(shape);
    }
    return held;
  }

  private static List<Integer> through(List<LayerSpec> layers, List<Integer> in) {
    var shape = in;
    for (var layer : layers) {
      shape = layer.after(shape);
    }
    return shape;
  }

  @Override
  public List<ParameterLayout.Parameter> parameters(List<Integer> in) {
    var all = new ArrayList<ParameterLayout.Parameter>();
    var shape = in;
    int place = 0;
    for (var named : inner().entrySet()) {
      if (place++ == layers.size()) {
        shape = in;
      }
      var seen = named.getValue().seen(shape);
      named.getValue().parameters(seen).forEach(p -> all.add(p.within(named.getKey())));
      shape = named.getValue().out(seen);
    }
    return all;
  }

  @Override
  public LayerSpec structure() {
    return within(LayerSpec::structure);
  }

  @Override
  public LayerSpec within(UnaryOperator<LayerSpec> change) {
    return new Residual(changed(layers, change), changed(shortcut, change));
  }

  private static List<LayerSpec> changed(List<LayerSpec> layers, UnaryOperator<LayerSpec> change) {
    return layers.stream().map(layer -> change.apply(layer.within(change))).toList();
  }

  @Override
  public boolean modal() {
    return inner().values().stream().anyMatch(LayerSpec::modal);
  }

  @Override
  public boolean convolves() {
    return inner().values().stream().anyMatch(LayerSpec::convolves);
  }
}
