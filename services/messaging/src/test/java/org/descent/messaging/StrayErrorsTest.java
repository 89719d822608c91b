package org.descent.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StrayErrorsTest {
  private static final Logger SOMEBODY = Logger.getLogger("org.apache.kafka.clients.Somebody");

  private final Breakdowns breakdowns = new Breakdowns();
  private final StrayErrors errors = new StrayErrors(breakdowns);

  @BeforeEach
  void listen() {
    errors.listen(null);
  }

  @AfterEach
  void stop() {
    errors.close();
  }

  @Test
  void errorThatSomebodyCaughtAndLoggedHasStoppedSomething() {
    SOMEBODY.log(
        Level.SEVERE,
        "Uncaught exception in thread",
        new IllegalStateException(new OutOfMemoryError("Java heap space")));

    assertThat(breakdowns.any()).isTrue();
    assertThat(breakdowns.reasons())
        .hasEntrySatisfying(
            "thread " + Thread.currentThread().getName(),
            reason -> assertThat(reason).startsWith("memory is short: Java heap space"));
  }

  @Test
  void threadThatDiesOfAnErrorDoesNotDieInSilence() throws Exception {
    var thread =
        new Thread(
            () -> {
              throw new InternalError("a fault in a mapped file");
            },
            "worker");
    thread.start();
    thread.join();

    assertThat(breakdowns.reasons()).containsEntry("thread worker", "a fault in a mapped file");
  }

  @Test
  void exceptionsAndDeepNestingAreDailyLife() {
    SOMEBODY.log(Level.SEVERE, "a request failed", new IllegalStateException("no luck"));
    SOMEBODY.log(Level.SEVERE, "a request failed", new StackOverflowError());
    SOMEBODY.severe("OutOfMemoryError");

    assertThat(breakdowns.any()).isFalse();
  }
}
