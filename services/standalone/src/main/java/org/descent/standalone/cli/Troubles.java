package org.descent.standalone.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.spec.InvalidExperiment;
import org.descent.standalone.broker.DirectoryInUse;
import org.descent.standalone.pipeline.BrokerUnreachable;
import org.descent.standalone.pipeline.ControlRefused;
import org.descent.standalone.pipeline.ControlUnreachable;
import org.descent.standalone.results.ResultsDirectory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What went wrong, in words: a mistake gets its lines, a breakage one line and a log. */
final class Troubles implements IExecutionExceptionHandler {
  private final Terminal terminal;

  Troubles(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed)
      throws InterruptedException {
    if (Interruption.isUnderWay()) {
      Interruption.waitForTheEnd();
    }
    if (e instanceof InvalidExperiment invalid) {
      invalid.problems().forEach(terminal.err()::println);
      return ExitCode.MISTAKE;
    }
    if (e instanceof UserMistake
        || e instanceof InvalidSpec
        || e instanceof BrokerUnreachable
        || e instanceof ControlUnreachable
        || e instanceof DirectoryInUse) {
      terminal.err().println(e.getMessage());
      return ExitCode.MISTAKE;
    }
    if (e instanceof ControlRefused refused) {
      terminal.err().println(e.getMessage());
      return refused.mistaken() ? ExitCode.MISTAKE : ExitCode.FAILED;
    }
    terminal.err().println("Unexpected: " + inOneLine(e));
    log(e, line.getCommand() instanceof RunCommand run ? run.startedIn() : null);
    return ExitCode.FAILED;
  }

  private void log(Exception e, Path directory) {
    try {
      var file =
          directory == null
              ? Files.createTempFile("descent-", ".log")
              : ResultsDirectory.processLog(directory);
      try (var out =
          new PrintWriter(
              Files.newBufferedWriter(
                  file,
                  StandardCharsets.UTF_8,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.APPEND))) {
        e.printStackTrace(out);
      }
      terminal.err().println("More is in " + file);
    } catch (IOException unwritable) {
      e.addSuppressed(unwritable);
      e.printStackTrace(terminal.err());
    }
  }

  private static String inOneLine(Throwable e) {
    var text = new StringBuilder();
    for (var cause = e; cause != null; cause = cause.getCause()) {
      var message =
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      var line = message.strip().lines().findFirst().orElse("");
      if (text.indexOf(line) < 0) {
        text.append(text.isEmpty() ? "" : ": ").append(line);
      }
    }
    return text.toString();
  }
}
