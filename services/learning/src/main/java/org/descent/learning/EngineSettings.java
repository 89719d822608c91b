package org.descent.learning;

import org.descent.contracts.InvalidSpec;

/**
 * How an engine works; none of it changes a result.
 *
 * @param threads trials trained at a time; 0 means one a core
 * @param segment the most iterations between two reports of progress; only small networks, which
 *     need a hundredth of a second for so many, make full use of more than 1000
 * @param engine its name, see {@link Engines}
 */
public record EngineSettings(int threads, int segment, String engine) {
  /** Of trainers, unless they are told otherwise. */
  public static final int SEGMENT = 16_000;

  /** With segments as trainers have them. */
  public EngineSettings(int threads, String engine) {
    this(threads, SEGMENT, engine);
  }

  public EngineSettings {
    InvalidSpec.unless(threads >= 0, "%s threads, expected 0 (all cores) or more", threads);
    InvalidSpec.unless(segment >= 1, "segment of %s iterations, expected 1 or more", segment);
  }

  /** The number of threads, with 0 resolved to the machine's cores. */
  public int parallelism() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }
}
