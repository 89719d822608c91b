package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.descent.contracts.Floats;

/**
 * A trial's loss over a line or a plane through its weights at the end, where all places are 0.
 *
 * @param landscape what was asked for, for example {@code random}, see {@link
 *     org.descent.contracts.spec.LandscapeSpec}
 * @param axes one or two
 * @param losses of each split that was asked for
 * @param way where its snapshots lie, seen along the axes; empty where that tells nothing
 * @param directions the weights' change by 1 along each axis: float32 little-endian, [axes,
 *     parameters]; empty once it is judged
 */
public record Landscape(
    String landscape,
    List<Axis> axes,
    List<Losses> losses,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Step> way,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) byte[] directions) {
  /**
   * An axis.
   *
   * @param places ascending
   * @param strength of an eigenvector its eigenvalue, of a principal component its share of the
   *     way's variance; NaN for others, and where it is not known
   */
  public record Axis(double[] places, double strength) {}

  /**
   * Losses of a split.
   *
   * @param split for example {@code train}
   * @param values float32 little-endian, [places of the first axis] or [places of the first axis,
   *     places of the second]
   */
  public record Losses(String split, byte[] values) {}

  /**
   * A point on the way.
   *
   * @param iteration of the snapshot
   * @param at a place on each axis
   */
  public record Step(int iteration, double[] at) {}

  public Landscape {
    axes = List.copyOf(axes);
    losses = List.copyOf(losses);
    way = way == null ? List.of() : List.copyOf(way);
    directions = directions == null ? new byte[0] : directions;
    int size = axes.stream().mapToInt(axis -> axis.places().length).reduce(1, Math::multiplyExact);
    for (var each : losses) {
      if (each.values().length != 4L * size) {
        throw new IllegalArgumentException(
            landscape + ": " + each.values().length + " bytes for " + size + " points");
      }
    }
  }

  /** The same, with {@code losses}. */
  public Landscape with(List<Losses> losses) {
    return new Landscape(landscape, axes, losses, way, directions);
  }

  /** The same without directions. */
  public Landscape judged() {
    return new Landscape(landscape, axes, losses, way, new byte[0]);
  }

  /** Number of its points. */
  public int size() {
    return axes.stream().mapToInt(axis -> axis.places().length).reduce(1, Math::multiplyExact);
  }

  /** Where point {@code index} lies, a place on each axis. */
  public double[] at(int index) {
    var at = new double[axes.size()];
    int rest = index;
    for (int i = at.length - 1; i >= 0; i--) {
      var places = axes.get(i).places();
      at[i] = places[rest % places.length];
      rest /= places.length;
    }
    return at;
  }

  /**
   * The weights at some place.
   *
   * @param end where all places are 0, [parameters]
   * @param at a place on each axis
   */
  public float[] weights(float[] end, double[] at) {
    return moved(end, Floats.fromBytes(directions), at);
  }

  /**
   * {@code end} moved along some directions.
   *
   * @param directions [axes, parameters]
   */
  public static float[] moved(float[] end, float[] directions, double[] at) {
    var moved = new float[end.length];
    for (int k = 0; k < moved.length; k++) {
      double weight = end[k];
      for (int i = 0; i < at.length; i++) {
        weight += at[i] * directions[i * end.length + k];
      }
      moved[k] = (float) weight;
    }
    return moved;
  }
}
