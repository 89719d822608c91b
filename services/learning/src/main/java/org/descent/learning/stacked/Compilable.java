package org.descent.learning.stacked;

import org.descent.learning.Device;

/** What is fixed when a program is compiled; two that are equal have the same program. */
interface Compilable<P extends CompiledProgram> {
  /** Number of trials stacked in the program, inert ones included. */
  int trials();

  /** Builds the program; its first run compiles it. */
  P build(Device device);
}
