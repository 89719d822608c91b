package org.descent.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.descent.contracts.event.CohortCheckpointed;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.TrialFailed;
import org.junit.jupiter.api.Test;

class SharedTextsTest {
  @Test
  void whatManyEventsSayIsThereOnce() {
    var first = read("e.0.1", "out of memory");
    var second = read("e.0.2", "out of memory");

    assertThat(second.reason()).isSameAs(first.reason());
    assertThat(second.trial()).isEqualTo("e.0.2");
  }

  @Test
  void itIsThereOnceWhicheverWayItIsWritten() {
    var provenance = new Provenance("b", "t", "d", "e", "of CBOR and JSON");
    var checkpoint = new CohortCheckpointed("c", "e", provenance, List.of(), List.of(), 0);
    var cbor = (CohortCheckpointed) Events.decode(Events.encode(checkpoint));
    var again = (CohortCheckpointed) Events.decode(Events.encode(checkpoint));

    assertThat(cbor).isEqualTo(checkpoint);
    assertThat(again.provenance().generator()).isSameAs(cbor.provenance().generator());
  }

  @Test
  void textsOfOneSumAreToldApart() {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    assertThat(read("t", "Aa").reason()).isEqualTo("Aa");
    assertThat(read("t", "BB").reason()).isEqualTo("BB");
    assertThat(read("t", "Aa").reason()).isEqualTo("Aa");
  }

  @Test
  void anyTextIsReadAsItWasWritten() {
    var texts =
        List.of("", "\u0000\n\"\\", "é€😀", "x".repeat(200), "x".repeat(201), "y".repeat(1 << 16));
    for (int twice = 0; twice < 2; twice++) {
      for (var text : texts) {
        var rejected = new DatasetRejected("e", text);
        assertThat(Events.decode(Events.encode(rejected))).isEqualTo(rejected);
      }
    }
  }

  @Test
  void whatIsNoTextIsReadAsBefore() throws JsonProcessingException {
    assertThat(Events.json().readValue("[1.5, true, null, \"a\"]", String[].class))
        .containsExactly("1.5", "true", null, "a");
  }

  @Test
  void threadsDoNotDisturbEachOther() {
    var texts =
        new Random(1)
            .ints(20_000, 0, 9_000) // more than there are places
            .mapToObj(i -> new TrialFailed("e.0." + i, "e", 0, i, "c", "reason " + i))
            .toList();

    assertThat(texts.parallelStream().map(event -> Events.decode(Events.encode(event))).toList())
        .isEqualTo(texts);
    assertThat(IntStream.range(0, 2).mapToObj(i -> read("t", "once more").reason()).distinct())
        .hasSize(1);
  }

  private static TrialFailed read(String trial, String reason) {
    return (TrialFailed)
        Events.decode(Events.encode(new TrialFailed(trial, "e", 0, 1, "c", reason)));
  }
}
