package org.descent.loader;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.descent.contracts.Topics;
import org.descent.messaging.Service;

/** Says what this service is. */
@ApplicationScoped
class Wiring {
  /** Hears of experiments, and writes their data. */
  @Produces
  @Singleton
  Service service() {
    return new Service(
        "dataset-loader",
        List.of(Topics.EXPERIMENTS, Topics.DATASET_ROWS, Topics.DATASETS, Topics.DEAD_LETTERS));
  }

  /** What the command line has read in this process, if it has. */
  @Produces
  @Singleton
  ReadAhead readAhead() {
    return new ReadAhead();
  }
}
