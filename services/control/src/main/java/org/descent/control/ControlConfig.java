package org.descent.control;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be set about control; other keys of this prefix belong to other services. */
@ConfigMapping(prefix = "descent")
public interface ControlConfig {
  /** The most trials that are trained together; 0: what suits the trainers there are. */
  @WithDefault("0")
  int cohortSize();

  /** Trainers to plan for although they are not there yet. */
  @WithDefault("0")
  int expectedTrainers();

  /**
   * Names that control is reached by, besides addresses, names without a point and those of this
   * machine; one that begins with a point stands for all that end so.
   */
  Optional<List<String>> hosts();

  /**
   * Tokens that control asks for, {@code ROLE:TOKEN} with commas or space between them; roles are
   * read, write and metrics. {@code none} asks for none wherever control can be reached.
   */
  Optional<String> tokens();

  /** A file with more of them, one a line; what follows a # is not read. */
  Optional<Path> tokensFile();

  /** Whether metrics are told without a token. */
  @WithDefault("false")
  boolean openMetrics();

  /** The token of the process that control runs in, which makes no difference to others. */
  Optional<String> processToken();

  /**
   * The most trials that may be to come, of all experiments together; what would make them more is
   * not taken in.
   */
  @WithDefault("300000")
  long mostOpenTrials();

  /** Whether another control may be there, so that the broker has to say which of them plans. */
  @WithDefault("true")
  boolean lease();

  /** How long the body of a request may take to arrive. */
  @WithDefault("20s")
  Duration bodyPatience();

  /** How long to wait for the broker's answer before saying that there is none. */
  @WithDefault("10s")
  Duration brokerTimeout();

  /** Whose committed offsets tell how long a topic's queue is: topic to consumer group. */
  Map<String, String> consumers();

  /** What topics are created with where they are missing. */
  TopicsConfig topics();

  /** What topics are created with where they are missing. */
  interface TopicsConfig {
    /** Partitions of the cohorts: the most trainers that can work at once. */
    @WithDefault("24")
    int partitions();

    /** Copies of each record. */
    @WithDefault("1")
    short replication();
  }
}
