package org.descent.standalone.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.descent.experiment.results.ExperimentStatus;

/**
 * For logs and pipes: now and then a line for each experiment under way, one when it begins to
 * wait, and one at its end.
 */
final class PlainDisplay implements ProgressDisplay {
  private final PrintStream out;
  private final Duration interval;
  private final Set<String> over = new HashSet<>();
  private final Map<String, String> waiting = new HashMap<>();
  private Map<String, Progress> progress = Map.of();
  private Duration last = Duration.ZERO;
  private boolean ended;

  PlainDisplay(PrintStream out, Duration interval) {
    this.out = out;
    this.interval = interval;
  }

  @Override
  public synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public synchronized void show(List<ExperimentStatus> statuses, Duration at) {
    if (ended) {
      return;
    }
    progress = ProgressDisplay.fold(progress, statuses, at);
    boolean due = at.minus(last).compareTo(interval) >= 0;
    if (due) {
      last = at;
    }
    for (var entry : progress.entrySet()) {
      boolean ended = entry.getValue().over();
      boolean waits = beginsToWait(entry.getValue());
      if (ended ? over.add(entry.getKey()) : due || waits) {
        out.println(ProgressLine.plain(entry.getValue()));
      }
    }
    out.flush();
  }

  private boolean beginsToWait(Progress progress) {
    var what = progress.status().waiting();
    return !what.equals(waiting.put(progress.status().experiment(), what)) && !what.isEmpty();
  }

  @Override
  public synchronized void end() {
    ended = true;
    out.flush();
  }
}
