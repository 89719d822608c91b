package org.descent.control.log;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.descent.contracts.Reason;
import org.descent.contracts.Topics;
import org.descent.control.ControlConfig;
import org.descent.messaging.Breakdowns;
import org.jboss.logging.Logger;

/**
 * Which of several controls plans: the one to which the broker gives the experiments' only
 * partition, as it gives out work to a group. The others know all that it knows and stand by; when
 * it leaves, or is silent for as long as the broker has patience with members, one of them goes on.
 * Two that both believe to have it, for a moment, publish the same.
 */
@ApplicationScoped
public class Lease {
  private static final Logger LOG = Logger.getLogger(Lease.class);

  static final String GROUP = "descent-control";

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LEAVING = Duration.ofSeconds(1);

  private static final long AGAIN_MILLIS = 1_000;

  private final Map<String, Object> kafka;
  private final Replay replay;
  private final boolean needed;
  private final Turn turn = new Turn(System::nanoTime);
  private final Thread thread = new Thread(this::keep, "lease");
  private volatile boolean stopped;
  private volatile boolean unguarded;

  Lease(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      Replay replay,
      ControlConfig config) {
    this.kafka = kafka;
    this.replay = replay;
    this.needed = config.lease();
  }

  void onStart(@Observes StartupEvent event, Breakdowns breakdowns) {
    if (needed) {
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler((t, e) -> breakdowns.note("control: lease", e));
      thread.start();
    }
  }

  /** Whether this control is the one that plans. */
  public boolean held() {
    return !needed || unguarded || turn.isOwn();
  }

  private void keep() {
    while (!stopped) {
      try {
        if (replay.finished()) {
          take();
        }
        TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      } catch (AuthorizationException e) {
        LOG.warnf("planning without asking whether another control does: %s", Reason.of(e));
        unguarded = true;
        return;
      } catch (KafkaException e) {
        turn.end();
        if (e instanceof InterruptException || !slept()) {
          return;
        }
        LOG.warnf("asking again whether another control plans: %s", Reason.of(e));
      } catch (InterruptedException e) {
        return; // control ends
      }
    }
  }

  private static boolean slept() {
    try {
      TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Is a member of the group until it ends, or the broker says otherwise. */
  private void take() {
    var consumer = consumer();
    try {
      consumer.subscribe(List.of(Topics.EXPERIMENTS), turn);
      while (!stopped) {
        consumer.poll(POLL);
        consumer.pause(consumer.assignment()); // nothing is ever read
        turn.asked();
      }
    } finally {
      turn.end();
      consumer.close(CloseOptions.timeout(LEAVING));
    }
  }

  private Consumer<String, byte[]> consumer() {
    var settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "descent-control-lease");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Leaves, so that another one need not wait until this one is missed. */
  @PreDestroy
  void stop() throws InterruptedException {
    stopped = true;
    thread.join(2 * POLL.toMillis() + LEAVING.toMillis());
    thread.interrupt();
  }
}
