package org.descent.messaging;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logging.Logger;

/**
 * Errors of the JVM that end in a log. Threads of Kafka's clients, Vert.x and Mutiny catch what
 * reaches them, write a line, and what they were about to do is never done: a producer sends
 * nothing any more, a channel is silent, and everything looks alive. A stack that overflows is not
 * of this kind: it has been left when it is caught, and a request's nesting may do it.
 */
@Singleton
class StrayErrors extends Handler {
  private static final Logger LOG = Logger.getLogger(StrayErrors.class);

  private final Breakdowns breakdowns;

  StrayErrors(Breakdowns breakdowns) {
    this.breakdowns = breakdowns;
  }

  /** Before the first channel is opened. */
  void listen(@Observes @Priority(400) StartupEvent event) {
    all().addHandler(this);
    if (Thread.getDefaultUncaughtExceptionHandler() == null) {
      Thread.setDefaultUncaughtExceptionHandler(
          (thread, e) -> LOG.errorf(e, "thread %s has ended", thread.getName()));
    }
  }

  @Override
  public void publish(LogRecord record) {
    if (Breakdowns.class.getName().equals(record.getLoggerName())) {
      return;
    }
    for (var cause = record.getThrown(); cause != null; cause = cause.getCause()) {
      if (cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError)) {
        breakdowns.note("thread " + Thread.currentThread().getName(), cause);
        return;
      }
    }
  }

  @Override
  public void flush() {}

  @PreDestroy
  @Override
  public void close() {
    all().removeHandler(this);
  }

  private static java.util.logging.Logger all() {
    return java.util.logging.Logger.getLogger("");
  }
}
