package org.descent.learning.instrument;

import java.util.List;
import java.util.function.UnaryOperator;
import org.descent.contracts.spec.ParameterLayout;

/**
 * Some of the arrays of a network: those of a layer, or all that are trained.
 *
 * @param own in the order in which their elements stand in a part
 */
record Block(List<ParameterLayout.Parameter> own) {
  int size() {
    return own.stream().mapToInt(ParameterLayout.Parameter::size).sum();
  }

  /** Its elements of a vector that has one for each parameter of the network. */
  double[] part(double[] vector) {
    var part = new double[size()];
    int at = 0;
    for (var parameter : own) {
      System.arraycopy(vector, parameter.offset(), part, at, parameter.size());
      at += parameter.size();
    }
    return part;
  }

  /** A vector of so many elements that has those of {@code part}, and 0 elsewhere. */
  double[] whole(double[] part, int length) {
    var whole = new double[length];
    int at = 0;
    for (var parameter : own) {
      System.arraycopy(part, at, whole, parameter.offset(), parameter.size());
      at += parameter.size();
    }
    return whole;
  }

  /** The block on the diagonal of a symmetric matrix, both by their products with vectors. */
  UnaryOperator<double[]> of(UnaryOperator<double[]> matrix, int length) {
    return part -> part(matrix.apply(whole(part, length)));
  }
}
