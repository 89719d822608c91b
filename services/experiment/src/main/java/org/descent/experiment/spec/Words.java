package org.descent.experiment.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What users call the values of an enumeration: what they are called on the wire. */
final class Words {
  private static final ClassValue<Map<String, Object>> KNOWN =
      new ClassValue<>() {
        @Override
        protected Map<String, Object> computeValue(Class<?> type) {
          return found(type);
        }
      };

  private Words() {}

  /** The words in the order of {@code type}'s values. */
  static <E extends Enum<E>> Map<String, E> of(Class<E> type) {
    var named = new LinkedHashMap<String, E>();
    ofAny(type).forEach((word, value) -> named.put(word, type.cast(value)));
    return Collections.unmodifiableMap(named);
  }

  /** The same of an enumeration that is known at run time only. */
  static Map<String, Object> ofAny(Class<?> type) {
    return KNOWN.get(type);
  }

  private static Map<String, Object> found(Class<?> type) {
    var named = new LinkedHashMap<String, Object>();
    for (var value : type.getEnumConstants()) {
      named.put(word(type, (Enum<?>) value), value);
    }
    return Collections.unmodifiableMap(named);
  }

  private static String word(Class<?> type, Enum<?> value) {
    try {
      return type.getField(value.name()).getAnnotation(JsonProperty.class).value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
