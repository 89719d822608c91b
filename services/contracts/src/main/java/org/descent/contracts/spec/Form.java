package org.descent.contracts.spec;

/**
 * How a specification is written in experiment files, where that is not by its own components: a
 * record of what is written, nested in the specification and called {@code Form}.
 *
 * @param <S> the specification
 */
public interface Form<S> {
  /**
   * What is meant.
   *
   * @throws org.descent.contracts.InvalidSpec if that cannot be carried out
   */
  S spec();
}
