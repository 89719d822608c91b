package org.descent.experiment.spec;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.Float32;

/**
 * The fields of a mapping being read. A field that cannot be read is noted and replaced by a
 * stand-in, so that the others are read too; {@link #make} then refuses to go on.
 */
final class Fields {
  private final Value owner;
  private final Tree.Mapping mapping;
  private final List<String> known;
  private final int problemsBefore;
  private boolean broken;

  Fields(Value owner, Tree.Mapping mapping, List<String> known) {
    this.owner = owner;
    this.mapping = mapping;
    this.known = known;
    this.problemsBefore = owner.problems().count();
    mapping
        .entries()
        .forEach(
            (key, value) -> {
              if (!known.contains(key)) {
                broken = true;
                owner
                    .problems()
                    .add(value.place(), path(key), "unknown key" + Suggestion.among(key, known));
              }
            });
  }

  private String path(String key) {
    return owner.path().isEmpty() ? key : owner.path() + "." + key;
  }

  /** The value of {@code key}; nothing if it is missing or null. */
  Optional<Value> get(String key) {
    return mapping
        .get(key)
        .filter(tree -> !(tree instanceof Tree.Empty))
        .map(tree -> new Value(tree, path(key), owner.problems()));
  }

  /** What {@code reading} makes of {@code key}, or {@code otherwise} if there is no such key. */
  <T> T read(String key, T otherwise, Function<Value, T> reading) {
    var value = get(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    var read = owner.problems().attempt(() -> reading.apply(value.get()));
    broken |= read.isEmpty();
    return read.orElse(otherwise);
  }

  /** What {@code reading} makes of {@code key}, which must be there. */
  <T> T need(String key, T standIn, Function<Value, T> reading) {
    if (get(key).isEmpty()) {
      broken = true;
      owner.wrong(key + " is missing");
    }
    return read(key, standIn, reading);
  }

  double number(String key) {
    return need(key, Double.NaN, Value::number);
  }

  double number(String key, double otherwise) {
    return read(key, otherwise, Value::number);
  }

  int whole(String key) {
    return need(key, 0, Value::whole);
  }

  int whole(String key, int otherwise) {
    return read(key, otherwise, Value::whole);
  }

  String text(String key) {
    return need(key, "", Value::text);
  }

  String text(String key, String otherwise) {
    return read(key, otherwise, Value::text);
  }

  /**
   * Gives up if a field could not be read; what {@code making} objects to is noted first. The
   * numbers of a record are those that training computes with, so they have to fit float32.
   */
  <T> T make(Supplier<T> making) {
    return makeExactly(
        () -> {
          var made = making.get();
          if (made instanceof Record record && owner.problems().strict()) {
            Float32.require(record);
          }
          return made;
        });
  }

  /** The same for what has numbers that stay as exact as they are. */
  <T> T makeExactly(Supplier<T> making) {
    if (broken || owner.problems().count() > problemsBefore) {
      throw Problems.UNUSABLE;
    }
    try {
      return making.get();
    } catch (InvalidSpec e) {
      var blamed = blamed(e.getMessage());
      throw owner.problems().addObjection(blamed.tree().place(), blamed.path(), e.getMessage());
    }
  }

  /** The field that {@code message} speaks of first, if it is written; else the mapping itself. */
  private Value blamed(String message) {
    return known.stream()
        .filter(key -> position(key, message) >= 0)
        .min(Comparator.comparingInt(key -> position(key, message)))
        .flatMap(this::get)
        .orElse(owner);
  }

  private static int position(String key, String message) {
    var match = Pattern.compile("\\b" + Pattern.quote(key) + "\\b").matcher(message);
    return match.find() ? match.start() : -1;
  }
}
