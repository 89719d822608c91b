package org.descent.learning;

import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.Surface;
import org.descent.contracts.spec.TrainingSpec;

/** Surfaces. */
public final class Surfaces {
  private Surfaces() {}

  public static List<Surface> compute(TrainingSpec training, Examples train) {
    throw new UnsupportedOperationException();
  }
}
