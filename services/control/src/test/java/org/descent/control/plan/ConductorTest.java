package org.descent.control.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.control.Eventually.eventually;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.Event;
import org.descent.control.Xor;
import org.descent.control.log.LogForTests;
import org.descent.experiment.plan.Sizing;
import org.descent.experiment.results.State;
import org.descent.messaging.Breakdowns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConductorTest {
  private final Experiments experiments = new Experiments(Xor::read);
  private final Breakdowns breakdowns = new Breakdowns();
  private final List<Event> published = new CopyOnWriteArrayList<>();
  private Conductor conductor;

  @AfterEach
  void stop() {
    conductor.stop();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {OutOfMemoryError.class, StackOverflowError.class, IllegalStateException.class})
  void whatIsWrongWithOneExperimentStopsNoOther(Class<? extends Throwable> trouble) {
    var first = submit("first");
    conduct(trouble);

    conductor.wake(first);
    eventually(() -> experiments.status(first).orElseThrow().state() == State.REJECTED);
    assertThat(experiments.status(first).orElseThrow().reason())
        .startsWith("control cannot plan it: ");

    var second = submit("second");
    conductor.wake(second);
    eventually(() -> published.stream().anyMatch(event -> event instanceof CohortPlanned));
    assertThat(breakdowns.any()).isFalse();
  }

  @Test
  void whatWasGivenUpIsPlannedWhenItIsHandedInAgain() {
    var document = Xor.onFile("again", 1, 4);
    var edition = document.on("content").id();
    experiments.on(document.submitted());
    experiments.on(document.submitted().again(1));
    experiments.on(Xor.found(document, 1, "content"));
    conduct(IllegalStateException.class);

    conductor.wake(edition);
    eventually(() -> experiments.status(edition).orElseThrow().state() == State.REJECTED);

    experiments.on(document.submitted().again(2));
    experiments.on(Xor.found(document, 2, "content"));
    conductor.wake(edition);
    eventually(() -> published.stream().anyMatch(event -> event instanceof CohortPlanned));
    assertThat(experiments.status(edition).orElseThrow().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void whatMakesPlanningImpossibleIsNoSecret() {
    conduct(NoClassDefFoundError.class);

    conductor.wake(submit("first"));

    eventually(breakdowns::any);
    assertThat(breakdowns.reasons()).containsOnlyKeys("control: conductor");
  }

  @Test
  void brokerThatDoesNotTakeAnEventIsTriedAgainHoweverThatIsSaid() {
    var replies =
        List.of(
            new TimeoutException("not in time"),
            new IllegalStateException("Retries exhausted: 1/1", new TimeoutException("late")),
            new io.smallrye.mutiny.TimeoutException());
    var outbox = LogForTests.sending(emitter(replies));
    conductor =
        new Conductor(
            experiments,
            LogForTests.replayed(),
            LogForTests.lease(),
            outbox,
            trainers(null),
            breakdowns);
    var id = submit("patient");

    conductor.onStart(new StartupEvent());
    conductor.wake(id);

    eventually(() -> !experiments.toBePlanned(id));
    assertThat(experiments.status(id).orElseThrow().state()).isEqualTo(State.RUNNING);
    assertThat(breakdowns.any()).isFalse();
  }

  /** The first planning runs into {@code trouble}. */
  private void conduct(Class<? extends Throwable> trouble) {
    var outbox = LogForTests.keeping(published);
    conductor =
        new Conductor(
            experiments,
            LogForTests.replayed(),
            LogForTests.lease(),
            outbox,
            trainers(trouble),
            breakdowns);
  }

  private static Trainers trainers(Class<? extends Throwable> trouble) {
    return new Trainers(null, null) {
      private boolean asked = trouble == null;

      @Override
      Sizing sizing() {
        if (!asked) {
          asked = true;
          raise(trouble);
        }
        return Sizing.fixed(4);
      }
    };
  }

  private static void raise(Class<? extends Throwable> trouble) {
    try {
      var thrown = trouble.getConstructor().newInstance();
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** Fails with one after the other, and takes what comes then. */
  @SuppressWarnings("unchecked")
  private MutinyEmitter<byte[]> emitter(List<? extends RuntimeException> replies) {
    var left = new CopyOnWriteArrayList<RuntimeException>(replies);
    Supplier<Uni<Void>> reply =
        () ->
            left.isEmpty() ? Uni.createFrom().voidItem() : Uni.createFrom().failure(left.remove(0));
    return (MutinyEmitter<byte[]>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {MutinyEmitter.class},
            (proxy, method, arguments) -> reply.get());
  }

  private String submit(String name) {
    var experiment = Xor.experiment(name, 1, 4);
    experiments.on(experiment.submitted());
    experiments.on(Xor.prepared(experiment));
    return experiment.id();
  }
}
