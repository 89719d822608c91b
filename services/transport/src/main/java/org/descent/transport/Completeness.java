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
  static void require(Object value, String path) {
    if (value instanceof Record part) {
      var shape = SHAPES.get(part.getClass());
      for (var component : shape.components()) {
        var child = valueOf(component, part);
        var childPath = path.isEmpty() ? component.getName() : path + "." + component.getName();
        if (child != null) {
          require(child, childPath);
        } else if (!shape.optional()) {
          throw new UnreadableRecord(childPath + " is missing");
        }
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        require(list.get(i), path + "[" + i + "]");
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, child) -> require(child, path + "." + key));
    }
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
