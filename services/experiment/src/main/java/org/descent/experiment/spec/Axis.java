package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One thing that varies in an experiment.
 *
 * @param at where it is written, for example {@code vary.loss}
 * @param path where it stands in the document
 * @param name its own, or else the path from its last key on, or all of it where two axes would be
 *     called the same
 * @param own whether it has a name of its own
 * @param values at least one, distinct
 */
record Axis(String at, TreePath path, String name, boolean own, List<Choice> values) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._+-]{0,39}");

  /**
   * A value that is taken.
   *
   * @param name what it is called in results: its own name, or else how it is written
   */
  record Choice(String name, Tree tree) {
    /** {@code {name: …, value: …}}, which nothing that varies looks like, or the value itself. */
    static Choice of(Value item) {
      boolean named =
          item.tree() instanceof Tree.Mapping mapping
              && mapping.entries().keySet().equals(Set.of("name", "value"));
      return named ? named(item) : new Choice(item.tree().written(), item.tree());
    }

    private static Choice named(Value item) {
      var fields = item.fields("name", "value");
      var name = fields.need("name", "", Axis::name);
      var tree = ((Tree.Mapping) item.tree()).at("value");
      return fields.make(() -> new Choice(name, tree));
    }
  }

  private static String name(Value value) {
    var name = value.text();
    if (!NAME.matcher(name).matches()) {
      throw value.unlike("up to 40 letters, digits, spaces and . _ + -, not a space first");
    }
    return name;
  }

  /**
   * The axes of {@code vary} in alphabetical order: a document's keys have no order of their own.
   */
  static List<Axis> all(Value vary) {
    if (!(vary.tree() instanceof Tree.Mapping mapping)) {
      throw vary.unlike("a map of paths to lists of values");
    }
    int before = vary.problems().count();
    var found = new ArrayList<Axis>();
    for (var entry : new TreeMap<>(mapping.entries()).entrySet()) {
      var at = new Value(entry.getValue(), vary.path() + "." + entry.getKey(), vary.problems());
      vary.problems().attempt(() -> axis(entry.getKey(), at, found)).ifPresent(found::add);
    }
    if (vary.problems().count() > before) {
      throw Problems.UNUSABLE;
    }
    var named = found.stream().map(axis -> axis.named(found)).toList();
    for (var axis : named) {
      if (named.stream().filter(other -> other.name.equals(axis.name)).count() > 1) {
        throw vary.wrong("two axes are called " + axis.name + ", expected distinct names");
      }
    }
    return named;
  }

  /** The paths that vary in {@code experiment}, those that can be read. */
  static List<TreePath> paths(Tree.Mapping experiment) {
    return experiment.at("vary") instanceof Tree.Mapping vary
        ? vary.entries().keySet().stream().map(TreePath::parse).flatMap(Optional::stream).toList()
        : List.of();
  }

  /** A list of values, or {@code {name: …, values: …}}. */
  private static Axis axis(String text, Value written, List<Axis> others) {
    boolean named =
        written.tree() instanceof Tree.Mapping mapping && mapping.entries().containsKey("values");
    if (!named) {
      return axis(text, Optional.empty(), written, others);
    }
    var fields = written.fields("name", "values");
    var name = fields.need("name", "", Axis::name);
    if (Reported.reserves(name)) {
      throw fields
          .get("name")
          .orElse(written)
          .wrong(name + " is a key of reported, expected another name");
    }
    var values =
        new Value(
            ((Tree.Mapping) written.tree()).at("values"),
            written.path() + ".values",
            written.problems());
    return axis(text, Optional.of(name), values, others).at(written.path());
  }

  private static Axis axis(String text, Optional<String> name, Value values, List<Axis> others) {
    var path =
        TreePath.parse(text)
            .orElseThrow(
                () ->
                    values.wrong(
                        "is not a path, expected for example network.layers[1].dense.units"));
    if (!TrainingReader.KEYS.contains(path.root())) {
      throw values.wrong("cannot vary" + Suggestion.among(path.root(), TrainingReader.VARYING));
    }
    for (var other : others) {
      if (other.path.covers(path) || path.covers(other.path)) {
        throw values.wrong("overlaps with " + other.at);
      }
    }
    var items = values.items();
    if (items.isEmpty()) {
      throw values.unlike("at least one value");
    }
    var names = new HashSet<String>();
    var trees = new HashSet<String>();
    var choices = values.each(Choice::of);
    for (int i = 0; i < choices.size(); i++) {
      var choice = choices.get(i);
      if (!trees.add(choice.tree().written())) {
        throw items
            .get(i)
            .wrong(choice.tree().written() + " is listed twice, expected distinct values");
      }
      if (!names.add(choice.name())) {
        throw items
            .get(i)
            .wrong(choice.name() + " is the name of two values, expected distinct names");
      }
    }
    return new Axis(values.path(), path, name.orElse(path.toString()), name.isPresent(), choices);
  }

  private Axis at(String place) {
    return new Axis(place, path, name, own, values);
  }

  /** The same by another name. */
  Axis called(String name) {
    return new Axis(at, path, name, own, values);
  }

  /** Whether its values stand at {@code place} or below it. */
  boolean puts(String place) {
    return path.toString().startsWith(place);
  }

  private Axis named(List<Axis> all) {
    if (own) {
      return this;
    }
    var last = path.lastName();
    boolean alone = all.stream().filter(a -> !a.own && a.path.lastName().equals(last)).count() == 1;
    return new Axis(at, path, alone ? last : path.toString(), false, values);
  }
}
