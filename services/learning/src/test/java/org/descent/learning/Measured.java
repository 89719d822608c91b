package org.descent.learning;

import org.descent.contracts.event.Metrics;

/** Looks metrics up by the names that curves have. */
public final class Measured {
  private Measured() {}

  public static double value(Metrics metrics, String name) {
    return switch (name) {
      case "loss" -> metrics.loss();
      case "accuracy" -> metrics.accuracy();
      default -> {
        var parts = name.split("\\.");
        var head =
            metrics.heads().stream().filter(h -> h.name().equals(parts[0])).findFirst().get();
        yield parts[1].equals("loss") ? head.loss() : head.accuracy();
      }
    };
  }
}
