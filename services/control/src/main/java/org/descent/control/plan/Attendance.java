package org.descent.control.plan;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.descent.contracts.Topics;
import org.descent.control.ControlConfig;
import org.descent.control.log.Broker;
import org.descent.control.log.BrokerUnavailable;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.descent.messaging.Breakdowns;

/**
 * Who is there: the services that take part in a journey, by the members of their consumer groups.
 * One counts as absent when two looks in a row have not found it, since who is started anew is away
 * for a moment.
 */
@ApplicationScoped
public class Attendance {
  private static final long LOOK_SECONDS = 5;

  /** Whose group works off a topic. */
  private static final Map<String, String> SERVICES =
      Map.of(
          Topics.EXPERIMENTS, "dataset-loader",
          Topics.COHORTS, "trainer",
          Topics.TRAININGS, "evaluator");

  private final Broker broker;
  private final Map<String, String> groups;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var t = new Thread(work, "attendance");
            t.setDaemon(true);
            return t;
          });

  private Set<String> missed = Set.of();
  private Set<String> absent = Set.of();
  private int silent;

  @Inject
  Attendance(Broker broker, ControlConfig config) {
    this(broker, config.consumers());
  }

  /**
   * @param groups who works off a topic, by topic
   */
  Attendance(Broker broker, Map<String, String> groups) {
    this.broker = broker;
    this.groups = groups;
  }

  void onStart(@Observes StartupEvent event, Breakdowns breakdowns) {
    thread.scheduleWithFixedDelay(
        breakdowns.watching("control: attendance", this::look),
        LOOK_SECONDS,
        LOOK_SECONDS,
        TimeUnit.SECONDS);
  }

  /** Asks the broker once. */
  void look() {
    try {
      var members = broker.members(Set.copyOf(groups.values()));
      seen(
          SERVICES.keySet().stream()
              .filter(topic -> Integer.valueOf(0).equals(members.get(groups.get(topic))))
              .collect(Collectors.toSet()));
    } catch (BrokerUnavailable e) {
      silence();
    }
  }

  private synchronized void seen(Set<String> missing) {
    absent = new HashSet<>(missing);
    absent.retainAll(missed);
    missed = missing;
    silent = 0;
  }

  private synchronized void silence() {
    missed = Set.of();
    absent = Set.of();
    silent++;
  }

  /** {@code status}, with what it waits for. */
  public ExperimentStatus in(ExperimentStatus status) {
    boolean rests = status.over() || status.state() == State.PAUSED;
    var what = rests ? "" : missing(status.state());
    return what.isEmpty() ? status : status.waitingFor(what);
  }

  /** Data that stands in the log needs no loader; while it does not, nobody else has work. */
  private synchronized String missing(State state) {
    if (silent > 1) {
      return "the broker does not answer";
    }
    var wanted =
        absent.stream()
            .filter(topic -> topic.equals(Topics.EXPERIMENTS) == (state == State.SUBMITTED))
            .map(SERVICES::get)
            .sorted()
            .toList();
    return wanted.isEmpty() ? "" : "no " + String.join(" and no ", wanted) + " is alive";
  }

  @PreDestroy
  void stop() {
    thread.shutdownNow();
  }
}
