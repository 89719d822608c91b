package org.descent.evaluator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the evaluator can be told. */
@ConfigMapping(prefix = "descent")
interface EvaluatorConfig {
  Evaluator evaluator();

  /** What is kept in memory. */
  interface Evaluator {
    /** Datasets kept. */
    @WithDefault("4")
    int datasets();

    /**
     * The largest dataset kept, as a share of the heap: larger ones are read from the log in blocks
     * for every trial that is judged.
     */
    @WithDefault("0.25")
    double datasetShare();

    /** Networks kept ready to predict. */
    @WithDefault("16")
    int networks();

    /** Bytes of models kept until their trials' ends are heard of. */
    @WithDefault("67108864")
    long modelBytes();
  }
}
