package org.descent.experiment.report;

/**
 * Colours of drawings. A drawing carries these light colours itself and is classed so that a page's
 * style may put its own in their place.
 */
final class Ink {
  static final String PAPER = "#ffffff";
  static final String TEXT = "#1c2024";
  static final String FAINT_TEXT = "#565d66";
  static final String GRID = "#dcdcd6";
  static final String AXIS = "#85898f";

  private static final String[] SERIES = {
    "#0b6fb3", "#c8500a", "#0c8a66", "#a8477f", "#8a6a00", "#5b58c4", "#3d7f93", "#6b7280"
  };

  /** Five stops of viridis, dark to light (van der Walt and Smith 2015). */
  private static final int[][] VIRIDIS = {
    {68, 1, 84}, {59, 82, 139}, {33, 145, 140}, {94, 201, 98}, {253, 231, 37}
  };

  private Ink() {}

  /** Number of colours for series, before they repeat. */
  static int colours() {
    return SERIES.length;
  }

  static String series(int index) {
    return SERIES[index % SERIES.length];
  }

  /** The class that strokes in the colour of series {@code index}. */
  static String stroke(int index) {
    return "s" + (index % SERIES.length + 1);
  }

  /** The class that fills in the colour of series {@code index}. */
  static String fill(int index) {
    return "f" + (index % SERIES.length + 1);
  }

  /** The colour of a height from 0 to 1. */
  static String height(double share) {
    double place = Math.min(1, Math.max(0, share)) * (VIRIDIS.length - 1);
    int stop = Math.min(VIRIDIS.length - 2, (int) place);
    var colour = new StringBuilder("#");
    for (int channel = 0; channel < 3; channel++) {
      double value =
          VIRIDIS[stop][channel]
              + (place - stop) * (VIRIDIS[stop + 1][channel] - VIRIDIS[stop][channel]);
      colour.append(String.format("%02x", Math.round(value)));
    }
    return colour.toString();
  }
}
