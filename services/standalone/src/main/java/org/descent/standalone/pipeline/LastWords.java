package org.descent.standalone.pipeline;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.descent.standalone.process.Interruption;
import org.jboss.logging.Logger;

/**
 * What the services still tell the broker when their process ends. Closing them would take their
 * dozen consumers a second each, one after the other, for the request that each has under way.
 */
@ApplicationScoped
class LastWords {
  private static final Logger LOG = Logger.getLogger(LastWords.class);

  /** In this time most trainers end a segment and keep a checkpoint. */
  private static final Duration WORK = Duration.ofSeconds(1);

  /** More than the longest poll, after which a consumer has time for this. */
  private static final Duration LEAVING = Duration.ofMillis(500);

  private static final CountDownLatch WORK_HAS_ENDED = new CountDownLatch(1);

  /** Comes after everybody who has work to end, and before what would close them. */
  void end(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
    WORK_HAS_ENDED.countDown();
    Interruption.waitForTheEnd();
  }

  /**
   * Returns when the services, which have been told to stop, have ended their work, or take too
   * long for it, and their consumers have left their groups: what has been worked through is
   * committed, and the next process need not wait for members that are no more.
   */
  static void await() {
    try {
      if (!WORK_HAS_ENDED.await(WORK.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.info("a segment takes too long: training will go on from the last checkpoint");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var clients = Arc.container().instance(KafkaClientService.class).get();
    List<CompletableFuture<Void>> leaving =
        clients.getConsumerChannels().stream()
            .flatMap(channel -> clients.getConsumers(channel).stream())
            .map(LastWords::leave)
            .toList();
    CompletableFuture.allOf(leaving.toArray(CompletableFuture[]::new))
        .orTimeout(LEAVING.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            e -> {
              LOG.infof("not every consumer has left its group: %s", e);
              return null;
            })
        .join();
  }

  private static <K, V> CompletableFuture<Void> leave(KafkaConsumer<K, V> consumer) {
    var left = new CompletableFuture<Void>();
    Consumer<org.apache.kafka.clients.consumer.Consumer<K, V>> leaving =
        client -> {
          client.unsubscribe();
          left.complete(null);
          Interruption.waitForTheEnd(); // the next poll would fail without a subscription
        };
    consumer
        .runOnPollingThread(leaving)
        .subscribe()
        .with(ok -> left.complete(null), left::completeExceptionally);
    return left;
  }
}
