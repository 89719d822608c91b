package org.descent.standalone.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.descent.standalone.broker.FreePort;
import org.descent.standalone.pipeline.Pipeline;
import org.descent.standalone.pipeline.ServicesBroken;
import org.descent.standalone.process.Interruption;
import picocli.CommandLine.Option;

/** Where the page in the browser stands. */
final class PagePort {
  /** Where commands that talk to a control look for one. */
  static final int USUAL = 8080;

  /** Whatever port is free. */
  static final int ANY = 0;

  private static final int HIGHEST = 65_535;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "The page's port on this machine; default 8080 of 'serve', 0 of 'run': any free.")
  private Integer told;

  private int port;

  /**
   * Requires that the port can be had.
   *
   * @param usual what it is unless told
   * @throws UserMistake naming it
   */
  void require(int usual) throws IOException {
    port = told == null ? usual : told;
    if (port < 0 || port > HIGHEST) {
      throw new UserMistake("--port " + port + ", expected 0 to " + HIGHEST);
    }
    if (port > 0 && !FreePort.isFree(port)) {
      throw new UserMistake(
          told == null
              ? "port " + port + " is in use; expected a free one, --port 0 for any"
              : "--port " + port + " is in use, expected a free one");
    }
  }

  /** As the services take it. */
  String setting() {
    return Integer.toString(port);
  }

  /**
   * Says where the page is; does not return before the process is asked to stop.
   *
   * @throws ServicesBroken if a service fails meanwhile
   */
  static void serve(Pipeline pipeline, Terminal terminal)
      throws ServicesBroken, InterruptedException {
    terminal.err().println();
    terminal.err().println("Serving " + pipeline.page() + " until Ctrl-C.");
    terminal.err().flush();
    var watch = pipeline.watch();
    while (!Interruption.isUnderWay()) {
      watch.look(List.of());
      TimeUnit.SECONDS.sleep(1);
    }
    Interruption.waitForTheEnd();
  }
}
