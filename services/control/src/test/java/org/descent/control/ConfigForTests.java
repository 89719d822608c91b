package org.descent.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration's defaults, without a container. */
public final class ConfigForTests implements ControlConfig {
  @Override
  public Optional<List<String>> hosts() {
    return Optional.empty();
  }

  @Override
  public int cohortSize() {
    return 0;
  }

  @Override
  public int expectedTrainers() {
    return 0;
  }

  @Override
  public Duration brokerTimeout() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Map<String, String> consumers() {
    return Map.of();
  }

  @Override
  public TopicsConfig topics() {
    throw new UnsupportedOperationException();
  }
}
