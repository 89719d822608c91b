package org.descent.benchmarks.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.descent.contracts.event.End;
import org.descent.experiment.search.LaggedSearch;
import org.descent.experiment.search.Observed;
import org.descent.experiment.search.SearchPlan;
import org.descent.experiment.search.SearchPlan.Extent;
import org.descent.experiment.search.Step;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.observation.MetricObjective.Take;
import org.descent.experiment.search.observation.Objective.Goal;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.replicates.Replicates;
import org.descent.experiment.search.stopping.NoStopping;
import org.descent.experiment.search.stopping.Rungs;
import org.descent.experiment.search.stopping.Stopping;
import org.descent.experiment.search.stopping.SuccessiveHalving;
import org.descent.experiment.search.strategy.RandomStrategy;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code descent bench --halving}: how many iterations successive halving of random variants takes
 * until it has measured what random search came to.
 */
@Command(
    name = "descent bench --halving",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = "Prints a line of JSON for each table: iterations, as a part of random search's.")
public final class HalvingBench implements Callable<Integer> {
  @Option(names = "--repetitions", description = "(default: 20)", defaultValue = "20")
  int repetitions;

  @Option(names = "--variants", description = "of random search (default: 50)", defaultValue = "50")
  int variants;

  @Option(
      names = "--factor",
      split = ",",
      description = "one or several (default: 2,3)",
      defaultValue = "2,3")
  int[] factors;

  @Option(names = "--rungs", description = "(default: 4)", defaultValue = "4")
  int rungs;

  @Option(
      names = "--tables",
      split = ",",
      required = true,
      paramLabel = "FILE",
      description = "tables of trainings with curves, made by peers/run")
  List<Path> tables;

  /**
   * @param at which value of a training counts: that at its end, or the best on the way
   * @param shares of random search's iterations until its best was measured; 1 where it was not
   *     within as many
   */
  private record Line(String task, int variants, Take at, int factor, int rungs, double[] shares) {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new HalvingBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (var file : tables) {
      var task = new Task(TestFunction.tabulated(file), LearningCurves.of(file));
      for (var at : Take.values()) {
        var objective = new MetricObjective("value", Goal.MINIMISE, at);
        for (int factor : factors) {
          var rule = new SuccessiveHalving(rungs(task, factor), factor, objective);
          var shares =
              IntStream.range(0, repetitions)
                  .mapToDouble(seed -> share(task, rule, objective, seed));
          var line = new Line(task.table().name(), variants, at, factor, rungs, shares.toArray());
          out.println(new ObjectMapper().writeValueAsString(line));
        }
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private Rungs rungs(Task task, int factor) {
    return Rungs.of(task.curves().budget(), factor, rungs);
  }

  /** Random search to the end, then halving from the same seed until it is as good. */
  private double share(Task task, Stopping halving, MetricObjective objective, long seed) {
    var all = new Run(task, new NoStopping(task.curves().budget()), objective, variants, seed);
    all.until(Double.NEGATIVE_INFINITY, Long.MAX_VALUE);
    long most = all.iterations;
    var run = new Run(task, halving, objective, task.table().points(), seed);
    run.until(all.best, most);
    return run.best <= all.best ? Math.min(1, (double) run.iterations / most) : 1;
  }

  /** What came of every training at its end, and on the way there. */
  private record Task(TestFunction table, LearningCurves curves) {}

  /** A search, a step at a time. */
  private static final class Run {
    private final Task task;
    private final MetricObjective objective;
    private final LaggedSearch search;
    private final Map<Integer, Integer> places = new HashMap<>();
    private final Map<Integer, Integer> budgets = new HashMap<>();
    private Observed observed = Observed.NOTHING;
    private long iterations;
    private double best = Double.POSITIVE_INFINITY;

    Run(Task task, Stopping stopping, MetricObjective objective, int variants, long seed) {
      this.task = task;
      this.objective = objective;
      this.search =
          new LaggedSearch(
              new SearchPlan(
                  task.table().space(),
                  List.of(objective),
                  new RandomStrategy(),
                  stopping,
                  Replicates.of(1),
                  new Extent(variants, 0, seed)));
    }

    void until(double wanted, long most) {
      int steps = 0;
      while (best > wanted
          && iterations < most
          && search.next(observed) instanceof Step.Start next) {
        if (next instanceof Step.Propose propose) {
          places.put(next.variant(), task.table().place(propose.point()));
        }
        iterations += next.budget() - budgets.getOrDefault(next.variant(), 0);
        budgets.put(next.variant(), next.budget());
        var series = task.curves().upTo(places.get(next.variant()), next.budget());
        var result = new TrialResult(0, End.EXHAUSTED, next.budget(), Map.of("value", series));
        var score = objective.of(result);
        best = score.usable() ? Math.min(best, score.value()) : best;
        observed = observed.and(next).and(steps++, List.of(result));
      }
    }
  }
}
