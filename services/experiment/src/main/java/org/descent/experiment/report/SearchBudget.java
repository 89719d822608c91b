package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.descent.experiment.results.SearchTrace.Arm;
import org.descent.experiment.results.SearchTrace.Outcome;
import org.descent.experiment.results.SearchTrace.Tried;
import org.descent.experiment.search.analysis.ExpectedBest;

/** The best to expect of a budget of tuning. */
final class SearchBudget extends SearchFigure {
  SearchBudget(Findings findings) {
    super(findings);
  }

  Optional<Figure> of(List<Arm> arms) {
    var told =
        arms.stream()
            .filter(arm -> arm.variants().stream().filter(Tried::usable).count() >= 3)
            .toList();
    if (trace.isEmpty() || trace.get().objectives().size() > 1 || told.isEmpty()) {
      return Optional.empty();
    }
    var byCount = new ArrayList<Panel.Layer>();
    var byCost = new ArrayList<Panel.Layer>();
    for (int i = 0; i < told.size(); i++) {
      expected(told.get(i), i, byCount, byCost);
    }
    var y = measured(objective(), told);
    return Optional.of(
        Figure.of(
            "What a budget of tuning buys: " + findings.experiment().title(),
            "The best to expect of so many of these variants drawn at random without replacement"
                + " (Dodge et al. 2019, without their bias), and one standard deviation about it; on"
                + " the right by the iterations that as many took on average. What diverged or"
                + " failed counts as the worst that was found. It tells what fewer trials would"
                + " have come to"
                + (told.size() > 1 ? ", and compares the places of the grid at equal effort" : "")
                + "; it does not tell in which order a strategy that learns finds them, nor what"
                + " more trials would bring.",
            new Panel(
                named("the best to expect over variants"),
                "",
                Panel.Axis.numbers("variants", false, 0, Double.NaN),
                y,
                byCount,
                true),
            new Panel(
                named("the best to expect over iterations"),
                "",
                Panel.Axis.numbers("iterations spent", false, 0, Double.NaN),
                y,
                byCost,
                true)));
  }

  private void expected(Arm arm, int colour, List<Panel.Layer> byCount, List<Panel.Layer> byCost) {
    double sign = objective().maximise() ? -1 : 1;
    var seen = arm.variants().stream().filter(v -> v.outcome() != Outcome.RUNNING).toList();
    double worst =
        seen.stream()
            .filter(Tried::usable)
            .mapToDouble(v -> sign * v.values().get(0))
            .max()
            .orElse(0);
    var best =
        new ExpectedBest(
            seen.stream()
                .mapToDouble(v -> v.usable() ? sign * v.values().get(0) : worst)
                .toArray());
    int[] counts = spread(best.most());
    double[] mean = IntStream.of(counts).mapToDouble(n -> sign * best.after(n)).toArray();
    double[] above = new double[mean.length];
    double[] below = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      double deviation = best.deviation(counts[i]);
      // not beyond what there is
      above[i] = Math.min(mean[i] + deviation, extreme(seen, true));
      below[i] = Math.max(mean[i] - deviation, extreme(seen, false));
    }
    double each = seen.stream().mapToDouble(SearchFigure::cost).average().orElse(0);
    double[] x = IntStream.of(counts).asDoubleStream().toArray();
    double[] spent = Arrays.stream(x).map(n -> n * each).toArray();
    byCount.add(new Panel.Area("", colour, x, below, above));
    byCount.add(line(arm.label(), colour, x, mean));
    byCost.add(new Panel.Area("", colour, spent, below, above));
    byCost.add(line(arm.label(), colour, spent, mean));
  }

  private static double extreme(List<Tried> seen, boolean largest) {
    var values =
        seen.stream().filter(Tried::usable).mapToDouble(v -> v.values().get(0)).summaryStatistics();
    return largest ? values.getMax() : values.getMin();
  }

  /** Up to 120 whole numbers from 1 to {@code most}. */
  private static int[] spread(int most) {
    int count = Math.min(most, 120);
    return IntStream.rangeClosed(1, count)
        .map(i -> (int) ((long) i * most / count))
        .distinct()
        .toArray();
  }
}
