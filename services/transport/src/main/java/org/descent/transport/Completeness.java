package org.descent.transport;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;

/**
 * Whether a decoded record has all its parts. A component may be missing only where its record is
 * marked {@code @JsonInclude(NON_NULL)}.
 */
final class Completeness {
  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  private Completeness() {}

  /**
   * Walks through records, lists and maps.
   *
   * @throws UnreadableRecord naming the first part that is missing
   */
  static void require(Object value) {
    var missing = missing(value);
    if (missing != null) {
      throw new UnreadableRecord(missing + " is missing");
    }
  }

  /** Path of the first part that is missing, or null. Almost always null, so nothing is built. */
  private static String missing(Object value) {
    if (value instanceof Record part) {
      return missing(part, SHAPES.get(part.getClass()));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        var within = missing(list.get(i));
        if (within != null) {
          return joined("[" + i + "]", within);
        }
      }
    } else if (value instanceof Map<?, ?> map) {
      for (var entry : map.entrySet()) {
        var within = missing(entry.getValue());
        if (within != null) {
          return joined(String.valueOf(entry.getKey()), within);
        }
      }
    }
    return null;
  }

  private static String missing(Record part, Shape shape) {
    for (var component : shape.components()) {
      var child = valueOf(component, part);
      if (child == null && !shape.optional()) {
        return component.getName();
      }
      var within = missing(child);
      if (within != null) {
        return joined(component.getName(), within);
      }
    }
    return null;
  }

  private static String joined(String path, String within) {
    return within.startsWith("[") ? path + within : path + "." + within;
  }

  private static Object valueOf(RecordComponent component, Record owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  /** The components that can be missing or hold something that is. */
  private record Shape(List<RecordComponent> components, boolean optional) {
    static Shape of(Class<?> type) {
      var marked = type.getAnnotation(JsonInclude.class);
      return new Shape(
          java.util.Arrays.stream(type.getRecordComponents())
              .filter(c -> !c.getType().isPrimitive())
              .toList(),
          marked != null && marked.value() == JsonInclude.Include.NON_NULL);
    }
  }
}
