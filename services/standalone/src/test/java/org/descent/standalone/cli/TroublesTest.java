package org.descent.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What leaves a command, whatever it is, becomes a line and an exit code. */
class TroublesTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void shortageOfMemoryIsOneLine() {
    assertThat(run(new OutOfMemoryError("Java heap space"))).isEqualTo(1);

    assertThat(text()).startsWith("memory is short: Java heap space; the heap is").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        StackOverflowError.class,
        NoClassDefFoundError.class,
        InternalError.class,
        AssertionError.class,
        IllegalStateException.class
      })
  void whatNobodyExpectedIsALineAndAFile(Class<? extends Throwable> trouble) throws Exception {
    assertThat(run(trouble.getConstructor().newInstance())).isEqualTo(1);

    assertThat(text().lines())
        .hasSize(2)
        .first()
        .isEqualTo("Unexpected: " + trouble.getSimpleName());
    assertThat(text().lines().skip(1)).singleElement().asString().startsWith("More is in ");
  }

  private int run(Throwable trouble) {
    var out = new PrintStream(err, true, StandardCharsets.UTF_8);
    var troubles = new Troubles(new Terminal(out, out, false, 80));
    return new CommandLine(new Failing(trouble))
        .setExecutionExceptionHandler(troubles)
        .setExecutionStrategy(troubles::execute)
        .execute();
  }

  private String text() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Command(name = "failing")
  private record Failing(Throwable trouble) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      if (trouble instanceof Error error) {
        throw error;
      }
      throw (Exception) trouble;
    }
  }
}
