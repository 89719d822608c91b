package org.descent.learning.fused;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A tensor that goes into a program.
 *
 * @param changes whether an iteration changes it, so that it also comes out
 */
record Field(String name, DataType type, Shape shape, boolean changes) {
  static Field state(String name, DataType type, long... shape) {
    return new Field(name, type, Shape.of(shape), true);
  }

  static Field given(String name, DataType type, long... shape) {
    return new Field(name, type, Shape.of(shape), false);
  }

  /** Number of elements. */
  int size() {
    return Math.toIntExact(shape.size());
  }
}
