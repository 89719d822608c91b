package org.descent.learning.optimiser;

import java.util.List;

/**
 * The arithmetic that updates are written with: on arrays of all trials in stacked programs, of one
 * trial in the single engine. Operands broadcast; matrices have their outputs as rows.
 */
interface Calculus<T> {
  T constant(double value);

  T add(T a, T b);

  T subtract(T a, T b);

  T multiply(T a, T b);

  T divide(T a, T b);

  T squareRoot(T a);

  T minimum(T a, T b);

  T maximum(T a, T b);

  T sign(T a);

  /** Element by element, one or the other as {@code number} is above 0, below 0, or neither. */
  T bySign(T number, T above, T below, T otherwise);

  /** a·b. */
  T product(T a, T b);

  /** a·aᵀ. */
  T rowsProduct(T a);

  /** aᵀ·a. */
  T columnsProduct(T a);

  /** The square root of the sum of all squares. */
  T norm(List<T> arrays);
}
