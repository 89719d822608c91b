package org.descent.control;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import java.util.HashMap;
import java.util.Map;

/** Channels without a broker. */
public class InMemoryChannels implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    var settings = new HashMap<String, String>();
    settings.put("descent.lease", "false");
    settings.putAll(
        InMemoryConnector.switchOutgoingChannelsToInMemory(
            "controlExperimentsOut", "controlCohortsOut", "controlReportsOut", "deadLetters"));
    return settings;
  }

  @Override
  public void stop() {
    InMemoryConnector.clear();
  }
}
