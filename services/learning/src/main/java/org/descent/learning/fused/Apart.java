package org.descent.learning.fused;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Computes sums apart from the formulas around them: as a branch of a condition that always holds,
 * which the compiler cannot know.
 *
 * <p>XLA lets LLVM choose the order of a sum together with the code it is compiled with, and
 * contract its additions with multiplications next to it. Left among formulas, a sum's last bit
 * would depend on which losses and activations a trial's neighbours have. A branch is compiled by
 * itself.
 */
final class Apart {
  private final Xla xla;
  private final Output<?> always;

  /**
   * @param always holds, but is not constant: []
   */
  Apart(Xla xla, Output<?> always) {
    this.xla = xla;
    this.always = always;
  }

  /** The sum over {@code axis}, which stays with length 1. */
  Output<?> sum(Output<?> a, int axis) {
    return compute(List.of(a), (x, inputs) -> List.of(x.sum(inputs.get(0), axis))).get(0);
  }

  /** What {@code formula} makes of {@code inputs}, all float32 with three axes or one. */
  List<Output<?>> compute(
      List<Output<?>> inputs, BiFunction<Xla, List<Output<?>>, List<Output<?>>> formula) {
    var shapes = new ArrayList<Shape>();
    try (var where =
            branch(
                inputs,
                (x, given) -> {
                  var results = formula.apply(x, given);
                  results.forEach(result -> shapes.add(result.shape()));
                  return results;
                });
        var otherwise = branch(inputs, (x, given) -> formula.apply(x, otherwise(x, given)))) {
      return xla.choose(always, inputs, where, otherwise, shapes);
    }
  }

  /**
   * Other inputs of the same shapes, as the branch that is never taken has them: a·aᵀ·a for the
   * first. XLA makes a condition without a matrix product a selection, and both branches are amidst
   * the formulas again.
   */
  private static List<Output<?>> otherwise(Xla xla, List<Output<?>> inputs) {
    var others = new ArrayList<>(inputs);
    var a = inputs.get(0);
    others.set(0, xla.product(xla.productTransposed(a, a), a));
    return others;
  }

  private static ConcreteFunction branch(
      List<Output<?>> inputs, BiFunction<Xla, List<Output<?>>, List<Output<?>>> formula) {
    return ConcreteFunction.create(
        tf -> {
          var xla = new Xla(tf);
          var signature = Signature.builder("branch");
          var arguments = new ArrayList<Output<?>>();
          for (var input : inputs) {
            var argument =
                xla.placeholder(Field.given("in", DataType.DT_FLOAT, input.shape().asArray()));
            signature.input("in" + arguments.size(), argument);
            arguments.add(argument);
          }
          var results = formula.apply(xla, arguments);
          for (int i = 0; i < results.size(); i++) {
            signature.output("out" + i, results.get(i));
          }
          return signature.build();
        });
  }
}
