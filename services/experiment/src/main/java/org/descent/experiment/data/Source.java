package org.descent.experiment.data;

import org.descent.contracts.spec.DataSpec;

/**
 * One kind of data: makes or reads its examples, and says what is known of them before.
 *
 * @param <S> what an experiment says of it
 */
interface Source<S extends DataSpec> {
  /** The specification that it is for. */
  Class<S> spec();

  /** What is known of data like this before anybody has looked at it. */
  KnownData known(S spec);

  /**
   * The examples, in the source's own order.
   *
   * @throws org.descent.contracts.InvalidSpec if a file is missing, unreadable or not what it
   *     should be
   */
  SourceExamples open(S spec, DataDirectory files);
}
