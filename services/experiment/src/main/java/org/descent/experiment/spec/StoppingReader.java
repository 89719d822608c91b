package org.descent.experiment.spec;

import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.stopping.Extrapolation;
import org.descent.experiment.search.stopping.Hyperband;
import org.descent.experiment.search.stopping.MedianStopping;
import org.descent.experiment.search.stopping.NoStopping;
import org.descent.experiment.search.stopping.Rungs;
import org.descent.experiment.search.stopping.Stopping;
import org.descent.experiment.search.stopping.SuccessiveHalving;

/** Reads {@code search.stopping}: who goes on at a rung. */
final class StoppingReader {
  /** The rules. */
  static final List<String> RULES =
      List.of("none", "median", "successive-halving", "hyperband", "extrapolation");

  /** Everybody is trained to the end. */
  static final Written NONE = (budget, objective) -> new NoStopping(budget);

  private static final int RUNGS = 4;
  // a search that starts at one rung only loses those that learn slowly, the more the larger it is
  private static final int HALVING_FACTOR = 2;
  private static final int HYPERBAND_FACTOR = 3;

  private StoppingReader() {}

  /** A rule, before it is known how long trials may be trained. */
  interface Written {
    /**
     * @param budget iterations
     * @throws InvalidSpec if that does not hold as many rungs
     */
    Stopping rule(int budget, Objective objective);
  }

  static Written read(Value value) {
    var choice = value.choice(RULES);
    var body = choice.body();
    return switch (choice.name()) {
      case "none" -> {
        body.fields();
        yield NONE;
      }
      case "median" -> {
        var fields = body.fields("rungs", "fewest");
        int rungs = fields.read("rungs", RUNGS, Value::whole);
        int fewest = fields.read("fewest", 5, v -> (int) v.whole(1, Integer.MAX_VALUE));
        yield (budget, objective) ->
            new MedianStopping(Rungs.evenly(budget, rungs), fewest, objective);
      }
      case "extrapolation" -> {
        var fields = body.fields("rungs", "chance");
        int rungs = fields.read("rungs", RUNGS, Value::whole);
        double chance = fields.read("chance", 0.05, Value::number);
        yield (budget, objective) -> {
          InvalidSpec.unless(
              objective instanceof MetricObjective,
              "stopping: extrapolation is of curves of a metric, expected an objective that is one");
          return new Extrapolation(
              Rungs.evenly(budget, rungs), chance, (MetricObjective) objective);
        };
      }
      default -> {
        boolean hyperband = choice.name().equals("hyperband");
        var fields = body.fields("rungs", "factor");
        int rungs = fields.read("rungs", RUNGS, Value::whole);
        int usual = hyperband ? HYPERBAND_FACTOR : HALVING_FACTOR;
        int factor = fields.read("factor", usual, Value::whole);
        yield hyperband
            ? (budget, objective) ->
                new Hyperband(Rungs.of(budget, factor, rungs), factor, objective)
            : (budget, objective) ->
                new SuccessiveHalving(Rungs.of(budget, factor, rungs), factor, objective);
      }
    };
  }
}
