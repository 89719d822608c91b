package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.descent.learning.graph.Sums;
import org.descent.learning.graph.Xla;
import org.tensorflow.Output;

/**
 * How long gradients are, as programs record it: the sum of the squares, and that of what is so
 * much larger that squares of small numbers are numbers in float32, too.
 */
final class GradientLengths {
  private static final int EXPONENT = 60;
  private static final float LARGER = Math.scalb(1f, EXPONENT);

  /** Sums of squares below this may have lost some. */
  private static final float SMALL = Math.scalb(1f, -EXPONENT);

  private GradientLengths() {}

  /**
   * Two numbers for each of {@code gradients}, [trials] each. They are computed apart, so that the
   * formulas which train are compiled as if nobody looked.
   *
   * @param gradients [trials, rows, columns] each
   */
  static List<Output<?>> record(Xla xla, List<Output<?>> gradients) {
    if (gradients.isEmpty()) {
      return List.of();
    }
    // what is apart multiplies the first with itself in a branch that is never taken
    var order =
        IntStream.range(0, gradients.size())
            .boxed()
            .sorted(Comparator.comparing(i -> Xla.length(gradients.get(i), 1)))
            .toList();
    var sums =
        xla.apart()
            .compute(
                order.stream().<Output<?>>map(gradients::get).toList(),
                List.of(),
                GradientLengths::sums);
    var recorded = new ArrayList<Output<?>>();
    for (int i = 0; i < gradients.size(); i++) {
      int place = order.indexOf(i);
      recorded.addAll(sums.subList(2 * place, 2 * place + 2));
    }
    return recorded;
  }

  private static List<Output<?>> sums(Xla xla, List<Output<?>> gradients) {
    var sums = new ArrayList<Output<?>>();
    for (var gradient : gradients) {
      sums.add(squares(xla, gradient));
      sums.add(squares(xla, xla.multiply(gradient, xla.constant(LARGER))));
    }
    return sums;
  }

  /**
   * [trials, rows, columns] → [trials]. A row's is its product with itself: of formulas over
   * reshaped arrays XLA computes the place of each element, which takes longer than the sum.
   */
  private static Output<?> squares(Xla xla, Output<?> a) {
    int trials = Xla.length(a, 0);
    int rows = Xla.length(a, 1);
    var each = xla.reshape(a, trials * rows, 1, Xla.length(a, 2));
    var ofRows = xla.reshape(xla.productTransposed(each, each), trials, 1, rows);
    return xla.reshape(Sums.last(xla, ofRows), trials);
  }

  /** The length that two recorded numbers say. */
  static double of(float squares, float larger) {
    return squares < SMALL ? Math.sqrt(larger) / LARGER : Math.sqrt(squares);
  }
}
