package org.descent.learning.stacked;

import org.descent.learning.Device;

/**
 * Everything that is fixed when a program is compiled. Whatever is not here differs from trial to
 * trial and is fed.
 *
 * @param trials stacked in the program, inert ones included
 * @param turns stacks that a run trains, one after the other
 * @param segment the most iterations of one run
 */
record ProgramShape(ProgramKind kind, int trials, int turns, int segment)
    implements Compilable<StackedProgram> {
  /** The same program for several stacks. */
  ProgramShape inTurn(int stacks) {
    return new ProgramShape(kind, trials, stacks, segment);
  }

  /** All stacks as if they were one: the shape of what goes into the program and comes out. */
  ProgramShape whole() {
    return new ProgramShape(kind, trials * turns, 1, segment);
  }

  @Override
  public StackedProgram build(Device device) {
    return new StackedProgram(this, device);
  }
}
