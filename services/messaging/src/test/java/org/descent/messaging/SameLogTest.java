package org.descent.messaging;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class SameLogTest {
  private static final Uuid ONE = new Uuid(1, 1);
  private static final Uuid ANOTHER = new Uuid(2, 2);

  private final SameLog log = new SameLog(Map.of(), List.of("t"));

  @Test
  void theSameTopicIsTheSameHoweverLongTheBrokerIsAway() {
    log.compare(Map.of("t", ONE));
    for (int i = 0; i < 10; i++) {
      log.compare(Map.of());
    }
    assertThatCode(() -> log.compare(Map.of("t", ONE))).doesNotThrowAnyException();
  }

  @Test
  void aTopicThatWasMadeAnewIsAnother() {
    log.compare(Map.of("t", ONE));

    assertThatThrownBy(() -> log.compare(Map.of("t", ANOTHER)))
        .hasMessageContaining("another topic t")
        .hasMessageContaining("it has lost its log")
        .hasMessageContaining("handed in again");
  }

  @Test
  void aTopicThatIsGoneIsMissedAfterAWhile() {
    log.compare(Map.of("t", ONE));
    log.compare(Map.of("t", SameLog.MISSING));
    log.compare(Map.of("t", SameLog.MISSING));
    log.compare(Map.of("t", ONE)); // a broker that had just started
    log.compare(Map.of("t", SameLog.MISSING));
    log.compare(Map.of("t", SameLog.MISSING));

    assertThatThrownBy(() -> log.compare(Map.of("t", SameLog.MISSING)))
        .hasMessageContaining("no topic t any more");
  }

  @Test
  void aTopicThatNeverWasIsNotMissed() {
    for (int i = 0; i < 10; i++) {
      log.compare(Map.of("t", SameLog.MISSING));
    }
    assertThatCode(() -> log.compare(Map.of("t", ONE))).doesNotThrowAnyException();
  }
}
