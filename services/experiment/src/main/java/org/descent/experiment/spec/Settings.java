package org.descent.experiment.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Applies settings to the documents of experiments, one after the other. A setting that changes
 * nothing is noted: whoever made it would read the results as if it had.
 */
final class Settings {
  private final List<Setting> settings;
  private final Problems problems;
  private final List<Applied> applied = new ArrayList<>();

  /**
   * A setting and what it changed.
   *
   * @param experiments by their places in the list
   */
  private record Applied(Setting setting, Set<Integer> experiments) {}

  Settings(List<Setting> settings, Problems problems) {
    this.settings = List.copyOf(settings);
    this.problems = problems;
  }

  /** The changed documents. */
  List<Tree.Mapping> apply(List<Tree.Mapping> experiments) {
    var changed = new ArrayList<>(experiments);
    for (var setting : settings) {
      problems.attempt(() -> apply(setting, changed)).ifPresent(applied::add);
    }
    return changed;
  }

  /**
   * Notes settings of what no experiment reads.
   *
   * @param bound the experiments made of the changed documents, where they could be made
   */
  void check(List<Optional<ExperimentBinder.Bound>> bound) {
    for (var one : applied) {
      var reasons = new LinkedHashSet<String>();
      boolean read =
          one.experiments().stream()
              .map(bound::get)
              .anyMatch(
                  experiment -> experiment.isEmpty() || reads(experiment.get(), one, reasons));
      if (!read) {
        problems.add(place(one.setting()), "", "changes nothing: " + String.join("; ", reasons));
      }
    }
  }

  private static boolean reads(
      ExperimentBinder.Bound experiment, Applied one, Set<String> reasons) {
    var unread =
        experiment.unread().stream()
            .filter(u -> u.path().equals(one.setting().path()))
            .map(Unread::why)
            .toList();
    reasons.addAll(unread);
    return unread.isEmpty();
  }

  private static Place place(Setting setting) {
    return new Place("--set " + setting, 0);
  }

  private Applied apply(Setting setting, List<Tree.Mapping> experiments) {
    var place = place(setting);
    var path =
        TreePath.parse(setting.path())
            .filter(p -> ExperimentBinder.KEYS.contains(p.root()))
            .orElseThrow(
                () ->
                    problems.add(
                        place,
                        "",
                        setting.path()
                            + " is unknown"
                            + Suggestion.among(setting.path(), ExperimentBinder.KEYS)));
    var value = value(setting);
    var names =
        experiments.stream().flatMap(e -> e.get("name").stream()).map(Tree::written).toList();
    if (!setting.experiment().isEmpty() && !names.contains(setting.experiment())) {
      throw problems.add(
          place,
          "",
          "there is no experiment "
              + setting.experiment()
              + Suggestion.among(setting.experiment(), names));
    }
    var concerned = new LinkedHashSet<Integer>();
    for (int i = 0; i < experiments.size(); i++) {
      if (concerns(setting, experiments.get(i))) {
        concerned.add(i);
      }
    }
    refuseWhatVaries(setting, path, concerned.stream().map(experiments::get).toList());
    var refusals = new ArrayList<String>();
    var fitting = new LinkedHashSet<Integer>();
    for (int i : concerned) {
      changed(experiments.get(i), setting, path, value, refusals)
          .ifPresent(
              changed -> {
                experiments.set(i, changed);
                fitting.add(i);
              });
    }
    if (fitting.isEmpty()) {
      throw problems.add(
          place,
          "",
          "no experiment has such a path: "
              + String.join("; ", refusals.stream().distinct().toList()));
    }
    return new Applied(setting, fitting);
  }

  /** An empty text is what a variable that is not set leaves; null is written by hand. */
  private Tree value(Setting setting) {
    var value = YamlText.parseArgument(setting.value(), place(setting).file(), problems);
    if (value instanceof Tree.Empty && !setting.value().strip().matches("~|null|Null|NULL")) {
      throw problems.add(
          place(setting), "", "nothing stands behind the =, expected a value, or null for none");
    }
    return value;
  }

  /** What varies is set by its values: another value in its place would be replaced by them. */
  private void refuseWhatVaries(Setting setting, TreePath path, List<Tree.Mapping> experiments) {
    var found = new ArrayList<String>();
    for (var experiment : experiments) {
      var name = experiment.at("name").written();
      for (var axis : Axis.paths(experiment)) {
        if (axis.covers(path) || path.covers(axis)) {
          var instead = axis.equals(path) ? setting.value().strip() : "...";
          found.add(
              String.format(
                  "%s varies in %s, expected --set '%s:vary.%s=[%s]'",
                  axis, name, name, axis, instead));
        }
      }
    }
    if (!found.isEmpty()) {
      throw problems.add(place(setting), "", String.join("; ", found));
    }
  }

  private static boolean concerns(Setting setting, Tree.Mapping experiment) {
    return setting.experiment().isEmpty()
        || experiment.get("name").filter(n -> n.written().equals(setting.experiment())).isPresent();
  }

  private static Optional<Tree.Mapping> changed(
      Tree.Mapping experiment, Setting setting, TreePath path, Tree value, List<String> refusals) {
    try {
      var changed = path.set(experiment, value, !setting.experiment().isEmpty());
      changed = DataFiles.absolute(changed, Path.of("").toAbsolutePath());
      return Optional.of(path.root().equals("vary") ? Reported.prune(changed) : changed);
    } catch (TreePath.NoSuchPlace e) {
      refusals.add(e.getMessage());
      return Optional.empty();
    }
  }
}
