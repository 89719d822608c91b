package org.descent.standalone.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Map;

/**
 * Where output goes and what it may look like.
 *
 * @param out results
 * @param err everything else
 * @param live whether {@code err} is a terminal in which lines can be redrawn
 * @param columns of that terminal
 * @param coloured whether {@code out} is a terminal that shows colours
 */
public record Terminal(
    PrintStream out, PrintStream err, boolean live, int columns, boolean coloured) {
  private static final int USUAL_COLUMNS = 80;

  /** One without colours. */
  public Terminal(PrintStream out, PrintStream err, boolean live, int columns) {
    this(out, err, live, columns, false);
  }

  /**
   * The process's own. Java cannot tell whether stderr is a terminal, so the launcher says so in
   * {@code DESCENT_STDERR_TERMINAL} and {@code DESCENT_STDOUT_TERMINAL} (1 or 0), and {@code
   * DESCENT_COLUMNS}.
   */
  public static Terminal ofProcess() {
    return new Terminal(
        Printed.to(new FileOutputStream(FileDescriptor.out)),
        Printed.to(stderr()),
        live(System.getenv(), System.console() != null),
        columns(System.getenv().get("DESCENT_COLUMNS")),
        coloured(System.getenv()));
  }

  /**
   * Says, as far as that is possible, what could not be printed.
   *
   * @param code to end with if all could
   * @return the code to end with
   */
  public int finished(int code) {
    out.flush();
    err.flush();
    if (out instanceof Printed printed && printed.failure().isPresent()) {
      if (!printed.hasNoReader()) {
        err.println("stdout cannot be written: " + printed.failure().get());
      }
      return failed(code);
    }
    return err instanceof Printed printed && printed.failure().isPresent() ? failed(code) : code;
  }

  private static int failed(int code) {
    return code == ExitCode.OK ? ExitCode.FAILED : code;
  }

  /** Whether lines may be redrawn: not with NO_COLOR (no-color.org) or on a dumb terminal. */
  static boolean live(Map<String, String> environment, boolean console) {
    var told = environment.get("DESCENT_STDERR_TERMINAL");
    boolean terminal = told == null ? console : told.equals("1");
    return terminal && plays(environment);
  }

  /** Whether stdout shows colours: not in files and pipes, and as above. */
  static boolean coloured(Map<String, String> environment) {
    return "1".equals(environment.get("DESCENT_STDOUT_TERMINAL")) && plays(environment);
  }

  private static boolean plays(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  private static int columns(String told) {
    return told != null && told.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(told) : USUAL_COLUMNS;
  }

  /** Descriptor 3, where the launcher has put the unfiltered stderr, or else 2. */
  private static OutputStream stderr() {
    return System.getenv("DESCENT_STDERR_TERMINAL") == null
        ? new FileOutputStream(FileDescriptor.err)
        : new FileOutputStream(descriptor(3));
  }

  /**
   * An inherited descriptor. Opening /dev/fd/3 instead would give a position of its own in a file
   * that others write to as well; the launcher opens java.io for this.
   */
  private static FileDescriptor descriptor(int number) {
    try {
      var constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
      constructor.setAccessible(true);
      return constructor.newInstance(number);
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      return FileDescriptor.err;
    }
  }
}
