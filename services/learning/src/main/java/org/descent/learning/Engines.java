package org.descent.learning;

import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.descent.contracts.InvalidSpec;

/** The engines there are, by name. */
public final class Engines {
  /**
   * Of the others the one that is the faster, the default: by each trial's own training and data.
   */
  public static final String AUTO = "auto";

  /** Trials stacked in compiled programs. What is too large for that it hands on. */
  public static final String STACKED = "stacked";

  /** One trial a thread, with TensorFlow's own operations. */
  public static final String SINGLE = "single";

  private Engines() {}

  /**
   * Opens the engine that {@code settings} name.
   *
   * @throws InvalidSpec if there is none of that name
   */
  public static Engine create(EngineSettings settings) {
    var name = settings.engine();
    var providers =
        ServiceLoader.load(EngineProvider.class, Engines.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    var provider =
        providers.stream()
            .filter(p -> p.name().equals(name) || p.formerNames().contains(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidSpec(
                        "engine %s is unknown, expected one of %s"
                            .formatted(
                                name,
                                providers.stream()
                                    .map(EngineProvider::name)
                                    .sorted()
                                    .collect(Collectors.joining(", ")))));
    return new ForkingEngine(provider.open(settings));
  }
}
