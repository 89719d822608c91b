package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.List;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.results.SearchTrace.Arm;
import org.descent.experiment.results.SearchTrace.Run;
import org.descent.experiment.spec.ValueWords;

/** What was found along each parameter. */
final class SearchSlices extends SearchFigure {
  SearchSlices(Findings findings) {
    super(findings);
  }

  Figure of(Arm arm) {
    var chosen = parameters(arm);
    var shown = chosen.subList(0, Math.min(chosen.size(), MOST_PARAMETERS));
    var drawings = new ArrayList<Drawing>();
    for (int objective = 0; objective < trace.get().objectives().size(); objective++) {
      for (int parameter : shown) {
        drawings.add(slice(arm, parameter, objective));
      }
    }
    long trials = arm.variants().stream().mapToLong(v -> v.trials().size()).sum();
    return Figure.of(
        title("What was found where", arm),
        "Each point is one of all "
            + Numbers.iterations(trials)
            + " trials, at the value that its variant has of the parameter, if it has it. "
            + symbols(arm)
            + (arm.variants().stream().flatMap(v -> v.trials().stream()).anyMatch(Run::fresh)
                ? "; diamond: a fresh seed of the winner"
                : "")
            + ". Whatever else differs between two points is not shown here."
            + (shown.size() < chosen.size()
                ? " The %d parameters that matter most of %d."
                    .formatted(shown.size(), chosen.size())
                : ""),
        drawings.toArray(Drawing[]::new));
  }

  private Panel slice(Arm arm, int parameter, int objective) {
    var dots = new ArrayList<Dot>();
    int turn = 0;
    for (var tried : arm.variants()) {
      for (var run : tried.trials()) {
        double x = place(tried, parameter, turn++);
        if (!Double.isNaN(x) && (run.values().get(objective) != null || !run.checks().isEmpty())) {
          dots.add(
              new Dot(
                  Mark.of(run.outcome(), run.fresh(), objective == 0 && run.atLeast()),
                  x,
                  value(run.values().get(objective)),
                  label(tried)
                      + ", seed "
                      + run.seed()
                      + ": "
                      + number(run.values().get(objective))));
        }
      }
    }
    var described = trace.get().parameters().get(parameter);
    var wanted = trace.get().objectives().get(objective);
    return new Panel(
        named(wanted.metric() + " against " + ValueWords.axis(described.name())),
        "",
        axis(described),
        measured(wanted, List.of(arm)),
        layers(dots),
        false);
  }
}
