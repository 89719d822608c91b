package org.descent.learning.graph;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A tensor that goes into a program.
 *
 * @param changes whether an iteration changes it, so that it also comes out
 */
public record Field(String name, DataType type, Shape shape, boolean changes) {
  public static Field state(String name, DataType type, long... shape) {
    return new Field(name, type, Shape.of(shape), true);
  }

  public static Field given(String name, DataType type, long... shape) {
    return new Field(name, type, Shape.of(shape), false);
  }

  /** Number of elements. */
  public int size() {
    return Math.toIntExact(shape.size());
  }
}
