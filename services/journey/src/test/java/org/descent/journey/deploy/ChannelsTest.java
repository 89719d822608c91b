package org.descent.journey.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings of channels are written with them, and which are those of the connector. */
class ChannelsTest {
  @ParameterizedTest
  @ValueSource(strings = {"incoming", "outgoing"})
  void whatHoldsForAllChannelsIsNotWrittenWithEach(String direction) {
    var channels = new TreeMap<String, Set<String>>();
    for (var service : Repository.SERVICES) {
      Repository.application(service)
          .forEach(
              (key, value) -> {
                var parts = ((String) key).split("\\.", 5);
                if (((String) key).startsWith("mp.messaging." + direction + ".")) {
                  channels
                      .computeIfAbsent(parts[3], channel -> new TreeSet<>())
                      .add(parts[4] + "=" + value);
                }
              });
    }
    var common = new TreeSet<>(channels.values().iterator().next());
    channels.values().forEach(common::retainAll);

    assertThat(channels).hasSizeGreaterThan(4);
    assertThat(common)
        .as("all but what makes it a channel")
        .containsOnly("connector=smallrye-kafka");
  }

  @Test
  void whatServicesTellTheConnectorAlikeIsNotWrittenInEach() {
    var told = new HashSet<String>();
    for (var service : Repository.SERVICES) {
      Repository.application(service)
          .forEach(
              (key, value) -> {
                if (((String) key).startsWith("mp.messaging.connector.")) {
                  assertThat(told.add(key + "=" + value)).as("%s in %s", key, service).isTrue();
                }
              });
    }
  }
}
