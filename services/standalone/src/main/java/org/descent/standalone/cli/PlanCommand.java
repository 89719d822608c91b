package org.descent.standalone.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.descent.experiment.results.Resolution;
import org.descent.standalone.results.PlanTable;
import org.descent.standalone.table.Numbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows what a run would do. */
@Command(
    name = "plan",
    footerHeading = "%nExamples:%n",
    footer = {
      "  descent plan experiments/study.yaml --seed-count 40",
      "  descent plan experiments/sweep.yaml --resolve 1.2"
    },
    description = "Shows what a run would do: variants, trials, cohorts, topics and work.")
final class PlanCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private ExperimentFiles source;

  @Option(
      names = "--resolve",
      paramLabel = "RATIO",
      description =
          "Also tell how many seeds it takes to tell variants apart whose iterations to target"
              + " differ by this ratio, for example 1.2, judged from the results of a smaller run.")
  private Double ratio;

  @Option(
      names = "--pilot",
      paramLabel = "DIR",
      description =
          "With --resolve: where that run has left its results; default"
              + " descent-results/NAME-OF-THE-FIRST-FILE.")
  private Path pilot;

  @Override
  public Integer call() throws IOException {
    if (pilot != null && ratio == null) {
      throw new UserMistake("--pilot goes with --resolve");
    }
    if (ratio != null && !(ratio > 1 && Double.isFinite(ratio))) {
      throw new UserMistake("--resolve " + ratio + ", expected a ratio above 1");
    }
    var runtime = source.runtime();
    List<Prepared> prepared =
        source.read().stream()
            .map(experiment -> Prepared.of(experiment, runtime.sizing()))
            .toList();
    var judged = ratio == null ? null : Pilot.read(pilot == null ? source.results() : pilot);
    var out = descent.terminal().out();
    int threads = runtime.threads();
    for (var one : prepared) {
      PlanTable.lines(one.experiment(), one.dataset(), one.cohorts(), time(one.seconds(), threads))
          .forEach(out::println);
      if (judged != null) {
        var experiment = one.experiment();
        var resolutions = Resolution.of(experiment, judged.of(experiment), ratio);
        PlanTable.resolutions(ratio, resolutions).forEach(out::println);
      }
      out.println();
    }
    PlanTable.totals(
            prepared.stream().map(Prepared::experiment).toList(),
            prepared.stream().mapToInt(one -> one.cohorts().size()).sum(),
            time(prepared.stream().mapToDouble(Prepared::seconds).sum(), threads)
                + ", if every trial uses up its budget; by a rough model, and without starting")
        .forEach(out::println);
    return ExitCode.OK;
  }

  /** What the cost model says, for people. */
  private static String time(double seconds, int threads) {
    double here = seconds / threads;
    return (here < 1
            ? "less than a second"
            : "about " + Numbers.clock(Duration.ofMillis(Math.round(1000 * here))))
        + " of training on "
        + Numbers.counted(threads, "thread")
        + " at most";
  }
}
