package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.results.SearchBelief;
import org.descent.experiment.results.SearchTrace.Arm;
import org.descent.experiment.results.SearchTrace.Check;
import org.descent.experiment.results.SearchTrace.Outcome;
import org.descent.experiment.results.SearchTrace.Run;

/** Which trials went on from rung to rung, and what the rest was believed to be. */
final class SearchRungs extends SearchFigure {
  SearchRungs(Findings findings) {
    super(findings);
  }

  Optional<Figure> of(Arm arm) {
    if (arm.budgets().size() < 2
        || arm.variants().stream().noneMatch(v -> v.trials().stream().anyMatch(SearchRungs::climbs))
            && arm.variants().stream().noneMatch(v -> v.outcome() == Outcome.HELD_BACK)) {
      return Optional.empty();
    }
    var layers = new ArrayList<Panel.Layer>();
    var held = new ArrayList<Panel.Layer>();
    var dots = new ArrayList<Dot>();
    Panel.Layer winner = null;
    var arrived = new int[arm.budgets().size()];
    for (var tried : arm.variants()) {
      for (var run : tried.trials()) {
        if (run.fresh()) {
          continue;
        }
        var known = run.checks().stream().filter(c -> c.value() != null).toList();
        double[] x = known.stream().mapToDouble(Check::iterations).toArray();
        double[] y = known.stream().mapToDouble(Check::value).toArray();
        boolean best = arm.best() != null && arm.best() == tried.variant();
        boolean kept = run.outcome() == Outcome.HELD_BACK;
        var way = new Panel.Line("", kept ? GREY : BLUE, x, y, false, false, best);
        if (best) {
          winner = winner == null ? line("the winner", GREEN, x, y) : winner;
        } else {
          (kept ? held : layers).add(way);
        }
        for (int b = 0; b < arrived.length; b++) {
          int budget = arm.budgets().get(b);
          arrived[b] += run.checks().stream().anyMatch(c -> c.iterations() >= budget) ? 1 : 0;
        }
        if (!run.checks().isEmpty()) {
          var last = run.checks().get(run.checks().size() - 1);
          dots.add(
              new Dot(
                  Mark.of(run.outcome(), false, run.atLeast()),
                  Math.max(1, last.iterations()),
                  value(last.value()),
                  label(tried) + ", seed " + run.seed() + ": " + number(last.value())));
        }
      }
    }
    held.addAll(layers);
    held.addAll(layers(dots));
    if (winner != null) {
      held.add(winner);
    }
    var counts =
        IntStream.range(0, arrived.length)
            .mapToObj(i -> arrived[i] + " at " + Numbers.iterations(arm.budgets().get(i)))
            .toList();
    return Optional.of(
        Figure.of(
            title("Who went on", arm),
            "Each line is a trial, from rung to rung: what it was judged by after so many"
                + " iterations. Trials that came so far: "
                + String.join(", ", counts)
                + ". "
                + symbols(arm)
                + ". Between rungs nothing is drawn of its curve; and what was held back might have"
                + " come to more.",
            new Panel(
                named("trials over rungs"),
                "",
                Panel.Axis.at("iterations", arm.budgets()),
                measured(arm),
                held,
                true)));
  }

  private static boolean climbs(Run run) {
    return run.checks().size() > 1;
  }

  Optional<Figure> beliefs(Arm arm) {
    var drawings = new ArrayList<Drawing>();
    for (var belief : findings.search().orElseThrow().beliefs(arm)) {
      drawings.add(belief(arm, belief));
    }
    return drawings.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Figure.of(
                title("What the rest of a curve was believed to be", arm),
                "Dashed with its band: the median and 90 % of what curves were believed to do after"
                    + " the rung, given what was known by then (three families of curves, Domhan,"
                    + " Springenberg & Hutter 2015): of the best at the first rung, of some that"
                    + " were held back where they were. In full: what was measured. Each band is"
                    + " for one iteration, not for the whole way.",
                drawings.toArray(Drawing[]::new)));
  }

  private Drawing belief(Arm arm, SearchBelief belief) {
    var label = findings.result().variants().get(belief.variant()).told();
    boolean best = arm.best() != null && arm.best() == belief.variant();
    double[] x = belief.iterations();
    double[] y = belief.values();
    int step = Math.max(1, x.length / 200);
    var some = IntStream.range(0, x.length).filter(i -> i % step == 0 || i == x.length - 1);
    int[] places = some.toArray();
    return new Panel(
        named("a curve and what was believed of it, " + label),
        Panel.cut((best ? "the best: " : "") + label, 44),
        Panel.Axis.numbers("iteration", false, 0, Double.NaN),
        Panel.Axis.numbers(objective().metric(), false, Double.NaN, Double.NaN),
        List.of(
            new Panel.Area("", ORANGE, belief.at(), belief.low(), belief.high()),
            new Panel.Line("", ORANGE, belief.at(), belief.median(), false, true, true),
            line("", BLUE, at(x, places), at(y, places))),
        false);
  }

  private static double[] at(double[] values, int[] places) {
    return IntStream.of(places).mapToDouble(i -> values[i]).toArray();
  }
}
