package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.List;
import org.descent.contracts.InvalidSpec;

/**
 * A line or a plane through a network's weights at its end, over which its loss is computed. That
 * is the loss of all of a split, of the network as it will be used. What is not trained, such as
 * running means, stays as it is.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "landscape")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LandscapeSpec.Random.class, name = "random"),
  @JsonSubTypes.Type(value = LandscapeSpec.Eigenvectors.class, name = "eigenvectors"),
  @JsonSubTypes.Type(value = LandscapeSpec.Trajectory.class, name = "trajectory"),
  @JsonSubTypes.Type(value = LandscapeSpec.Interpolation.class, name = "interpolation")
})
public sealed interface LandscapeSpec {
  /** The most points of an axis, and the fewest. */
  int MOST_POINTS = 201;

  int LEAST_POINTS = 3;

  /** How far it may reach. */
  double FARTHEST = 1000;

  /** Axes, 1 or 2. */
  int axes();

  /** Points of each axis; an odd number of them has one in the middle. */
  int points();

  /** The splits whose losses are computed, each once. */
  List<Split> on();

  /** What it is called. */
  default String word() {
    return Arrays.stream(LandscapeSpec.class.getAnnotation(JsonSubTypes.class).value())
        .filter(type -> type.value() == getClass())
        .findFirst()
        .orElseThrow()
        .name();
  }

  /** Points of the whole line or plane. */
  default int size() {
    return axes() == 1 ? points() : points() * points();
  }

  /** Passes through a split, forward and back, that it takes about; a pass forward is a third. */
  default double passes() {
    return size() * on().size() / 3.0;
  }

  /** Whether it goes by the weights at snapshots. */
  default boolean needsSnapshots() {
    return false;
  }

  /**
   * Checks that it has a meaning for {@code network}.
   *
   * @throws InvalidSpec if it has none
   */
  default void require(NetworkSpec network) {}

  private static void require(int axes, int points, List<Split> on) {
    InvalidSpec.unless(axes == 1 || axes == 2, "axes %s, expected 1 or 2", axes);
    InvalidSpec.unless(
        points >= LEAST_POINTS && points <= MOST_POINTS,
        "points %s, expected %s to %s of an axis",
        points,
        LEAST_POINTS,
        MOST_POINTS);
    InvalidSpec.unless(!on.isEmpty(), "on nothing, expected some of train, validation, test");
    InvalidSpec.unless(
        on.stream().distinct().count() == on.size(),
        "on [%s], expected each split once",
        String.join(", ", on.stream().map(Split::word).toList()));
  }

  private static void requireReach(double reach) {
    InvalidSpec.unless(
        (float) reach > 0 && reach <= FARTHEST,
        "reach %s, expected above 0 and at most %s",
        reach,
        (int) FARTHEST);
  }

  /**
   * Along random directions, normalised by filter (Li et al. 2018): the weights that lead to one
   * output or filter have the length in a direction that they have in the network; biases and what
   * normalisation learns stay. So landscapes of networks that are scaled otherwise can be compared.
   *
   * @param reach how far it goes to either side: 1 is as far as the weights are from zero
   */
  record Random(
      @Otherwise("2") int axes,
      @Otherwise("25") int points,
      @Otherwise("1") double reach,
      @Otherwise("[train]") List<Split> on)
      implements LandscapeSpec {
    public Random {
      on = List.copyOf(on);
      LandscapeSpec.require(axes, points, on);
      requireReach(reach);
    }
  }

  /**
   * Along the eigenvectors of the Hessian that belong to its largest eigenvalues: the sharpest
   * directions that there are.
   *
   * @param reach how far it goes to either side, in lengths of the weights' space
   * @param tolerance of an eigenvalue, as of {@link InstrumentSpec.Sharpness}
   */
  record Eigenvectors(
      @Otherwise("2") int axes,
      @Otherwise("25") int points,
      @Otherwise("1") double reach,
      @Otherwise("0.001") double tolerance,
      @Otherwise("[train]") List<Split> on)
      implements LandscapeSpec {
    public Eigenvectors {
      on = List.copyOf(on);
      LandscapeSpec.require(axes, points, on);
      requireReach(reach);
      InstrumentSpec.Sharpness.requireTolerance(tolerance);
    }

    @Override
    public double passes() {
      var sharpness =
          new InstrumentSpec.Sharpness(
              axes, tolerance, false, new InstrumentSpec.Moments.Snapshots());
      return LandscapeSpec.super.passes() + sharpness.passes();
    }

    @Override
    public void require(NetworkSpec network) {
      InstrumentSpec.requireDerivable(network, "landscapes: " + word());
    }
  }

  /**
   * Along the first principal components of the weights at snapshots and at the end (Li et al.
   * 2018), which is as far as the way went and a fifth more, with the way on it.
   */
  record Trajectory(
      @Otherwise("2") int axes, @Otherwise("25") int points, @Otherwise("[train]") List<Split> on)
      implements LandscapeSpec {
    public Trajectory {
      on = List.copyOf(on);
      LandscapeSpec.require(axes, points, on);
    }

    @Override
    public boolean needsSnapshots() {
      return true;
    }
  }

  /**
   * Along the straight line from the weights of the first snapshot, which is 1, to those of the
   * end, which are 0, and a quarter beyond both (Goodfellow, Vinyals &amp; Saxe 2015).
   */
  record Interpolation(@Otherwise("51") int points, @Otherwise("[train]") List<Split> on)
      implements LandscapeSpec {
    public Interpolation {
      on = List.copyOf(on);
      LandscapeSpec.require(1, points, on);
    }

    @Override
    public int axes() {
      return 1;
    }

    @Override
    public boolean needsSnapshots() {
      return true;
    }
  }
}
