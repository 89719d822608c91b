package org.descent.experiment.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What users call the values of an enumeration. */
final class Words {
  private Words() {}

  /** {@code words} in the order of {@code type}'s values. */
  static <E extends Enum<E>> Map<String, E> of(Class<E> type, String... words) {
    var values = type.getEnumConstants();
    if (values.length != words.length) {
      throw new IllegalArgumentException(
          values.length + " values of " + type + " need a word each");
    }
    var named = new LinkedHashMap<String, E>();
    for (int i = 0; i < values.length; i++) {
      named.put(words[i], values[i]);
    }
    return Collections.unmodifiableMap(named);
  }
}
