package org.descent.standalone.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.descent.experiment.spec.Extension;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Asks a running control for more of an experiment. */
@Command(
    name = "extend",
    footerHeading = "%nExamples:%n",
    footer = {
      "  descent extend sweep --seeds 200",
      "  descent extend sweep --add optimiser.sgd.learningRate=3",
      "  descent extend search --variants +20"
    },
    description = {
      "Trains more of an experiment that is complete, at a running control: more seeds, longer, more"
          + " variants of its search, more values of what varies. What it has trained is taken over,"
          + " and only what is missing is trained; the result is that of having asked for all of it"
          + " at once. It is an experiment of its own; 'watch' follows it."
    },
    sortOptions = false)
final class ExtendCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;

  @Parameters(paramLabel = "EXPERIMENT", description = "Its name or id.")
  private String name;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Train each variant from N seeds in all; of a search, the most that one gets.")
  private Integer seeds;

  @Option(
      names = "--budget",
      paramLabel = "N",
      description =
          "Let trials take N iterations in all. Those that had used up their budget go on from"
              + " there.")
  private Integer budget;

  @Option(
      names = {"--variants", "--trials"},
      paramLabel = "N|+N",
      description = "Let its search propose N variants in all, or N more.")
  private String variants;

  @Option(
      names = "--add",
      paramLabel = "PATH=VALUE",
      description =
          "A further value of what varies, for example optimiser.sgd.learningRate=0.3; where only"
              + " one value stands so far, both are trained.")
  private List<String> add = List.of();

  @Mixin private Server server;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var extension = new Extension(seeds, budget, variants, PathValues.read("--add", add));
    if (extension.asksForNothing()) {
      throw new UserMistake(
          "nothing is to be more, expected --seeds, --budget, --variants or --add");
    }
    var control = server.control();
    var base = HandedIn.base(name, control);
    var submitted = control.extend(base.experiment(), extension);
    return HandedIn.derived(descent.terminal(), control, base, submitted);
  }
}
