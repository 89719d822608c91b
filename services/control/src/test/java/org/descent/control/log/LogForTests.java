package org.descent.control.log;

import io.smallrye.reactive.messaging.MutinyEmitter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.descent.contracts.event.Event;
import org.descent.control.ConfigForTests;

/** The log without a broker, for whoever stands on it. */
public final class LogForTests {
  private LogForTests() {}

  /** One that has been replayed. */
  public static Replay replayed() {
    var replay = new Replay();
    replay.begin(Map.of());
    return replay;
  }

  /** The right to plan, of the only control there is. */
  public static Lease lease() {
    return new Lease(Map.of(), replayed(), new ConfigForTests());
  }

  /** An outbox that keeps what is published in {@code published}. */
  public static Outbox keeping(List<Event> published) {
    return new Outbox(null, null, null, null) {
      @Override
      public void publish(Event event, OptionalInt partition) {
        published.add(event);
      }
    };
  }

  /** An outbox with this channel for cohorts. */
  public static Outbox sending(MutinyEmitter<byte[]> cohorts) {
    return new Outbox(null, cohorts, null, new ConfigForTests());
  }

  /** How many members groups have. */
  public interface Members {
    /** By group. */
    Map<String, Integer> of(Collection<String> groups) throws BrokerUnavailable;
  }

  /** A broker that knows who is there. */
  public static Broker broker(Members members) {
    return new Broker(Map.of(), null) {
      @Override
      public Map<String, Integer> members(Collection<String> groups) throws BrokerUnavailable {
        return members.of(groups);
      }
    };
  }

  /** What a broker that is away comes to. */
  public static BrokerUnavailable away() {
    return new BrokerUnavailable("away", null);
  }
}
