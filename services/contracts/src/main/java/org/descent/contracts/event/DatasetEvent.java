package org.descent.contracts.event;

/** The dataset-loader's answer to a submitted experiment. */
public sealed interface DatasetEvent extends Event permits DatasetPrepared, DatasetRejected {
  String experiment();

  @Override
  default String key() {
    return experiment();
  }
}
