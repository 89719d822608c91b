package org.descent.experiment.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies settings to the documents of experiments, one after the other. */
final class Settings {
  private final List<Setting> settings;
  private final Problems problems;

  Settings(List<Setting> settings, Problems problems) {
    this.settings = List.copyOf(settings);
    this.problems = problems;
  }

  /** The changed documents; a setting that changes none is noted. */
  List<Tree.Mapping> apply(List<Tree.Mapping> experiments) {
    var changed = new ArrayList<>(experiments);
    for (var setting : settings) {
      problems.attempt(
          () -> {
            apply(setting, changed);
            return true;
          });
    }
    return changed;
  }

  private void apply(Setting setting, List<Tree.Mapping> experiments) {
    var name = "--set " + setting;
    var place = new Place(name, 0);
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
    var value = YamlText.parseArgument(setting.value(), name, problems);
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
    var refusals = new ArrayList<String>();
    boolean fits = false;
    for (int i = 0; i < experiments.size(); i++) {
      if (concerns(setting, experiments.get(i))) {
        var changed = changed(experiments.get(i), setting, path, value, refusals);
        fits |= changed.isPresent();
        experiments.set(i, changed.orElse(experiments.get(i)));
      }
    }
    if (!fits) {
      throw problems.add(
          place,
          "",
          "no experiment has such a path: "
              + String.join("; ", refusals.stream().distinct().toList()));
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
