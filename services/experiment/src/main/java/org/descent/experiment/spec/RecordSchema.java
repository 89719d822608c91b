package org.descent.experiment.spec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.Bare;
import org.descent.contracts.spec.Classes;
import org.descent.contracts.spec.Otherwise;
import org.descent.contracts.spec.Padding;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.contracts.spec.Sides;

/**
 * What {@link RecordReader} reads, as JSON Schema (draft 7): records, families and words, each
 * defined once and referred to by its name.
 */
final class RecordSchema {
  private static final String NOTHING = "none";

  /** Types that a network says once for all of its layers. */
  private static final Set<Class<?>> INHERITED = Set.of(Activation.class);

  private final Map<String, Object> definitions = new TreeMap<>();

  /** What has been referred to so far, by name. */
  Map<String, Object> definitions() {
    return definitions;
  }

  /** The schema of what is read as {@code type}. */
  Map<String, Object> of(Type type) {
    if (type instanceof ParameterizedType generic) {
      var arguments = generic.getActualTypeArguments();
      return generic.getRawType() == Map.class
          ? Map.of("type", "object", "additionalProperties", of(arguments[1]))
          : list(item(arguments[0]));
    }
    var kind = (Class<?>) type;
    if (kind == int.class || kind == Integer.class || kind == long.class) {
      return Map.of("type", "integer");
    } else if (kind == double.class || kind == Double.class) {
      return Map.of("type", "number");
    } else if (kind == boolean.class) {
      return Map.of("type", "boolean");
    } else if (kind == String.class) {
      return Map.of("type", "string");
    } else if (kind == Sides.class) {
      var side = Map.<String, Object>of("type", "integer", "minimum", 0);
      return any(side, Map.of("type", "array", "items", side, "minItems", 2, "maxItems", 2));
    } else if (kind == Padding.class) {
      return any(words(List.of("valid", "same")), Map.of("type", "integer", "minimum", 0));
    } else if (kind == Classes.class) {
      return list(Map.of("type", List.of("string", "number", "boolean")));
    } else if (kind.isEnum()) {
      return words(Words.ofAny(kind).keySet());
    }
    return defined(kind);
  }

  /** Columns of a table without names are numbers. */
  private Map<String, Object> item(Type type) {
    return type == String.class ? Map.of("type", List.of("string", "integer")) : of(type);
  }

  private Map<String, Object> defined(Class<?> kind) {
    var name = kind.getName().replaceFirst(".*[.]", "").replace('$', '.');
    if (!definitions.containsKey(name)) {
      definitions.put(name, Map.of()); // it may contain itself
      definitions.put(name, kind.isSealed() ? family(kind) : record(kind));
    }
    return Map.of("$ref", "#/definitions/" + name);
  }

  /** One of a family, by its name; by its name alone if there is nothing that has to be said. */
  private Map<String, Object> family(Class<?> kind) {
    var members = RecordReader.members(kind);
    var bodies = new LinkedHashMap<String, Object>();
    members.forEach((name, member) -> bodies.put(name, body(member)));
    var named = object(bodies);
    named.put("minProperties", 1);
    named.put("maxProperties", 1);
    var alone = members.keySet().stream().filter(name -> sayable(members.get(name))).toList();
    return alone.isEmpty() ? named : any(words(alone), named);
  }

  private static boolean sayable(Class<?> member) {
    return !member.isAnnotationPresent(Bare.class) && required(member).isEmpty();
  }

  /** A member's own; nothing stands for an empty map. */
  private Map<String, Object> body(Class<?> member) {
    var own = of(member);
    if (member == PreparationSpec.LabelNoise.class) {
      return any(own, Map.of("type", "number"));
    }
    return sayable(member) ? any(own, Map.of("type", "null")) : own;
  }

  private Map<String, Object> record(Class<?> kind) {
    var components = RecordReader.written(kind).getRecordComponents();
    if (kind.isAnnotationPresent(Bare.class)) {
      return of(components[0].getGenericType());
    }
    var properties = new LinkedHashMap<String, Object>();
    for (var component : components) {
      properties.put(component.getName(), component(component));
    }
    var schema = object(properties);
    if (!required(kind).isEmpty()) {
      schema.put("required", required(kind));
    }
    return schema;
  }

  private Map<String, Object> component(RecordComponent component) {
    var schema = of(component.getGenericType());
    var otherwise = component.getAnnotation(Otherwise.class);
    if (otherwise == null || otherwise.value().equals("null")) {
      return schema;
    }
    boolean mayBeNone = otherwise.value().equals(NOTHING);
    var described = new LinkedHashMap<String, Object>();
    if (mayBeNone) {
      described.putAll(any(schema, words(List.of(NOTHING))));
    } else {
      described.put("allOf", List.of(schema)); // beside a $ref nothing else counts
    }
    described.put("default", YamlText.parseArgument(otherwise.value(), "", new Problems()).plain());
    return described;
  }

  /** The keys of {@code kind} that have to be written. */
  private static List<String> required(Class<?> kind) {
    return Arrays.stream(RecordReader.written(kind).getRecordComponents())
        .filter(c -> !c.isAnnotationPresent(Otherwise.class) && !INHERITED.contains(c.getType()))
        .map(RecordComponent::getName)
        .toList();
  }

  /** A map of these and no other keys. */
  static Map<String, Object> object(Map<String, Object> properties) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    return schema;
  }

  static Map<String, Object> list(Map<String, Object> items) {
    return Map.of("type", "array", "items", items);
  }

  static Map<String, Object> words(Iterable<String> words) {
    var all = new ArrayList<String>();
    words.forEach(all::add);
    return Map.of("enum", all);
  }

  /** One of two, whichever it is. */
  static Map<String, Object> any(Map<String, Object> one, Map<String, Object> other) {
    return Map.of("anyOf", List.of(one, other));
  }

  /** One of three. */
  static Map<String, Object> any(
      Map<String, Object> one, Map<String, Object> other, Map<String, Object> third) {
    return Map.of("anyOf", List.of(one, other, third));
  }
}
