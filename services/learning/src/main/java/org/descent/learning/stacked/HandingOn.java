package org.descent.learning.stacked;

import org.descent.learning.Device;

/**
 * Which trials the stacked engine leaves to the other one. A function of a trial's own training and
 * data and of the device: its bits depend neither on its company nor on who trains it.
 */
enum HandingOn {
  /** Those whose patches would take too much memory. */
  TOO_LARGE {
    @Override
    boolean due(ProgramKind kind, Device device) {
      return kind.patchElements() > MOST_PATCH_ELEMENTS;
    }
  },
  /** On a CPU those as well that the other one trains faster. */
  TOO_LARGE_OR_SLOWER {
    @Override
    boolean due(ProgramKind kind, Device device) {
      return TOO_LARGE.due(kind, device) || (!device.isGpu() && IterationTime.shorterSingle(kind));
    }
  };

  /** Of a trial: 256 MB. */
  private static final long MOST_PATCH_ELEMENTS = 1 << 26;

  abstract boolean due(ProgramKind kind, Device device);
}
