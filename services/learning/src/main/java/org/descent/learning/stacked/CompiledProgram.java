package org.descent.learning.stacked;

/** A program of XLA with its session. Several threads may run it at once. */
interface CompiledProgram extends AutoCloseable {
  /** Compiles it, by a run on zeros. */
  void compile();

  @Override
  void close();
}
