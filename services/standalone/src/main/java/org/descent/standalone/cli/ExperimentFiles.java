package org.descent.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.descent.experiment.Experiment;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.spec.Setting;
import org.descent.experiment.spec.Suggestion;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The experiments that a command is about, and what is changed in them on the command line. */
final class ExperimentFiles {
  private static final Predicate<String> DOCUMENT =
      Pattern.compile("\\.(ya?ml|json)$").asPredicate();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Experiment files (YAML).")
  private List<Path> files = List.of();

  @Option(
      names = "--seed-count",
      paramLabel = "N",
      description = "Train each variant from N seeds, whatever the files say.")
  private Integer seedCount;

  @Option(
      names = "--set",
      paramLabel = "[EXPERIMENT:]PATH=VALUE",
      description = {
        "Change a value of the experiments, for example budget=500 or xor:seeds=3; or of the"
            + " pipeline: trainer.threads, trainer.engine, trainer.segment, cohort-size."
      })
  private List<String> set = List.of();

  /** The experiments, with what is set. */
  List<Experiment> read() {
    if (seedCount != null && seedCount < 1) {
      throw new UserMistake("--seed-count " + seedCount + ", expected 1 or more");
    }
    for (var file : files) {
      if (!Files.isRegularFile(file)) {
        throw new UserMistake(file + ": " + (Files.exists(file) ? "not a file" : missing(file)));
      }
    }
    var settings = new ArrayList<Setting>();
    for (var text : set) {
      if (!RuntimeSettings.isOne(text)) {
        settings.add(Setting.parse(text));
      }
    }
    if (seedCount != null) {
      settings.add(new Setting("", "seeds", seedCount.toString()));
    }
    return ExperimentReader.files(files, settings);
  }

  private static String missing(Path file) {
    var none = "there is no such file";
    var folder = file.toAbsolutePath().getParent();
    try (var beside = Files.list(folder)) {
      var names = beside.map(Path::getFileName).map(Path::toString).filter(DOCUMENT).toList();
      return Suggestion.nearest(file.getFileName().toString(), names)
          .map(near -> none + ", did you mean " + file.resolveSibling(near) + "?")
          .orElse(none);
    } catch (IOException e) {
      return none; // nor a folder
    }
  }

  /** The title of the one file there is; empty if there are several, or it has none. */
  String title() {
    return ExperimentReader.title(files).orElse("");
  }

  /** What is set of the pipeline itself. */
  RuntimeSettings runtime() {
    return RuntimeSettings.of(set);
  }

  /** Where a run leaves its results if it is not told. */
  Path results() {
    return Path.of("descent-results", name());
  }

  /** What a folder for the results is called. */
  String name() {
    return name(files.get(0));
  }

  /** A file's name without folder and extension, unless that names no folder of its own. */
  static String name(Path path) {
    var file = path.getFileName().toString();
    var name = file.replaceFirst("\\.(ya?ml|json)$", "");
    return List.of("", ".", "..").contains(name) ? file : name;
  }
}
