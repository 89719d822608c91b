package org.descent.trainer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import java.util.HashMap;
import java.util.Map;

/** The service's channels in memory, and no broker to wait for. */
public class InMemory implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    var config = new HashMap<String, String>();
    config.putAll(
        InMemoryConnector.switchIncomingChannelsToInMemory("trainerCohorts", "trainerExperiments"));
    config.putAll(
        InMemoryConnector.switchOutgoingChannelsToInMemory(
            "trainerProgress",
            "trainerCheckpoints",
            "trainerModels",
            "trainerTrainings",
            "deadLetters"));
    config.put("descent.start-patience", "0s");
    config.put("descent.trainer.checkpoint-interval", "0s");
    return config;
  }

  @Override
  public void stop() {
    InMemoryConnector.clear();
  }
}
