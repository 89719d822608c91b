package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A way into a document, for example {@code network.layers[1].dense.units}.
 *
 * @param steps keys (String) and list positions from 0 (Integer); the first is a key
 */
record TreePath(List<Object> steps) {
  private static final int MAX_STEPS = 20;
  private static final Pattern STEP = Pattern.compile("([A-Za-z0-9_-]+)((?:\\[[0-9]{1,6}\\])*)");

  TreePath {
    steps = List.copyOf(steps);
  }

  /** Nothing stands where the path leads. */
  static final class NoSuchPlace extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NoSuchPlace(String message) {
      super(message, null, false, false);
    }
  }

  /** The path that {@code text} describes, if it describes one. */
  static Optional<TreePath> parse(String text) {
    var steps = new ArrayList<Object>();
    if (text.startsWith("vary.")) {
      return Optional.of(new TreePath(List.of("vary", text.substring("vary.".length()))));
    }
    for (var part : text.split("\\.", -1)) {
      var match = STEP.matcher(part);
      if (!match.matches()) {
        return Optional.empty();
      }
      steps.add(match.group(1));
      for (var index : match.group(2).split("[\\[\\]]+")) {
        if (!index.isEmpty()) {
          steps.add(Integer.valueOf(index));
        }
      }
    }
    return steps.size() > MAX_STEPS ? Optional.empty() : Optional.of(new TreePath(steps));
  }

  /** The first key. */
  String root() {
    return (String) steps.get(0);
  }

  /** The end of the path, from its last key on: {@code units}, or {@code layers[1]}. */
  String lastName() {
    int key = steps.size() - 1;
    while (steps.get(key) instanceof Integer) {
      key--;
    }
    return text(steps.subList(key, steps.size()));
  }

  /** Whether {@code other} is this path or lies below it. */
  boolean covers(TreePath other) {
    return other.steps.size() >= steps.size() && other.steps.subList(0, steps.size()).equals(steps);
  }

  /** What stands here in {@code experiment}, if something does. */
  Optional<Tree> get(Tree.Mapping experiment) {
    Tree at = experiment;
    for (var step : steps) {
      if (step instanceof Integer index) {
        if (!(at instanceof Tree.Sequence list) || index >= list.items().size()) {
          return Optional.empty();
        }
        at = list.items().get(index);
      } else if (at instanceof Tree.Mapping mapping && mapping.get((String) step).isPresent()) {
        at = mapping.at((String) step);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(at).filter(tree -> !(tree instanceof Tree.Empty));
  }

  /**
   * The experiment with the value here replaced by {@code value}. A default that is not written out
   * counts as if it were.
   *
   * @param create whether to make the mappings that lead here where they are missing
   * @throws NoSuchPlace naming the first step that leads nowhere
   */
  Tree.Mapping set(Tree.Mapping experiment, Tree value, boolean create) {
    var start = experiment;
    if (steps.size() > 1 && experiment.get(root()).isEmpty()) {
      start = Defaults.of(root()).map(tree -> experiment.with(root(), tree)).orElse(experiment);
    }
    return (Tree.Mapping) set(start, 0, value, create);
  }

  private Tree set(Tree tree, int depth, Tree value, boolean create) {
    if (depth == steps.size()) {
      return value;
    }
    if (steps.get(depth) instanceof Integer index) {
      if (tree instanceof Tree.Sequence list && index < list.items().size()) {
        return list.with(index, set(list.items().get(index), depth + 1, value, create));
      }
      throw new NoSuchPlace(
          tree instanceof Tree.Sequence list
              ? upTo(depth) + " has " + list.items().size() + " items, counted from [0]"
              : upTo(depth) + " is not a list");
    }
    var key = (String) steps.get(depth);
    var mapping = mapping(tree, key, depth);
    var child = mapping.get(key);
    if (child.isEmpty() && !create && depth < steps.size() - 1) {
      throw new NoSuchPlace((depth == 0 ? "it" : upTo(depth)) + " has no " + key);
    }
    var below = child.orElseGet(() -> new Tree.Empty(value.place()));
    return mapping.with(key, set(below, depth + 1, value, create));
  }

  /** What stands here as a mapping: {@code flatten} alone is short for {@code {flatten: {}}}. */
  private Tree.Mapping mapping(Tree tree, String key, int depth) {
    if (tree instanceof Tree.Mapping mapping) {
      return mapping;
    }
    if (tree instanceof Tree.Empty || tree instanceof Tree.Scalar s && key.equals(s.value())) {
      return Tree.Mapping.empty(tree.place());
    }
    var what = tree instanceof Tree.Sequence ? "a list" : tree.written();
    throw new NoSuchPlace(upTo(depth) + " is " + what + ", which has no " + key);
  }

  private String upTo(int depth) {
    return text(steps.subList(0, depth));
  }

  private static String text(List<Object> steps) {
    var text = new StringBuilder();
    for (var step : steps) {
      if (step instanceof Integer) {
        text.append('[').append(step).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(step);
      }
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return text(steps);
  }
}
