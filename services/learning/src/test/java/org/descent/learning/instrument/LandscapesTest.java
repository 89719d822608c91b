package org.descent.learning.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.KIND;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.WIDTH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.Floats;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.Landscape;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.LandscapeSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.SurfaceSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.Device;
import org.descent.learning.Fixtures;
import org.descent.learning.InitialWeights;
import org.descent.learning.Outcome;
import org.descent.learning.Surfaces;
import org.descent.learning.oracle.Oracle;
import org.junit.jupiter.api.Test;

/** The loss around weights, and directions through them. */
class LandscapesTest {
  private static final Examples IMAGES = Fixtures.images(21, 3, 5, 6);
  private static final Examples ROWS = Fixtures.images(37, 1, 6);
  private static final Examples OTHERS = Fixtures.images(11, 2, 6);
  private static final List<Split> TRAIN = List.of(Split.TRAIN);

  private static final TrainingSpec DENSE =
      training(Fixtures.training(Fixtures.dense(5, Activation.TANH, LABEL, WIDTH), Loss.L2, 9));
  private static final TrainingSpec CONVOLUTIONS =
      training(
          Fixtures.training(Fixtures.convolutional(Activation.TANH, KIND), Loss.CROSS_ENTROPY, 9));

  private static TrainingSpec training(TrainingSpec plain) {
    return Fixtures.with(plain, Fixtures.LIVELY);
  }

  private static ParameterLayout layout(TrainingSpec training, Examples examples) {
    return ParameterLayout.of(training.network(), examples.shape());
  }

  private static float[] weights(TrainingSpec training, Examples examples, long seed) {
    return InitialWeights.draw(layout(training, examples), training.initialisation(), seed);
  }

  private static Outcome.Snapshot snapshot(int iteration, float[] weights) {
    return new Outcome.Snapshot(iteration, weights, Optional.empty());
  }

  /** Two snapshots and the end, of networks that have nothing to do with each other. */
  private static List<Outcome.Snapshot> snapshots(TrainingSpec training, Examples examples) {
    return List.of(
        snapshot(1, weights(training, examples, 1)),
        snapshot(5, weights(training, examples, 2)),
        snapshot(9, weights(training, examples, 3)));
  }

  private static List<Landscape> landscapes(
      TrainingSpec training,
      Examples examples,
      List<Outcome.Snapshot> snapshots,
      LandscapeSpec... wanted) {
    var trial = new Cohort.Trial("t", 7, training.seenWith(List.of(), List.of(wanted)));
    return Landscapes.compute(
        trial, Map.of(Split.TRAIN, examples, Split.TEST, OTHERS), snapshots, () -> false);
  }

  @Test
  void everyPointHasTheLossOfItsWeights() {
    var snapshots = snapshots(DENSE, ROWS);
    var found =
        landscapes(
            DENSE,
            ROWS,
            snapshots,
            new LandscapeSpec.Random(2, 5, 0.5, List.of(Split.TRAIN, Split.TEST)),
            new LandscapeSpec.Eigenvectors(1, 7, 0.5, 1e-4, TRAIN),
            new LandscapeSpec.Trajectory(2, 4, TRAIN),
            new LandscapeSpec.Interpolation(7, TRAIN));
    assertThat(found).extracting(Landscape::size).containsExactly(25, 7, 16, 7);
    var oracles = Map.of("train", new Oracle(DENSE, ROWS), "test", new Oracle(DENSE, OTHERS));
    for (var landscape : found) {
      for (var losses : landscape.losses()) {
        float[] values = Floats.fromBytes(losses.values());
        for (int i = 0; i < values.length; i++) {
          float[] moved = landscape.weights(snapshots.get(2).weights(), landscape.at(i));
          double expected = oracles.get(losses.split()).metrics(Fixtures.doubles(moved)).loss();
          assertThat((double) values[i])
              .as(landscape.landscape())
              .isCloseTo(expected, within(1e-5 * Math.max(1, expected)));
        }
      }
    }
  }

  /** A neuron's surface is the landscape along the axes of its weight and its bias. */
  @Test
  void theSurfaceOfOneNeuronIsACase() {
    var point =
        new Examples(
            List.of(1), new float[] {1.5f}, List.of(new Examples.Target("label", new float[] {1})));
    var axis = new SurfaceSpec.Axis(-2, 2, 0.5);
    var training =
        new TrainingSpec(
            Fixtures.perceptron(LABEL),
            Fixtures.STUDIED,
            Loss.CROSS_ENTROPY,
            new OptimiserSpec.Sgd(0.1),
            BatchSpec.FULL,
            1,
            List.of(),
            List.of(),
            new SurfaceSpec(axis, axis));
    float[] surface = Floats.fromBytes(Surfaces.compute(training, point).get(1).values());
    var axes = new float[] {1, 0, 0, 1};
    try (var loss = new LossFunction(training, point, Device.cpu())) {
      for (int i = 0; i < surface.length; i++) {
        var at = new double[] {axis.points()[i / 9], axis.points()[i % 9]};
        assertThat(loss.loss(Landscape.moved(new float[2], axes, at)))
            .isCloseTo(surface[i], within(1e-6));
      }
    }
  }

