package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.descent.contracts.spec.TrainingSpec;
import org.junit.jupiter.api.Test;

/** Every limit that stands in the code stands in experiments/README.md. */
class LimitsTest {
  private static final Pattern LIMIT = Pattern.compile("(MAX|MOST|LARGEST)(_.*)?");

  /** How many of something are shown or told, not what an experiment may ask for. */
  private static final List<String> OF_MESSAGES =
      List.of("Problems.MOST", "Distinction.MOST_PAIRS", "Suggestion.MOST");

  @Test
  void everyLimitIsDocumented() throws IOException, ReflectiveOperationException {
    var readme = Files.readString(Path.of("../../experiments/README.md"));
    var limits = readme.substring(readme.indexOf("\n## Limits\n"));
    var found = new ArrayList<String>();
    for (var type : types()) {
      for (var field : type.getDeclaredFields()) {
        boolean number = field.getType() == int.class || field.getType() == long.class;
        var name = type.getSimpleName() + "." + field.getName();
        if (number
            && Modifier.isStatic(field.getModifiers())
            && LIMIT.matcher(field.getName()).matches()
            && !OF_MESSAGES.contains(name)) {
          field.setAccessible(true);
          found.add(name);
          assertThat(limits).as(name).containsAnyOf(written(field.getLong(null)));
        }
      }
    }
    assertThat(found)
        .contains(
            "ParameterLayout.MAX_PARAMETERS",
            "DataDirectory.MAX_BYTES",
            "ExperimentReader.MAX_TRIALS");
  }

  /** As people write it. */
  private static String[] written(long number) {
    var written = new ArrayList<>(List.of(String.format("%,d", number).replace(',', ' ')));
    if (number % (1 << 20) == 0) {
      written.add((number >> 20) + " MiB");
    }
    if (number == (1L << 53) - 1) {
      written.add("2^53 - 1");
    }
    return written.toArray(String[]::new);
  }

  private static List<Class<?>> types() throws IOException, ReflectiveOperationException {
    var types = new ArrayList<Class<?>>();
    for (var anchor : List.of(TrainingSpec.class, ExperimentReader.class)) {
      for (var name : namesBeside(anchor)) {
        if (name.matches(".*\\.(spec|data|plan)\\.[A-Z].*")) {
          types.add(Class.forName(name, false, LimitsTest.class.getClassLoader()));
        }
      }
    }
    return types;
  }

  /** All classes of the anchor's module, which is a folder or, once it is packaged, a jar. */
  private static List<String> namesBeside(Class<?> anchor) throws IOException {
    var home = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().getPath());
    if (Files.isDirectory(home)) {
      return names(home);
    }
    try (var jar = FileSystems.newFileSystem(home)) {
      return names(jar.getPath("/"));
    }
  }

  private static List<String> names(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(file -> file.endsWith(".class"))
          .map(file -> file.replace(".class", "").replace('/', '.'))
          .toList();
    }
  }
}
