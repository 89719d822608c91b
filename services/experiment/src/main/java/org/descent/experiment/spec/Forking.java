package org.descent.experiment.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.descent.experiment.Experiment;

/**
 * How the trials of an experiment are to go on otherwise, from what they had come to.
 *
 * @param at the iteration whose weights, before its update, they go on from
 * @param set values, as YAML, by the path of what is another then; of several at one path each is
 *     trained
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Forking(int at, Map<String, List<String>> set) {
  private static final int LONGEST_NAME = 60;

  public Forking {
    set = set == null ? Map.of() : new TreeMap<>(set);
  }

  /**
   * The document of {@code experiment} with this fork in it.
   *
   * @throws Problems.Unusable after noting what cannot be
   */
  Tree.Mapping of(Experiment experiment, Problems problems) {
    int before = problems.count();
    if (experiment.search().isPresent()) {
      throw problem(
          problems,
          "fork",
          experiment.name() + " is a search, expected one that lists its variants");
    }
    var document = PlainDocument.tree(experiment.document(), problems);
    if (set.isEmpty()) {
      throw problem(problems, "set", "nothing is to be another, expected PATH=VALUE");
    }
    var changes = Tree.Mapping.empty(Place.NOWHERE);
    var axes = Tree.Mapping.empty(Place.NOWHERE);
    for (var entry : set.entrySet()) {
      var values = new ArrayList<Tree>();
      for (var text : entry.getValue()) {
        problems
            .attempt(() -> YamlText.parseArgument(text, "set " + entry.getKey(), problems))
            .ifPresent(values::add);
      }
      if (values.size() == 1) {
        changes = changes.with(entry.getKey(), values.get(0));
      } else {
        axes = axes.with(entry.getKey(), new Tree.Sequence(Place.NOWHERE, values));
      }
    }
    if (problems.count() > before) {
      throw Problems.UNUSABLE;
    }
    var fork = Tree.Mapping.empty(Place.NOWHERE).with("at", new Tree.Scalar(Place.NOWHERE, at));
    fork = changes.entries().isEmpty() ? fork : fork.with("set", changes);
    fork = axes.entries().isEmpty() ? fork : fork.with("vary", axes);
    var forked = document.with(Fork.FORK, beside(document.at(Fork.FORK), fork));
    var name = experiment.name() + "-from-" + at;
    // what was published or claimed is of the way without a fork
    return (name.length() > LONGEST_NAME
            ? forked
            : forked.with("name", new Tree.Scalar(Place.NOWHERE, name)))
        .without("reported")
        .without(ClaimReader.CLAIMS);
  }

  private static Tree beside(Tree earlier, Tree fork) {
    if (earlier instanceof Tree.Empty) {
      return fork;
    }
    var all =
        new ArrayList<>(
            earlier instanceof Tree.Sequence several ? several.items() : List.of(earlier));
    all.add(fork);
    return new Tree.Sequence(Place.NOWHERE, all);
  }

  private static Problems.Unusable problem(Problems problems, String option, String message) {
    return problems.add(Place.NOWHERE, option, message);
  }
}
