package org.descent.learning.stacked;

import java.util.Set;
import org.descent.learning.Engine;
import org.descent.learning.EngineProvider;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;

/** Opens {@link StackedEngine}s, which hand on to the other engine what is too large for them. */
public final class StackedEngineProvider implements EngineProvider {
  @Override
  public String name() {
    return Engines.STACKED;
  }

  @Override
  public Set<String> formerNames() {
    return Set.of("fused");
  }

  @Override
  public Engine open(EngineSettings settings) {
    var single = new EngineSettings(settings.threads(), settings.segment(), Engines.SINGLE);
    return new StackedEngine(settings, Engines.create(single));
  }
}
