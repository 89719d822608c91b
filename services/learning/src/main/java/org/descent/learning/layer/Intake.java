package org.descent.learning.layer;

/**
 * How examples get into a stacked program: as columns of a matrix, made once.
 *
 * @param order for each feature as mini-batches have it, its place in an example
 * @param rows of the matrix
 * @param columns of the matrix for each example
 * @param matrix from features [examples, …] and their number to the matrix, both row-major
 */
public record Intake(int[] order, int rows, int columns, Matrix matrix) {
  /** Makes the matrix. */
  @FunctionalInterface
  public interface Matrix {
    float[] of(float[] features, int examples);
  }

  /** Each example is a column, its elements in the order of {@code form}. */
  static Intake plain(Form form) {
    var order = form.places();
    return new Intake(
        order,
        order.length,
        1,
        (features, examples) -> {
          var matrix = new float[features.length];
          for (int k = 0; k < order.length; k++) {
            for (int example = 0; example < examples; example++) {
              matrix[k * examples + example] = features[example * order.length + order[k]];
            }
          }
          return matrix;
        });
  }
}
