package org.descent.standalone.cli;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.descent.standalone.pipeline.ControlClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Experiments at a running control, to each of which a command does the same. */
final class NamedExperiments {
  /** What is asked of control for one experiment. */
  interface Request {
    /**
     * Asks for it.
     *
     * @return what has been done, in a line
     */
    String ask(ControlClient control, ExperimentStatus status) throws IOException;
  }

  @Parameters(paramLabel = "EXPERIMENT", arity = "1..*", description = "Names or ids.")
  private List<String> names;

  @Mixin private Server server;

  /**
   * Asks for each that there is no objection against, and says what came of it.
   *
   * @param objection against one, in a line; empty for none
   * @return the exit code: a mistake where there was an objection
   */
  int each(Terminal terminal, Function<ExperimentStatus, String> objection, Request request)
      throws IOException {
    var control = server.control();
    int code = ExitCode.OK;
    for (var status : WantedExperiments.named(names, control.experiments())) {
      var against = objection.apply(status);
      if (against.isEmpty()) {
        terminal.out().println(request.ask(control, status));
      } else {
        terminal.err().println(against);
        code = ExitCode.MISTAKE;
      }
    }
    return code;
  }

  /** The objection against one that is not in the state that a command is for. */
  static Function<ExperimentStatus, String> unless(State state) {
    return status ->
        status.state() == state
            ? ""
            : String.format(
                "%s is %s, expected one that is %s",
                status.experiment(), status.state().word(), state.word());
  }
}
