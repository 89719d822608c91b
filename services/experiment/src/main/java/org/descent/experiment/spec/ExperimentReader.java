package org.descent.experiment.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.descent.contracts.Ids;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.experiment.Experiment;

/**
 * Reads experiments from files, from text and from trees. The format is documented in
 * experiments/README.md.
 */
public final class ExperimentReader {
  /** The most trials of one experiment. */
  public static final int MAX_TRIALS = 100_000;

  /** The most characters of one experiment's document: it has to fit a record. */
  public static final int MAX_DOCUMENT = 500_000;

  private ExperimentReader() {}

  /**
   * All experiments of {@code files}, in order, with {@code settings} applied. Data files are named
   * relative to the experiment file, or to the current directory in a setting; the experiments name
   * them absolutely.
   *
   * @throws InvalidExperiment with everything that is wrong with them
   */
  public static List<Experiment> files(List<Path> files, List<Setting> settings) {
    var problems = new Problems();
    var found = new ExperimentFiles(problems).read(files);
    distinct(found, problems);
    problems.raise();
    var applied = new Settings(settings, problems);
    var changed = applied.apply(found);
    var bound =
        changed.stream()
            .map(tree -> problems.attempt(() -> ExperimentBinder.bind(tree, problems)))
            .toList();
    applied.check(bound);
    problems.raise();
    var experiments = bound.stream().map(b -> b.orElseThrow().experiment()).toList();
    Twins.check(experiments, changed, problems);
    problems.raise();
    return experiments;
  }

  /**
   * The title that {@code files} have in common: that of the one file there is; else none.
   *
   * @throws InvalidExperiment if the file cannot be read
   */
  public static Optional<String> title(List<Path> files) {
    var problems = new Problems();
    var title =
        files.size() == 1
            ? new ExperimentFiles(problems).title(files.get(0))
            : Optional.<String>empty();
    problems.raise();
    return title;
  }

  /**
   * The one experiment in {@code text}.
   *
   * @throws InvalidExperiment with everything that is wrong with it
   */
  public static Experiment yaml(String text) {
    return one(problems -> YamlText.parse(text, "", problems), new Problems());
  }

  /**
   * The experiment that {@code document} describes; for an experiment's own document it is an equal
   * experiment.
   *
   * @throws InvalidExperiment with everything that is wrong with it
   */
  public static Experiment document(Map<String, Object> document) {
    return one(problems -> PlainDocument.tree(document, problems), new Problems());
  }

  /**
   * {@code experiment} with more of what {@code extension} says: an experiment of its own, which
   * extends it.
   *
   * @throws InvalidExperiment with everything that is wrong with that
   */
  public static Experiment extended(Experiment experiment, Extension extension) {
    return one(problems -> extension.of(experiment, problems), new Problems())
        .extending(experiment.id());
  }

  /**
   * {@code experiment} with trials that go on otherwise, as {@code forking} says: an experiment of
   * its own, which takes over what this one has trained.
   *
   * @throws InvalidExperiment with everything that is wrong with that
   */
  public static Experiment forked(Experiment experiment, Forking forking) {
    return one(problems -> forking.of(experiment, problems), new Problems())
        .extending(experiment.id());
  }

  /**
   * {@code experiment}, a search, which begins with what another one has found.
   *
   * @throws InvalidExperiment with everything that is wrong with that
   */
  public static Experiment starting(Experiment experiment, Start start) {
    return one(problems -> start.of(experiment, problems), new Problems());
  }

  /**
   * The experiment that has been handed in, perhaps to an earlier version: whether it makes sense
   * is not asked again.
   *
   * @throws InvalidSpec if its id is not that of its document: somebody has damaged the record
   * @throws InvalidExperiment with everything that is wrong with the document
   */
  public static Experiment submitted(ExperimentSubmitted submitted) {
    var id = Ids.experiment(submitted.name(), Canonical.text(submitted.document()));
    InvalidSpec.unless(
        id.equals(submitted.experiment()),
        "submission %s holds the document of %s",
        submitted.experiment(),
        id);
    return one(
            problems -> PlainDocument.tree(submitted.document(), problems), Problems.ofAccepted())
        .extending(submitted.base());
  }

  private static Experiment one(Function<Problems, Tree> reading, Problems problems) {
    var bound = problems.attempt(() -> ExperimentBinder.bind(reading.apply(problems), problems));
    problems.raise();
    return bound.orElseThrow().experiment();
  }

  private static void distinct(List<Tree.Mapping> experiments, Problems problems) {
    var seen = new HashMap<String, Place>();
    for (var experiment : experiments) {
      for (var name : new ArrayList<>(experiment.get("name").stream().toList())) {
        var earlier = seen.putIfAbsent(name.written(), name.place());
        if (earlier != null) {
          problems.add(
              name.place(),
              "name",
              String.format(
                  "%s is also the name of the experiment at %s:%s",
                  name.written(), earlier.file(), earlier.line()));
        }
      }
    }
  }
}
