package org.descent.experiment.report;

import java.util.Map;

/** One picture of a figure: still as SVG, and as data for a livelier one in the browser. */
sealed interface Drawing
    permits Plot,
        Panel,
        Bars,
        Plane,
        SurfaceDrawing,
        Gallery,
        Confusion,
        TrialStrips,
        Race,
        Contours,
        Decisions {
  /** Says in a few words what there is to see, for those who cannot. */
  String name();

  int width();

  int height();

  /** What stands inside the svg element, in units of {@link #width()} × {@link #height()}. */
  String svg();

  /** The data, a tree for {@link Json}; its {@code kind} names what draws it. */
  Map<String, Object> data();
}
