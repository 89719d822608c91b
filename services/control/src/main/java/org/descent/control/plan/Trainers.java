package org.descent.control.plan;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.OptionalInt;
import org.descent.contracts.Topics;
import org.descent.control.ControlConfig;
import org.descent.control.log.Broker;
import org.descent.control.log.BrokerUnavailable;
import org.descent.experiment.plan.Sizing;
import org.descent.transport.TrainerClient;
import org.jboss.logging.Logger;

/** The trainers there are, as far as planning has to know. One thread at a time. */
@ApplicationScoped
class Trainers {
  private static final Logger LOG = Logger.getLogger(Trainers.class);

  private final Broker broker;
  private final ControlConfig config;
  private final Dealing dealing = new Dealing();
  private List<Broker.Member> members = List.of();

  Trainers(Broker broker, ControlConfig config) {
    this.broker = broker;
    this.config = config;
  }

  /**
   * How large cohorts should be: as configured, or right for the trainers that are there now. While
   * there is none, one like this machine is expected.
   */
  Sizing sizing() throws BrokerUnavailable {
    members = broker.members(config.consumers().get(Topics.COHORTS), Topics.COHORTS);
    if (config.cohortSize() > 0) {
      return Sizing.fixed(config.cohortSize());
    }
    int trainers = Math.max(1, Math.max(members.size(), config.expectedTrainers()));
    int threads =
        (int)
            members.stream()
                .flatMapToInt(member -> TrainerClient.threads(member.clientId()).stream())
                .average()
                .orElse(Runtime.getRuntime().availableProcessors());
    LOG.infof(
        "planning for %d trainers of %d threads; there are %d", trainers, threads, members.size());
    return Sizing.forTrainers(trainers, threads);
  }

  /** Where the next cohort should go, by those trainers; nothing if there was none. */
  OptionalInt partition() {
    return dealing.next(members.stream().map(Broker.Member::partitions).toList());
  }
}
