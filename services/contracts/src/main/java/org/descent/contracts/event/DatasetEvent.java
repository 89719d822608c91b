package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** The dataset-loader's answer to a submitted experiment. */
public sealed interface DatasetEvent extends Event permits DatasetPrepared, DatasetRejected {
  /** The id that the experiment's document alone has: what it was submitted as. */
  @JsonIgnore
  String submission();

  /** Which handing in of the document this answers, see {@link ExperimentSubmitted}. */
  int attempt();

  @Override
  default String key() {
    return experiment();
  }
}
