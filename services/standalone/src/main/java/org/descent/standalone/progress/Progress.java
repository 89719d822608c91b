package org.descent.standalone.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.descent.experiment.results.ExperimentStatus;

/** How fast one experiment gets on, from the statuses seen so far. */
final class Progress {
  private static final Duration WINDOW = Duration.ofSeconds(10);

  /** Below this nothing sensible can be said about the time that is left. */
  private static final double ENOUGH = 0.02;

  private record Seen(Duration at, long iterations, double share) {}

  private final Deque<Seen> recent = new ArrayDeque<>();

  /** The last time before anything had got on. */
  private Seen first;

  private ExperimentStatus status;

  /** Takes in what is known {@code at} this time since the run began. */
  void on(ExperimentStatus status, Duration at) {
    this.status = status;
    var seen = new Seen(at, status.iterations(), share(status));
    if (first == null || seen.share() <= first.share()) {
      first = seen;
    }
    recent.addLast(seen);
    while (recent.size() > 2 && at.minus(recent.peekFirst().at()).compareTo(WINDOW) > 0) {
      recent.removeFirst();
    }
  }

  ExperimentStatus status() {
    return status;
  }

  /** The share of the work that is done, 0 to 1: of trials or of the budget, whichever is more. */
  double share() {
    return share(status);
  }

  /** Iterations per second over the last seconds. */
  double iterationsPerSecond() {
    var from = recent.peekFirst();
    var to = recent.peekLast();
    double seconds = to.at().minus(from.at()).toMillis() / 1e3;
    return seconds <= 0 ? 0 : Math.max(0, (to.iterations() - from.iterations()) / seconds);
  }

  /** The time that is left if it goes on like this; empty while nobody can say. */
  Optional<Duration> left() {
    double done = share() - first.share();
    if (over() || done < ENOUGH) {
      return Optional.empty();
    }
    var spent = recent.peekLast().at().minus(first.at());
    return Optional.of(Duration.ofMillis(Math.round(spent.toMillis() * (1 - share()) / done)));
  }

  /** Whether nothing more will happen. */
  boolean over() {
    return status.over();
  }

  private static double share(ExperimentStatus status) {
    if (status.over()) {
      return 1;
    }
    double trials = status.total() == 0 ? 0 : (double) status.ended() / status.total();
    double work =
        status.iterationBudget() == 0 ? 0 : (double) status.iterations() / status.iterationBudget();
    return Math.min(1, Math.max(trials, work));
  }
}
