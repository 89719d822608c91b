package org.descent.learning.golden;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.TrainingSpec;

/**
 * A training that others have done, too.
 *
 * @param name of its golden file
 * @param tolerance by which numbers may differ from the golden ones, relative to these
 */
public record GoldenCase(
    String name, TrainingSpec training, Examples examples, long seed, double tolerance) {
  /** What float32 makes of 200 iterations of small networks. */
  static final double SMOOTH = 1e-4;

  GoldenCase(String name, TrainingSpec training, Examples examples) {
    this(name, training, examples, 7, SMOOTH);
  }

  /** With another tolerance; say why. */
  GoldenCase within(double other) {
    return new GoldenCase(name, training, examples, seed, other);
  }

  /** All that its training says: the classes of records, and the constants of enums. */
  public Set<Object> said() {
    var said = new HashSet<>();
    collect(training, said);
    return said;
  }

  private static void collect(Object value, Set<Object> said) {
    if (value instanceof Enum<?>) {
      said.add(value);
    } else if (value instanceof List<?> list) {
      list.forEach(each -> collect(each, said));
    } else if (value instanceof Record) {
      said.add(value.getClass());
      Stream.of(value.getClass().getRecordComponents())
          .map(component -> component(component, value))
          .forEach(each -> collect(each, said));
    }
  }

  private static Object component(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
