package org.descent.experiment.spec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.Bare;
import org.descent.contracts.spec.Form;
import org.descent.contracts.spec.Otherwise;

/**
 * How a specification's record is written. It is found once for each record: a sweep of ten
 * thousand variants reads each as often.
 *
 * @param type its form, or itself
 * @param parts in order
 * @param bare whether its only part stands for all of it
 * @param constructor that takes the parts
 */
record WrittenRecord(Class<?> type, List<Part> parts, boolean bare, Constructor<?> constructor) {
  static final String NOTHING = "none";

  private static final ClassValue<WrittenRecord> KNOWN =
      new ClassValue<>() {
        @Override
        protected WrittenRecord computeValue(Class<?> type) {
          return found(type);
        }
      };

  /**
   * A component.
   *
   * @param usual what holds where it is left out; null where it must not be
   * @param optional whether it may be nothing, which is null: written {@code none}, or not at all
   */
  record Part(String key, Class<?> type, Type whole, Tree usual, boolean optional) {
    private static Part of(RecordComponent component) {
      var otherwise = component.getAnnotation(Otherwise.class);
      var key = component.getName();
      return new Part(
          key,
          component.getType(),
          component.getGenericType(),
          otherwise == null ? null : YamlText.parseArgument(otherwise.value(), key, new Problems()),
          otherwise != null && optional(component.getType(), otherwise));
    }

    private static boolean optional(Class<?> type, Otherwise otherwise) {
      boolean nullable = type == Integer.class || type == Double.class;
      return (nullable || type.isRecord() || type.isSealed()) && otherwise.value().equals(NOTHING);
    }
  }

  /** How {@code type} is written: as its form says, or itself. */
  static WrittenRecord of(Class<?> type) {
    return KNOWN.get(type);
  }

  private static WrittenRecord found(Class<?> type) {
    var written = form(type);
    var components = written.getRecordComponents();
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return new WrittenRecord(
          written,
          Arrays.stream(components).map(Part::of).toList(),
          type.isAnnotationPresent(Bare.class),
          written.getDeclaredConstructor(types));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has no constructor of its components", e);
    }
  }

  private static Class<?> form(Class<?> type) {
    return Arrays.stream(type.getDeclaredClasses())
        .filter(nested -> Form.class.isAssignableFrom(nested))
        .findFirst()
        .<Class<?>>map(nested -> nested)
        .orElse(type);
  }

  /** The keys that it is written with. */
  String[] keys() {
    return parts.stream().map(Part::key).toArray(String[]::new);
  }

  /**
   * One of these values.
   *
   * @throws InvalidSpec if the record does not take them
   */
  Object made(Object[] values) {
    try {
      var made = constructor.newInstance(values);
      return made instanceof Form<?> form ? form.spec() : made;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidSpec objection) {
        throw objection;
      }
      throw new IllegalStateException("cannot call " + constructor, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot call " + constructor, e);
    }
  }
}
