package org.descent.experiment.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.NamesFile;

/** The files that an experiment's data names. */
final class DataFiles {
  private static final List<String> PATHS = paths("data", DataSpec.class).toList();

  private DataFiles() {}

  /** Where a file may be named by one of {@code family} that stands at {@code path}. */
  private static Stream<String> paths(String path, Class<?> family) {
    return RecordReader.members(family).entrySet().stream()
        .filter(source -> path.equals("data") || source.getValue() != DataSpec.Parts.class)
        .flatMap(source -> within(path + "." + source.getKey(), source.getValue()));
  }

  private static Stream<String> within(String path, Class<?> source) {
    return Arrays.stream(source.getRecordComponents())
        .flatMap(
            component ->
                component.isAnnotationPresent(NamesFile.class)
                    ? Stream.of(path + "." + component.getName())
                    : component.getType() == DataSpec.class
                        ? paths(path + "." + component.getName(), DataSpec.class)
                        : Stream.empty());
  }

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
      } else if (at instanceof Tree.Sequence names) {
        var items = names.items().stream().map(item -> absolute(item, base)).toList();
        changed = path.set(changed, new Tree.Sequence(at.place(), items), false);
      }
    }
    return changed;
  }

  private static Tree absolute(Tree item, Path base) {
    return item instanceof Tree.Scalar scalar && scalar.value() instanceof String name
        ? new Tree.Scalar(item.place(), absolute(name, base))
        : item;
  }

  private static String absolute(String name, Path base) {
    try {
      return name.isBlank() ? name : base.resolve(name).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      return name; // whoever opens it says so
    }
  }
}
