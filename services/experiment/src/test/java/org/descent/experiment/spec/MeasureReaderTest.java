package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.descent.contracts.spec.Split.TEST;
import static org.descent.contracts.spec.Split.TRAIN;
import static org.descent.contracts.spec.Split.VALIDATION;

import java.util.List;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.MeasureSpec;
import org.descent.contracts.spec.PatienceSpec;
import org.descent.contracts.spec.ScheduleSpec;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.junit.jupiter.api.Test;

/** What is measured of splits, and judged by it, where an experiment says so or does not. */
class MeasureReaderTest {
  private static final String SPLIT = "split: {validation: 0.25, test: 0.25}\n";

  private static ExperimentAlone read(String lines) {
    return new ExperimentAlone(
        "apiVersion: descent/v1\nkind: Experiment\nname: e\ndata: {random: {images: 64}}\n"
            + "network: {layers: [flatten], heads: [binary]}\n"
            + lines);
  }

  private record ExperimentAlone(String yaml) {
    TrainingSpec training() {
      return ExperimentReader.yaml(yaml).variants().get(0).training();
    }

    String problem() {
      var thrown = catchThrowableOfType(InvalidExperiment.class, this::training);
      assertThat(thrown).as(yaml).isNotNull();
      return thrown.problems().get(0).toString().replaceFirst("^.*?: ", "");
    }
  }

  private static TargetSpec accuracy(Split on) {
    return new TargetSpec(TargetSpec.Metric.ACCURACY, "", 1, on);
  }

  @Test
  void aFullBatchIsMeasuredAtEachIterationAndNothingElse() {
    var training = read(SPLIT).training();
    assertThat(training.measure()).isNull();
    assertThat(training.targets()).containsExactly(accuracy(null));
    assertThat(read(SPLIT + "target: {accuracy: 1, on: train}\n").training().targets())
        .containsExactly(accuracy(null));
  }

  @Test
  void besideMiniBatchesTrainingAndValidationDataAreMeasuredOnceAnEpoch() {
    var training = read(SPLIT + "batch: 8\n").training();
    assertThat(training.batch()).isEqualTo(new BatchSpec(8, BatchSpec.Measure.BATCH));
    assertThat(training.measure())
        .isEqualTo(MeasureSpec.eachEpoch(List.of(TRAIN, VALIDATION)).apart(20));
    assertThat(training.targets()).containsExactly(accuracy(TRAIN));
    assertThat(read("batch: {size: 8}\n").training().measure())
        .isEqualTo(MeasureSpec.eachEpoch(List.of(TRAIN)).apart(20));
  }

  @Test
  void ofLittleDataTheyAreMeasuredLessOftenThanOnceAnEpoch() {
    var measure = read("batch: 8\nbudget: 10000\n").training().measure();
    assertThat(measure.interval(1)).isEqualTo(20); // 500 times in the budget
    assertThat(measure.interval(8)).isEqualTo(24); // whole epochs
    assertThat(measure.interval(40)).isEqualTo(40);
    assertThat(read("batch: 8\nbudget: 100\n").training().measure().interval(8)).isEqualTo(8);
    assertThat(MeasureSpec.eachEpoch(List.of(TRAIN)).interval(1)).isEqualTo(1);
  }

  @Test
  void aBatchThatSaysWhatItMeasuresMeansWhatItMeant() {
    for (var measure : List.of("data", "batch")) {
      var training = read(SPLIT + "batch: {size: 8, measure: " + measure + "}\n").training();
      assertThat(training.measure()).isNull();
      assertThat(training.targets()).containsExactly(accuracy(null));
    }
  }

  @Test
  void whatIsMeasuredIsAsItIsSaid() {
    assertThat(read(SPLIT + "measure: {every: 100, on: [test, train]}\n").training().measure())
        .isEqualTo(MeasureSpec.every(100, List.of(TEST, TRAIN)));
    assertThat(read(SPLIT + "measure: {every: {epochs: 0.5}, on: test}\nbatch: 8\n").training())
        .extracting(TrainingSpec::measure)
        .isEqualTo(new MeasureSpec(0.5, ScheduleSpec.Unit.EPOCHS, List.of(TEST)));
    assertThat(read(SPLIT + "measure: {every: 7}\nbatch: 8\n").training().measure())
        .isEqualTo(MeasureSpec.every(7, List.of(TRAIN, VALIDATION)));
    assertThat(read(SPLIT + "measure: none\nbatch: 8\n").training().measure()).isNull();
    assertThat(read(SPLIT + "measure: none\nbatch: 8\n").training().targets())
        .containsExactly(accuracy(null));
  }

