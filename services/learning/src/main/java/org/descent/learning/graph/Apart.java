package org.descent.learning.graph;

import java.util.ArrayList;
import java.util.Arrays;
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
public final class Apart {
  private final Xla xla;
  private final Output<?> always;

  /**
   * @param always holds, but is not constant: []; null outside of programs
   */
  Apart(Xla xla, Output<?> always) {
    this.xla = xla;
    this.always = always;
  }

  /** The sum over {@code axis}, which stays with length 1, of an array of any number of axes. */
  Output<?> sum(Output<?> a, int axis) {
    var lengths = Xla.dimensions(a.shape());
    int outer = product(lengths, 0, axis);
    int inner = product(lengths, axis + 1, lengths.length);
    boolean last = inner == 1;
    int trials = lengths[0];
    var three =
        xla.reshape(
            a,
            last
                ? new int[] {trials, outer / trials, lengths[axis]}
                : new int[] {outer, lengths[axis], inner});
    var sum =
        compute(
                List.of(three),
                List.of(),
                (x, inputs) ->
                    List.of(last ? Sums.last(x, inputs.get(0)) : x.sum(inputs.get(0), 1)))
            .get(0);
    var shape = lengths.clone();
    shape[axis] = 1;
    return xla.reshape(sum, shape);
  }

  private static int product(int[] lengths, int from, int to) {
    return Arrays.stream(lengths, from, to).reduce(1, Math::multiplyExact);
  }

  /**
   * What {@code formula} makes of {@code inputs}, all float32 with three axes or one, the first
   * with three. Where there is no condition it is computed like everything else.
   *
   * @param kept intermediate results with three axes that must last until here. XLA would let a
   *     formula's result overwrite the operand that is read last, and LLVM has no vectorised loop
   *     for operands that overlap.
   */
  public List<Output<?>> compute(
      List<Output<?>> inputs,
      List<Output<?>> kept,
      BiFunction<Xla, List<Output<?>>, List<Output<?>>> formula) {
    if (always == null) {
      return formula.apply(xla, inputs);
    }
    int count = inputs.size();
    var all = new ArrayList<>(inputs);
    all.addAll(kept);
    var shapes = new ArrayList<Shape>();
    try (var where =
            branch(
                all,
                (x, given) -> {
                  var results = formula.apply(x, given.subList(0, count));
                  results.forEach(result -> shapes.add(result.shape()));
                  return results;
                });
        var otherwise = branch(all, (x, given) -> formula.apply(x, otherwise(x, given, count)))) {
      return xla.choose(always, all, where, otherwise, shapes);
    }
  }

  /**
   * Other inputs of the same shapes, as the branch that is never taken has them: a·aᵀ·a and
   * whatever is kept for the first. XLA makes a condition without a matrix product a selection, and
   * both branches are amidst the formulas again.
   */
  private static List<Output<?>> otherwise(Xla xla, List<Output<?>> given, int count) {
    var others = new ArrayList<>(given.subList(0, count));
    var a = given.get(0);
    var first = xla.product(xla.productTransposed(a, a), a);
    for (var kept : given.subList(count, given.size())) {
      first = xla.add(first, xla.sum(kept, 1, 2));
    }
    others.set(0, first);
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
