package org.descent.trainer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;

/** What the trainer can be told. */
@ConfigMapping(prefix = "descent")
interface TrainerConfig {
  Trainer trainer();

  /** How cohorts are trained; none of it changes a result. */
  interface Trainer {
    /** Trials trained at a time; 0 means one a core. */
    @WithDefault("0")
    int threads();

    /** See {@link EngineSettings#segment}. */
    @WithDefault("" + EngineSettings.SEGMENT)
    int segment();

    /** Time between two checkpoints of a cohort, at least; 0 for one after each segment. */
    @WithDefault("5s")
    Duration checkpointInterval();

    /**
     * How many trainers in a row may die of a cohort without getting on before its trials count as
     * failed.
     */
    @WithDefault("10")
    int attempts();

    /** Name of the program that trains. */
    @WithDefault(Engines.AUTO)
    String engine();

    /** Datasets kept in memory. */
    @WithName("datasets")
    @WithDefault("4")
    int datasets();
  }
}
