package org.descent.standalone;

import io.quarkus.runtime.annotations.QuarkusMain;
import org.descent.standalone.cli.DescentCommand;
import org.descent.standalone.cli.Terminal;
import org.descent.standalone.pipeline.Pipeline;

/** Where the process begins: the command line; only commands that need the services start them. */
@QuarkusMain
public final class Descent {
  private Descent() {}

  /** Runs the command that {@code arguments} spell and exits with its code. */
  public static void main(String... arguments) {
    int code = DescentCommand.commandLine(Terminal.ofProcess()).execute(arguments);
    if (Pipeline.hasLeftServices()) {
      Runtime.getRuntime().halt(code); // the hooks would wait for them
    }
    System.exit(code);
  }
}
