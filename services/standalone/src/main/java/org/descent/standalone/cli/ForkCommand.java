package org.descent.standalone.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.descent.experiment.spec.Forking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Has trials of a running control go on otherwise from some iteration on. */
@Command(
    name = "fork",
    footerHeading = "%nExamples:%n",
    footer = {
      "  descent fork sweep --at 500 --set optimiser.sgd.learningRate=0.01",
      "  descent fork sweep --at 500 --set loss=l2 --set budget=20000"
    },
    description = {
      "Lets the trials of an experiment that is complete go on otherwise from some iteration on, at a"
          + " running control: with another learning rate, optimiser, loss, batch or budget, from the"
          + " weights that they had come to. It is an experiment of its own; 'watch' follows it."
    },
    sortOptions = false)
final class ForkCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;

  @Parameters(paramLabel = "EXPERIMENT", description = "Its name or id.")
  private String name;

  @Option(
      names = "--at",
      required = true,
      paramLabel = "ITERATION",
      description = "The iteration whose update is the first that is another.")
  private int at;

  @Option(
      names = "--set",
      required = true,
      paramLabel = "PATH=VALUE",
      description =
          "What is another from then on, for example optimiser.sgd.learningRate=0.01 or"
              + " budget=30000. Of several values at one path each is trained.")
  private List<String> set = List.of();

  @Mixin private Server server;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var forking = new Forking(at, PathValues.read("--set", set));
    var control = server.control();
    var base = HandedIn.base(name, control);
    var submitted = control.fork(base.experiment(), forking);
    return HandedIn.derived(descent.terminal(), control, base, submitted);
  }
}
