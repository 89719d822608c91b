package org.descent.experiment.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Classes;

/** The numbers of classes whose order somebody has said: 0, 1, … */
final class ClassNumbers {
  private final List<String> names;
  private final Map<String, Integer> byName = new HashMap<>();
  private final Map<Float, Integer> byValue = new HashMap<>();

  ClassNumbers(Classes classes) {
    this.names = classes.values();
    for (int i = 0; i < names.size(); i++) {
      int number = i;
      byName.put(names.get(i), number);
      Numbers.parse(names.get(i)).ifPresent(value -> byValue.put(value + 0f, number));
    }
  }

  List<String> names() {
    return names;
  }

  /** The number of the class that is written {@code text}, or is that number; -1 if none is. */
  int of(String text) {
    var named = byName.get(text);
    return named != null ? named : Numbers.parse(text).map(this::of).orElse(-1);
  }

  /** The number of the class that is called {@code value}; -1 if none is. */
  int of(float value) {
    return byValue.getOrDefault(value + 0f, -1); // -0 is 0
  }

  /**
   * The target {@code label} of labels that are these classes; of numbers if {@code classes} is
   * null.
   *
   * @param what the labels are in, for messages
   */
  static Examples.Target label(Classes classes, float[] labels, Object what) {
    if (classes == null) {
      return new Examples.Target("label", labels);
    }
    var known = new ClassNumbers(classes);
    var numbers = new float[labels.length];
    for (int row = 0; row < labels.length; row++) {
      numbers[row] = known.of(labels[row]);
      InvalidSpec.unless(
          numbers[row] >= 0,
          "%s, %s: %s is none of its classes %s",
          what,
          RowPlace.example(row),
          labels[row],
          known.names());
    }
    return new Examples.Target("label", numbers, known.names());
  }

  /** The place of labels by themselves, each told by {@code what} it is in and its example. */
  static RowPlace place(Function<String, Object> what) {
    return new RowPlace() {
      @Override
      public String of(String target, int row) {
        return what.apply(target) + ", " + RowPlace.example(row);
      }

      @Override
      public String whole(String target) {
        return what.apply(target).toString();
      }

      @Override
      public String classes(String target, String values) {
        return target.equals("label") ? "classes: " + values : "";
      }
    };
  }
}
