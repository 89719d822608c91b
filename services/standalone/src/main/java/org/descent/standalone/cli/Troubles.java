package org.descent.standalone.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Reason;
import org.descent.experiment.spec.InvalidExperiment;
import org.descent.learning.NoNativeLibrary;
import org.descent.standalone.broker.LoopbackUnreachable;
import org.descent.standalone.export.MlflowFailure;
import org.descent.standalone.files.DirectoryInUse;
import org.descent.standalone.files.NotOurs;
import org.descent.standalone.files.StorageFailure;
import org.descent.standalone.pipeline.BrokerUnreachable;
import org.descent.standalone.pipeline.ControlRefused;
import org.descent.standalone.pipeline.ControlUnreachable;
import org.descent.standalone.pipeline.ServicesBroken;
import org.descent.standalone.process.Interruption;
import org.descent.standalone.results.ResultsDirectory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What went wrong, in words: a mistake gets its lines, a breakage one line and a log. */
final class Troubles implements IExecutionExceptionHandler {
  private static final Path HERE = Path.of(".");

  private final Terminal terminal;

  Troubles(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs what {@code parsed} asks for; picocli itself has no handler for errors. */
  int execute(ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (Error e) {
      return ended(e);
    }
  }

  private int ended(Error e) {
    if (Interruption.isUnderWay()) {
      Interruption.waitForTheEnd();
    }
    if (e instanceof OutOfMemoryError) {
      terminal.err().println(Reason.of(e));
    } else {
      terminal.err().println("Unexpected: " + inOneLine(e));
      log(e, null);
    }
    return ExitCode.FAILED;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    if (Interruption.isUnderWay()) {
      Interruption.waitForTheEnd();
    }
    if (e instanceof InvalidExperiment invalid) {
      invalid.problems().forEach(terminal.err()::println);
      return ExitCode.MISTAKE;
    }
    if (e instanceof TooLarge || e instanceof ServicesBroken) {
      terminal.err().println(e.getMessage());
      if (e instanceof ServicesBroken && line.getCommand() instanceof RunCommand) {
        terminal.err().println("The same command goes on from here.");
      }
      return ExitCode.FAILED;
    }
    if (e instanceof UserMistake
        || e instanceof InvalidSpec
        || e instanceof BrokerUnreachable
        || (e instanceof ControlUnreachable && !hasServices(line))
        || e instanceof DirectoryInUse
        || e instanceof MlflowFailure
        || e instanceof NotOurs) {
      terminal.err().println(e.getMessage());
      return ExitCode.MISTAKE;
    }
    if (e instanceof ControlRefused refused) {
      terminal.err().println(e.getMessage());
      return refused.mistaken() ? ExitCode.MISTAKE : ExitCode.FAILED;
    }
    var directory = line.getCommand() instanceof RunCommand run ? run.startedIn() : null;
    var full = StorageFailure.in(directory == null ? HERE : directory, e);
    if (full.isPresent() || e instanceof LoopbackUnreachable || e instanceof NoNativeLibrary) {
      terminal.err().println(full.<Exception>map(failure -> failure).orElse(e).getMessage());
      return ExitCode.FAILED;
    }
    terminal.err().println("Unexpected: " + inOneLine(e));
    log(e, directory);
    return ExitCode.FAILED;
  }

  /** Whether control is this process's own, so that nobody has said where it is. */
  private static boolean hasServices(CommandLine line) {
    return line.getCommand() instanceof RunCommand || line.getCommand() instanceof ServeCommand;
  }

  private void log(Throwable e, Path directory) {
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
      terminal.err().println("More cannot be written anywhere: " + inOneLine(unwritable));
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
