package org.descent.learning.stacked;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.Loss;
import org.descent.learning.graph.Apart;
import org.descent.learning.graph.Transcendental;
import org.descent.learning.graph.Xla;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * A head's loss, its derivative and its right answers. Logits are [trials, outputs, examples];
 * targets are the number itself or one-hot classes, [1 or trials, outputs, examples].
 */
final class HeadStep {
  private final Xla xla;
  private final Transcendental functions;
  private final Apart apart;
  private final ProgramShape.Head head;
  private final List<Loss> losses;
  private final Map<String, Output<?>> fields;
  private final Map<Output<?>, Output<?>> decays = new LinkedHashMap<>();

  HeadStep(
      Xla xla,
      Apart apart,
      ProgramShape shape,
      ProgramShape.Head head,
      Map<String, Output<?>> fields) {
    this.xla = xla;
    this.functions = new Transcendental(xla);
    this.apart = apart;
    this.head = head;
    this.losses = head.kind() == HeadKind.REGRESSION ? List.of(Loss.L2) : shape.losses();
    this.fields = fields;
  }

  /** Terms of the loss, to be summed over outputs and examples: [trials, ·, examples]. */
  Output<?> losses(Output<?> logits, Output<?> targets) {
    return choose(
        loss ->
            loss == Loss.L2
                ? squaredError(logits, targets)
                : head.kind() == HeadKind.MULTI_CLASS
                    ? softmaxEntropy(logits, targets)
                    : sigmoidEntropy(logits, targets));
  }

  /** 1 for every right answer, else 0: [trials, 1, examples]. */
  Output<?> right(Output<?> logits, Output<?> targets) {
    return xla.cast(answers(logits, targets), DataType.DT_FLOAT);
  }

  /**
   * ∂(head weight · mean loss)/∂logits: [trials, outputs, examples]. The field {@code scale} brings
   * weight / examples.
   *
   * @param p the head's output
   */
  Output<?> derivative(Output<?> p, Output<?> targets) {
    var error = xla.subtract(p, targets);
    var derivative =
        choose(loss -> loss == Loss.L2 ? squaredDerivative(p, xla.add(error, error)) : error);
    return xla.multiply(derivative, fields.get(head.name() + "/scale"));
  }

  /** The head's output function of the logits: [trials, outputs, examples]. */
  Output<?> output(Output<?> logits) {
    return switch (head.kind()) {
      case BINARY -> functions.sigmoid(logits, decay(logits));
      case REGRESSION -> logits;
      case MULTI_CLASS -> {
        var powers = functions.exp(shifted(logits));
        yield xla.divide(powers, apart.sum(powers, 1));
      }
    };
  }

  /** Intermediate results that XLA would otherwise compute again wherever they are read. */
  Collection<Output<?>> kept() {
    return decays.values();
  }

  /** e^-|z|, which a sigmoid and its cross-entropy have in common. */
  private Output<?> decay(Output<?> z) {
    if (!decays.containsKey(z)) {
      decays.put(z, functions.decay(z));
    }
    return decays.get(z);
  }

  private Output<?> squaredError(Output<?> logits, Output<?> targets) {
    var error = xla.subtract(output(logits), targets);
    return xla.multiply(error, error);
  }

  /**
   * -[y ln σ(z) + (1 - y) ln(1 - σ(z))] = max(z, 0) - y z + ln(1 + e^-|z|). Of an infinite z it is
   * 0 where that is the answer, else infinite.
   */
  private Output<?> sigmoidEntropy(Output<?> z, Output<?> y) {
    var zero = xla.constant(0f);
    var negative = xla.lessOrEqual(z, zero);
    var linear = xla.subtract(xla.select(negative, zero, z), xla.multiply(z, y));
    var answer = xla.select(negative, zero, xla.constant(1f));
    var edge = xla.select(xla.equal(y, answer), zero, xla.constant(Float.POSITIVE_INFINITY));
    var tail = functions.log1Plus(decay(z));
    return xla.add(xla.select(infinite(z), edge, linear), tail);
  }

  /**
   * -Σ y ln softmax(z), by class. Where several logits are infinite and the largest, nobody knows
   * which of them is: NaN.
   */
  private Output<?> softmaxEntropy(Output<?> z, Output<?> y) {
    var zero = xla.constant(0f);
    var shifted = shifted(z);
    var sum = apart.sum(functions.exp(shifted), 1);
    var tied = xla.and(infinite(xla.largest(z, 1)), xla.less(xla.constant(1f), sum));
    var logarithm = xla.select(tied, xla.constant(Float.NaN), functions.log(sum));
    var terms = xla.multiply(y, xla.subtract(logarithm, shifted));
    return xla.select(xla.equal(y, zero), zero, terms);
  }

  /** z - max z, 0 for the largest also where it is infinite. */
  private Output<?> shifted(Output<?> z) {
    var largest = xla.largest(z, 1);
    var first = xla.and(infinite(largest), xla.equal(z, largest));
    return xla.select(first, xla.constant(0f), xla.subtract(z, largest));
  }

  private Output<?> infinite(Output<?> a) {
    return xla.equal(xla.absolute(a), xla.constant(Float.POSITIVE_INFINITY));
  }

  /** The error 2(p - y) through the output function. */
  private Output<?> squaredDerivative(Output<?> p, Output<?> error) {
    return switch (head.kind()) {
      case REGRESSION -> error;
      case BINARY -> xla.multiply(error, xla.multiply(p, xla.subtract(xla.constant(1f), p)));
      // p ⊙ (e - Σ e·p)
      case MULTI_CLASS ->
          xla.multiply(p, xla.subtract(error, apart.sum(xla.multiply(error, p), 1)));
    };
  }

  private Output<?> answers(Output<?> logits, Output<?> targets) {
    if (head.kind() == HeadKind.MULTI_CLASS) {
      return xla.equal(first(logits), first(targets));
    }
    if (head.tolerant()) {
      var distance = xla.absolute(xla.subtract(output(logits), targets));
      return xla.less(distance, fields.get(head.name() + "/tolerance"));
    }
    // σ(z) ≥ ½ exactly where z ≥ 0
    return xla.equal(
        xla.greaterOrEqual(logits, xla.constant(0f)),
        xla.greaterOrEqual(targets, xla.constant(0.5f)));
  }

  /** Index of the first of the largest elements: [·, 1, examples]. */
  private Output<?> first(Output<?> values) {
    var indices = new float[head.outputs()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = i;
    }
    var index = xla.column(indices);
    var isLargest = xla.equal(values, xla.largest(values, 1));
    return xla.smallest(xla.select(isLargest, index, xla.constant((float) indices.length)), 1);
  }

  private Output<?> choose(Function<Loss, Output<?>> formula) {
    return losses.size() == 1
        ? formula.apply(losses.get(0))
        : xla.select(
            fields.get(ProgramFields.SQUARED),
            formula.apply(Loss.L2),
            formula.apply(Loss.CROSS_ENTROPY));
  }
}
