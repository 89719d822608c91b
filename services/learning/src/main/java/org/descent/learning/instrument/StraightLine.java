package org.descent.learning.instrument;

import java.util.List;
import org.descent.contracts.event.Landscape;
import org.descent.contracts.spec.LandscapeSpec;

/** From the end, at 0, to the first snapshot, at 1, and a quarter beyond both. */
record StraightLine(LandscapeSpec.Interpolation spec) implements Directions {
  private static final double BEYOND = 0.25;

  @Override
  public Chart through(Ground ground) {
    var line = ground.away(ground.snapshots().get(0));
    if (!(Vectors.norm(line) > 0)) {
      return Chart.nothing();
    }
    var axis = new Landscape.Axis(Chart.places(-BEYOND, 1 + BEYOND, spec.points()), Double.NaN);
    return new Chart(List.of(Vectors.floats(line)), List.of(axis), List.of());
  }
}
