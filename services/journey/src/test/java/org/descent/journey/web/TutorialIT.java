package org.descent.journey.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.descent.journey.CommandLine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tutorial, done as it says: files are written, commands run in their order, and what it shows
 * of their output is there. Numbers may be others, where processors are.
 */
@Tag("thorough")
class TutorialIT {
  private static final Path TUTORIAL = Path.of("../../docs/tutorial.md");

  private static final Pattern BLOCK =
      Pattern.compile("([^\n]*)\n\n```(\\w*)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern FILE = Pattern.compile("(into|to) (?:a|the) file `([^`]+)`");
  private static final String COMMAND = "./descent ";
  private static final String SERVE = COMMAND + "serve";

  @TempDir Path directory;
  private Served served;
  private String said = "";

  @Test
  void everythingComesOutAsTheTutorialSays() throws IOException {
    int commands = 0;
    try {
      var blocks = BLOCK.matcher(Files.readString(TUTORIAL));
      while (blocks.find()) {
        var text = blocks.group(3);
        switch (blocks.group(2)) {
          case "yaml" -> write(blocks.group(1), text);
          case "text" -> assertThat(plain(said)).contains(plain(text).split("\n"));
          default -> commands += run(text);
        }
      }
    } finally {
      if (served != null) {
        served.close();
      }
    }
    assertThat(commands).isGreaterThan(5);
  }

  private void write(String before, String text) throws IOException {
    var named = FILE.matcher(before);
    assertThat(named.find()).as("the file of what stands below: %s", before).isTrue();
    Files.writeString(
        directory.resolve(named.group(2)),
        text,
        StandardOpenOption.CREATE,
        named.group(1).equals("to") ? StandardOpenOption.APPEND : StandardOpenOption.WRITE);
  }

  private int run(String block) {
    var lines = block.lines().toList();
    assertThat(lines).allMatch(line -> line.startsWith(COMMAND));
    for (var line : lines) {
      if (line.startsWith(SERVE)) {
        served =
            Served.start(directory, (line.substring(COMMAND.length()) + " --port 0").split(" "));
      } else {
        one(line.substring(COMMAND.length()).split(" "));
      }
    }
    return lines.size();
  }

  private void one(String... arguments) {
    var all = arguments;
    if (served != null && !arguments[0].equals("run")) {
      all = Arrays.copyOf(arguments, arguments.length + 2);
      all[arguments.length] = "--server";
      all[arguments.length + 1] = served.page().toString();
    }
    var run = CommandLine.run(directory, all);
    assertThat(run.exit()).as("%s: %s", String.join(" ", all), run.err()).isZero();
    said = run.out();
  }

  /** Without numbers, and with single blanks. */
  private static String plain(String text) {
    return text.strip()
        .replaceAll("[0-9][0-9.\u202f ]*[0-9]|[0-9]", "#")
        .replaceAll("[\u2009\u202f\u00a0]", " ")
        .replaceAll(" *\\R *", "\n")
        .replaceAll(" {2,}", " ");
  }
}
