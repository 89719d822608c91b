package org.descent.learning;

import java.util.Set;

/**
 * Opens one kind of engine. Providers are found by {@link java.util.ServiceLoader}, so that engines
 * know this package and not the other way round.
 */
public interface EngineProvider {
  /** What the engine is called, in settings and in provenance. */
  String name();

  /** What it was called once; settings may still say so. */
  Set<String> formerNames();

  /** Opens one; whoever asked for it closes it. */
  Engine open(EngineSettings settings);
}
