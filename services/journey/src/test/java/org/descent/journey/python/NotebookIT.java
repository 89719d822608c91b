package org.descent.journey.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.descent.journey.Processes;
import org.descent.journey.web.Served;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The notebook, and the client that it uses, with the packages that docs/requirements.txt names.
 */
@Tag("thorough")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotebookIT {
  private static final Path DOCS = Path.of("..", "..", "docs").toAbsolutePath().normalize();
  private static final Path SCRIPTS = Path.of("src/test/resources/python").toAbsolutePath();
  private static final Path PYTHON = Path.of("target", "python").toAbsolutePath();

  @TempDir static Path directory;

  private Served served;

  @BeforeAll
  void serve() throws IOException {
    var missing = "THE NOTEBOOK IS NOT RUN: python3 cannot install docs/requirements.txt: ";
    var installed = install();
    if (!installed.isEmpty()) {
      System.err.println(missing + installed);
    }
    assumeTrue(installed.isEmpty(), missing + installed);
    for (var name : List.of("descent.py", "notebook.ipynb")) {
      Files.copy(DOCS.resolve(name), directory.resolve(name));
    }
    served = Served.in(directory);
  }

  @AfterAll
  void stop() {
    if (served != null) {
      served.close();
    }
  }

  @Test
  void theNotebookRuns() {
    var said = python(SCRIPTS.resolve("execute.py").toString(), "notebook.ipynb", "executed.ipynb");

    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(said.text()).contains("2 pictures");
  }

  @Test
  void theClientDoesWhatItPromises() {
    var said = python(SCRIPTS.resolve("client.py").toString());

    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(said.text()).contains("all as promised");
  }

  /** Why the packages cannot be had; empty if they are there. */
  private static String install() throws IOException {
    var requirements = DOCS.resolve("requirements.txt");
    var mark = PYTHON.resolve("requirements.txt");
    if (Files.exists(mark) && Files.mismatch(mark, requirements) == -1) {
      return "";
    }
    var script =
        """
        python3 -m venv %1$s &&
        %1$s/bin/pip install -q --disable-pip-version-check -r %2$s &&
        cp %2$s %1$s/
        """;
    var said = ended("bash", "-c", script.formatted(PYTHON, requirements));
    return said.exit() == 0 ? "" : said.text().strip();
  }

  private record Said(int exit, String text) {}

  private Said python(String... arguments) {
    var command = new ArrayList<String>();
    command.add(PYTHON.resolve("bin/python").toString());
    command.addAll(List.of(arguments));
    return ended(directory, served.page().toString(), command);
  }

  private static Said ended(String... command) {
    return ended(Path.of("."), "", List.of(command));
  }

  private static Said ended(Path directory, String url, List<String> command) {
    try {
      var said = Files.createTempFile("said", ".txt");
      try {
        var builder =
            new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("DESCENT_URL", url);
        builder.environment().put("PYTHONPATH", directory.toString());
        var process = builder.start();
        return new Said(Processes.awaitExit(process, command::toString), Files.readString(said));
      } finally {
        Files.delete(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
