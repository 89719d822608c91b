package org.descent.learning.single;

import java.util.Set;
import org.descent.learning.Engine;
import org.descent.learning.EngineProvider;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;

/** Opens {@link SingleEngine}s. */
public final class SingleEngineProvider implements EngineProvider {
  @Override
  public String name() {
    return Engines.SINGLE;
  }

  @Override
  public Set<String> formerNames() {
    return Set.of("reference");
  }

  @Override
  public Engine open(EngineSettings settings) {
    return new SingleEngine(settings);
  }
}
