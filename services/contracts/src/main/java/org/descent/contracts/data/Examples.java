package org.descent.contracts.data;

import java.util.List;
import org.descent.contracts.InvalidSpec;

/**
 * A set of examples in memory. Arrays are not copied: whoever makes an instance gives its arrays
 * away, whoever reads one leaves them alone.
 *
 * @param shape of one example's features, for example [4, 4]
 * @param held the features as they are held, row-major, count × product(shape)
 * @param targets one per target column
 */
public record Examples(List<Integer> shape, Features held, List<Target> targets) {
  /**
   * A named target column, one value an example.
   *
   * @param classes what the values 0, 1, … stand for; empty if they are numbers
   */
  public record Target(String name, float[] values, List<String> classes) {
    public Target {
      classes = List.copyOf(classes);
    }

    /** A column of numbers. */
    public Target(String name, float[] values) {
      this(name, values, List.of());
    }

    /** The same column of other examples. */
    public Target with(float[] others) {
      return new Target(name, others, classes);
    }
  }

  public Examples {
    shape = List.copyOf(shape);
    targets = List.copyOf(targets);
    int width = shape.stream().reduce(1, Math::multiplyExact);
    int length = held.length();
    InvalidSpec.unless(width > 0 && length > 0, "the data is empty");
    InvalidSpec.unless(
        length % width == 0,
        "%s feature values are not a multiple of %s (shape %s)",
        length,
        width,
        shape);
    for (var target : targets) {
      InvalidSpec.unless(
          target.values().length == length / width,
          "%s examples but %s values of target %s",
          length / width,
          target.values().length,
          target.name());
    }
  }

  /** Examples whose features are float32, row-major, [count × product(shape)]. */
  public Examples(List<Integer> shape, float[] features, List<Target> targets) {
    this(shape, Features.of(features), targets);
  }

  /**
   * The features in float32, row-major, [count × product(shape)]: made anew where they are held
   * otherwise, so ask for them once, and for those of a {@link #slice} where that will do.
   */
  public float[] features() {
    return held.floats();
  }

  /** Number of examples. */
  public int count() {
    return held.length() / width();
  }

  /** Number of features of one example. */
  public int width() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** Whether some features are not known, which are NaN: in float32 alone. */
  public boolean hasGaps() {
    for (float feature : held.type() == NumberType.F32 ? held.floats() : new float[0]) {
      if (Float.isNaN(feature)) {
        return true;
      }
    }
    return false;
  }

  /** The values of the target called {@code name}, [count]. */
  public float[] target(String name) {
    return column(name).values();
  }

  /** The target called {@code name}. */
  public Target column(String name) {
    return targets.stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidSpec(
                    "the data has no target "
                        + name
                        + "; it has "
                        + String.join(", ", targets.stream().map(Target::name).toList())));
  }

  /** The values of each of some targets, [count] each. */
  public List<float[]> columns(List<String> names) {
    return names.stream().map(this::target).toList();
  }

  /** The examples of {@code rows}, in that order. */
  public Examples at(int[] rows) {
    return new Examples(
        shape,
        held.at(rows, width()),
        targets.stream().map(t -> t.with(at(t.values(), rows))).toList());
  }

  private static float[] at(float[] values, int[] rows) {
    var some = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      some[i] = values[rows[i]];
    }
    return some;
  }

  /** The examples of all {@code parts}, which have one shape and the same targets, in order. */
  public static Examples of(List<Examples> parts) {
    var first = parts.get(0);
    if (parts.size() == 1) {
      return first;
    }
    var targets =
        first.targets().stream()
            .map(t -> t.with(joined(parts.stream().map(p -> p.target(t.name())).toList())))
            .toList();
    return new Examples(
        first.shape(), Features.joined(parts.stream().map(Examples::held).toList()), targets);
  }

  private static float[] joined(List<float[]> parts) {
    var joined = new float[parts.stream().mapToInt(part -> part.length).reduce(0, Math::addExact)];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  /** The same with other features of the same shape, [count × width]. */
  public Examples withFeatures(float[] others) {
    return withFeatures(Features.of(others));
  }

  /** The same with other features of the same shape, [count × width]. */
  public Examples withFeatures(Features others) {
    return new Examples(shape, others, targets);
  }

  /** The same with other values of the target called {@code name}, [count]. */
  public Examples withTarget(String name, float[] values) {
    return new Examples(
        shape,
        held,
        targets.stream().map(t -> t.name().equals(name) ? t.with(values) : t).toList());
  }

  /** The examples from {@code from} (inclusive) to {@code to} (exclusive). */
  public Examples slice(int from, int to) {
    int width = width();
    return new Examples(
        shape,
        held.slice(from * width, to * width),
        targets.stream()
            .map(t -> t.with(java.util.Arrays.copyOfRange(t.values(), from, to)))
            .toList());
  }
}
