package org.descent.standalone.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.descent.standalone.broker.LogDirectory;
import org.descent.standalone.files.Remembered;

/**
 * Notes beside a broker's log, while it is written, which experiments are in it and how far they
 * have come: whoever comes next knows what would be lost with it, without starting a broker.
 */
final class LogNotes implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** Whoever stops the process does not wait longer for a last note. */
  private static final Duration LAST = Duration.ofMillis(300);

  private final LogDirectory log;
  private final ControlClient control;
  private final Thread thread = new Thread(this::run, "log-notes");
  private List<Remembered> last = List.of();

  private LogNotes(LogDirectory log, ControlClient control) {
    this.log = log;
    this.control = control;
  }

  /** Notes in {@code log} what {@code control} knows, until closed. */
  static LogNotes keep(LogDirectory log, ControlClient control) {
    var notes = new LogNotes(log, control);
    notes.thread.setDaemon(true);
    notes.thread.start();
    return notes;
  }

  /** Notes what is known now, and no more. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(LAST.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        note();
        Thread.sleep(INTERVAL.toMillis());
      }
    } catch (InterruptedException e) {
      note();
    }
  }

  private void note() {
    try {
      var now = control.experiments().stream().map(Remembered::of).toList();
      if (!now.equals(last)) {
        log.note(now);
        last = now;
      }
    } catch (IOException e) {
      // Control is ending, or the disk is full, which the broker will tell; the last note stands.
    }
  }
}
