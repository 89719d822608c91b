package org.descent.transport;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Whether a decoded record has all its parts. A component may be missing only where it is, or its
 * record, marked {@code @JsonInclude(NON_NULL)}.
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
      int i = 0;
      for (var each : list) {
        var within = missing(each);
        if (within != null) {
          return joined("[" + i + "]", within);
        }
        i++;
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
      var child = valueOf(component.component(), part);
      if (child == null && !component.optional()) {
        return component.component().getName();
      }
      var within = missing(child);
      if (within != null) {
        return joined(component.component().getName(), within);
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

  /** A component, and whether it may be missing. */
  private record Component(RecordComponent component, boolean optional) {}

  /** The components that can be missing or hold something that is. */
  private record Shape(Component... components) {
    static Shape of(Class<?> type) {
      boolean all = marked(type);
      return new Shape(
          Arrays.stream(type.getRecordComponents())
              .filter(c -> !c.getType().isPrimitive())
              .map(c -> new Component(c, all || marked(c.getAccessor())))
              .toArray(Component[]::new));
    }

    private static boolean marked(AnnotatedElement element) {
      var marked = element.getAnnotation(JsonInclude.class);
      return marked != null && marked.value() == JsonInclude.Include.NON_NULL;
    }
  }
}