  @Test
  void aTargetIsJudgedWhereItIsSaidAndThatIsMeasured() {
    var usual = read(SPLIT + "batch: 8\ntarget: {accuracy: 1, on: test}\n").training();
    assertThat(usual.targets()).containsExactly(accuracy(TEST));
    assertThat(usual.measure())
        .isEqualTo(MeasureSpec.eachEpoch(List.of(TRAIN, VALIDATION, TEST)).apart(20));

    var full = read(SPLIT + "target: {accuracy: 1, on: validation}\nbudget: 2000\n").training();
    assertThat(full.targets()).containsExactly(accuracy(VALIDATION));
    assertThat(full.measure()).isEqualTo(MeasureSpec.every(20, List.of(VALIDATION)));

    var only = "batch: 8\nmeasure: {every: 50, on: validation}\n";
    assertThat(read(SPLIT + only).training().targets()).containsExactly(accuracy(VALIDATION));
    assertThat(read("batch: 8\ntarget: {accuracy: 1, on: batch}\n").training().targets())
        .containsExactly(accuracy(null));
  }

  @Test
  void severalTargetsAreJudgedByTheSameMeasurements() {
    var targets = "target: [{accuracy: 1}, {loss: 0.1, on: validation}]\n";
    var training = read(SPLIT + targets).training();
    assertThat(training.targets())
        .containsExactly(
            accuracy(TRAIN), new TargetSpec(TargetSpec.Metric.LOSS, "", 0.1, VALIDATION));
    assertThat(training.measure()).isEqualTo(MeasureSpec.every(100, List.of(TRAIN, VALIDATION)));
    assertThat(
            read("batch: 8\ntarget: [{accuracy: 1, on: batch}, {loss: 0.1, on: train}]\n")
                .problem())
        .isEqualTo(
            "target: one on the batch of each iteration beside one on a split, expected all of them"
                + " on splits");
    assertThat(
            read("batch: {size: 8, measure: data}\ntarget: {accuracy: 1, on: batch}\n").problem())
        .isEqualTo(
            "target.on: with measure: data all of the training data are measured, expected train");
  }

  @Test
  void patienceWatchesTheTargetsMetricOrTheOneThatItSays() {
    assertThat(read(SPLIT + "batch: 8\npatience: 5\n").training().patience())
        .isEqualTo(new PatienceSpec(5, TargetSpec.Metric.ACCURACY, "", TRAIN, 0));
    var own =
        read(SPLIT
                + "batch: 8\ntarget: none\npatience: {measurements: 5, metric: loss, on:"
                + " validation, minimum-improvement: 0.01}\n")
            .training();
    assertThat(own.patience())
        .isEqualTo(new PatienceSpec(5, TargetSpec.Metric.LOSS, "", VALIDATION, 0.01));
    var full = read(SPLIT + "patience: 5\n").training();
    assertThat(full.measure()).isEqualTo(MeasureSpec.every(100, List.of(TRAIN)));
    assertThat(read(SPLIT + "batch: 8\npatience: none\n").training().patience()).isNull();
    assertThat(read(SPLIT + "target: none\npatience: 5\n").problem())
        .isEqualTo(
            "patience: there is no target whose metric it could watch, expected {measurements: 5,"
                + " metric: loss, on: validation}");
  }

  @Test
  void whatIsJudgedOnASplitThatHasNoExamplesIsRefused() {
    var few = "split: {validation: 0.01}\ntarget: {accuracy: 1, on: validation}\n";
    assertThat(read(few).problem())
        .isEqualTo("target: there are no examples for validation, expected it on train");
  }

  @Test
  void measuringAloneIsNoDifferenceBetweenVariantsAndCannotVary() {
    assertThat(read("vary: {measure.every: [1, 2]}\n").problem()).contains("measure.every");
  }
}
