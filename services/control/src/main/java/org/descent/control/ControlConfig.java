package org.descent.control;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set about control; other keys of this prefix belong to other services. */
@ConfigMapping(prefix = "descent")
public interface ControlConfig {
  /** The most trials that are trained together. */
  @WithDefault("16")
  int cohortSize();

  /** How long to wait for the broker's answer before saying that there is none. */
  @WithDefault("10s")
  Duration brokerTimeout();

  /** What topics are created with where they are missing. */
  TopicsConfig topics();

  /** What topics are created with where they are missing. */
  interface TopicsConfig {
    /** Partitions of the topics that trainers share: the most trainers that can work at once. */
    @WithDefault("32")
    int partitions();

    /** Copies of each record. */
    @WithDefault("1")
    short replication();
  }
}
