package org.descent.learning.stacked;

import java.util.Set;
import org.descent.learning.Engine;
import org.descent.learning.EngineProvider;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;

/** Opens {@link StackedEngine}s, which hand on to the other engine what is faster there. */
public final class AutoEngineProvider implements EngineProvider {
  @Override
  public String name() {
    return Engines.AUTO;
  }

  @Override
  public Set<String> formerNames() {
    return Set.of();
  }

  @Override
  public Engine open(EngineSettings settings) {
    return StackedEngineProvider.open(name(), settings, HandingOn.TOO_LARGE_OR_SLOWER);
  }
}
