package org.descent.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.descent.experiment.spec.ExperimentSchema;
import org.descent.experiment.spec.Suggestion;

/** Experiment files that ship with Descent, to begin one's own from. */
final class Templates {
  /** Where the launcher says that Descent lies. */
  static final String HOME = "descent.home";

  private static final Pattern TITLE = Pattern.compile("(?m)^title: *(.*)$");
  private static final Pattern NAME = Pattern.compile("(?m)^name:.*$");
  private static final Pattern TITLE_LINE = Pattern.compile("(?m)^title:.*\\R");
  private static final Pattern SCHEMA_LINE = Pattern.compile("(?m)^# yaml-language-server:.*\\R");

  /** What editors complete and check the file by. */
  private static final String SCHEMA =
      "# yaml-language-server: $schema=" + ExperimentSchema.FILE + "\n";

  /** The line of a file that includes others, and so does not stand for itself. */
  private static final Pattern INCLUDES = Pattern.compile("(?m)^include:");

  private final Path home;

  private Templates(Path home) {
    this.home = home;
  }

  /**
   * A file that can be begun from.
   *
   * @param name what it is called: its file's name
   * @param title what it is about, for people
   */
  record Template(String name, String title, Path file) {}

  /**
   * Those of this installation.
   *
   * @throws UserMistake if nobody has said where it lies
   */
  static Templates ofInstallation() {
    var home = System.getProperty(HOME, "");
    if (home.isEmpty() || !Files.isDirectory(Path.of(home, "experiments"))) {
      throw new UserMistake("no templates here: they lie beside the script ./descent");
    }
    return new Templates(Path.of(home));
  }

  /** All of them, by name. */
  List<Template> all() throws IOException {
    List<Path> files;
    try (var paths = Files.walk(home.resolve("experiments"))) {
      files = paths.filter(path -> path.toString().endsWith(".yaml")).toList();
    }
    var templates = new ArrayList<Template>();
    for (var file : files) {
      var text = Files.readString(file);
      if (!INCLUDES.matcher(text).find()) {
        var title = TITLE.matcher(text);
        var name = ExperimentFiles.name(file);
        templates.add(
            new Template(name, title.find() ? title.group(1).replace("\"", "") : name, file));
      }
    }
    templates.sort(Comparator.comparing(Template::name));
    return templates;
  }

  /**
   * The one that is called {@code name}.
   *
   * @throws UserMistake if none is
   */
  Template named(String name) throws IOException {
    var all = all();
    return all.stream()
        .filter(template -> template.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserMistake(
                    "no template "
                        + name
                        + Suggestion.among(name, all.stream().map(Template::name).toList())));
  }

  /** The text of {@code template} as an experiment of its own, which is called {@code name}. */
  String begun(Template template, String name) throws IOException {
    var text = SCHEMA_LINE.matcher(Files.readString(template.file())).replaceAll("");
    text = TITLE_LINE.matcher(text).replaceAll("");
    return SCHEMA + NAME.matcher(text).replaceFirst("name: " + name);
  }
}
