package org.descent.standalone.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.ExperimentStatus;

/** For terminals: the same lines again and again, each time over the last. */
final class LiveDisplay implements ProgressDisplay {
  private static final int MAX_NAME = 24;
  private static final int MAX_LINES = 16;
  private static final String UP = "\033[%dA";
  private static final String CLEAR_LINE = "\r\033[2K";
  private static final String CLEAR_BELOW = "\r\033[J";

  private final PrintStream out;
  private final int columns;
  private Map<String, Progress> progress = Map.of();
  private int drawn;
  private boolean ended;

  LiveDisplay(PrintStream out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public synchronized void say(String line) {
    out.print(back());
    out.println(line);
    out.flush();
  }

  @Override
  public synchronized void show(List<ExperimentStatus> statuses, Duration at) {
    if (ended) {
      return;
    }
    progress = ProgressDisplay.fold(progress, statuses, at);
    var lines = lines();
    var text = new StringBuilder(back());
    lines.forEach(line -> text.append(CLEAR_LINE).append(cut(line)).append('\n'));
    out.print(text);
    out.flush();
    drawn = lines.size();
  }

  @Override
  public synchronized void end() {
    ended = true;
    drawn = 0;
    out.flush();
  }

  /** What is drawn, without the codes that put it in place. */
  List<String> lines() {
    int width =
        progress.values().stream()
            .mapToInt(p -> Math.min(MAX_NAME, p.status().name().length()))
            .max()
            .orElse(0);
    var shown = new ArrayList<>(progress.values());
    if (shown.size() > MAX_LINES) {
      shown.removeIf(Progress::over);
    }
    int over = progress.size() - shown.size();
    var lines = new ArrayList<String>();
    if (over > 0) {
      lines.add(over + " of " + progress.size() + " experiments are over");
    }
    shown.stream().limit(MAX_LINES).forEach(p -> lines.add(ProgressLine.bar(p, width)));
    if (shown.size() > MAX_LINES) {
      lines.add("and " + (shown.size() - MAX_LINES) + " more experiments");
    }
    return lines;
  }

  private String back() {
    var codes = drawn == 0 ? "" : String.format(UP, drawn) + CLEAR_BELOW;
    drawn = 0;
    return codes;
  }

  private String cut(String line) {
    return line.length() < columns ? line : line.substring(0, Math.max(1, columns - 1));
  }
}
