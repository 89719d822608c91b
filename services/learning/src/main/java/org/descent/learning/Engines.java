package org.descent.learning;

import org.descent.contracts.InvalidSpec;
import org.descent.learning.fused.FusedEngine;

/** The engines there are, by name. */
public final class Engines {
  /** The straightforward engine: one trial a thread. */
  public static final String REFERENCE = "reference";

  /**
   * Whole trainings as compiled programs; what is too large for that as {@link #REFERENCE} does.
   */
  public static final String FUSED = FusedEngine.NAME;

  private Engines() {}

  /**
   * Opens the engine that {@code settings} name.
   *
   * @throws InvalidSpec if there is none of that name
   */
  public static Engine create(EngineSettings settings) {
    return switch (settings.engine()) {
      case REFERENCE -> new ReferenceEngine(settings);
      case FUSED -> new FusedEngine(settings, new ReferenceEngine(settings));
      default ->
          throw new InvalidSpec(
              "engine %s is unknown, expected %s or %s"
                  .formatted(settings.engine(), FUSED, REFERENCE));
    };
  }
}
