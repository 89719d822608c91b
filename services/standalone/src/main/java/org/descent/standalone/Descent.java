package org.descent.standalone;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.descent.standalone.cli.DescentCommand;
import org.descent.standalone.cli.Terminal;
import org.descent.standalone.process.Interruption;

/** Where the process begins: the command line; only commands that need the services start them. */
@QuarkusMain
public final class Descent {
  private Descent() {}

  /** Runs the command that {@code arguments} spell and exits with its code. */
  public static void main(String... arguments) {
    var terminal = Terminal.ofProcess();
    silenceLibraries();
    int code = DescentCommand.commandLine(terminal).execute(arguments);
    Interruption.end(terminal.finished(code));
  }

  /** The terminal is the command line's: loggers write to it where their file cannot be written. */
  private static void silenceLibraries() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    System.setOut(nowhere);
    System.setErr(nowhere);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) ->
            Logger.getLogger(Descent.class.getName())
                .log(Level.SEVERE, "in thread " + thread.getName(), e));
  }
}
