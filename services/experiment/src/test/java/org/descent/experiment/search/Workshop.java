package org.descent.experiment.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.descent.contracts.event.End;
import org.descent.experiment.search.Step.Done;
import org.descent.experiment.search.Step.Propose;
import org.descent.experiment.search.Step.Replicate;
import org.descent.experiment.search.Step.Start;
import org.descent.experiment.search.observation.Series;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.space.Point;

/** Trainers that finish in an order of their own; what a trial comes to is a function. */
public final class Workshop {
  /** What trials come to. */
  public interface Training {
    TrialResult train(Point point, long seed, int budget);
  }

  private Workshop() {}

  /** Trials whose {@code loss} at the end is a function of point and seed. */
  public static Training loss(ToDoubleBiFunction<Point, Long> loss) {
    return (point, seed, budget) ->
        new TrialResult(
            seed,
            End.EXHAUSTED,
            budget,
            Map.of("loss", Series.of(budget, loss.applyAsDouble(point, seed))));
  }

  /** The whole search, one step after the other. */
  public static Observed run(Search search, Training training) {
    return run(() -> search, training, 1, 0);
  }

  /**
   * The whole search.
   *
   * @param search asked anew for every step, as if control had restarted
   * @param trainers how many steps are trained at once
   * @param order seed of the order in which they finish
   */
  public static Observed run(Supplier<Search> search, Training training, int trainers, long order) {
    var random = new Random(order);
    var observed = Observed.NOTHING;
    var running = new ArrayList<Integer>();
    Step next = search.get().next(observed);
    while (!(next instanceof Done) || !running.isEmpty()) {
      if (next instanceof Start start && running.size() < trainers) {
        running.add(observed.steps().size());
        observed = observed.and(start);
        next = search.get().next(observed);
        continue;
      }
      if (running.isEmpty()) {
        throw new IllegalStateException("nobody trains, and the search says " + next);
      }
      int done = running.remove(random.nextInt(running.size()));
      observed = observed.and(done, result(observed, done, training));
      if (!(next instanceof Start)) {
        next = search.get().next(observed);
      }
    }
    return observed;
  }

  private static List<TrialResult> result(Observed observed, int number, Training training) {
    var step = observed.steps().get(number);
    var points = new HashMap<Integer, Propose>();
    for (var earlier : observed.steps()) {
      if (earlier instanceof Propose propose) {
        points.put(propose.variant(), propose);
      }
    }
    var propose = points.get(step.variant());
    var seeds =
        step instanceof Replicate replicate
            ? IntStream.of(replicate.seed())
            : IntStream.range(0, propose.seeds());
    return seeds.mapToObj(s -> training.train(propose.point(), s, step.budget())).toList();
  }
}
