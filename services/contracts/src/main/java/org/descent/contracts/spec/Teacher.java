package org.descent.contracts.spec;

import java.util.List;
import org.descent.contracts.InvalidSpec;

/**
 * What a network says that nobody has trained: standard normal features, and for each of them its
 * {@code outputs} numbers {@code y1}, {@code y2}, …. Its hidden layers have tanh; weights and
 * biases are uniform on ±1 / √inputs, PyTorch's default.
 *
 * @param hidden units of its hidden layers
 */
public record Teacher(
    int examples,
    int inputs,
    @Otherwise("1") int outputs,
    @Otherwise("[]") List<Integer> hidden,
    @Otherwise("1") long seed)
    implements DataSpec {
  /** The most units of a layer, inputs and outputs. */
  public static final int MAX_WIDTH = 1024;

  public Teacher {
    hidden = List.copyOf(hidden);
    InvalidSpec.unless(
        examples >= 1 && examples <= MAX_IMAGES,
        "examples %s, expected 1 to %s",
        examples,
        MAX_IMAGES);
    requireWidth("inputs", inputs);
    requireWidth("outputs", outputs);
    hidden.forEach(units -> requireWidth("hidden", units));
    InvalidSpec.unless(
        hidden.size() <= 16, "hidden: %s layers, expected 16 at most", hidden.size());
  }

  private static void requireWidth(String what, int width) {
    InvalidSpec.unless(
        width >= 1 && width <= MAX_WIDTH, "%s %s, expected 1 to %s", what, width, MAX_WIDTH);
  }
}
