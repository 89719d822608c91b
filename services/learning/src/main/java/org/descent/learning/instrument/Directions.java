package org.descent.learning.instrument;

/** Chooses directions through a network's weights. */
interface Directions {
  /** Those for {@code ground}, or nothing. */
  Chart through(Ground ground);
}
