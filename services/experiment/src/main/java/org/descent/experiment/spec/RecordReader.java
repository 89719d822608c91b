package org.descent.experiment.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.descent.contracts.spec.Form;
import org.descent.contracts.spec.Otherwise;
import org.descent.contracts.spec.Padding;
import org.descent.contracts.spec.Sides;
import org.descent.contracts.spec.Unwritten;

/**
 * Reads specifications as their records say: a record is a map with a key for each component, one
 * of a sealed family is {@code {name: record}} with the name that it has on the wire, an
 * enumeration is a word, likewise. {@link Otherwise}, {@link Bare} and {@link Form} say where it is
 * written differently. So whoever adds a record to a family has its reader.
 */
final class RecordReader {
  /** The longest side of a kernel, a window or a stride. */
  static final int MAX_SIDE = 1_024;

  private static final ClassValue<Map<String, Class<?>>> MEMBERS =
      new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> family) {
          return found(family);
        }
      };

  private final Map<Class<?>, ?> inherited;
  private final Map<Class<?>, Function<Value, ?>> own;

  private RecordReader(Map<Class<?>, ?> inherited, Map<Class<?>, Function<Value, ?>> own) {
    this.inherited = inherited;
    this.own = own;
  }

  /** Reads everything by its components. */
  RecordReader() {
    this(Map.of(), Map.of());
  }

  /** The same, where a component of {@code value}'s type that is left out is {@code value}. */
  RecordReader inheriting(Object value) {
    return new RecordReader(Map.of(value.getClass(), value), own);
  }

  /** The same, where {@code type} has a reading of its own. */
  <T> RecordReader with(Class<T> type, Function<Value, ? extends T> reading) {
    var all = new LinkedHashMap<Class<?>, Function<Value, ?>>(own);
    all.put(type, reading);
    return new RecordReader(inherited, all);
  }

  /** What stands at {@code value}, which is a {@code type}. */
  <T> T read(Value value, Class<T> type) {
    return type.cast(read(value, (Type) type));
  }

  /** The {@code spec} that is meant by what stands at {@code value}, which is a {@code form}. */
  <S> S read(Value value, Class<? extends Form<?>> form, Class<S> spec) {
    return spec.cast(read(value, (Type) form));
  }

  /** The names of those of a sealed family's members that are written, as on the wire. */
  static Map<String, Class<?>> members(Class<?> family) {
    return MEMBERS.get(family);
  }

  private static Map<String, Class<?>> found(Class<?> family) {
    var members = new LinkedHashMap<String, Class<?>>();
    for (var member : family.getAnnotation(JsonSubTypes.class).value()) {
      if (!member.value().isAnnotationPresent(Unwritten.class)) {
        members.put(member.name(), member.value());
      }
    }
    return Collections.unmodifiableMap(members);
  }

  /** What of {@code type} is written: its form, or itself. */
  static Class<?> written(Class<?> type) {
    return WrittenRecord.of(type).type();
  }

  /** The keys that {@code type} is written with. */
  static String[] keys(Class<?> type) {
    return WrittenRecord.of(type).keys();
  }

  private Object read(Value value, Type type) {
    if (type instanceof ParameterizedType list) {
      return value.each(item -> read(item, list.getActualTypeArguments()[0]));
    }
    var kind = (Class<?>) type;
    if (own.containsKey(kind)) {
      return own.get(kind).apply(value);
    } else if (kind == int.class || kind == Integer.class) {
      return value.whole();
    } else if (kind == long.class) {
      return Seeds.one(value);
    } else if (kind == double.class || kind == Double.class) {
      return value.number();
    } else if (kind == boolean.class) {
      return value.truth();
    } else if (kind == String.class) {
      return value.text();
    } else if (kind == Sides.class) {
      return sides(value);
    } else if (kind == Padding.class) {
      return padding(value);
    } else if (kind.isEnum()) {
      return value.word(Words.ofAny(kind));
    } else if (kind.isSealed()) {
      var members = members(kind);
      var choice = value.choice(List.copyOf(members.keySet()));
      return read(choice.body(), (Type) members.get(choice.name()));
    } else if (kind.isRecord()) {
      return record(value, kind);
    }
    throw new IllegalArgumentException("no experiment says a " + kind);
  }

  private Object record(Value value, Class<?> type) {
    var written = WrittenRecord.of(type);
    var values = new Object[written.parts().size()];
    if (written.bare()) {
      values[0] = read(value, written.parts().get(0).whole());
      return value.make(() -> (Record) written.made(values));
    }
    var fields = value.fields(written.keys());
    for (int i = 0; i < values.length; i++) {
      values[i] = part(fields, written.parts().get(i));
    }
    return fields.make(() -> written.made(values));
  }

  private Object part(Fields fields, WrittenRecord.Part part) {
    var key = part.key();
    if (inherited.containsKey(part.type())) {
      return fields.read(key, inherited.get(part.type()), v -> read(v, part.whole()));
    }
    if (part.usual() == null) {
      return fields.need(key, null, v -> read(v, part.whole()));
    }
    if (part.optional()) {
      boolean nothing = fields.get(key).map(v -> v.is(WrittenRecord.NOTHING)).orElse(true);
      return nothing ? null : fields.read(key, null, v -> read(v, part.whole()));
    }
    return fields.read(key, usual(part), v -> read(v, part.whole()));
  }

  /**
   * What is not written; null if that is what the specification has for it.
   *
   * @throws IllegalStateException if the specification has what it cannot be read from
   */
  private Object usual(WrittenRecord.Part part) {
    var tree = part.usual();
    try {
      return tree instanceof Tree.Empty
          ? null
          : read(new Value(tree, part.key(), new Problems()), part.whole());
    } catch (Problems.Unusable e) {
      throw new IllegalStateException(
          part.key() + " is otherwise " + tree.written() + ", which is no " + part.whole(), e);
    }
  }

  private static Sides sides(Value value) {
    if (!(value.tree() instanceof Tree.Sequence)) {
      int side = (int) value.whole(0, MAX_SIDE);
      return new Sides(side, side);
    }
    if (value.items().size() != 2) {
      throw value.unlike("a side, or [height, width]");
    }
    var both = value.each(side -> (int) side.whole(0, MAX_SIDE));
    return new Sides(both.get(0), both.get(1));
  }

  private static Padding padding(Value value) {
    if (value.is("valid")) {
      return Padding.VALID;
    } else if (value.is("same")) {
      return Padding.SAME;
    } else if (value.tree() instanceof Tree.Scalar scalar && scalar.value() instanceof Number) {
      return new Padding(false, (int) value.whole(0, Padding.MAX_PADDING));
    }
    throw value.unlikeNumber("valid, same, or a number of zeros");
  }
}
