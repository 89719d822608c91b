package org.descent.contracts.spec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.descent.contracts.InvalidSpec;

/**
 * Numbers as training computes with them: float32 (binary32 of IEEE 754), where what is nearer to 0
 * than 2⁻¹²⁶ ≈ 1.18e-38, the smallest normal number, is 0, since compiled programs flush it.
 */
public final class Float32 {
  private static final String WHERE = " (training computes in float32)";

  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  private static final ClassValue<Boolean> HAS_NUMBERS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return Arrays.stream(COMPONENTS.get(type)).anyMatch(Float32::numbers);
        }
      };

  private Float32() {}

  /** What {@code value} becomes; infinite if it is beyond the largest float32, 3.4e38. */
  public static double of(double value) {
    float rounded = (float) value;
    return Math.abs(rounded) < Float.MIN_NORMAL ? 0 : rounded;
  }

  /**
   * {@code record} with every double in it, and in the records and lists that it holds, as it
   * becomes. Constructors check what comes out: 1e-46 is refused where 0 is.
   *
   * @throws InvalidSpec naming the number as it is and as it becomes
   */
  public static <R extends Record> R rounded(R record) {
    var components = COMPONENTS.get(record.getClass());
    var values = Arrays.stream(components).map(c -> value(c, record)).toArray();
    var rounded = Arrays.stream(values).map(Float32::rounded).toArray();
    return Arrays.equals(values, rounded) ? record : remade(record, values, rounded);
  }

  /**
   * Checks that the numbers of {@code record} itself, if it has any, can be rounded so.
   *
   * @throws InvalidSpec as {@link #rounded(Record)}
   */
  public static void require(Record record) {
    if (HAS_NUMBERS.get(record.getClass())) {
      rounded(record);
    }
  }

  private static boolean numbers(RecordComponent component) {
    return component.getType() == double.class
        || component.getGenericType() instanceof ParameterizedType list
            && List.of(list.getActualTypeArguments()).contains(Double.class);
  }

  private static Object rounded(Object value) {
    if (value instanceof Double number) {
      return of(number);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Float32::rounded).toList();
    }
    return value instanceof Record record ? rounded(record) : value;
  }

  @SuppressWarnings("unchecked") // a record's constructor makes records of its own class
  private static <R extends Record> R remade(R record, Object[] values, Object[] rounded) {
    var components = COMPONENTS.get(record.getClass());
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var made = (R) record.getClass().getConstructor(types).newInstance(rounded);
      for (int i = 0; i < rounded.length; i++) {
        boolean fits = !(rounded[i] instanceof Double number) || Double.isFinite(number);
        InvalidSpec.unless(
            fits, "%s %s, expected at most 3.4e38" + WHERE, components[i].getName(), values[i]);
      }
      return made;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidSpec objection) {
        throw new InvalidSpec(told(objection.getMessage(), components, values, rounded) + WHERE);
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An objection to a rounded number, {@code sigma 0, expected …}, with what it was before. */
  private static String told(
      String objection, RecordComponent[] components, Object[] values, Object[] rounded) {
    var name = objection.replaceFirst(" .*", "");
    var component = component(name);
    for (int i = 0; i < values.length; i++) {
      var is = InvalidSpec.written(values[i]);
      var becomes = InvalidSpec.written(rounded[i]);
      // where the component is called value, or stands for all, people know it by another name
      boolean alone = components[i].getDeclaringRecord().isAnnotationPresent(Bare.class);
      boolean meant = alone || List.of(component, "value").contains(components[i].getName());
      if (meant && !is.equals(becomes) && objection.startsWith(name + " " + becomes + ",")) {
        return name + " " + is + " becomes" + objection.substring(name.length());
      }
    }
    return objection;
  }

  /** {@code minimum-improvement} is what people write for {@code minimumImprovement}. */
  private static String component(String name) {
    return Pattern.compile("-(.)")
        .matcher(name)
        .replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
