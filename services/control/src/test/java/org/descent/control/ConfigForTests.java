package org.descent.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration's defaults, without a container. */
public class ConfigForTests implements ControlConfig {
  @Override
  public Optional<List<String>> hosts() {
    return Optional.empty();
  }

  @Override
  public Optional<String> tokens() {
    return Optional.empty();
  }

  @Override
  public Optional<Path> tokensFile() {
    return Optional.empty();
  }

  @Override
  public boolean openMetrics() {
    return false;
  }

  @Override
  public Optional<String> processToken() {
    return Optional.empty();
  }

  @Override
  public long mostOpenTrials() {
    return 300_000;
  }

  @Override
  public boolean lease() {
    return false;
  }

  @Override
  public Duration bodyPatience() {
    return Duration.ofSeconds(20);
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
