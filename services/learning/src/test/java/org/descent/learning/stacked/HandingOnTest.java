package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.learning.Fixtures.KIND;
import static org.descent.learning.Fixtures.LABEL;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.MaxPool;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.Sides;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.Device;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Fixtures;
import org.descent.learning.Recording;
import org.junit.jupiter.api.Test;

class HandingOnTest {
  private static final Sides TWO = new Sides(2, 2);
  private static final NetworkSpec LENET =
      new NetworkSpec(
          List.of(
              new LayerSpec.Conv2d(6, 5, 5, Activation.RELU),
              new MaxPool(TWO, TWO),
              new LayerSpec.Conv2d(16, 5, 5, Activation.RELU),
              new MaxPool(TWO, TWO),
              new LayerSpec.Flatten(),
              new LayerSpec.Dense(120, Activation.RELU),
              new LayerSpec.Dense(84, Activation.RELU)),
          List.of(KIND));
  private static final NetworkSpec STUDY =
      new NetworkSpec(
          List.of(
              new LayerSpec.Conv2d(16, 7, 7, Activation.RELU),
              new LayerSpec.Conv2d(8, 7, 7, Activation.RELU),
              new LayerSpec.Flatten()),
          List.of(LABEL));
  private static final Examples DIGITS = Fixtures.images(80, 3, 28, 28, 1);
  private static final Examples LINES = Fixtures.images(64, 3, 16, 16, 1);

  private static TrainingSpec training(NetworkSpec network, int batch) {
    var training = Fixtures.training(network, Loss.CROSS_ENTROPY, 3);
    return batch == 0
        ? training
        : Fixtures.with(training, new BatchSpec(batch, BatchSpec.Measure.BATCH));
  }

  private static boolean handedOn(HandingOn which, TrainingSpec training, Examples examples) {
    return which.due(ProgramKind.of(training, examples.shape(), examples.count()), Device.cpu());
  }

  private static boolean slower(NetworkSpec network, int batch, Examples examples) {
    return handedOn(HandingOn.TOO_LARGE_OR_SLOWER, training(network, batch), examples);
  }

  @Test
  void largeMiniBatchesOfImagesAreConvolvedByTensorFlowsOperations() {
    assertThat(slower(LENET, 64, DIGITS)).isTrue();
    assertThat(slower(LENET, 8, DIGITS)).isFalse();
  }

  @Test
  void denseNetworksAndFullBatchesStayStacked() {
    var mlp = Fixtures.dense(128, Activation.RELU, KIND);
    assertThat(slower(mlp, 64, Fixtures.images(80, 3, 784))).isFalse();
    assertThat(slower(STUDY, 0, LINES)).isFalse();
  }

  @Test
  void gpusAndWhoAsksForStacksKeepAllThatFits() {
    var kind = ProgramKind.of(training(LENET, 64), DIGITS.shape(), DIGITS.count());
    assertThat(HandingOn.TOO_LARGE_OR_SLOWER.due(kind, Device.named("GPU:0"))).isFalse();
    assertThat(HandingOn.TOO_LARGE.due(kind, Device.cpu())).isFalse();
  }

  @Test
  void whatIsTooLargeIsHandedOnWhoeverAsks() {
    var wide =
        new NetworkSpec(
            List.of(new LayerSpec.Conv2d(2, 15, 15, Activation.RELU), new LayerSpec.Flatten()),
            LENET.heads());
    var many = Fixtures.images(600, 3, 32, 32, 1);
    for (var which : HandingOn.values()) {
      assertThat(handedOn(which, training(wide, 0), many)).isTrue();
    }
  }

  @Test
  void trialsOfACohortThatMixesThemHaveTheBitsOfTheirOwnEngine() {
    var lenet = training(LENET, 64);
    var dense = training(Fixtures.dense(4, Activation.RELU, KIND), 64);
    var trials = new ArrayList<Cohort.Trial>();
    LongStream.of(1, 2).forEach(s -> trials.add(new Cohort.Trial("lenet" + s, s, lenet)));
    LongStream.of(1, 2).forEach(s -> trials.add(new Cohort.Trial("dense" + s, s, dense)));
    var together = Recording.of(new Cohort(trials, DIGITS), settings(Engines.AUTO));
    var single = Recording.of(new Cohort(trials.subList(0, 1), DIGITS), settings(Engines.SINGLE));
    var stacked = Recording.of(new Cohort(trials.subList(2, 3), DIGITS), settings(Engines.STACKED));
    for (var metric : List.of("loss", "accuracy")) {
      assertThat(together.curve("lenet1", metric)).isEqualTo(single.curve("lenet1", metric));
      assertThat(together.curve("dense1", metric)).isEqualTo(stacked.curve("dense1", metric));
    }
  }

  @Test
  void provenanceTellsWhoTrains() {
    try (var engine = Engines.create(settings(Engines.AUTO))) {
      assertThat(engine.trainedBy(training(LENET, 64), DIGITS.shape(), DIGITS.count()))
          .isEqualTo(Engines.SINGLE);
      assertThat(engine.trainedBy(training(STUDY, 0), LINES.shape(), LINES.count()))
          .isEqualTo(Engines.STACKED);
      assertThat(engine.trainedBy(training(STUDY, 0), List.of(3), 64)).isEqualTo(Engines.STACKED);
    }
  }

  private static EngineSettings settings(String engine) {
    return new EngineSettings(2, 50, engine);
  }
}
