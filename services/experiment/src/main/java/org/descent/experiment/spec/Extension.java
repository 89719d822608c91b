package org.descent.experiment.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.descent.experiment.Experiment;

/**
 * What an experiment is to have more of.
 *
 * @param seeds how many each variant is trained from, in place of fewer; null for as many as before
 * @param budget iterations of a trial, in place of fewer; null for as many as before
 * @param variants how many its search may propose, {@code 250} in all or {@code +200}; empty for as
 *     many as before
 * @param add values, as YAML, by the path of what varies
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Extension(
    Integer seeds, Integer budget, String variants, Map<String, List<String>> add) {
  private static final String VARY = "vary";

  public Extension {
    variants = variants == null ? "" : variants.strip();
    add = add == null ? Map.of() : new TreeMap<>(add);
  }

  /** Whether nothing is to be more. */
  public boolean asksForNothing() {
    return seeds == null && budget == null && variants.isEmpty() && add.isEmpty();
  }

  /**
   * The document of {@code experiment} with more of what is asked for.
   *
   * @throws Problems.Unusable after noting what cannot be
   */
  Tree.Mapping of(Experiment experiment, Problems problems) {
    int before = problems.count();
    var document = PlainDocument.tree(experiment.document(), problems);
    if (asksForNothing()) {
      throw problem(problems, "", "nothing is to be more, expected seeds, budget, variants or add");
    }
    if (seeds != null) {
      document = withSeeds(document, experiment, problems);
    }
    if (budget != null) {
      document = withBudget(document, experiment, problems);
    }
    if (!variants.isEmpty()) {
      document = withVariants(document, experiment, problems);
    }
    for (var more : add.entrySet()) {
      var sofar = document;
      document =
          problems
              .attempt(() -> withValues(sofar, more.getKey(), more.getValue(), problems))
              .orElse(document);
    }
    if (problems.count() > before) {
      throw Problems.UNUSABLE;
    }
    return document;
  }

  private static Problems.Unusable problem(Problems problems, String option, String message) {
    return problems.add(Place.NOWHERE, option, message);
  }

  private Tree.Mapping withSeeds(Tree.Mapping document, Experiment experiment, Problems problems) {
    int count = experiment.seeds().size();
    if (seeds <= count) {
      problem(
          problems,
          "seeds",
          seeds + ", expected more than the " + count + " that each variant may have already");
      return document;
    }
    if (experiment.search().isPresent()) {
      var written = document.at("seeds");
      var most = scalar(seeds);
      return document.with(
          "seeds",
          written instanceof Tree.Mapping range
              ? range.with("at-most", most)
              : Tree.Mapping.empty(Place.NOWHERE).with("at-most", most));
    }
    return document.with(
        "seeds",
        document.at("seeds") instanceof Tree.Sequence listed
            ? furtherSeeds(listed, Set.copyOf(experiment.seeds()))
            : scalar(seeds));
  }

  /** Those that are listed, and the smallest others. */
  private Tree furtherSeeds(Tree.Sequence listed, Set<Long> known) {
    var all = new ArrayList<>(listed.items());
    for (int seed = 1; all.size() < seeds; seed++) {
      if (!known.contains((long) seed)) {
        all.add(scalar(seed));
      }
    }
    return new Tree.Sequence(listed.place(), all);
  }

  private Tree.Mapping withBudget(Tree.Mapping document, Experiment experiment, Problems problems) {
    if (Axis.paths(document).stream().anyMatch(path -> path.root().equals("budget"))) {
      problem(
          problems,
          "budget",
          "it varies in " + experiment.name() + ", expected add with the path budget");
    } else if (Fork.of(document).stream().anyMatch(fork -> fork.changes("budget"))) {
      problem(
          problems, "budget", "a fork of " + experiment.name() + " says it, expected another fork");
    } else if (budget <= experiment.budget()) {
      problem(
          problems,
          "budget",
          budget
              + ", expected more than the "
              + experiment.budget()
              + " iterations it has already");
    }
    return document.with("budget", scalar(budget));
  }

  private Tree.Mapping withVariants(
      Tree.Mapping document, Experiment experiment, Problems problems) {
    if (!(document.at(SearchReader.SEARCH) instanceof Tree.Mapping search)) {
      problem(
          problems,
          "variants",
          experiment.name() + " searches nothing, expected seeds, budget or add");
      return document;
    }
    int count = experiment.search().orElseThrow().variantsOfEach();
    int wanted;
    try {
      int number = Integer.parseInt(variants);
      wanted = variants.startsWith("+") ? Math.addExact(count, number) : number;
    } catch (NumberFormatException | ArithmeticException e) {
      problem(problems, "variants", variants + ", expected a number, for example 250 or +200");
      return document;
    }
    if (wanted <= count) {
      problem(
          problems,
          "variants",
          variants + ", expected more than the " + count + " that it may propose already");
    }
    return document.with(SearchReader.SEARCH, search.with("variants", scalar(wanted)));
  }

  /** The values that the path has already come first. */
  private static Tree.Mapping withValues(
      Tree.Mapping document, String text, List<String> values, Problems problems) {
    var path =
        TreePath.parse(text.startsWith(VARY + ".") ? text.substring(VARY.length() + 1) : text)
            .filter(p -> TrainingReader.KEYS.contains(p.root()))
            .orElseThrow(
                () ->
                    problem(
                        problems,
                        "add",
                        text + " cannot vary" + Suggestion.among(text, TrainingReader.VARYING)));
    var more = new ArrayList<Tree>();
    for (var value : values) {
      more.add(YamlText.parseArgument(value, "add " + text, problems));
    }
    var key = path.toString();
    var vary = document.at(VARY);
    var axes = vary instanceof Tree.Mapping mapping ? mapping : Tree.Mapping.empty(vary.place());
    var axis = axes.at(key);
    Tree longer;
    if (axis instanceof Tree.Mapping named) {
      longer = named.with("values", joined(named.at("values"), more));
    } else if (axis instanceof Tree.Sequence listed) {
      longer = joined(listed, more);
    } else {
      var present =
          path.get(Defaults.fill(document))
              .orElseThrow(
                  () ->
                      problem(
                          problems,
                          "add",
                          text
                              + " has no value to stand beside, expected a path of the experiment"));
      longer = joined(new Tree.Sequence(present.place(), List.of(present)), more);
    }
    var known = new HashSet<String>();
    for (var item : ((Tree.Sequence) list(longer)).items()) {
      if (!known.add(item.written())) {
        throw problem(
            problems, "add", text + " has " + item.written() + " already, expected other values");
      }
    }
    return Reported.prune(document.with(VARY, axes.with(key, longer)));
  }

  private static Tree list(Tree axis) {
    return axis instanceof Tree.Mapping named ? named.at("values") : axis;
  }

  private static Tree joined(Tree listed, List<Tree> more) {
    var all = new ArrayList<Tree>();
    if (listed instanceof Tree.Sequence sequence) {
      all.addAll(sequence.items());
    }
    all.addAll(more);
    return new Tree.Sequence(listed.place(), all);
  }

  private static Tree scalar(int number) {
    return new Tree.Scalar(Place.NOWHERE, number);
  }
}
