package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.descent.experiment.results.SearchTrace.Arm;
import org.descent.experiment.results.SearchTrace.Outcome;
import org.descent.experiment.results.SearchTrace.Tried;
import org.descent.experiment.search.analysis.Regret;

/** What a search had found by then, over variants, iterations and time. */
final class SearchProgress extends SearchFigure {
  SearchProgress(Findings findings) {
    super(findings);
  }

  Figure of(Arm arm) {
    var variants = arm.variants().stream().filter(v -> !v.trials().isEmpty()).toList();
    double[] ordinals = IntStream.rangeClosed(1, variants.size()).asDoubleStream().toArray();
    double[] spent = new double[variants.size()];
    double sum = 0;
    for (int i = 0; i < spent.length; i++) {
      sum += cost(variants.get(i));
      spent[i] = sum;
    }
    double[] time = processorTime(variants);
    var panels = new ArrayList<Drawing>();
    boolean wide = time.length == 0; // two have more room than three
    panels.add(panel(arm, variants, ordinals, "variants", wide));
    panels.add(panel(arm, variants, spent, "iterations spent", wide));
    if (time.length > 0) {
      panels.add(panel(arm, variants, time, "processor seconds spent", wide));
    }
    return Figure.of(
        title("The search", arm),
        "Each point is a variant, the mean over its trials, in the order of proposals: one after the"
            + " other, then by the iterations that all up to it were given"
            + (time.length > 0
                ? ", then by the processor time of trainers that those took, which k cores spend in"
                    + " a k-th of the time as long as none of them waits"
                : "")
            + ". "
            + symbols(arm)
            + ". The line is the best of the whole budget so far: how far it lies from its end is"
            + " the regret against the best that was found, which need not be the best there is."
            + (arm.best() == null ? "" : " Ringed: the winner."),
        panels.toArray(Drawing[]::new));
  }

  /** What trials up to each variant took together, in seconds; none where not all were counted. */
  private static double[] processorTime(List<Tried> variants) {
    var time = new double[variants.size()];
    double sum = 0;
    for (int i = 0; i < time.length; i++) {
      for (var run : variants.get(i).trials()) {
        boolean ended = run.iterations() > 0 && run.outcome() != Outcome.RUNNING;
        if (run.processorSeconds() == null && ended && run.outcome() != Outcome.FAILED) {
          return NONE;
        }
        sum += run.fresh() || run.processorSeconds() == null ? 0 : run.processorSeconds();
      }
      time[i] = sum;
    }
    return sum > 0 ? time : NONE;
  }

  private Panel panel(Arm arm, List<Tried> variants, double[] x, String along, boolean wide) {
    var dots = new ArrayList<Dot>();
    Panel.Points winner = null;
    var results = new ArrayList<Regret.Result>();
    double sign = objective().maximise() ? -1 : 1;
    for (int i = 0; i < x.length; i++) {
      var tried = variants.get(i);
      double y = value(tried.values().get(0));
      dots.add(new Dot(Mark.of(tried.outcome(), false, tried.atLeast()), x[i], y, told(tried)));
      results.add(new Regret.Result(1, tried.outcome().whole() ? sign * y : Double.NaN));
      if (arm.best() != null && arm.best() == tried.variant()) {
        winner = halo("the winner", x[i], y);
      }
    }
    double[] best =
        Regret.of(results, 0).stream()
            .mapToDouble(s -> Double.isFinite(s.regret()) ? sign * s.regret() : Double.NaN)
            .toArray();
    var layers = new ArrayList<Panel.Layer>();
    layers.add(new Panel.Line("the best so far", BLUE, x, best, true, false, true));
    layers.addAll(layers(dots));
    if (winner != null) {
      layers.add(winner);
    }
    return new Panel(
        named(objective().metric() + " over " + along),
        "",
        Panel.Axis.numbers(along, false, 0, Double.NaN),
        measured(arm),
        layers,
        wide);
  }
}
