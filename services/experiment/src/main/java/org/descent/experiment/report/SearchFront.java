package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.descent.experiment.results.SearchTrace.Arm;
import org.descent.experiment.results.SearchTrace.Tried;

/** What was found where two objectives disagree. */
final class SearchFront extends SearchFigure {
  SearchFront(Findings findings) {
    super(findings);
  }

  Figure of(Arm arm) {
    var objectives = trace.get().objectives();
    var usable = arm.variants().stream().filter(Tried::usable).toList();
    var dots = new ArrayList<Dot>();
    for (var tried : usable) {
      var mark = Mark.of(tried.outcome(), false, tried.atLeast());
      dots.add(
          new Dot(
              mark,
              tried.values().get(0),
              tried.values().get(1),
              told(tried) + ", " + number(tried.values().get(1))));
    }
    var best =
        usable.stream()
            .filter(v -> arm.front().contains(v.variant()))
            .sorted(
                Comparator.comparing(
                    (Tried v) -> (objective().maximise() ? -1 : 1) * v.values().get(0)))
            .toList();
    var layers = new ArrayList<Panel.Layer>();
    layers.add(
        new Panel.Line(
            "the front",
            GREEN,
            best.stream().mapToDouble(v -> v.values().get(0)).toArray(),
            best.stream().mapToDouble(v -> v.values().get(1)).toArray(),
            true,
            false,
            true));
    layers.addAll(layers(dots));
    layers.add(
        new Panel.Points(
            "",
            Panel.Symbol.HALO,
            GREEN,
            best.stream().mapToDouble(v -> v.values().get(0)).toArray(),
            best.stream().mapToDouble(v -> v.values().get(1)).toArray(),
            NONE,
            List.of()));
    int lost = arm.variants().size() - usable.size();
    return Figure.of(
        title("Two objectives", arm),
        "Each point is a variant, the mean over its trials"
            + (lost == 0 ? "" : "; " + lost + " without a value are left out")
            + ". On the front, ringed and joined by steps: those that no other is better than in both;"
            + " beyond the steps nothing was found, which does not say that nothing is. The front dominates an area of "
            + number(arm.hypervolume())
            + " up to the worst values found, "
            + String.join(" and ", arm.reference().stream().map(SearchFigure::number).toList())
            + " (its hypervolume, Zitzler & Thiele 1999).",
        new Panel(
            named("one objective against the other"),
            "",
            measured(objectives.get(0), List.of(arm)),
            measured(objectives.get(1), List.of(arm)),
            layers,
            true));
  }
}
