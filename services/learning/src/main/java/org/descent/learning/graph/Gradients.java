package org.descent.learning.graph;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Output;

/**
 * Reverse-mode differentiation of what an {@link Xla} has recorded: the chain rule, from the last
 * operation to the first (Linnainmaa 1970).
 */
public final class Gradients {
  private final Xla xla;
  private final Set<Output<?>> wanted;
  private final Map<Output<?>, Output<?>> gradients = new HashMap<>();

  private Gradients(Xla xla, Collection<Output<?>> wanted) {
    this.xla = xla;
    this.wanted = new LinkedHashSet<>(wanted);
  }

  /**
   * ∂ Σ seed·result / ∂ wanted.
   *
   * @param seeds by result, each of its shape
   * @return for each that is wanted and that a result depends on. Where a wanted array [·, ·, 1]
   *     was broadcast along the last axis, its gradient is yet to be summed over that: [·, ·, n].
   * @throws IllegalStateException if there is an operation on the way that has no derivative
   */
  public static Map<Output<?>, Output<?>> of(
      Xla xla, Map<Output<?>, Output<?>> seeds, Collection<Output<?>> wanted) {
    return new Gradients(xla, wanted).of(seeds);
  }

  private Map<Output<?>, Output<?>> of(Map<Output<?>, Output<?>> seeds) {
    var steps = xla.steps();
    var dependent = new HashSet<>(wanted);
    for (var step : steps) {
      for (int i = 0; i < step.operands().size(); i++) {
        if (step.follows(i) && dependent.contains(step.operands().get(i))) {
          dependent.add(step.result());
        }
      }
    }
    seeds.forEach(this::add);
    for (int k = steps.size() - 1; k >= 0; k--) {
      var step = steps.get(k);
      var gradient = gradients.get(step.result());
      if (gradient == null || !dependent.contains(step.result())) {
        continue;
      }
      for (int i = 0; i < step.operands().size(); i++) {
        var operand = step.operands().get(i);
        if (step.follows(i) && dependent.contains(operand)) {
          add(operand, step.pullbacks().get(i).apply(gradient));
        }
      }
    }
    var found = new LinkedHashMap<Output<?>, Output<?>>();
    wanted.stream().filter(gradients::containsKey).forEach(w -> found.put(w, gradients.get(w)));
    return found;
  }

  private void add(Output<?> operand, Output<?> gradient) {
    var share =
        wanted.contains(operand) && pending(operand, gradient)
            ? gradient
            : xla.fitted(gradient, operand);
    var sum = gradients.get(operand);
    if (sum == null) {
      gradients.put(operand, share);
    } else if (sum.shape().equals(share.shape())) {
      gradients.put(operand, xla.add(share, sum));
    } else {
      gradients.put(operand, xla.add(xla.fitted(share, operand), xla.fitted(sum, operand)));
    }
  }

  /** Whether all that is left to do is to sum over the last of three axes. */
  private static boolean pending(Output<?> operand, Output<?> gradient) {
    var wanted = Xla.dimensions(operand.shape());
    var given = Xla.dimensions(gradient.shape());
    return wanted.length == 3
        && given.length == 3
        && wanted[0] == given[0]
        && wanted[1] == given[1]
        && wanted[2] == 1;
  }
}
