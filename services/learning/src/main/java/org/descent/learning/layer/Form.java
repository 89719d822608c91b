package org.descent.learning.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The shape of one example somewhere in a network, and the order in which stacked programs have its
 * elements. They have axes the other way round, images as [channels, width, height], so that copies
 * and sums run along examples, which come last. What has been flattened keeps that order, and
 * whoever has weights for it reorders those instead.
 */
public final class Form {
  private final List<Integer> shape;
  private final int[] places;

  private Form(List<Integer> shape, int[] places) {
    this.shape = List.copyOf(shape);
    this.places = places;
  }

  /** Examples of some shape, axes the other way round. */
  public static Form of(List<Integer> shape) {
    int size = size(shape);
    var places = new int[size];
    var index = new int[shape.size()];
    for (int k = 0; k < size; k++) {
      int place = 0;
      for (int axis = 0; axis < index.length; axis++) {
        place = place * shape.get(axis) + index[axis];
      }
      places[k] = place;
      // the first axis runs fastest
      for (int axis = 0; axis < index.length && ++index[axis] == shape.get(axis); axis++) {
        index[axis] = 0;
      }
    }
    return new Form(shape, places);
  }

  /** Itself where it has that shape already, or else that of examples of {@code other}. */
  public Form seenAs(List<Integer> other) {
    return shape.equals(other) ? this : of(other);
  }

  /** The same elements in the same order as one axis. */
  public Form flattened() {
    return new Form(List.of(size()), places);
  }

  /** That of the last axis as specifications have it, which is the first in programs. */
  public Form last() {
    return shape.size() == 1 ? this : of(List.of(axis(-1)));
  }

  /** As specifications have it, without the batch axis. */
  public List<Integer> shape() {
    return shape;
  }

  /** Number of elements. */
  public int size() {
    return places.length;
  }

  /** Length of an axis, from the last one as specifications have it if negative. */
  public int axis(int axis) {
    return shape.get(axis < 0 ? shape.size() + axis : axis);
  }

  /** For each element as programs have it, its place in the row-major shape. */
  public int[] places() {
    return places.clone();
  }

  /** For each element as this form has it, its place in another one; empty if that is the same. */
  Optional<int[]> places(Form other) {
    if (Arrays.equals(places, other.places)) {
      return Optional.empty();
    }
    var found = new int[places.length];
    for (int k = 0; k < places.length; k++) {
      found[other.places[k]] = k;
    }
    return Optional.of(Arrays.stream(places).map(place -> found[place]).toArray());
  }

  /** [trials, …, examples] as programs have it. */
  public int[] stacked(int trials, int examples) {
    var lengths = new int[shape.size() + 2];
    lengths[0] = trials;
    for (int axis = 0; axis < shape.size(); axis++) {
      lengths[shape.size() - axis] = shape.get(axis);
    }
    lengths[lengths.length - 1] = examples;
    return lengths;
  }

  private static int size(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
