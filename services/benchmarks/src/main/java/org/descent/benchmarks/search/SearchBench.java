package org.descent.benchmarks.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.descent.contracts.event.End;
import org.descent.experiment.search.LaggedSearch;
import org.descent.experiment.search.Observed;
import org.descent.experiment.search.SearchPlan;
import org.descent.experiment.search.SearchPlan.Extent;
import org.descent.experiment.search.Step.Propose;
import org.descent.experiment.search.Step.Start;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.observation.Series;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.replicates.Replicates;
import org.descent.experiment.search.stopping.NoStopping;
import org.descent.experiment.search.strategy.CmaEsStrategy;
import org.descent.experiment.search.strategy.GpStrategy;
import org.descent.experiment.search.strategy.RandomStrategy;
import org.descent.experiment.search.strategy.SobolStrategy;
import org.descent.experiment.search.strategy.Strategy;
import org.descent.experiment.search.strategy.TpeStrategy;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code descent bench --search}: regrets of strategies on functions whose minimum is known. */
@Command(
    name = "descent bench --search",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description =
        "Prints a line of JSON for each function and strategy: the regret of each search.")
public final class SearchBench implements Callable<Integer> {
  private static final Map<String, Strategy> STRATEGIES =
      Map.of(
          "random", new RandomStrategy(),
          "sobol", new SobolStrategy(true),
          "tpe", new TpeStrategy(),
          "cma-es", new CmaEsStrategy(),
          "gp", new GpStrategy());

  @Option(
      names = "--repetitions",
      description = "searches of each kind, from seeds 0, 1, … (default: 20)",
      defaultValue = "20")
  int repetitions;

  @Option(
      names = "--lag",
      description = "trials of which the results are not known yet (default: 0)",
      defaultValue = "0")
  int lag;

  @Option(
      names = "--tables",
      split = ",",
      paramLabel = "FILE",
      description = "search these tables of trainings, made by peers/run, and not functions")
  List<Path> tables = List.of();

  @Parameters(
      arity = "1..*",
      paramLabel = "STRATEGY:TRIALS",
      description = "for example tpe:100; strategies are random, sobol, tpe, cma-es and gp")
  List<String> searches;

  /**
   * What one strategy made of one function.
   *
   * @param regrets at the end of each search
   * @param halfway the same after half the trials
   * @param seconds that the strategy took for a proposal, on average
   * @param checks what the function is at some points
   */
  private record Line(
      String who,
      String strategy,
      String function,
      int trials,
      int lag,
      double[] regrets,
      double[] halfway,
      double seconds,
      double[][] checks) {}

  /** The best so far after every trial. */
  private record Searched(double[] regrets, double seconds) {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SearchBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var functions = new ArrayList<>(tables.isEmpty() ? TestFunction.ALL : List.of());
    for (var table : tables) {
      functions.add(TestFunction.tabulated(table));
    }
    for (var search : searches) {
      var parts = search.split(":");
      var strategy = STRATEGIES.get(parts[0]);
      if (strategy == null || parts.length != 2 || !parts[1].matches("[1-9][0-9]{0,5}")) {
        System.err.println(search + ", expected STRATEGY:TRIALS, for example tpe:100");
        return CommandLine.ExitCode.USAGE;
      }
      int trials = Integer.parseInt(parts[1]);
      for (var function : functions) {
        var searched =
            IntStream.range(0, repetitions)
                .mapToObj(seed -> search(function, strategy, trials, seed))
                .toList();
        out.println(
            new ObjectMapper()
                .writeValueAsString(
                    new Line(
                        "Descent",
                        parts[0],
                        function.name(),
                        trials,
                        lag,
                        searched.stream().mapToDouble(s -> s.regrets()[trials - 1]).toArray(),
                        searched.stream().mapToDouble(s -> s.regrets()[trials / 2]).toArray(),
                        searched.stream().mapToDouble(Searched::seconds).average().orElseThrow()
                            / trials,
                        function.checks())));
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private Searched search(TestFunction function, Strategy strategy, int trials, long seed) {
    var search =
        new LaggedSearch(
            new SearchPlan(
                function.space(),
                List.of(MetricObjective.minimise("value")),
                strategy,
                new NoStopping(1),
                Replicates.of(1),
                new Extent(trials, lag, seed)));
    var observed = Observed.NOTHING;
    var regrets = new double[trials];
    double lowest = Double.POSITIVE_INFINITY;
    long started = System.nanoTime();
    for (int trial = 0; trial < trials; trial++) {
      var propose = (Propose) search.next(observed);
      double value = function.at(propose.point());
      lowest = Math.min(lowest, value);
      regrets[trial] = lowest - function.lowest();
      observed = observed.and((Start) propose).and(trial, List.of(result(value)));
    }
    return new Searched(regrets, (System.nanoTime() - started) * 1e-9);
  }

  private static TrialResult result(double value) {
    return new TrialResult(0, End.EXHAUSTED, 1, Map.of("value", Series.of(1, value)));
  }
}
