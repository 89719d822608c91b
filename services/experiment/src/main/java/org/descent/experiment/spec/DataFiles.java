package org.descent.experiment.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.NamesFile;

/** The files that an experiment's data names. */
final class DataFiles {
  private static final List<String> PATHS =
      RecordReader.members(DataSpec.class).entrySet().stream()
          .flatMap(
              source ->
                  Arrays.stream(source.getValue().getRecordComponents())
                      .filter(component -> component.isAnnotationPresent(NamesFile.class))
                      .map(component -> "data." + source.getKey() + "." + component.getName()))
          .toList();

  private DataFiles() {}

  /**
   * {@code experiment} with its data files named absolutely, relative ones starting at {@code
   * base}.
   */
  static Tree.Mapping absolute(Tree.Mapping experiment, Path base) {
    var changed = experiment;
    for (var text : PATHS) {
      var path = TreePath.parse(text).orElseThrow();
      var at = changed.at(path.steps().toArray(String[]::new));
      if (at instanceof Tree.Scalar scalar && scalar.value() instanceof String name) {
        changed = path.set(changed, new Tree.Scalar(at.place(), absolute(name, base)), false);
      }
    }
    return changed;
  }

  private static String absolute(String name, Path base) {
    try {
      return name.isBlank() ? name : base.resolve(name).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      return name; // whoever opens it says so
    }
  }
}
