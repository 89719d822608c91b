package org.descent.standalone.progress;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Locale;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.descent.standalone.table.Numbers;

/** One experiment's progress as a line of text. */
final class ProgressLine {
  private static final int BAR = 20;

  private ProgressLine() {}

  /**
   * For a display that is redrawn, for example {@code xor [#####...............] 5/20 trials, 12
   * 000 iterations, 1.20 k/s, about 0:42 left}.
   *
   * @param nameWidth columns for the name
   */
  static String bar(Progress progress, int nameWidth) {
    var status = progress.status();
    int full = (int) Math.floor(progress.share() * BAR);
    return pad(status.name(), nameWidth)
        + " ["
        + "#".repeat(full)
        + ".".repeat(BAR - full)
        + "] "
        + (progress.over() ? over(status) : underWay(progress));
  }

  /** For a log that only grows: name and state, without a bar. */
  static String plain(Progress progress) {
    var status = progress.status();
    return status.name() + ": " + (progress.over() ? over(status) : underWay(progress));
  }

  private static String underWay(Progress progress) {
    var status = progress.status();
    var parts = new ArrayList<String>();
    if (status.state() == State.SUBMITTED) {
      parts.add("preparing its data");
    } else {
      parts.add(status.ended() + "/" + Numbers.counted(status.total(), "trial"));
    }
    if (status.state() == State.PAUSED) {
      parts.add("paused");
      return String.join(", ", parts);
    }
    if (status.iterations() > 0) {
      parts.add(Numbers.rounded(status.iterations()) + " iterations");
      parts.add(Numbers.rounded(progress.iterationsPerSecond()) + "/s");
    }
    if (status.waiting().isEmpty()) {
      progress.left().ifPresent(left -> parts.add("about " + Numbers.clock(left) + " left"));
    } else {
      parts.add("waiting: " + status.waiting());
    }
    return String.join(", ", parts);
  }

  private static String over(ExperimentStatus status) {
    if (status.state() == State.REJECTED) {
      return "rejected: " + status.reason();
    }
    var ends =
        status.ends().entrySet().stream()
            .filter(end -> end.getValue() > 0)
            .map(end -> end.getValue() + " " + end.getKey().name().toLowerCase(Locale.ROOT))
            .collect(joining(", "));
    var word = status.state() == State.COMPLETE ? "" : "cancelled, ";
    return word
        + status.ended()
        + "/"
        + Numbers.counted(status.total(), "trial")
        + (ends.isEmpty() ? "" : ": " + ends)
        + (status.state() == State.COMPLETE && !status.curvesComplete()
            ? " (collecting curves)"
            : "");
  }

  private static String pad(String name, int width) {
    return name.length() > width
        ? name.substring(0, width - 3) + "..."
        : name + " ".repeat(width - name.length());
  }
}
