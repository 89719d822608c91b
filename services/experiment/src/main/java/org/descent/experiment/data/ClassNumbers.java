package org.descent.experiment.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The numbers of classes whose order somebody has said: 0, 1, … */
final class ClassNumbers {
  private final List<String> names;
  private final Map<String, Integer> byName = new HashMap<>();
  private final Map<Float, Integer> byValue = new HashMap<>();

  ClassNumbers(List<String> names) {
    this.names = List.copyOf(names);
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
}