  @Test
  void whateverLeadsToOneFilterIsAsLongAsTheWeightsAre() {
    var snapshots = snapshots(CONVOLUTIONS, IMAGES);
    var found =
        landscapes(CONVOLUTIONS, IMAGES, snapshots, new LandscapeSpec.Random(1, 3, 1, TRAIN));
    float[] direction = Floats.fromBytes(found.get(0).directions());
    float[] end = snapshots.get(2).weights();
    for (var parameter : layout(CONVOLUTIONS, IMAGES).parameters()) {
      int filters = parameter.shape().get(parameter.shape().size() - 1);
      for (int filter = 0; filter < filters; filter++) {
        double own = 0;
        double weights = 0;
        for (int i = filter; i < parameter.size(); i += filters) {
          own += Math.pow(direction[parameter.offset() + i], 2);
          weights += Math.pow(end[parameter.offset() + i], 2);
        }
        boolean bias = parameter.name().endsWith("/biases");
        assertThat(own).as(parameter.name()).isCloseTo(bias ? 0 : weights, within(1e-4));
      }
    }
  }

  @Test
  void theSharpestDirectionsAreTurnedNowhere() {
    var snapshots = snapshots(DENSE, ROWS);
    var found =
        landscapes(DENSE, ROWS, snapshots, new LandscapeSpec.Eigenvectors(2, 3, 1, 1e-6, TRAIN));
    float[] both = Floats.fromBytes(found.get(0).directions());
    float[] end = snapshots.get(2).weights();
    try (var loss = new LossFunction(DENSE, ROWS, Device.cpu())) {
      for (int axis = 0; axis < 2; axis++) {
        var vector =
            Vectors.doubles(Arrays.copyOfRange(both, axis * end.length, (axis + 1) * end.length));
        double value = found.get(0).axes().get(axis).strength();
        var product = loss.product(end, vector);
        Vectors.add(product, -value, vector);
        assertThat(Vectors.norm(vector)).isCloseTo(1, within(1e-6));
        assertThat(value).isPositive();
        assertThat(Vectors.norm(product)).isCloseTo(0, within(1e-2 * value));
      }
    }
  }

  /** A way in a plane of which nothing is lost. */
  @Test
  void aWayIsSeenAlongItsPrincipalComponents() {
    float[] end = weights(DENSE, ROWS, 3);
    double[][] plane = {{30, 0}, {20, 4}, {10, -3}, {0, 0}};
    var snapshots = new ArrayList<Outcome.Snapshot>();
    for (var place : plane) {
      var weights = end.clone();
      weights[2] += (float) place[0];
      weights[5] += (float) place[1];
      snapshots.add(snapshot(snapshots.size() + 1, weights));
    }
    var found =
        landscapes(DENSE, ROWS, snapshots, new LandscapeSpec.Trajectory(2, 5, TRAIN)).get(0);
    double shares = found.axes().get(0).strength() + found.axes().get(1).strength();
    assertThat(shares).isCloseTo(1, within(1e-6));
    assertThat(found.axes().get(0).strength()).isGreaterThan(0.9);
    assertThat(found.way()).extracting(Landscape.Step::iteration).containsExactly(1, 2, 3, 4);
    for (int i = 0; i < plane.length; i++) {
      double[] at = found.way().get(i).at();
      double distance = Math.hypot(plane[i][0], plane[i][1]);
      assertThat(Math.hypot(at[0], at[1])).isCloseTo(distance, within(1e-3));
    }
    assertThat(found.way().get(0).at()[0]).isPositive();
    double[] places = found.axes().get(0).places();
    assertThat(places[0]).isNegative();
    assertThat(places[4]).isGreaterThan(30);
  }

  @Test
  void aStraightLineLeadsFromTheEndToTheFirstSnapshot() {
    var snapshots = snapshots(DENSE, ROWS);
    var line = landscapes(DENSE, ROWS, snapshots, new LandscapeSpec.Interpolation(7, TRAIN)).get(0);
    float[] values = Floats.fromBytes(line.losses().get(0).values());
    try (var loss = new LossFunction(DENSE, ROWS, Device.cpu())) {
      // a quarter beyond the end, the end, …, the first snapshot, a quarter beyond it
      assertThat(line.axes().get(0).places()).containsExactly(-0.25, 0, 0.25, 0.5, 0.75, 1, 1.25);
      assertThat((double) values[1]).isCloseTo(loss.loss(snapshots.get(2).weights()), within(1e-5));
      assertThat((double) values[5]).isCloseTo(loss.loss(snapshots.get(0).weights()), within(1e-4));
    }
  }

  @Test
  void theyDependOnNothingButWeightsDataAndSeed() {
    var snapshots = snapshots(DENSE, ROWS);
    var wanted = new LandscapeSpec.Random(2, 7, 1, TRAIN);
    var once = landscapes(DENSE, ROWS, snapshots, wanted).get(0);
    var twice = landscapes(DENSE, ROWS, snapshots, wanted).get(0);
    assertThat(once.directions()).isEqualTo(twice.directions());
    assertThat(once.losses().get(0).values()).isEqualTo(twice.losses().get(0).values());
  }

  @Test
  void whereThereIsNothingToBeSeenThereIsNone() {
    var end = snapshot(9, weights(DENSE, ROWS, 3));
    var trajectory = new LandscapeSpec.Trajectory(2, 3, TRAIN);
    var line = new LandscapeSpec.Interpolation(3, TRAIN);
    assertThat(landscapes(DENSE, ROWS, List.of(end), trajectory, line)).isEmpty();
    assertThat(landscapes(DENSE, ROWS, List.of(end))).isEmpty();
    var broken = end.weights().clone();
    broken[0] = Float.NaN;
    var random = new LandscapeSpec.Random(2, 3, 1, TRAIN);
    assertThat(landscapes(DENSE, ROWS, List.of(snapshot(9, broken)), random)).isEmpty();
    // and of a straight way there is one direction
    var straight = end.weights().clone();
    straight[1] += 1;
    var two = List.of(snapshot(1, straight), end);
    assertThat(landscapes(DENSE, ROWS, two, trajectory).get(0).axes()).hasSize(1);
  }
}
