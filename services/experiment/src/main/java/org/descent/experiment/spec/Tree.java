package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A value of a document, together with where it was written: immutable. */
sealed interface Tree {
  /** The line of a value in a mapping is the line of its key. */
  Place place();

  /** The value without places: a map, list, string, truth value, number or null. */
  Object plain();

  /** The value as text on one line, the same for equal values: keys are sorted. */
  String written();

  /** Keys and values, in the order written. */
  record Mapping(Place place, Map<String, Tree> entries) implements Tree {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    static Mapping empty(Place place) {
      return new Mapping(place, Map.of());
    }

    Optional<Tree> get(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    /** What stands behind {@code keys}, one below the other; empty if there is nothing. */
    Tree at(String... keys) {
      Tree at = this;
      for (var key : keys) {
        var below = at instanceof Mapping mapping ? mapping.get(key) : Optional.<Tree>empty();
        at = below.orElse(new Empty(at.place()));
      }
      return at;
    }

    /** This mapping with {@code key} set to {@code value}. */
    Mapping with(String key, Tree value) {
      var changed = new LinkedHashMap<>(entries);
      changed.put(key, value);
      return new Mapping(place, changed);
    }

    /** This mapping without {@code key}. */
    Mapping without(String key) {
      var changed = new LinkedHashMap<>(entries);
      changed.remove(key);
      return new Mapping(place, changed);
    }

    @Override
    public Map<String, Object> plain() {
      var plain = new LinkedHashMap<String, Object>();
      entries.forEach((key, value) -> plain.put(key, value.plain()));
      return Collections.unmodifiableMap(plain);
    }

    @Override
    public String written() {
      return new TreeMap<>(entries)
          .entrySet().stream()
              .map(e -> e.getKey() + ": " + e.getValue().written())
              .collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /** Values in order. */
  record Sequence(Place place, List<Tree> items) implements Tree {
    public Sequence {
      items = List.copyOf(items);
    }

    /** This sequence with {@code value} at {@code index}. */
    Sequence with(int index, Tree value) {
      var changed = new ArrayList<>(items);
      changed.set(index, value);
      return new Sequence(place, changed);
    }

    @Override
    public List<Object> plain() {
      var plain = new ArrayList<Object>();
      items.forEach(item -> plain.add(item.plain()));
      return Collections.unmodifiableList(plain);
    }

    @Override
    public String written() {
      return items.stream().map(Tree::written).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /**
   * A single value.
   *
   * @param value a String, Boolean, Integer, Long or Double
   */
  record Scalar(Place place, Object value) implements Tree {
    @Override
    public Object plain() {
      return value;
    }

    @Override
    public String written() {
      return value instanceof Number number ? Numbers.text(number) : value.toString();
    }
  }

  /** Nothing, or {@code null}. */
  record Empty(Place place) implements Tree {
    @Override
    public Object plain() {
      return null;
    }

    @Override
    public String written() {
      return "null";
    }
  }
}
