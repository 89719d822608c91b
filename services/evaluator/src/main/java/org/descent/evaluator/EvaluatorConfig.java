package org.descent.evaluator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the evaluator can be told. */
@ConfigMapping(prefix = "descent")
interface EvaluatorConfig {
  Evaluator evaluator();

  /** How long to wait at the start for broker and topics; 0 does not wait. */
  @WithDefault("5m")
  Duration startPatience();

  /** What is kept in memory. */
  interface Evaluator {
    /** Datasets kept. */
    @WithDefault("4")
    int datasets();

    /** Networks kept ready to predict. */
    @WithDefault("16")
    int networks();

    /** Bytes of models kept until their trials' ends are heard of. */
    @WithDefault("67108864")
    long modelBytes();
  }
}
