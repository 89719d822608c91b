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
    return open(name(), settings, HandingOn.TOO_LARGE);
  }

  static Engine open(String name, EngineSettings settings, HandingOn handingOn) {
    var single = new EngineSettings(settings.threads(), settings.segment(), Engines.SINGLE);
    return new StackedEngine(name, settings, handingOn, Engines.create(single));
  }
}
